'use client'

import { useRef } from 'react'
import { Field, SubmitButton, TextArea, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { useField, useForm } from '@/app/_ui/form-context'
import { LanguageField } from '@/app/(desk)/desk/_parts/language-field'
import { startIntakeAction } from '@/app/(desk)/desk/intake/actions'

/** An article pasted, fetched from its address or read from a file; what it does not say itself can be added. */
export function StartForm({ requestId }: { requestId: string }) {
  return (
    <Form
      name="start-intake"
      action={startIntakeAction}
      requestId={requestId}
      draft="start-intake"
      className="intake-start"
    >
      <ReadBefore />
      <TextArea
        name="article"
        label="The article, or its web address"
        hint="Paste the whole text with its headline and dateline, in English or Arabic; or an address that begins with https://"
        rows={9}
      />
      <FileField />
      <details className="act">
        <summary>What it does not say itself</summary>
        <div className="form-fields">
          <TextField
            name="publisher"
            label="Publisher"
            hint="Any spelling of its name will do. Can be given later, before filing."
            isOptional
          />
          <TextField
            name="date"
            label="Published on"
            hint="Such as 2024-12-07: it dates “on Friday” and the like"
            isOptional
            dir="ltr"
          />
          <TextField name="title" label="Title" isOptional />
          <LanguageField name="language" label="Language, where it is told wrongly" isOptional />
        </div>
      </details>
      <SubmitButton busy="Reading …">Find its claims</SubmitButton>
    </Form>
  )
}

function FileField() {
  const hint = 'A saved web page (.html) or a text file (.txt)'
  const field = useField('file', hint)
  const input = useRef<HTMLInputElement>(null)
  return (
    <Field field={field} label="Or a file" hint={hint} isOptional>
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
  const { state } = useForm()
  if (state.facts?.reason !== 'read_before') return null
  const intakes = listIn(state.facts.intakes)
  const documents = listIn(state.facts.documents)
  const known = documents.find((each) => each.hasSameText)
  return (
    <section className="notice notice--warning intake-before" aria-label="Read before">
      <ul className="plain-list stack">
        {intakes.map(({ id, title, state: stands }) => (
          <li key={id}>
            <a href={`/desk/intake/${id}`}>
              {stands === 'filed' ? 'See what was filed from' : 'Go on with'} <bdi>“{title}”</bdi>
            </a>
          </li>
        ))}
        {documents.map(({ id, title }) => (
          <li key={id}>
            <a href={`/desk/documents/${id}`}>
              The document <bdi>“{title}”</bdi>
            </a>{' '}
            is here already.
          </li>
        ))}
      </ul>
      <p className="row">
        {known ? (
          <SubmitButton kind="quiet" name="documentId" value={known.id}>
            Look for more claims in that document
          </SubmitButton>
        ) : null}
        <SubmitButton kind="quiet" name="again" value="yes">
          Read it again all the same
        </SubmitButton>
      </p>
    </section>
  )
}

function listIn(given: unknown): Before[] {
  return Array.isArray(given) ? (given as Before[]) : []
}
