'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { Combobox, type ComboboxOption } from '@/app/_ui/combobox'
import { Field, RadioGroup, Select, TextField } from '@/app/_ui/fields'
import { useField } from '@/app/_ui/form-context'
import { useHydrated } from '@/app/_ui/use-hydrated'
import { KnownTimeField } from '@/app/(desk)/desk/_parts/known-time-field'
import { LanguageField } from '@/app/(desk)/desk/_parts/language-field'
import { QuoteField, type ReadableText } from '@/app/(desk)/desk/_parts/quote-field'
import { SourceField } from '@/app/(desk)/desk/_parts/source-field'
import { useDocumentKinds } from '@/app/(desk)/desk/_parts/words'
import type { DocumentKind } from '@/lib/documents/schema'

export type DocumentOption = {
  id: string
  title: string
  publisherName: string
  kind: DocumentKind
  language: string
  /** `2024-12-07`, or null where it isn't known. */
  publishedOn: string | null
}

type Props = {
  /** The prefix of `.use`, `.id` and `.fields.…`. */
  name: string
  /** Those most likely meant: of this claim, of its story, of late. Without JavaScript nothing else can be chosen. */
  recent: DocumentOption[]
  defaultDocumentId?: string | null
  /** Hears of the text that can be quoted from, as it is chosen, pasted or typed. */
  onText?: (text: ReadableText | null) => void
}

/** A document that is here already, or a new one. */
export function DocumentField({ name, recent, defaultDocumentId, onText }: Props) {
  const useName = `${name}.use`
  const t = useTranslations('ui.document')
  const answered = useField(useName)
  const [use, setUse] = useState(answered.value ?? (defaultDocumentId ? 'existing' : 'new'))
  const [chosen, setChosen] = useState<ReadableText | null>(null)
  const [pasted, setPasted] = useState<ReadableText | null>(null)
  const text = use === 'existing' ? chosen : pasted
  useEffect(() => onText?.(text), [onText, text])
  return (
    <div className="document-field">
      <RadioGroup
        className="document-use"
        name={useName}
        label={t('document')}
        defaultValue={use}
        onChange={setUse}
        options={[
          { value: 'new', label: t('new') },
          { value: 'existing', label: t('existing') },
        ]}
      />
      <div className="document-existing">
        <DocumentPicker
          name={`${name}.id`}
          label={t('which')}
          recent={recent}
          defaultDocumentId={defaultDocumentId}
          onText={setChosen}
        />
      </div>
      <div className="document-new">
        <NewDocumentFields name={`${name}.fields`} recent={recent} onText={setPasted} />
      </div>
    </div>
  )
}

