'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { RadioGroup, Select, SubmitButton, TextArea, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-context'
import { KnownTimeField } from '@/app/(desk)/desk/_parts/known-time-field'
import { LanguageField } from '@/app/(desk)/desk/_parts/language-field'
import { PlaceField } from '@/app/(desk)/desk/_parts/place-field'
import { QuoteField } from '@/app/(desk)/desk/_parts/quote-field'
import { SourceField } from '@/app/(desk)/desk/_parts/source-field'
import { StoryField } from '@/app/(desk)/desk/_parts/story-field'
import { useDocumentKinds, useSourceKinds } from '@/app/(desk)/desk/_parts/words'
import {
  chooseSourceAction,
  dropIntakeAction,
  editCandidateAction,
  editDocumentAction,
  fileIntakeAction,
} from '@/app/(desk)/desk/intake/[id]/actions'
import { Key, PRESS_FORM, TrackedLink } from '@/app/(desk)/desk/intake/[id]/candidate-card'
import type { ProblemInWords } from '@/app/(desk)/desk/intake/intake-words'
import type { IntakePage, SpeakerStanding, TrackedClaim } from '@/lib/intake/queries'
import type { FilingPlan } from '@/lib/intake/rules'
import type { CandidateEdits, DocumentDraft } from '@/lib/intake/schema'
import type { VerificationStatus } from '@/lib/review/schema'

type Named = { intakeId: string; version: number; requestId: string }

/** Around the quote, so that its words can be selected anew without the whole article in the way. */
const AROUND = 700

/** A part that opens where it belongs and takes the keyboard with it; Escape closes it. */
export function Panel({
  title,
  level,
  closeHref,
  onClose,
  children,
}: {
  title: string
  /** Of its heading: below a candidate's, or below the page's. */
  level: 2 | 4
  closeHref: string
  onClose: () => void
  children: ReactNode
}) {
  const panel = useRef<HTMLElement>(null)
  const t = useTranslations('ui.panel')
  const Heading = level === 2 ? 'h2' : 'h4'
  useEffect(() => {
    const field = panel.current?.querySelector<HTMLElement>(
      'textarea, input:not([type=hidden]), select, button',
    )
    field?.focus()
  }, [])
  return (
    <section
      ref={panel}
      className="intake-panel"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className="intake-panel-head">
        <Heading>{title}</Heading>
        <a
          href={closeHref}
          onClick={(event) => {
            event.preventDefault()
            onClose()
          }}
        >
          {t('close')} <Key of="Esc" />
        </a>
      </div>
      {children}
    </section>
  )
}

export function EditPanel({
  at,
  fields,
  text,
  language,
  stories,
  ...form
}: Named & {
  at: number
  fields: CandidateEdits
  text: string
  language: string
  stories: IntakePage['stories']
}) {
  const t = useTranslations('ui.panel')
  const start = fields.quote.start ?? Math.max(0, text.indexOf(fields.quote.exact))
  const passageStart = wholeWord(text, Math.max(0, start - AROUND))
  const passage = text
    .slice(passageStart, start + fields.quote.exact.length + AROUND)
    .toWellFormed()
  return (
    <Form
      name={`edit-${at + 1}`}
      action={editCandidateAction}
      requestId={form.requestId}
      draft={`intake:${form.intakeId}:${at}`}
      hidden={{ intakeId: form.intakeId, version: form.version, candidate: at, passageStart }}
    >
      <TextArea
        name="proposition"
        label={t('proposition')}
        hint={t('propositionHint')}
        rows={2}
        defaultValue={fields.proposition}
      />
      <SourceField name="claimant" label={t('claimant')} defaultSource={named(fields.claimant)} />
      <QuoteField
        name="quote.exact"
        startName="quote.start"
        label={t('quote')}
        hint={t('quoteHint')}
        text={{ text: passage, language, title: t('article') }}
        defaultValue={fields.quote.exact}
      />
      <TextArea
        name="wording"
        label={t('wording')}
        hint={t('wordingHint')}
        isOptional
        rows={2}
        lang={language}
        defaultValue={fields.wording}
      />
      <KnownTimeField name="said" label={t('said')} defaults={fields.said} />
      <PlaceField name="place" defaults={fields.place} />
      <SourceField
        name="origin"
        label={t('originQuote')}
        hint={t('originQuoteHint')}
        isOptional
        defaultSource={fields.origin ? named(fields.origin) : null}
      />
      <StoryField stories={stories} defaultValue={fields.storyId} />
      <div className="row">
        <SubmitButton name="do" value="accept">
          {t('saveAccept')}
        </SubmitButton>
        <SubmitButton kind="quiet" name="do" value="save">
          {t('save')}
        </SubmitButton>
      </div>
    </Form>
  )
}

function named({ id, name }: CandidateEdits['claimant']): { id: string; name: string } {
  return { id: id ?? '', name }
}

function wholeWord(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return at > 0 && space > 0 ? space + 1 : at
}

