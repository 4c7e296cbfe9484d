'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Field, SubmitButton, TextArea, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { useField, useForm } from '@/app/_ui/form-context'
import { LanguageField } from '@/app/(desk)/desk/_parts/language-field'
import { startIntakeAction } from '@/app/(desk)/desk/intake/actions'

/** An article pasted, fetched from its address or read from a file; what it does not say itself can be added. */
export function StartForm({ requestId }: { requestId: string }) {
  const t = useTranslations('ui.intakeStart')
  return (
    <Form
      name="start-intake"
      action={startIntakeAction}
      requestId={requestId}
      draft="start-intake"
      className="intake-start"
    >
      <ReadBefore />
      <TextArea name="article" label={t('article')} hint={t('articleHint')} rows={9} />
      <FileField />
      <details className="act">
        <summary>{t('notItself')}</summary>
        <div className="form-fields">
          <TextField name="publisher" label={t('publisher')} hint={t('publisherHint')} isOptional />
          <TextField name="date" label={t('date')} hint={t('dateHint')} isOptional dir="ltr" />
          <TextField name="title" label={t('title')} isOptional />
          <LanguageField name="language" label={t('language')} isOptional />
        </div>
      </details>
      <SubmitButton busy={t('reading')}>{t('find')}</SubmitButton>
    </Form>
  )
}

function FileField() {
  const t = useTranslations('ui.intakeStart')
  const hint = t('fileHint')
  const field = useField('file', hint)
  const input = useRef<HTMLInputElement>(null)
  return (
    <Field field={field} label={t('file')} hint={hint} isOptional>
      <input
        ref={input}
        type="file"
        className="input"
        id={field.id}
        name="file"
        accept=".html,.htm,.xhtml,.txt,.text,text/html,text/plain"
        aria-describedby={field.describedBy}
        aria-invalid={field.error ? true : undefined}
      />
    </Field>
  )
}

type Before = { id: string; title: string; hasSameText: boolean; state?: string }

/** The same article is here already: the ways to go on with it, and to read it all the same. */
function ReadBefore() {
  const t = useTranslations('ui.intakeStart')
  const { state } = useForm()
  if (state.facts?.reason !== 'read_before') return null
  const intakes = listIn(state.facts.intakes)
  const documents = listIn(state.facts.documents)
  const known = documents.find((each) => each.hasSameText)
  return (
    <section className="notice notice--warning intake-before" aria-label={t('readBefore')}>
      <ul className="plain-list stack">
        {intakes.map(({ id, title, state: stands }) => (
          <li key={id}>
            <a href={`/desk/intake/${id}`}>
              {t.rich(stands === 'filed' ? 'seeFiled' : 'goOn', {
                title,
                bdi: (words) => <bdi>{words}</bdi>,
              })}
            </a>
          </li>
        ))}
        {documents.map(({ id, title }) => (
          <li key={id}>
            {t.rich('documentHere', {
              title,
              a: (words) => <a href={`/desk/documents/${id}`}>{words}</a>,
              bdi: (words) => <bdi>{words}</bdi>,
            })}
          </li>
        ))}
      </ul>
      <p className="row">
        {known ? (
          <SubmitButton kind="quiet" name="documentId" value={known.id}>
            {t('look')}
          </SubmitButton>
        ) : null}
        <SubmitButton kind="quiet" name="again" value="yes">
          {t('again')}
        </SubmitButton>
      </p>
    </section>
  )
}

function listIn(given: unknown): Before[] {
  return Array.isArray(given) ? (given as Before[]) : []
}
