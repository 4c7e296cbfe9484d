'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, useRef } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Known } from '@/app/_ui/moment'
import { StatusMark } from '@/app/_ui/status-mark'
import { directionOf } from '@/app/(desk)/desk/intake/intake-words'
import type { SpeakerStanding, TrackedClaim } from '@/lib/intake/queries'
import type { ProposedRelation } from '@/lib/intake/rules'
import type { Candidate, CandidateEdits, Decision, SpeakerChoice } from '@/lib/intake/schema'
import { knownTimeInput } from '@/lib/time'

/** The form that all buttons of the page belong to: one press, one step. */
export const PRESS_FORM = 'decide'

export type CardRelation = ProposedRelation & {
  /** Which end the candidate of the card is. */
  direction: 'from' | 'to'
  isKept: boolean
  other: { candidate: number; proposition: string } | { claim: TrackedClaim }
}

export type CardProps = {
  intakeId: string
  at: number
  candidate: Candidate
  fields: CandidateEdits
  /** Whether its origin is that of the whole document. */
  isOriginShared: boolean
  language: string
  decision: Decision
  /** By whom it was decided, where that was somebody else. */
  decidedBy: string | null
  /** What it is merged into, in words. */
  mergedInto: { claim: TrackedClaim } | { candidate: number; proposition: string } | null
  suggestion: { claim: TrackedClaim } | { candidate: number; proposition: string } | null
  /** Tracked claims that speak of the same, without a likely relation. */
  alike: TrackedClaim[]
  relations: CardRelation[]
  standings: Record<string, SpeakerStanding>
  choices: (name: string) => SpeakerChoice | null
  isCurrent: boolean
  mayDecide: boolean
  /** What the desk said of it: a refusal, a conflict, what stands in the way of filing. */
  note: string | null
  children?: ReactNode
  onPanel: (panel: 'edit' | 'merge') => void
  onPoint: (isOn: boolean) => void
  onEnter: () => void
}

/** One candidate: what would be filed of it, what it seems to stand to, and what can be done with it. */
export function CandidateCard(props: CardProps) {
  const { at, candidate, fields, language, decision, decidedBy, note, isCurrent, mayDecide } = props
  const t = useTranslations('ui.card')
  const pageLanguage = new Intl.Locale(useLocale()).language
  const attribution = useTranslations('ui.intakeKind')
  const number = at + 1
  const isPanelOpen = Boolean(props.children)
  const isPressed = useRef(false)
  return (
    <li>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard enters a card by focus, and needs no click */}
      <article
        id={`candidate-${number}`}
        className={`candidate candidate--${decision.is}${isCurrent ? ' is-current' : ''}`}
        aria-labelledby={`candidate-${number}-title`}
        aria-current={isCurrent || undefined}
        tabIndex={-1}
        onMouseEnter={() => props.onPoint(true)}
        onMouseLeave={() => {
          isPressed.current = false
          props.onPoint(false)
        }}
        onFocus={() => {
          if (!isPressed.current) props.onEnter()
        }}
        // A card that opens or closes under the pointer between press and release would cost the click.
        onPointerDown={() => {
          isPressed.current = true
        }}
        onPointerUp={() => {
          isPressed.current = false
        }}
        onPointerCancel={() => {
          isPressed.current = false
        }}
        onClick={props.onEnter}
      >
        <header className="candidate-head">
          <p className="candidate-who">
            <span className="candidate-number" aria-hidden="true">
              {t('number', { n: number })}
            </span>
            <Source
              named={fields.claimant}
              standings={props.standings}
              choices={props.choices}
              language={language}
            />
            {candidate.claimant.description ? (
              <span className="soft">
                <bdi lang={language}>{candidate.claimant.description}</bdi>
              </span>
            ) : null}
          </p>
          <p className="candidate-state">
            {candidate.kind !== 'asserts' ? (
              <Badge tone={candidate.kind === 'denies' ? 'strong' : 'plain'}>
                {attribution(candidate.kind)}
              </Badge>
            ) : null}
            {candidate.isHedged ? <Badge>{t('hedged')}</Badge> : null}
            {decision.edits ? <Badge>{t('edited')}</Badge> : null}
            <StateBadge decision={decision} />
          </p>
        </header>
        <h3
          id={`candidate-${number}-title`}
          className="candidate-proposition"
          lang={language}
          dir={directionOf(language)}
        >
          <span className="visually-hidden" lang={pageLanguage}>
            {t('title', { n: number })}{' '}
          </span>
          {fields.proposition}
        </h3>
        <p
          className={
            props.suggestion && decision.is === 'undecided'
              ? 'candidate-fate candidate-fate--known'
              : 'candidate-fate'
          }
        >
          <Fate {...props} />
          {decidedBy ? (
            <span className="fine">
              {' '}
              {t.rich('decidedBy', { name: decidedBy, bdi: (words) => <bdi>{words}</bdi> })}
            </span>
          ) : null}
        </p>
        {note ? (
          <p className="candidate-note" role="alert">
            {note}
          </p>
        ) : null}
        <div className="candidate-body">
          <blockquote className="candidate-quote" lang={language} dir={directionOf(language)}>
            <QuoteWords quote={fields.quote.exact} wording={fields.wording} />
          </blockquote>
          <Particulars {...props} />
          <Relations {...props} />
        </div>
        {mayDecide && !isPanelOpen ? <Buttons {...props} /> : null}
        {props.children}
      </article>
    </li>
  )
}