/** The fields of a document that isn't here yet; `name` is their prefix. */
export function NewDocumentFields({
  name,
  recent,
  onText,
}: {
  name: string
  recent: DocumentOption[]
  onText?: (text: ReadableText | null) => void
}) {
  const textField = useField(`${name}.text`, true)
  const t = useTranslations('ui.document')
  const kinds = useDocumentKinds()
  const languageField = useField(`${name}.language`)
  const [text, setText] = useState(textField.value ?? '')
  const [language, setLanguage] = useState(languageField.value || 'en')
  useEffect(() => {
    // The server counts places with line ends as one character; so does a text field's own value.
    const readable = text.replace(/\r\n?/g, '\n')
    onText?.(readable === '' ? null : { text: readable, language, title: '' })
  }, [onText, text, language])
  return (
    <>
      <TextField name={`${name}.title`} label={t('title')} hint={t('titleHint')} />
      <div className="field-row">
        <Select name={`${name}.kind`} label={t('kind')} options={kinds} defaultValue="article" />
        <LanguageField
          name={`${name}.language`}
          label={t('language')}
          defaultValue="en"
          onChange={setLanguage}
        />
      </div>
      <SourceField name={`${name}.publisher`} label={t('publisher')} hint={t('publisherHint')} />
      <TextField
        name={`${name}.url`}
        label={t('address')}
        hint="https://…"
        type="url"
        inputMode="url"
        dir="ltr"
        isOptional
      />
      <Field field={textField} label={t('text')} hint={t('textHint')} isOptional>
        <textarea
          className="input"
          id={textField.id}
          name={textField.name}
          rows={8}
          dir="auto"
          lang={language}
          spellCheck={false}
          defaultValue={textField.value ?? ''}
          aria-describedby={textField.describedBy}
          aria-invalid={textField.error ? true : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <KnownTimeField name={`${name}.published`} label={t('published')} />
      <OriginFields
        sourceName={`${name}.origin`}
        documentName={`${name}.originDocumentId`}
        recent={recent}
      />
    </>
  )
}

/** Where a document's information first came from: what makes ten carriers of one dispatch one origin. */
export function OriginFields({
  sourceName,
  documentName,
  recent,
  defaultSource,
  defaultDocumentId,
}: {
  sourceName: string
  documentName: string
  recent: DocumentOption[]
  defaultSource?: { id: string; name: string } | null
  defaultDocumentId?: string | null
}) {
  const t = useTranslations('ui.document')
  return (
    <fieldset className="field field--group origin-fields">
      <legend className="field-label">
        {t('origin')} <span className="field-optional">{t('optional')}</span>
      </legend>
      <p className="field-hint">{t('originHint')}</p>
      <SourceField
        name={sourceName}
        label={t('fromSource')}
        hint={t('fromSourceHint')}
        isOptional
        defaultSource={defaultSource}
      />
      <DocumentPicker
        name={documentName}
        label={t('carries')}
        recent={recent}
        defaultDocumentId={defaultDocumentId}
        isOptional
      />
    </fieldset>
  )
}

type PickerProps = {
  name: string
  label: ReactNode
  recent: DocumentOption[]
  isOptional?: boolean
  defaultDocumentId?: string | null
  onText?: (text: ReadableText | null) => void
}

/** One of the documents that are here: by search with JavaScript, else from the recent ones. */
export function DocumentPicker({
  name,
  label,
  recent,
  isOptional,
  defaultDocumentId,
  onText,
}: PickerProps) {
  const isLive = useHydrated()
  const field = useField(name, true)
  const t = useTranslations('ui.document')
  if (isLive) {
    return <LivePicker {...{ name, label, recent, isOptional, defaultDocumentId, onText }} />
  }
  const hint = t('pickHint')
  const present = field.value ?? defaultDocumentId ?? ''
  return (
    <Field {...{ field, label, hint, isOptional }}>
      <select
        className="input"
        id={field.id}
        name={name}
        defaultValue={present}
        aria-describedby={field.describedBy}
        aria-invalid={field.error ? true : undefined}
      >
        <option value="">{t('noneChosen')}</option>
        {recent.map((document) => (
          <option key={document.id} value={document.id}>
            {describe(document)}
          </option>
        ))}
        {present !== '' && !recent.some(({ id }) => id === present) ? (
          <option value={present}>{t('before')}</option>
        ) : null}
      </select>
    </Field>
  )
}

function LivePicker({ name, label, recent, isOptional, defaultDocumentId, onText }: PickerProps) {
  const t = useTranslations('ui.document')
  const hint = t('searchHint')
  const field = useField(name, hint)
  const input = useRef<HTMLInputElement>(null)
  const [present, setPresent] = useState(field.value ?? defaultDocumentId ?? '')
  const known = recent.find((document) => document.id === present)

  const load = useCallback(
    async (typed: string, signal: AbortSignal): Promise<ComboboxOption[]> => {
      if (typed.trim() === '') return recent.map(optionOf)
      const query = new URLSearchParams({ q: typed.slice(0, 300) })
      const answer = await fetch(`/api/desk/documents?${query}`, { signal })
      if (!answer.ok) throw new Error(`The search answered ${answer.status}.`)
      return ((await answer.json()) as { items: DocumentOption[] }).items.map(optionOf)
    },
    [recent],
  )

  // The title where only the id is known, and the text to select from.
  const needsText = onText !== undefined
  const needsTitle = present !== '' && !known
  useEffect(() => {
    if (present === '') {
      onText?.(null)
      return
    }
    if (!needsText && !needsTitle) return
    const mine = new AbortController()
    const read = async () => {
      const answer = await fetch(`/api/desk/documents/${present}`, { signal: mine.signal })
      if (!answer.ok) return
      const document = (await answer.json()) as DocumentOption & { text: string | null }
      if (input.current && input.current.value === '') input.current.value = document.title
      const { text, language, title } = document
      onText?.(text ? { text, language, title } : null)
    }
    read().catch(() => {
      // Without the text the quote can still be pasted.
    })
    return () => mine.abort()
  }, [present, needsText, needsTitle, onText])

  return (
    <Field {...{ field, label, hint, isOptional }}>
      <Combobox
        field={field}
        input={input}
        isOptional={isOptional}
        defaultValue={known?.title ?? ''}
        load={load}
        opensEmpty
        onType={() => {
          setPresent('')
        }}
        onChoose={(option) => {
          setPresent(option.id)
        }}
        of="document"
      />
      <input type="hidden" name={name} value={present} />
    </Field>
  )
}

function optionOf(document: DocumentOption): ComboboxOption {
  return {
    id: document.id,
    label: document.title,
    language: document.language,
    detail: [document.publisherName, document.publishedOn].filter(Boolean).join(', '),
  }
}

function describe(document: DocumentOption): string {
  return [document.title, document.publisherName, document.publishedOn].filter(Boolean).join(' · ')
}

type DocumentAndQuoteProps = Omit<Props, 'onText'> & {
  /** `quote.exact` by default; evidence says `excerpt`. */
  quoteName?: string
  /** `quote.start` by default; null where no place is asked for. */
  startName?: string | null
  quoteLabel?: ReactNode
  quoteHint?: ReactNode
}

/** A document and words out of it: what an appearance and a piece of evidence begin with. */
export function DocumentAndQuoteFields({
  quoteName = 'quote.exact',
  startName = 'quote.start',
  quoteLabel,
  quoteHint,
  ...document
}: DocumentAndQuoteProps) {
  const t = useTranslations('ui.document')
  const [text, setText] = useState<ReadableText | null>(null)
  return (
    <>
      <DocumentField {...document} onText={setText} />
      <QuoteField
        name={quoteName}
        {...(startName ? { startName } : {})}
        label={quoteLabel ?? t('quote')}
        hint={quoteHint ?? t('quoteHint')}
        text={text}
      />
    </>
  )
}
