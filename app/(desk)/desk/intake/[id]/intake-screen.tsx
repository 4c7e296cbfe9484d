'use client'

import { useTranslations } from 'next-intl'
import {
  type FormEvent,
  useActionState,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { idleState } from '@/app/_ui/form-state'
import { Known } from '@/app/_ui/moment'
import { useHydrated } from '@/app/_ui/use-hydrated'
import { useLanguageName } from '@/app/(desk)/desk/_parts/language-name'
import { decideAction } from '@/app/(desk)/desk/intake/[id]/actions'
import { ArticleText } from '@/app/(desk)/desk/intake/[id]/article-text'
import {
  CandidateCard,
  type CardRelation,
  Key,
  PRESS_FORM,
} from '@/app/(desk)/desk/intake/[id]/candidate-card'
import {
  DocumentPanel,
  DropPanel,
  EditPanel,
  FilePanel,
  MergePanel,
  NamesToSettle,
  Panel,
} from '@/app/(desk)/desk/intake/[id]/panels'
import { type Saving, useDecisions } from '@/app/(desk)/desk/intake/[id]/use-decisions'
import type { ProblemInWords } from '@/app/(desk)/desk/intake/intake-words'
import type { IntakePage, TrackedClaim } from '@/lib/intake/queries'
import {
  changesOf,
  countDecisions,
  decisionOn,
  draftOf,
  fieldsOf,
  keepsRelation,
  planFiling,
  proposedRelations,
  speakerChoiceOf,
  suggestedCandidate,
  suggestedClaim,
} from '@/lib/intake/rules'
import type { Findings } from '@/lib/intake/schema'
import { knownTimeInput } from '@/lib/time'

type Opened = {
  edit: number | null
  merge: number | null
  isFiling: boolean
  isDropping: boolean
  isOnDocument: boolean
  words: string | null
  results: string[] | null
}

type Props = {
  page: IntakePage
  /** Who looks at it. */
  me: string
  /** What the address opened. */
  opened: Opened
  /** One for each form of the page. */
  requestIds: string[]
}

type Open =
  | { panel: 'edit' | 'merge'; at: number }
  | { panel: 'file' | 'drop' | 'document' | 'help' }
  | null

const nothingFound: Findings = { candidates: [], relations: [] }
/** Cards drawn at once; a long text shows the others on demand. */
const DRAWN = 60

/** An article beside its candidates: decided with one key each, undone step by step, filed all at once. */
export function IntakeScreen({ page, me, opened, requestIds }: Props) {
  const isLive = useHydrated()
  const t = useTranslations('ui.intake')
  const languageName = useLanguageName()
  const decisions = useDecisions(page, me)
  const { entries, take, undo } = decisions
  const found = page.found ?? nothingFound
  const count = found.candidates.length
  const [more, setMore] = useState<Record<string, TrackedClaim>>({})
  const tracked = useMemo(() => ({ ...more, ...page.tracked }), [more, page.tracked])
  const [current, setCurrent] = useState<number | null>(null)
  const [open, setOpen] = useState<Open>(() => openedBy(opened))
  const [problems, setProblems] = useState<ProblemInWords[]>([])
  const [drawn, setDrawn] = useState(DRAWN)
  const scroller = useRef<HTMLElement>(null)
  const draft = draftOf(entries, page.read)
  const counts = countDecisions(entries, count)
  const plan = planFiling(found, page.near, entries)
  const { language } = draft
  const here = `/desk/intake/${page.id}`

  // A panel whose form was answered by a page drawn anew has done its work.
  const [shownVersion, setShownVersion] = useState(page.version)
  if (shownVersion !== page.version) {
    setShownVersion(page.version)
    setOpen(openedBy(opened))
    setProblems([])
  }

  const tie = useTie(scroller, current)

  // Where the keyboard goes once the page is drawn: cards before it may have stepped back meanwhile.
  const [going, setGoing] = useState<{ to: number } | null>(null)
  const goTo = useCallback((at: number) => {
    setDrawn((shown) => Math.max(shown, at + 1))
    setCurrent(at)
    setGoing({ to: at })
  }, [])
  useEffect(() => {
    if (!going) return
    const card = document.getElementById(`candidate-${going.to + 1}`)
    card?.focus({ preventScroll: true })
    card?.scrollIntoView({ block: 'nearest' })
  }, [going])

  const press = (value: string, goesOn: boolean) => {
    if (value === 'undo') return decisions.canUndo ? undo() : undefined
    const changes = changesOf(value, { found, near: page.near, entries, tracked })
    take(changes)
    if (open?.panel === 'merge') setOpen(null)
    setProblems([])
    const [first] = changes
    if (!goesOn || first?.of !== 'candidate' || changes.length > 1) return
    const at = Number(first.key)
    const next = Array.from({ length: count }, (_, step) => (at + step + 1) % count).find(
      (each) => each !== at && decisionOn(entries, each).is === 'undecided',
    )
    if (next !== undefined) goTo(next)
  }

  useKeys({
    isOff: !page.may.decide,
    move: (step) => {
      const from = current ?? (step > 0 ? -1 : count)
      const to = Math.min(count - 1, Math.max(0, from + step))
      if (count > 0) goTo(to)
    },
    press: (act) => {
      if (current === null || decisionOn(entries, current).is !== 'undecided') return
      press(`${act} ${current}`, true)
    },
    undo: () => press('undo', false),
    open: (panel) => {
      if (panel === 'edit' || panel === 'merge') {
        if (current !== null) setOpen({ panel, at: current })
      } else setOpen({ panel })
    },
    close: () => setOpen(null),
  })

  const relations = useMemo(() => {
    const all: CardRelation[][] = found.candidates.map(() => [])
    for (const proposed of proposedRelations(found, page.near)) {
      const isKept = keepsRelation(entries, proposed.key, proposed.likely)
      const { from, to } = proposed
      const end = (at: number) => ({
        candidate: at,
        proposition: statementOf(found, at, entries),
      })
      if (typeof to === 'number') {
        all[from]?.push({ ...proposed, direction: 'from', isKept, other: end(to) })
        all[to]?.push({ ...proposed, direction: 'to', isKept, other: end(from) })
      } else {
        const claim = tracked[to]
        if (claim) all[from]?.push({ ...proposed, direction: 'from', isKept, other: { claim } })
      }
    }
    for (const each of all) each.sort((one, other) => other.likely.strength - one.likely.strength)
    return all
  }, [found, page.near, entries, tracked])

  const goalView = (at: number, suggests: boolean) => {
    if (suggests) {
      const claim = tracked[suggestedClaim(page.near[at]) ?? '']
      if (claim && !claim.isWithdrawn) return { claim }
      const earlier = suggestedCandidate(found, at)
      return earlier === null || decisionOn(entries, earlier).is === 'dropped'
        ? null
        : { candidate: earlier, proposition: statementOf(found, earlier, entries) }
    }
    const { into } = decisionOn(entries, at)
    if (!into) return null
    if ('candidate' in into)
      return { candidate: into.candidate, proposition: statementOf(found, into.candidate, entries) }
    const claim = tracked[into.claimId]
    return claim ? { claim } : null
  }

  const unclear = Object.entries(page.speakers).flatMap(([name, standing]) =>
    standing.is === 'ambiguous' && !speakerChoiceOf(entries, name)
      ? [{ name, options: standing.options }]
      : [],
  )
  const noteOn = (key: string) => decisions.notes[key] ?? wordProblem(problems, key)
  const close = () => setOpen(null)
  const form = (at: number) => ({
    intakeId: page.id,
    version: decisions.version,
    requestId: requestIds[at] ?? '',
  })

  return (
    <>
      <PressForm
        intakeId={page.id}
        version={decisions.version}
        requestId={requestIds[0] ?? ''}
        onPress={(value) => press(value, false)}
      />
      <div className="page-head intake-head">
        <div>
          <p className="fine">
            <a href="/desk/intake">{t('takeIn')}</a>
          </p>
          <h1>
            <bdi lang={language}>{draft.title}</bdi>
          </h1>
          <p className="soft" id="document">
            {draft.publisher ? (
              <bdi>{draft.publisher.name}</bdi>
            ) : (
              <strong className="field-error">{t('noPublisher')}</strong>
            )}
            <Published draft={draft} /> · {languageName(language)}
            {draft.origin ? (
              <>
                {' '}
                ·{' '}
                {t.rich('carries', { name: draft.origin.name, bdi: (words) => <bdi>{words}</bdi> })}
              </>
            ) : null}
            {page.document ? (
              <>
                {' '}
                ·{' '}
                {t.rich('under', {
                  a: (words) => <a href={`/desk/documents/${page.document?.id}`}>{words}</a>,
                })}
              </>
            ) : null}{' '}
            {page.document ? null : (
              <OpenLink
                href={`${here}?document=1#document`}
                onOpen={() => setOpen({ panel: 'document' })}
              >
                {t('editDocument')}
              </OpenLink>
            )}
          </p>
          {noteOn('document:') ? (
            <p className="candidate-note" role="alert">
              {noteOn('document:')}
            </p>
          ) : null}
        </div>
      </div>
      {open?.panel === 'document' ? (
        <Panel level={2} title={t('theDocument')} closeHref={here} onClose={close}>
          <DocumentPanel {...form(1)} draft={draft} stories={page.stories} />
        </Panel>
      ) : null}
      {unclear.length > 0 ? <NamesToSettle {...form(2)} names={unclear} /> : null}

      <div className="intake-bar">
        <p className="intake-counts">
          <strong>{t('count', { n: count })}</strong>
          <span>{t('undecided', { n: counts.undecided })}</span>
          <span>{t('accepted', { n: counts.accepted })}</span>
          <span>{t('merged', { n: counts.merged })}</span>
          <span>{t('dropped', { n: counts.dropped })}</span>
        </p>
        <SavingWords saving={decisions.saving} isLive={isLive} onRetry={decisions.retry} />
        <div className="intake-acts">
          <button
            type="submit"
            form={PRESS_FORM}
            name="do"
            value="undo"
            className="button button--quiet"
            aria-disabled={decisions.canUndo ? undefined : true}
            aria-keyshortcuts="u"
          >
            {t('undo')} <Key of="u" />
          </button>
          <button
            type="submit"
            form={PRESS_FORM}
            name="do"
            value="accept-rest"
            className="button button--quiet"
            aria-disabled={counts.undecided > 0 ? undefined : true}
          >
            {t('acceptRest')}
          </button>
          <OpenLink
            className="button"
            keys="f"
            href={`${here}?file=1#file`}
            onOpen={() => setOpen({ panel: 'file' })}
          >
            {t('fileAll')} <Key of="f" />
          </OpenLink>
          <OpenLink
            className="button button--quiet"
            keys="?"
            href={`${here}#keys`}
            onOpen={() => setOpen({ panel: 'help' })}
          >
            {t('keys')} <Key of="?" />
          </OpenLink>
        </div>
        <p className="intake-news" role="status">
          {decisions.notes.all ?? decisions.news}
        </p>
      </div>
      {open?.panel === 'file' ? (
        <Panel level={2} title={t('fileTitle')} closeHref={here} onClose={close}>
          <FilePanel
            {...form(3)}
            plan={plan}
            draft={draft}
            publisher={draft.publisher ? page.speakers[draft.publisher.name] : undefined}
            onProblems={setProblems}
          />
        </Panel>
      ) : null}
      {open?.panel === 'drop' ? (
        <Panel level={2} title={t('drop')} closeHref={here} onClose={close}>
          <DropPanel {...form(3)} />
        </Panel>
      ) : null}
      {open?.panel === 'help' ? (
        <Panel level={2} title={t('keys')} closeHref={here} onClose={close}>
          <Keys />
        </Panel>
      ) : null}

      <div className="intake-sides">
        <div className="intake-text">
          <div className="intake-side-head">
            <h2 id="article-heading">{t('article')}</h2>
            <a className="intake-skip" href="#candidates-heading">
              {t('skip')}
            </a>
            <Legend />
          </div>
          <ArticleText
            text={page.text}
            language={language}
            candidates={found.candidates}
            scroller={scroller}
            onTie={tie.fromText}
            onGo={goTo}
          />
        </div>
        <section className="intake-candidates" aria-labelledby="candidates-heading">
          <div className="intake-side-head">
            <h2 id="candidates-heading" tabIndex={-1}>
              {t('candidates')}
            </h2>
          </div>
          {count === 0 ? (
            <p className="notice">
              {t.rich('noneFound', {
                a: (words) => <a href="/desk/claims/new">{words}</a>,
              })}
            </p>
          ) : null}
          <ol className="plain-list candidates">
            {found.candidates.slice(0, drawn).map((candidate, at) => {
              const decision = decisionOn(entries, at)
              const fields = fieldsOf(candidate, decision.edits, page.text, draft)
              const by = entries[`candidate:${at}`]?.by
              const near = (page.near[at] ?? []).flatMap(({ claimId }) => tracked[claimId] ?? [])
              const linked = new Set(
                (page.near[at] ?? []).flatMap(({ claimId, likely }) => (likely ? [claimId] : [])),
              )
              return (
                <CandidateCard
                  // biome-ignore lint/suspicious/noArrayIndexKey: its place in the list is what a candidate is known by
                  key={at}
                  {...{ at, candidate, fields, language, decision }}
                  isOriginShared={fields.origin?.name === draft.origin?.name}
                  intakeId={page.id}
                  decidedBy={by && by !== me ? (decisions.people[by] ?? t('somebody')) : null}
                  mergedInto={goalView(at, false)}
                  suggestion={goalView(at, true)}
                  alike={near.filter(({ id }) => !linked.has(id))}
                  relations={relations[at] ?? []}
                  standings={page.speakers}
                  choices={(name) => speakerChoiceOf(entries, name)}
                  isCurrent={current === at}
                  mayDecide={page.may.decide}
                  note={noteOn(`candidate:${at}`)}
                  onPanel={(panel) => {
                    setCurrent(at)
                    setOpen({ panel, at })
                  }}
                  onPoint={(isOn) => tie.fromCard(isOn ? at : null)}
                  onEnter={() => setCurrent(at)}
                >
                  {open && 'at' in open && open.at === at ? (
                    <Panel
                      level={4}
                      title={
                        open.panel === 'edit'
                          ? t('editCandidate', { n: at + 1 })
                          : t('mergeCandidate', { n: at + 1 })
                      }
                      closeHref={`${here}#candidate-${at + 1}`}
                      onClose={() => {
                        close()
                        goTo(at)
                      }}
                    >
                      {open.panel === 'edit' ? (
                        <EditPanel
                          {...form(4)}
                          {...{ at, fields, language }}
                          text={page.text}
                          stories={page.stories}
                        />
                      ) : (
                        <MergePanel
                          at={at}
                          intakeId={page.id}
                          near={near}
                          others={found.candidates.flatMap((each, other) =>
                            other === at || decisionOn(entries, other).is === 'dropped'
                              ? []
                              : [{ candidate: other, proposition: each.proposition }],
                          )}
                          words={opened.words}
                          results={opened.results?.flatMap((id) => tracked[id] ?? []) ?? null}
                          onFound={(claims) =>
                            setMore((before) => ({
                              ...before,
                              ...Object.fromEntries(claims.map((claim) => [claim.id, claim])),
                            }))
                          }
                        />
                      )}
                    </Panel>
                  ) : null}
                </CandidateCard>
              )
            })}
          </ol>
          {drawn < count ? (
            <p>
              <button
                type="button"
                className="button button--quiet"
                onClick={() => setDrawn((shown) => shown + DRAWN)}
              >
                {t('showMore', { more: Math.min(DRAWN, count - drawn), n: count })}
              </button>
            </p>
          ) : null}
        </section>
      </div>
      <footer className="intake-foot">
        {isLive ? null : <Keys />}
        {page.may.drop ? (
          <OpenLink href={`${here}?drop=1`} onOpen={() => setOpen({ panel: 'drop' })}>
            {t('drop')}
          </OpenLink>
        ) : null}
        <p className="fine">
          {t.rich('hash', {
            hash: page.textSha256,
            code: (words) => <code dir="ltr">{words}</code>,
          })}
        </p>
      </footer>
    </>
  )
}

function openedBy(opened: Opened): Open {
  if (opened.edit !== null) return { panel: 'edit', at: opened.edit }
  if (opened.merge !== null) return { panel: 'merge', at: opened.merge }
  if (opened.isFiling) return { panel: 'file' }
  if (opened.isDropping) return { panel: 'drop' }
  return opened.isOnDocument ? { panel: 'document' } : null
}

/** A candidate's statement as it stands now. */
function statementOf(found: Findings, at: number, entries: IntakePage['entries']): string {
  return decisionOn(entries, at).edits?.proposition ?? found.candidates[at]?.proposition ?? ''
}

/** What stood in the way of filing, for the thing it is about. */
function wordProblem(problems: ProblemInWords[], key: string): string | null {
  return problems.find((each) => `${each.of}:${each.key}` === key)?.words ?? null
}

/** The one form of all buttons: with scripts a press is a step on the screen, without them it is sent. */
function PressForm({
  intakeId,
  version,
  requestId,
  onPress,
}: {
  intakeId: string
  version: number
  requestId: string
  onPress: (value: string) => void
}) {
  const [state, post] = useActionState(decideAction, idleState(requestId))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const button = (event.nativeEvent as SubmitEvent).submitter
    if (!(button instanceof HTMLButtonElement) || button.ariaDisabled === 'true') return
    onPress(button.value)
  }
  return (
    <form id={PRESS_FORM} action={post} onSubmit={submit}>
      <input type="hidden" name="requestId" value={state.requestId} />
      <input type="hidden" name="intakeId" value={intakeId} />
      <input type="hidden" name="version" value={version} />
      {state.status === 'error' || state.status === 'conflict' ? (
        <p className="form-summary" role="alert">
          {state.message}
        </p>
      ) : null}
    </form>
  )
}

