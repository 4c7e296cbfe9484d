'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useRef } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Known } from '@/app/_ui/moment'
import { StatusMark } from '@/app/_ui/status-mark'
import {
  attributionWords,
  directionOf,
  many,
  reasonWords,
} from '@/app/(desk)/desk/intake/intake-words'
import type { SpeakerStanding, TrackedClaim } from '@/lib/intake/queries'
import type { ProposedRelation } from '@/lib/intake/rules'
import type { Candidate, CandidateEdits, Decision, SpeakerChoice } from '@/lib/intake/schema'
import { relationPhrases } from '@/lib/relations/rules'
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
              {number}
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
            {attributionWords[candidate.kind] ? (
              <Badge tone={candidate.kind === 'denies' ? 'strong' : 'plain'}>
                {attributionWords[candidate.kind]}
              </Badge>
            ) : null}
            {candidate.isHedged ? <Badge>Hedged</Badge> : null}
            {decision.edits ? <Badge>Edited</Badge> : null}
            <StateBadge decision={decision} />
          </p>
        </header>
        <h3
          id={`candidate-${number}-title`}
          className="candidate-proposition"
          lang={language}
          dir={directionOf(language)}
        >
          <span className="visually-hidden" lang="en">
            Candidate {number}:{' '}
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
              Decided by <bdi>{decidedBy}</bdi>.
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
  const said = {
    accepted: ['success', 'Accepted'],
    merged: ['success', 'Merged'],
    dropped: ['danger', 'Dropped'],
  } as const
  // Most are undecided most of the time: that is said, but not shown on every card.
  if (decision.is === 'undecided') return <span className="visually-hidden">Undecided</span>
  const [tone, words] = said[decision.is]
  return <Badge tone={tone}>{words}</Badge>
}

/** What becomes of it: as decided, or as accepting it would. */
function Fate({ decision, suggestion, mergedInto }: CardProps) {
  if (decision.is === 'dropped') return <>Not filed.</>
  if (decision.is === 'accepted') return <>Filed as a new claim.</>
  const goal = decision.is === 'merged' ? mergedInto : suggestion
  if (!goal) return decision.is === 'merged' ? <>Merged.</> : <>Seems to be new.</>
  const isSuggestion = decision.is === 'undecided'
  if ('candidate' in goal) {
    return (
      <>
        {isSuggestion ? 'Says again what ' : 'One more appearance of '}
        <a href={`#candidate-${goal.candidate + 1}`}>candidate {goal.candidate + 1}</a>
        {isSuggestion ? ' says: accepting it records one more appearance of that.' : '.'}
      </>
    )
  }
  return (
    <>
      {isSuggestion
        ? 'Tracked already: accepting it records one more appearance of '
        : 'One more appearance of '}
      <TrackedLink claim={goal.claim} />
    </>
  )
}

