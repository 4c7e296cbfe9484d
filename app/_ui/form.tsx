'use client'

import { unstable_rethrow } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import {
  type FormEvent,
  type ReactNode,
  useActionState,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from 'react'
import { draftFields, dropDraft, readDraft, writeDraft } from '@/app/_ui/draft'
import { useDraftOwner } from '@/app/_ui/draft-owner'
import { FormContextProvider } from '@/app/_ui/form-context'
import { type FormAction, type FormState, idleState } from '@/app/_ui/form-state'

type Props = {
  /** Unique on the page; ids of fields begin with it. */
  name: string
  action: FormAction
  /** `crypto.randomUUID()` at render: a press that arrives twice counts once. */
  requestId: string
  children: ReactNode
  /** Fixed fields: ids, versions. What the server answers under the same name wins. */
  hidden?: Record<string, string | number | null | undefined>
  /** With it, what is typed survives a reload, a lost line and an expired session; name it after the matter. */
  draft?: string
  className?: string
  label?: string
}

/**
 * A form that works before and without JavaScript: it posts to its server action and is rendered anew with what
 * was typed. With JavaScript it stays in place, keeps a draft, and says when the line was lost.
 */
export function Form({
  name,
  action,
  requestId,
  children,
  hidden,
  draft,
  className,
  label,
}: Props) {
  const [answered, post] = useActionState(action, idleState(requestId))
  const t = useTranslations('ui.form')
  const locale = useLocale()
  const [own, setOwn] = useState<FormState | null>(null)
  const [generation, setGeneration] = useState(0)
  const [restoredAt, setRestoredAt] = useState<number | null>(null)
  const [isPending, startTransition] = useTransition()
  const state = own ?? answered
  const owner = useDraftOwner()
  const draftKey = draft && owner ? { owner, name: draft } : null
  const element = useRef<HTMLFormElement>(null)
  const isUnderWay = useRef(false)
  const summary = useRef<HTMLDivElement>(null)
  // What the form was opened on: a refresh of the page around it must not pass for having been looked at.
  const [opened, setOpened] = useState<Props['hidden'] | null>(null)

  // A draft from before a reload; what the server has just answered is newer.
  const keyOwner = draftKey?.owner
  const keyName = draftKey?.name
  useEffect(() => {
    if (!keyOwner || !keyName) return
    const form = element.current
    if (answered.status === 'done') return dropDraft(keyOwner, keyName)
    const kept = answered.status === 'idle' ? readDraft(keyOwner, keyName) : null
    if (kept && form && differs(kept.fields, draftFields(form))) {
      const { requestId: keptId, ...values } = kept.fields
      setOwn({ ...answered, values, requestId: keptId || answered.requestId })
      setRestoredAt(kept.at)
      setGeneration((count) => count + 1)
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const save = () => {
      clearTimeout(timer)
      timer = undefined
      if (form && !isUnderWay.current) writeDraft(keyOwner, keyName, draftFields(form))
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(save, 250)
    }
    const leave = () => {
      if (timer) save()
    }
    form?.addEventListener('input', later)
    addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      leave()
      form?.removeEventListener('input', later)
      removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
    }
  }, [keyOwner, keyName, answered])

  // What went wrong is read out and is where the keyboard goes next. Filling a field in is no new answer.
  const { status, message, errors } = state
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same complaint twice is still an answer
  useEffect(() => {
    if (status === 'error' || status === 'conflict') summary.current?.focus()
  }, [status, message, errors])

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isUnderWay.current) return
    isUnderWay.current = true
    const form = event.currentTarget
    const submitter = (event.nativeEvent as SubmitEvent).submitter
    const data = new FormData(form, submitter)
    if (draftKey) writeDraft(draftKey.owner, draftKey.name, draftFields(form))
    const done = () => {
      if (draftKey) dropDraft(draftKey.owner, draftKey.name)
      setRestoredAt(null)
      setOpened(null)
    }
    startTransition(async () => {
      let next: FormState
      try {
        next = await action(state, data)
      } catch (error) {
        isUnderWay.current = false
        // Going on to another page is how some acts end.
        if (isGoingOn(error)) {
          done()
          setOwn(idleState(crypto.randomUUID()))
          setGeneration((count) => count + 1)
        }
        unstable_rethrow(error)
        next = {
          ...state,
          status: 'error',
          errors: {},
          message: t(lostBecause(error)),
          values: draftFields(form),
        }
      }
      isUnderWay.current = false
      startTransition(() => {
        setOwn(next)
        if (next.status === 'done') done()
        if (next.status === 'done' || next.status === 'conflict')
          setGeneration((count) => count + 1)
      })
    })
  }

  const discard = () => {
    if (draftKey) dropDraft(draftKey.owner, draftKey.name)
    setRestoredAt(null)
    setOpened(null)
    setOwn(idleState(crypto.randomUUID()))
    setGeneration((count) => count + 1)
    element.current
      ?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')
      ?.focus()
  }

  const context = useMemo(() => {
    const fill = (values: Record<string, string>) => {
      const typed = element.current ? draftFields(element.current) : {}
      setOwn({ ...state, values: { ...typed, ...values } })
      setGeneration((count) => count + 1)
    }
    return { name, state, isPending, fill }
  }, [name, state, isPending])
  const fixed = Object.entries(opened ?? hidden ?? {}).filter(
    ([, value]) => value !== null && value !== undefined,
  )
  return (
    <form
      ref={element}
      id={name}
      action={post}
      onSubmit={submit}
      className={className ? `form ${className}` : 'form'}
      aria-label={label}
      noValidate
      onInput={opened ? undefined : () => setOpened(hidden ?? {})}
    >
      <Summary name={name} state={state} reference={summary} />
      {restoredAt === null ? null : (
        <p className="form-draft" role="status">
          {t.rich('draft', {
            moment: new Date(restoredAt).toLocaleString(locale, {
              dateStyle: 'medium',
              timeStyle: 'short',
            }),
            time: (words) => <time>{words}</time>,
          })}{' '}
          <button type="button" className="link-button" onClick={discard}>
            {t('discard')}
          </button>
        </p>
      )}
      <input type="hidden" name="requestId" value={state.requestId} />
      {fixed.map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={state.values[key] ?? String(value)} />
      ))}
      <FormContextProvider value={context}>
        <div key={generation} className="form-fields">
          {children}
        </div>
      </FormContextProvider>
    </form>
  )
}