function OpenLink({
  href,
  keys,
  className,
  onOpen,
  children,
}: {
  href: string
  keys?: string
  className?: string
  onOpen: () => void
  children: React.ReactNode
}) {
  return (
    <a
      href={href}
      className={className}
      aria-keyshortcuts={keys}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen()
      }}
    >
      {children}
    </a>
  )
}

function Published({ draft }: { draft: ReturnType<typeof draftOf> }) {
  const comma = useTranslations('ui')('comma')
  const known = knownTimeInput.safeParse(draft.published)
  return known.success && known.data ? (
    <>
      {comma}
      <Known time={known.data} />
    </>
  ) : null
}

function SavingWords({
  saving,
  isLive,
  onRetry,
}: {
  saving: Saving
  isLive: boolean
  onRetry: () => void
}) {
  const t = useTranslations('ui.intake')
  if (!isLive) return null
  return (
    <div className={`intake-saving intake-saving--${saving.is}`} role="status">
      {saving.is === 'saved' ? t('allSaved') : null}
      {saving.is === 'saving' ? t('saving', { n: saving.steps }) : null}
      {saving.is === 'failed' ? (
        <>
          {t('notSaved', { words: saving.words })}{' '}
          <button type="button" className="link-button" onClick={onRetry}>
            {t('again')}
          </button>
        </>
      ) : null}
    </div>
  )
}