export function TrackedLink({ claim }: { claim: TrackedClaim }) {
  return (
    <>
      <a href={`/desk/claims/${claim.id}`} target="_blank" rel="noopener">
        <bdi>{claim.proposition}</bdi>
        <span className="visually-hidden"> (opens in a new tab)</span>
      </a>{' '}
      <span className="fine tracked-about">
        <bdi lang={claim.claimantLanguage}>{claim.claimantName}</bdi> ·{' '}
        <StatusMark status={claim.status} /> · {many(claim.appearances, 'appearance')}
        {claim.isWithdrawn ? ' · withdrawn' : null}
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
          Which one is meant?
        </a>
      ) : isKnown ? (
        <span className="fine">
          known source
          {standing?.is === 'known' && standing.source.name !== named.name ? (
            <>
              : <bdi>{standing.source.name}</bdi>
            </>
          ) : null}
        </span>
      ) : (
        <span className="fine">{standing ? `new source, ${kind}` : 'looked up when filed'}</span>
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
  const said = knownTimeInput.safeParse(fields.said)
  const { place, origin } = fields
  return (
    <dl className="candidate-facts">
      <div>
        <dt>Said</dt>
        <dd>{said.success && said.data ? <Known time={said.data} /> : <Unknown />}</dd>
      </div>
      <div>
        <dt>Place</dt>
        <dd>{place.name ? <bdi>{place.name}</bdi> : <Unknown />}</dd>
      </div>
      <div>
        <dt>Origin</dt>
        <dd>
          {origin && !isOriginShared ? (
            <Source {...{ named: origin, standings, choices, language }} />
          ) : (
            <span className="soft">the document’s</span>
          )}
        </dd>
      </div>
      <div>
        <dt>Words</dt>
        <dd>
          {fields.wording
            ? candidate.isDirect
              ? 'quoted directly'
              : 'quoted in part'
            : 'reported, not quoted'}
        </dd>
      </div>
    </dl>
  )
}

function Unknown() {
  return <span className="soft">not known</span>
}

function Relations({ at, relations, alike, mayDecide, decision }: CardProps) {
  const shown = relations.filter((each) => each.likely.type !== 'repeats' || each.isKept)
  if (shown.length + alike.length === 0) return null
  return (
    <div className="candidate-relations">
      {shown.length > 0 ? (
        <ul className="plain-list">
          {shown.map((relation) => (
            <li key={relation.key} className={relation.isKept ? 'link' : 'link link--struck'}>
              <p>
                <strong>{relationPhrases[relation.likely.type][relation.direction]}</strong>{' '}
                {'claim' in relation.other ? (
                  <TrackedLink claim={relation.other.claim} />
                ) : (
                  <a href={`#candidate-${relation.other.candidate + 1}`}>
                    {relation.other.candidate + 1}. <bdi>{relation.other.proposition}</bdi>
                  </a>
                )}
                <Telling relation={relation} />
                {relation.isKept ? null : <span className="fine"> Not filed.</span>}
              </p>
              {mayDecide ? (
                <button
                  type="submit"
                  form={PRESS_FORM}
                  name="do"
                  value={`${relation.isKept ? 'strike' : 'keep'} ${relation.key}`}
                  className="link-button"
                >
                  {relation.isKept ? 'Strike' : 'Keep'}
                  <span className="visually-hidden">
                    {' '}
                    the link of candidate {at + 1}: {relationPhrases[relation.likely.type].from}
                  </span>
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {alike.length > 0 && decision.is === 'undecided' ? (
        <details className="candidate-alike">
          <summary>
            {many(alike.length, 'tracked claim')} {alike.length === 1 ? 'speaks' : 'speak'} of the
            same
          </summary>
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
                    Merge<span className="visually-hidden"> candidate {at + 1} into it</span>
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
  const { words, reason } = relation.likely
  const [own, other] = relation.direction === 'from' ? words : [words[1], words[0]]
  const isSaid = own.trim() !== '' || other.trim() !== ''
  const brief = (said: string) => (said.length > 48 ? `${said.slice(0, 44).trimEnd()} …` : said)
  return (
    <span className="fine telling">
      {' '}
      told by {reasonWords[reason] ?? reason.replaceAll(/[-_]/g, ' ')}
      {isSaid ? (
        <>
          : {own.trim() ? <bdi>“{brief(own)}”</bdi> : null}
          {own.trim() && other.trim() ? ' against ' : null}
          {other.trim() ? <bdi>“{brief(other)}”</bdi> : null}
        </>
      ) : null}
    </span>
  )
}

function Buttons({ at, decision, suggestion, intakeId, onPanel }: CardProps) {
  const isOpen = decision.is === 'undecided'
  return (
    <div className="candidate-acts">
      {isOpen ? (
        <>
          <Press at={at} press={`accept ${at}`} keys="a" isMain>
            {suggestion ? 'Accept as appearance' : 'Accept'}
          </Press>
          {suggestion ? (
            <Press at={at} press={`new ${at}`}>
              Accept as new claim
            </Press>
          ) : null}
        </>
      ) : (
        <Press at={at} press={`reset ${at}`}>
          Take it up again
        </Press>
      )}
      <PanelLink
        at={at}
        keys="e"
        href={`/desk/intake/${intakeId}?edit=${at + 1}#candidate-${at + 1}`}
        onOpen={() => onPanel('edit')}
      >
        Edit
      </PanelLink>
      <PanelLink
        at={at}
        keys="m"
        href={`/desk/intake/${intakeId}?merge=${at + 1}#candidate-${at + 1}`}
        onOpen={() => onPanel('merge')}
      >
        Merge
      </PanelLink>
      {isOpen ? (
        <Press at={at} press={`drop ${at}`} keys="d">
          Drop
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
      <span className="visually-hidden"> candidate {at + 1}</span>
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
      <span className="visually-hidden"> candidate {at + 1}</span>
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