function StateBadge({ decision }: { decision: Decision }) {
  const t = useTranslations('ui.card')
  const said = {
    accepted: ['success', t('accepted')],
    merged: ['success', t('merged')],
    dropped: ['danger', t('dropped')],
  } as const
  // Most are undecided most of the time: that is said, but not shown on every card.
  if (decision.is === 'undecided') return <span className="visually-hidden">{t('undecided')}</span>
  const [tone, words] = said[decision.is]
  return <Badge tone={tone}>{words}</Badge>
}

/** What becomes of it: as decided, or as accepting it would. */
function Fate({ decision, suggestion, mergedInto }: CardProps) {
  const t = useTranslations('ui.card')
  if (decision.is === 'dropped') return t('notFiled')
  if (decision.is === 'accepted') return t('filedNew')
  const goal = decision.is === 'merged' ? mergedInto : suggestion
  if (!goal) return decision.is === 'merged' ? t('mergedFate') : t('seemsNew')
  const isSuggestion = decision.is === 'undecided'
  if ('candidate' in goal) {
    return (
      <>
        {t.rich(isSuggestion ? 'saysAgain' : 'oneMoreOf', {
          n: goal.candidate + 1,
          a: (words) => <a href={`#candidate-${goal.candidate + 1}`}>{words}</a>,
        })}
      </>
    )
  }
  return (
    <>
      {isSuggestion ? t('trackedAlready') : t('oneMoreTracked')} <TrackedLink claim={goal.claim} />
    </>
  )
}

export function TrackedLink({ claim }: { claim: TrackedClaim }) {
  const t = useTranslations('ui.card')
  return (
    <>
      <a href={`/desk/claims/${claim.id}`} target="_blank" rel="noopener">
        <bdi>{claim.proposition}</bdi>
        <span className="visually-hidden"> {t('newTab')}</span>
      </a>{' '}
      <span className="fine tracked-about">
        <bdi lang={claim.claimantLanguage}>{claim.claimantName}</bdi> ·{' '}
        <StatusMark status={claim.status} /> · {t('appearances', { n: claim.appearances })}
        {claim.isWithdrawn ? ` · ${t('withdrawn')}` : null}
      </span>
    </>
  )
}