type Found = {
  claimId: string
  proposition: string
  claimantName: string
  status: VerificationStatus
}

export function MergePanel({
  at,
  intakeId,
  near,
  others,
  words,
  results,
  onFound,
}: {
  at: number
  intakeId: string
  near: TrackedClaim[]
  others: { candidate: number; proposition: string }[]
  words: string | null
  results: TrackedClaim[] | null
  /** What a search brought, so that merging into it needs no second question. */
  onFound: (claims: TrackedClaim[]) => void
}) {
  const [found, setFound] = useState(results)
  const t = useTranslations('ui.panel')
  const [said, setSaid] = useState('')
  const search = async (form: HTMLFormElement) => {
    const text = String(new FormData(form).get('q') ?? '').trim()
    if (text === '') return
    setSaid(t('searching'))
    try {
      const answer = await fetch(`/api/desk/similar?${new URLSearchParams({ text })}`)
      if (!answer.ok) throw new Error(`The search answered ${answer.status}.`)
      const { items } = (await answer.json()) as { items: Found[] }
      const claims = items.map(trackedOf)
      onFound(claims)
      setFound(claims)
      setSaid(claims.length === 0 ? t('noneLike') : t('found', { n: claims.length }))
    } catch {
      setSaid(t('noSearch'))
    }
  }
  const claims = found ?? near
  return (
    <div className="stack">
      <form
        className="merge-search"
        method="get"
        action={`/desk/intake/${intakeId}`}
        onSubmit={(event) => {
          event.preventDefault()
          void search(event.currentTarget)
        }}
      >
        <input type="hidden" name="merge" value={at + 1} />
        <div className="field">
          <label className="field-label" htmlFor={`merge-${at + 1}-q`}>
            {t('find')}
          </label>
          <input
            className="input"
            id={`merge-${at + 1}-q`}
            type="search"
            name="q"
            dir="auto"
            defaultValue={words ?? ''}
          />
        </div>
        <button type="submit" className="button button--quiet">
          {t('search')}
        </button>
      </form>
      <p className="field-note" role="status">
        {said}
      </p>
      {claims.length > 0 ? (
        <ul className="plain-list merge-list" aria-label={t('tracked')}>
          {claims.map((claim) => (
            <li key={claim.id} className="link">
              <p>
                <TrackedLink claim={claim} />
              </p>
              {claim.isWithdrawn ? null : (
                <MergeButton value={`merge ${at} claim ${claim.id}`} about={claim.proposition} />
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {others.length > 0 ? (
        <details>
          <summary>{t('orInto')}</summary>
          <ul className="plain-list merge-list" aria-label={t('candidates')}>
            {others.map(({ candidate, proposition }) => (
              <li key={candidate} className="link">
                <p>
                  {t('number', { n: candidate + 1 })}. <bdi>{proposition}</bdi>
                </p>
                <MergeButton value={`merge ${at} candidate ${candidate}`} about={proposition} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function MergeButton({ value, about }: { value: string; about: string }) {
  const t = useTranslations('ui.panel')
  return (
    <button
      type="submit"
      form={PRESS_FORM}
      name="do"
      value={value}
      className="button button--quiet"
    >
      {t.rich('mergeInto', {
        about,
        hidden: (words) => <span className="visually-hidden">{words}</span>,
      })}
    </button>
  )
}

function trackedOf({ claimId, proposition, claimantName, status }: Found): TrackedClaim {
  return {
    id: claimId,
    proposition,
    claimantName,
    claimantLanguage: 'und',
    status,
    isWithdrawn: false,
    appearances: 1,
  }
}

export function DocumentPanel({
  draft,
  stories,
  ...form
}: Named & { draft: DocumentDraft; stories: IntakePage['stories'] }) {
  const documentKinds = useDocumentKinds()
  const t = useTranslations('ui.panel')
  return (
    <Form
      name="edit-document"
      action={editDocumentAction}
      requestId={form.requestId}
      hidden={{ intakeId: form.intakeId, version: form.version }}
    >
      <TextField name="title" label={t('title')} defaultValue={draft.title} />
      <SourceField
        name="publisher"
        label={t('publisher')}
        defaultSource={draft.publisher ? named(draft.publisher) : null}
      />
      <KnownTimeField name="published" label={t('published')} defaults={draft.published} />
      <SourceField
        name="origin"
        label={t('originAll')}
        hint={t('originAllHint')}
        isOptional
        defaultSource={draft.origin ? named(draft.origin) : null}
      />
      <div className="field-pair">
        <Select name="kind" label={t('kind')} options={documentKinds} defaultValue={draft.kind} />
        <LanguageField name="language" label={t('language')} defaultValue={draft.language} />
      </div>
      <TextField name="url" label={t('address')} isOptional dir="ltr" defaultValue={draft.url} />
      <StoryField label={t('story')} stories={stories} defaultValue={draft.storyId} />
      <SubmitButton>{t('saveDocument')}</SubmitButton>
    </Form>
  )
}

/** Names that several sources go by: one answer holds for the whole article. */
export function NamesToSettle({
  names,
  ...form
}: Named & { names: { name: string; options: { id: string; name: string }[] }[] }) {
  const sourceKinds = useSourceKinds()
  const t = useTranslations('ui.panel')
  return (
    <section
      id="names"
      className="notice notice--warning intake-names"
      aria-labelledby="names-heading"
    >
      <h2 id="names-heading">{t('unclear', { n: names.length })}</h2>
      {names.map(({ name, options }, at) => (
        <Form
          key={name}
          name={`name-${at + 1}`}
          action={chooseSourceAction}
          requestId={form.requestId}
          hidden={{ intakeId: form.intakeId, version: form.version, name }}
        >
          <RadioGroup
            name="choice"
            label={t.rich('whoIs', { name, bdi: (words) => <bdi>{words}</bdi> })}
            options={[
              ...options.map(({ id, name: its }) => ({
                value: id,
                label: its,
                content: <bdi>{its}</bdi>,
              })),
              { value: 'new', label: t('noneOfThese') },
            ]}
          />
          <Select
            name="kind"
            label={t('newKind')}
            isOptional
            none={t('notNew')}
            options={sourceKinds}
          />
          <SubmitButton kind="quiet">{t('settle')}</SubmitButton>
        </Form>
      ))}
    </section>
  )
}

export function FilePanel({
  plan,
  draft,
  publisher,
  onProblems,
  ...form
}: Named & {
  plan: FilingPlan
  draft: DocumentDraft
  publisher: SpeakerStanding | undefined
  onProblems: (problems: ProblemInWords[]) => void
}) {
  const { claims, appearances, relations, undecided } = plan
  const t = useTranslations('ui.panel')
  return (
    <Form
      name="file-intake"
      action={fileIntakeAction}
      requestId={form.requestId}
      hidden={{ intakeId: form.intakeId, version: form.version }}
    >
      <Problems onProblems={onProblems} />
      <ul className="file-summary">
        <li>
          {t.rich('sumDocument', {
            title: draft.title,
            hasPublisher: draft.publisher ? 'yes' : 'no',
            publisher: draft.publisher?.name ?? '',
            isNew: publisher?.is === 'new' ? 'yes' : 'no',
            hasOrigin: draft.origin ? 'yes' : 'no',
            origin: draft.origin?.name ?? '',
            bdi: (words) => <bdi>{words}</bdi>,
            wrong: (words) => <strong className="field-error">{words}</strong>,
          })}
        </li>
        <li>{t.rich('sumClaims', { n: claims.length, b: (words) => <strong>{words}</strong> })}</li>
        <li>
          {t.rich('sumAppearances', {
            n: appearances.length,
            b: (words) => <strong>{words}</strong>,
          })}
        </li>
        <li>
          {t.rich('sumLinks', { n: relations.length, b: (words) => <strong>{words}</strong> })}
        </li>
      </ul>
      {undecided.length > 0 ? (
        <div className="field field--tick">
          <div className="choice">
            <input
              type="checkbox"
              id="file-intake.dropsUndecided"
              name="dropsUndecided"
              value="on"
            />
            <label htmlFor="file-intake.dropsUndecided">
              {t('dropUndecided', { n: undecided.length })}
            </label>
          </div>
        </div>
      ) : null}
      <SubmitButton busy={t('filing')}>{t('fileAll')}</SubmitButton>
    </Form>
  )
}

/** What stood in the way, with a way to each; told to the page too, which says it beside the candidates. */
function Problems({ onProblems }: { onProblems: (problems: ProblemInWords[]) => void }) {
  const { state } = useForm()
  const t = useTranslations('ui.panel')
  const given = state.facts?.problems
  const problems = Array.isArray(given) ? (given as ProblemInWords[]) : null
  const tell = useRef(onProblems)
  tell.current = onProblems
  useEffect(() => {
    if (problems) tell.current(problems)
  }, [problems])
  if (!problems) return null
  return (
    <ul className="intake-problems">
      {problems.map((problem) => (
        <li key={`${problem.of} ${problem.key} ${problem.words}`}>
          <a href={placeOf(problem)}>
            {t(`about.${problem.of}`, { n: Number(problem.key) + 1 || 0, name: problem.key })}
          </a>
          : {problem.words}
        </li>
      ))}
    </ul>
  )
}

function placeOf({ of, key }: ProblemInWords): string {
  if (of === 'candidate') return `#candidate-${Number(key) + 1}`
  return of === 'speaker' ? '#names' : '#document'
}

export function DropPanel(form: Named) {
  const t = useTranslations('ui.panel')
  return (
    <Form
      name="drop-intake"
      action={dropIntakeAction}
      requestId={form.requestId}
      hidden={{ intakeId: form.intakeId, version: form.version }}
    >
      <p>{t('dropAbout')}</p>
      <SubmitButton kind="danger" busy={t('dropping')}>
        {t('drop')}
      </SubmitButton>
    </Form>
  )
}