function Summary({
  name,
  state,
  reference,
}: {
  name: string
  state: FormState
  reference: React.RefObject<HTMLDivElement | null>
}) {
  const t = useTranslations('ui.form')
  const fieldWords = useFieldWords()
  if (state.status === 'idle' || state.status === 'done') {
    // There before it has anything to say: a region that comes with its words is not read out everywhere.
    return (
      <div className="form-status" role="status">
        {state.message ? <p className="form-done">{state.message}</p> : null}
      </div>
    )
  }
  const errors = Object.entries(state.errors)
  const changes = changesIn(state.facts)
  return (
    // biome-ignore lint/a11y/noAutofocus: without JavaScript this is how the keyboard reaches the answer
    <div ref={reference} className="form-summary" role="alert" tabIndex={-1} autoFocus>
      <p className="form-summary-title">{state.message}</p>
      {errors.length > 0 ? (
        <ul>
          {errors.map(([field, sentence]) => (
            <li key={field}>
              <a href={`#${name}.${field}`} onClick={(event) => goTo(event, `${name}.${field}`)}>
                {sentence}
              </a>{' '}
              <span className="form-summary-field">{fieldWords(field)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {changes.length > 0 ? (
        <>
          <p>{t('changed')}</p>
          <ul>
            {changes.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>{t('lookAtIt')}</p>
        </>
      ) : null}
    </div>
  )
}

/** What somebody else did since the form was opened, as sentences. */
function changesIn(facts: FormState['facts']): string[] {
  const given = facts?.changes
  return Array.isArray(given) ? given.filter((each) => typeof each === 'string') : []
}

/** `document.fields.publisher.name` as a person says it. */
function useFieldWords(): (field: string) => string {
  const t = useTranslations('ui.fieldName')
  const comma = useTranslations('ui')('comma')
  return (field) => {
    const words = field
      .split('.')
      .filter((part) => !['fields', 'name', 'text', 'exact'].includes(part))
      .map((part) =>
        t.has(part as 'claimant')
          ? t(part as 'claimant')
          : part.replace(/([A-Z])/g, ' $1').toLowerCase(),
      )
    return words.length > 0 ? `(${words.join(comma)})` : ''
  }
}

/** Takes the keyboard to the field itself; a fragment alone would only scroll there. */
function goTo(event: { preventDefault: () => void }, id: string) {
  const field = document.getElementById(id)
  if (!field) return
  event.preventDefault()
  for (let at = field.closest('details'); at; at = at.parentElement?.closest('details') ?? null)
    at.open = true
  field.focus()
  field.scrollIntoView({ block: 'center' })
}

function differs(kept: Record<string, string>, present: Record<string, string>): boolean {
  const typed = (fields: Record<string, string>) => ({ ...fields, requestId: '', version: '' })
  const [before, after] = [typed(kept), typed(present)]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].some(
    (key) =>
      (before[key as keyof typeof before] ?? '') !== (after[key as keyof typeof after] ?? ''),
  )
}

function isGoingOn(error: unknown): boolean {
  const digest = (error as { digest?: unknown } | null)?.digest
  return typeof digest === 'string' && digest.startsWith('NEXT_REDIRECT')
}

/** Why no answer came, as a key of words. */
function lostBecause(error: unknown): 'renewed' | 'lineLost' | 'noAnswer' {
  if (error instanceof Error && /server action/i.test(error.message)) return 'renewed'
  return navigator.onLine === false || error instanceof TypeError ? 'lineLost' : 'noAnswer'
}