function Source({
  named,
  standings,
  choices,
  language,
}: {
  named: CandidateEdits['claimant']
  standings: CardProps['standings']
  choices: CardProps['choices']
  language: string
}) {
  const kindWord = useTranslations('ui.sourceKind')
  const t = useTranslations('ui.card')
  const standing = standings[named.name]
  const choice = choices(named.name)
  const kind = kindWord(choice?.kind ?? named.kind ?? 'other').toLowerCase()
  const isKnown = Boolean(named.id ?? choice?.id) || (standing?.is === 'known' && !choice?.kind)
  const isAsked = standing?.is === 'ambiguous' && !choice && !named.id
  return (
    <>
      <strong className="candidate-claimant">
        <bdi lang={language}>{named.name}</bdi>
      </strong>{' '}
      {isAsked ? (
        <a href="#names" className="candidate-asked">
          {t('whichOne')}
        </a>
      ) : isKnown ? (
        <span className="fine">
          {t('knownSource')}
          {standing?.is === 'known' && standing.source.name !== named.name ? (
            <>
              : <bdi>{standing.source.name}</bdi>
            </>
          ) : null}
        </span>
      ) : (
        <span className="fine">{standing ? t('newSource', { kind }) : t('lookedUp')}</span>
      )}
    </>
  )
}

/** The quote with the claimant's own words in it set off. */
function QuoteWords({ quote, wording }: { quote: string; wording: string | null }) {
  const at = wording ? quote.indexOf(wording) : -1
  if (!wording || at < 0) return quote
  return (
    <>
      {quote.slice(0, at)}
      <mark>{wording}</mark>
      {quote.slice(at + wording.length)}
    </>
  )
}

