'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { idleState } from '@/app/_ui/form-state'
import { decideAction } from '@/app/(desk)/desk/intake/[id]/actions'
import type { IntakePage, IntakeState } from '@/lib/intake/queries'
import { entryKey } from '@/lib/intake/rules'
import type { Change, Entries } from '@/lib/intake/schema'

type Step = { requestId: string; act: Change[] | 'undo' }

export type Saving =
  | { is: 'saved' }
  | { is: 'saving'; steps: number }
  /** What is not saved waits: `retry` sends it again, and nothing is done twice. */
  | { is: 'failed'; words: string }

type Base = { version: number; entries: Entries; people: Record<string, string>; steps: number }

export type Decisions = {
  entries: Entries
  version: number
  people: Record<string, string>
  canUndo: boolean
  saving: Saving
  /** What the desk said of single things, by their keys: a conflict, a refusal. */
  notes: Record<string, string>
  /** What others decided meanwhile, in words. */
  news: string
  take: (changes: Change[]) => void
  undo: () => void
  retry: () => void
}

const POLL = 10_000

/**
 * What is decided, at once on the screen and one after the other at the desk. A step that does not arrive stays
 * and says so; one that somebody else was first with is taken off the screen again and told of beside its candidate.
 */
export function useDecisions(page: IntakePage, me: string): Decisions {
  const router = useRouter()
  const t = useTranslations('ui.intake')
  const [base, setBase] = useState<Base>(() => baseOf(page))
  const [queue, setQueue] = useState<Step[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  const [notes, setNotes] = useState<Record<string, string>>({})
  const [news, setNews] = useState('')
  const isSending = useRef(false)
  // Counts answers, so that whatever came in meanwhile has its turn.
  const [turn, setTurn] = useState(0)

  // A page that was rendered anew (after an edit, a choice of source) knows more than what is here.
  const [rendered, setRendered] = useState(page)
  if (rendered !== page) {
    setRendered(page)
    if (page.version >= base.version) setBase(baseOf(page))
  }

  const merge = useCallback(
    (version: number, entries: Entries, people: Record<string, string>, stepped: number) => {
      setBase((before) =>
        version <= before.version
          ? before
          : {
              version,
              entries: { ...before.entries, ...entries },
              people: { ...before.people, ...people },
              steps: Math.max(0, before.steps + stepped),
            },
      )
    },
    [],
  )

  const first = queue[0]
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer makes way for the next step
  useEffect(() => {
    if (!first || failure !== null || isSending.current) return
    isSending.current = true
    const unsaid = { notTaken: t('notTaken'), lineLost: t('lineLost') }
    void send(page.id, base.version, first, unsaid)
      .then((answer) => {
        if (answer.status === 'lost') return setFailure(answer.words)
        const keys = first.act === 'undo' ? answer.undone : first.act.map(entryKey)
        const others = byOthers(answer.entries, me)
        merge(
          answer.version,
          answer.entries,
          answer.people,
          answer.status === 'done' ? stepOf(first) : 0,
        )
        setNotes((before) => {
          const now = { ...before }
          for (const key of keys) delete now[key]
          if (answer.status === 'refused')
            for (const key of keys.length > 0 ? keys : ['all']) now[key] = answer.words
          return now
        })
        if (others > 0) setNews(t('news', { n: others }))
        setQueue((steps) => steps.slice(1))
      })
      .finally(() => {
        isSending.current = false
        setTurn((before) => before + 1)
      })
  }, [first, turn, failure, base.version, page.id, me, merge, t])

  // What others decide shows here too, while somebody looks.
  useEffect(() => {
    let isOver = false
    const ask = async () => {
      if (document.visibilityState !== 'visible' || isSending.current) return
      const answer = await fetch(`/api/desk/intake/${page.id}?since=${base.version}`)
      if (!answer.ok || isOver) return
      const state = (await answer.json()) as IntakeState
      if (state.state !== 'open') return router.refresh()
      if (state.version <= base.version || isSending.current) return
      merge(state.version, state.entries, state.people, 0)
      const others = byOthers(state.entries, me)
      if (others > 0) setNews(t('news', { n: others }))
    }
    const quietly = () => {
      ask().catch(() => {
        // A line that is down is told of when something is to be saved.
      })
    }
    const timer = setInterval(quietly, POLL)
    addEventListener('focus', quietly)
    return () => {
      isOver = true
      clearInterval(timer)
      removeEventListener('focus', quietly)
    }
  }, [page.id, base.version, me, merge, router, t])

  // Leaving with something unsaved is asked about.
  const isWaiting = queue.length > 0
  useEffect(() => {
    if (!isWaiting) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isWaiting])

  const add = useCallback((act: Step['act']) => {
    setNews('')
    setQueue((steps) => [...steps, { requestId: crypto.randomUUID(), act }])
  }, [])

  return {
    entries: shown(base.entries, queue, me),
    version: base.version,
    people: base.people,
    canUndo: base.steps + queue.reduce((sum, step) => sum + stepOf(step), 0) > 0,
    saving: savingOf(failure, queue.length),
    notes,
    news,
    take: (changes) => {
      if (changes.length > 0) add(changes)
    },
    undo: () => add('undo'),
    retry: () => setFailure(null),
  }
}

function baseOf(page: IntakePage): Base {
  const { version, entries, people, steps } = page
  return { version, entries, people, steps }
}

function stepOf(step: Step): number {
  return step.act === 'undo' ? -1 : 1
}

function savingOf(failure: string | null, waiting: number): Saving {
  if (failure !== null) return { is: 'failed', words: failure }
  return waiting > 0 ? { is: 'saving', steps: waiting } : { is: 'saved' }
}

/** The decisions with those laid over that are on their way. */
function shown(entries: Entries, queue: Step[], me: string): Entries {
  const now = { ...entries }
  for (const { act } of queue) {
    if (act === 'undo') continue
    for (const change of act) {
      const key = entryKey(change)
      now[key] = { at: now[key]?.at ?? 0, by: me, change }
    }
  }
  return now
}

function byOthers(entries: Entries, me: string): number {
  return Object.values(entries).filter(({ by }) => by !== me).length
}

type Answer =
  | {
      status: 'done' | 'refused'
      words: string
      version: number
      entries: Entries
      people: Record<string, string>
      undone: string[]
    }
  | { status: 'lost'; words: string }

/** One step to the desk and its answer; a line that breaks is an answer too. */
async function send(
  intakeId: string,
  version: number,
  step: Step,
  unsaid: { notTaken: string; lineLost: string },
): Promise<Answer> {
  const form = new FormData()
  form.set('requestId', step.requestId)
  form.set('intakeId', intakeId)
  form.set('version', String(version))
  if (step.act === 'undo') form.set('do', 'undo')
  form.set('changes', step.act === 'undo' ? 'undo' : JSON.stringify(step.act))
  try {
    const state = await decideAction(idleState(step.requestId), form)
    const facts = state.facts ?? {}
    const reason = String(facts.reason ?? '')
    const words = Object.values(state.errors)[0] ?? state.message ?? unsaid.notTaken
    // Nothing is wrong with the step: it is sent again, under its own id, when the desk is well.
    const isLost = /^(|signed_out|answer_lost|database_\w+)$/.test(reason)
    if (state.status !== 'done' && isLost && Object.keys(state.errors).length === 0)
      return { status: 'lost', words }
    return {
      status: state.status === 'done' ? 'done' : 'refused',
      words,
      version: Number(facts.version ?? version),
      entries: (facts.entries ?? {}) as Entries,
      people: (facts.people ?? {}) as Record<string, string>,
      undone: Array.isArray(facts.undone) ? (facts.undone as string[]) : [],
    }
  } catch {
    return {
      status: 'lost',
      words: unsaid.lineLost,
    }
  }
}
