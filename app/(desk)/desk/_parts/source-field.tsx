'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import { Combobox, type ComboboxOption } from '@/app/_ui/combobox'
import { Field, FieldError, FieldHint, Select } from '@/app/_ui/fields'
import { useField, useForm } from '@/app/_ui/form-context'
import { useSourceKinds } from '@/app/(desk)/desk/_parts/words'
import type { SourceKind } from '@/lib/sources/schema'

export type ChosenSource = { id: string; name: string }

type Props = {
  /** The prefix of `.name`, `.id` and `.kind`. */
  name: string
  label: ReactNode
  hint?: ReactNode
  isOptional?: boolean
  defaultSource?: ChosenSource | null
}

/**
 * A source by name. With JavaScript it suggests those that go by such a name; without it the server finds the
 * one that is meant, or answers with a choice. A name that nobody goes by asks for the kind of a new source.
 */
export function SourceField({ name, label, hint, isOptional = false, defaultSource }: Props) {
  const field = useField(`${name}.name`, hint)
  const t = useTranslations('ui.sourceField')
  const kinds = useSourceKinds()
  const { state } = useForm()
  const kind = useField(`${name}.kind`)
  const idField = useField(`${name}.id`)
  const input = useRef<HTMLInputElement>(null)
  const [id, setId] = useState(idField.value ?? defaultSource?.id ?? '')
  const [isNew, setIsNew] = useState(false)
  const [chosen, setChosen] = useState<ComboboxOption | null>(null)
  const options = field.error ? choicesIn(state.facts) : []
  const isUnknown = field.error !== undefined && state.facts?.reason === 'source_unknown'
  const asksKind =
    isNew || isUnknown || options.length > 0 || Boolean(kind.value) || Boolean(kind.error)
  // A choice typed over is no choice any more.
  const forget = () => {
    setId('')
    setChosen(null)
    setIsNew(false)
  }
  return (
    <div className="source-field">
      <Field {...{ field, label, hint, isOptional }}>
        <Combobox
          field={field}
          name={field.name}
          input={input}
          isOptional={isOptional}
          defaultValue={field.value ?? defaultSource?.name ?? ''}
          load={async (typed, signal) =>
            (await loadSources(typed, signal)).map(({ id, name, language, kind, matched }) => {
              const words = kinds.find(({ value }) => value === kind)?.label ?? kind
              return {
                id,
                label: name,
                language,
                detail: matched ? t('also', { kind: words, name: matched }) : words,
              }
            })
          }
          onType={forget}
          onChoose={(option) => {
            setId(option.id)
            setChosen(option)
            setIsNew(false)
          }}
          extra={{
            label: (typed) => t('add', { name: typed }),
            onChoose: () => {
              forget()
              setIsNew(true)
            },
          }}
          of="source"
        />
      </Field>
      {options.length > 0 ? (
        <Choices
          name={`${name}.id`}
          options={options}
          label={isUnknown ? t('didYouMean') : t('which')}
        />
      ) : (
        <input type="hidden" name={idField.name} value={id} />
      )}
      {chosen?.detail ? (
        <p className="field-note">
          {t.rich('known', { detail: chosen.detail, bdi: (words) => <bdi>{words}</bdi> })}
        </p>
      ) : null}
      {asksKind ? (
        <Select
          name={`${name}.kind`}
          label={t('newKind')}
          options={kinds}
          none={t('notNew')}
          isOptional
        />
      ) : null}
    </div>
  )
}

function Choices({
  name,
  options,
  label,
}: {
  name: string
  options: ChosenSource[]
  label: string
}) {
  const t = useTranslations('ui.sourceField')
  const field = useField(name)
  return (
    <fieldset className="field field--group">
      <legend className="field-label">{label}</legend>
      <FieldHint field={field} />
      <FieldError field={field} />
      <div className="choices">
        {[...options, { id: '', name: t('noneOfThese') }].map((option, at) => (
          <div className="choice" key={option.id}>
            <input
              type="radio"
              id={at === 0 ? field.id : `${field.id}.${option.id}`}
              name={name}
              value={option.id}
              defaultChecked={(field.value ?? '') === option.id}
            />
            <label htmlFor={at === 0 ? field.id : `${field.id}.${option.id}`}>
              <bdi>{option.name}</bdi>
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  )
}

/** The sources that a refusal offers, for the field it was about. */
function choicesIn(facts: Record<string, unknown> | undefined): ChosenSource[] {
  const given = facts?.options
  if (!Array.isArray(given)) return []
  return given.filter(
    (option): option is ChosenSource =>
      option instanceof Object && typeof option.id === 'string' && typeof option.name === 'string',
  )
}

type Found = {
  id: string
  name: string
  language: string
  kind: SourceKind
  matched: string | null
}

async function loadSources(typed: string, signal: AbortSignal): Promise<Found[]> {
  const answer = await fetch(
    `/api/desk/sources?${new URLSearchParams({ q: typed.slice(0, 300) })}`,
    { signal },
  )
  if (!answer.ok) throw new Error(`The search answered ${answer.status}.`)
  return ((await answer.json()) as { items: Found[] }).items
}