function Legend() {
  const t = useTranslations('ui.intake')
  return (
    <p className="legend fine">
      <span className="said said--speaker">{t('legend.speaker')}</span>{' '}
      <span className="said said--cue">{t('legend.cue')}</span>{' '}
      <span className="said said--content">{t('legend.content')}</span>
    </p>
  )
}

function Keys() {
  const t = useTranslations('ui.intake')
  const keys = [
    ['j', 'k', t('key.move')],
    ['a', '', t('key.accept')],
    ['e', '', t('key.edit')],
    ['m', '', t('key.merge')],
    ['d', '', t('key.drop')],
    ['u', '', t('key.undo')],
    ['f', '', t('key.file')],
    ['?', '', t('key.these')],
  ] as const
  return (
    <section id="keys" aria-label={t('keysOf')}>
      <dl className="keys">
        {keys.map(([key, other, words]) => (
          <div key={key}>
            <dt>
              <kbd className="key">{key}</kbd> {other ? <kbd className="key">{other}</kbd> : null}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="fine">{t('keysAbout')}</p>
    </section>
  )
}

// ───────────── ties and keys

function motion(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
}

/** Pointing at a candidate, or being on it, shows its words in the article, and the other way round. */
function useTie(scroller: React.RefObject<HTMLElement | null>, current: number | null) {
  const pointed = useRef<number | null>(null)
  // Words that slide under a pointer at rest, as the keyboard moves on, are not pointed at.
  const isMoving = useRef(false)
  useEffect(() => {
    const moves = () => {
      isMoving.current = true
    }
    const rests = () => {
      isMoving.current = false
    }
    addEventListener('pointermove', moves)
    addEventListener('keydown', rests)
    return () => {
      removeEventListener('pointermove', moves)
      removeEventListener('keydown', rests)
    }
  }, [])
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  const show = useCallback(
    (at: number | null, scrolls: 'article' | 'cards' | 'nothing') => {
      for (const each of document.querySelectorAll('.is-tied')) each.classList.remove('is-tied')
      if (at === null) return
      const words = scroller.current?.querySelectorAll<HTMLElement>(`[data-of~="${at}"]`) ?? []
      for (const each of words) each.classList.add('is-tied')
      const card = document.getElementById(`candidate-${at + 1}`)
      card?.classList.add('is-tied')
      if (scrolls === 'cards') card?.scrollIntoView({ block: 'nearest', behavior: motion() })
      if (scrolls === 'article') bringIntoView(scroller.current, words[0])
    },
    [scroller],
  )
  useEffect(() => show(current, 'article'), [current, show])
  const point = useCallback(
    (at: number | null, scrolls: 'article' | 'cards', by: 'pointer' | 'keyboard' = 'pointer') => {
      if (pointed.current === at || (by === 'pointer' && !isMoving.current)) return
      pointed.current = at
      clearTimeout(pause.current)
      pause.current = setTimeout(
        () => (at === null ? show(current, 'nothing') : show(at, scrolls)),
        120,
      )
    },
    [current, show],
  )
  useEffect(() => () => clearTimeout(pause.current), [])
  return {
    fromText: useCallback(
      (at: number | null, by: 'pointer' | 'keyboard') => point(at, 'cards', by),
      [point],
    ),
    fromCard: useCallback((at: number | null) => point(at, 'article'), [point]),
  }
}

/** Scrolls the article alone: the cards stay where the eye is. */
function bringIntoView(scroller: HTMLElement | null, words: HTMLElement | undefined) {
  if (!scroller || !words || scroller.scrollHeight <= scroller.clientHeight) return
  const box = scroller.getBoundingClientRect()
  const place = words.getBoundingClientRect()
  if (place.top >= box.top + 24 && place.bottom <= box.bottom - 24) return
  scroller.scrollBy({ top: place.top - box.top - box.height / 3, behavior: motion() })
}

type KeyActs = {
  isOff: boolean
  move: (step: number) => void
  press: (act: 'accept' | 'drop') => void
  undo: () => void
  open: (panel: 'edit' | 'merge' | 'file' | 'help') => void
  close: () => void
}

/** One key for each act, never while somebody types, and never with a modifier that means something else. */
function useKeys(acts: KeyActs) {
  const latest = useRef(acts)
  useEffect(() => {
    latest.current = acts
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { isOff, move, press, undo, open, close } = latest.current
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isOff) return
      if (isTyping(event.target)) return
      const act: Record<string, () => void> = {
        j: () => move(1),
        ArrowDown: () => move(1),
        k: () => move(-1),
        ArrowUp: () => move(-1),
        a: () => press('accept'),
        d: () => press('drop'),
        e: () => open('edit'),
        m: () => open('merge'),
        u: undo,
        f: () => open('file'),
        '?': () => open('help'),
        Escape: close,
      }
      // In the article the arrows scroll, as they do anywhere.
      const isInArticle = event.target instanceof Element && event.target.closest('.article')
      if (isInArticle && event.key.startsWith('Arrow')) return
      const run = Object.hasOwn(act, event.key) ? act[event.key] : undefined
      if (!run) return
      if (event.key !== 'Escape') event.preventDefault()
      run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return Boolean(target.closest('input, textarea, select, [role="combobox"], [role="listbox"]'))
}