function Particulars(props: CardProps) {
  const { fields, language, candidate, standings, choices, isOriginShared } = props
  const t = useTranslations('ui.card')
  const said = knownTimeInput.safeParse(fields.said)
  const { place, origin } = fields
  return (
    <dl className="candidate-facts">
      <div>
        <dt>{t('said')}</dt>
        <dd>{said.success && said.data ? <Known time={said.data} /> : <Unknown />}</dd>
      </div>
      <div>
        <dt>{t('place')}</dt>
        <dd>{place.name ? <bdi>{place.name}</bdi> : <Unknown />}</dd>
      </div>
      <div>
        <dt>{t('origin')}</dt>
        <dd>
          {origin && !isOriginShared ? (
            <Source {...{ named: origin, standings, choices, language }} />
          ) : (
            <span className="soft">{t('documents')}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('words')}</dt>
        <dd>{fields.wording ? (candidate.isDirect ? t('direct') : t('part')) : t('reported')}</dd>
      </div>
    </dl>
  )
}

function Unknown() {
  const t = useTranslations('ui.card')
  return <span className="soft">{t('notKnown')}</span>
}

function Relations({ at, relations, alike, mayDecide, decision }: CardProps) {
  const t = useTranslations('ui.card')
  const phrases = {
    from: useTranslations('ui.relationFrom'),
    to: useTranslations('ui.relationTo'),
  }
  const shown = relations.filter((each) => each.likely.type !== 'repeats' || each.isKept)
  if (shown.length + alike.length === 0) return null
  return (
    <div className="candidate-relations">
      {shown.length > 0 ? (
        <ul className="plain-list">
          {shown.map((relation) => (
            <li key={relation.key} className={relation.isKept ? 'link' : 'link link--struck'}>
              <p>
                <strong>{phrases[relation.direction](relation.likely.type)}</strong>{' '}
                {'claim' in relation.other ? (
                  <TrackedLink claim={relation.other.claim} />
                ) : (
                  <a href={`#candidate-${relation.other.candidate + 1}`}>
                    {t('number', { n: relation.other.candidate + 1 })}.{' '}
                    <bdi>{relation.other.proposition}</bdi>
                  </a>
                )}
                <Telling relation={relation} />
                {relation.isKept ? null : <span className="fine"> {t('notFiled')}</span>}
              </p>
              {mayDecide ? (
                <button
                  type="submit"
                  form={PRESS_FORM}
                  name="do"
                  value={`${relation.isKept ? 'strike' : 'keep'} ${relation.key}`}
                  className="link-button"
                >
                  {relation.isKept ? t('strike') : t('keep')}
                  <span className="visually-hidden">
                    {' '}
                    {t('linkOf', { n: at + 1, relation: phrases.from(relation.likely.type) })}
                  </span>
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {alike.length > 0 && decision.is === 'undecided' ? (
        <details className="candidate-alike">
          <summary>{t('alike', { n: alike.length })}</summary>
          <ul className="plain-list">
            {alike.map((claim) => (
              <li key={claim.id} className="link">
                <p>
                  <TrackedLink claim={claim} />
                </p>
                {mayDecide && !claim.isWithdrawn ? (
                  <button
                    type="submit"
                    form={PRESS_FORM}
                    name="do"
                    value={`merge ${at} claim ${claim.id}`}
                    className="link-button"
                  >
                    {t.rich('mergeInto', {
                      n: at + 1,
                      hidden: (words) => <span className="visually-hidden">{words}</span>,
                    })}
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

/** The words that gave a relation away, this candidate's first. */
function Telling({ relation }: { relation: CardRelation }) {
  const t = useTranslations('ui.card')
  const reasonWord = useTranslations('ui.intakeReason')
  const { words, reason } = relation.likely
  const [own, other] = relation.direction === 'from' ? words : [words[1], words[0]]
  const isSaid = own.trim() !== '' || other.trim() !== ''
  const brief = (said: string) => (said.length > 48 ? `${said.slice(0, 44).trimEnd()} …` : said)
  return (
    <span className="fine telling">
      {' '}
      {t('toldBy', {
        reason: reasonWord.has(reason as 'denial')
          ? reasonWord(reason as 'denial')
          : reason.replaceAll(/[-_]/g, ' '),
      })}
      {isSaid ? (
        <>
          : {own.trim() ? <bdi>“{brief(own)}”</bdi> : null}
          {own.trim() && other.trim() ? ` ${t('against')} ` : null}
          {other.trim() ? <bdi>“{brief(other)}”</bdi> : null}
        </>
      ) : null}
    </span>
  )
}

function Buttons({ at, decision, suggestion, intakeId, onPanel }: CardProps) {
  const t = useTranslations('ui.card')
  const isOpen = decision.is === 'undecided'
  return (
    <div className="candidate-acts">
      {isOpen ? (
        <>
          <Press at={at} press={`accept ${at}`} keys="a" isMain>
            {suggestion ? t('acceptAppearance') : t('accept')}
          </Press>
          {suggestion ? (
            <Press at={at} press={`new ${at}`}>
              {t('acceptNew')}
            </Press>
          ) : null}
        </>
      ) : (
        <Press at={at} press={`reset ${at}`}>
          {t('takeUp')}
        </Press>
      )}
      <PanelLink
        at={at}
        keys="e"
        href={`/desk/intake/${intakeId}?edit=${at + 1}#candidate-${at + 1}`}
        onOpen={() => onPanel('edit')}
      >
        {t('edit')}
      </PanelLink>
      <PanelLink
        at={at}
        keys="m"
        href={`/desk/intake/${intakeId}?merge=${at + 1}#candidate-${at + 1}`}
        onOpen={() => onPanel('merge')}
      >
        {t('merge')}
      </PanelLink>
      {isOpen ? (
        <Press at={at} press={`drop ${at}`} keys="d">
          {t('drop')}
        </Press>
      ) : null}
    </div>
  )
}

function Press({
  at,
  press,
  keys,
  isMain = false,
  children,
}: {
  at: number
  press: string
  keys?: string
  isMain?: boolean
  children: ReactNode
}) {
  const t = useTranslations('ui.card')
  return (
    <button
      type="submit"
      form={PRESS_FORM}
      name="do"
      value={press}
      className={isMain ? 'button' : 'button button--quiet'}
      aria-keyshortcuts={keys}
    >
      {children}
      <span className="visually-hidden"> {t('ofCandidate', { n: at + 1 })}</span>
      {keys ? <Key of={keys} /> : null}
    </button>
  )
}

function PanelLink({
  at,
  keys,
  href,
  onOpen,
  children,
}: {
  at: number
  keys: string
  href: string
  onOpen: () => void
  children: ReactNode
}) {
  const t = useTranslations('ui.card')
  return (
    <a
      className="button button--quiet"
      href={href}
      aria-keyshortcuts={keys}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen()
      }}
    >
      {children}
      <span className="visually-hidden"> {t('ofCandidate', { n: at + 1 })}</span>
      <Key of={keys} />
    </a>
  )
}

/** The key that does the same, on the button itself. */
export function Key({ of }: { of: string }) {
  return (
    <span className="key" aria-hidden="true">
      {of}
    </span>
  )
}
