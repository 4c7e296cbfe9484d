'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { type FieldInForm, useField, useForm } from '@/app/_ui/form-context'

type FieldProps = {
  /** Dotted, as the schema nests it. */
  name: string
  label: ReactNode
  hint?: ReactNode
  isOptional?: boolean
  className?: string
}

/** Label, hint and error around whatever takes the input; the input takes `id` and `describedBy` from `useField`. */
export function Field({
  field,
  label,
  hint,
  isOptional,
  className,
  children,
}: Omit<FieldProps, 'name'> & { field: FieldInForm; children: ReactNode }) {
  const t = useTranslations('ui.field')
  return (
    <div className={classes('field', field.error && 'field--wrong', className)}>
      <label className="field-label" htmlFor={field.id}>
        {label}
        {isOptional ? <span className="field-optional"> {t('optional')}</span> : null}
      </label>
      <FieldHint field={field} hint={hint} />
      <FieldError field={field} />
      {children}
    </div>
  )
}

export function FieldHint({ field, hint }: { field: FieldInForm; hint?: ReactNode }) {
  return hint ? (
    <p className="field-hint" id={`${field.id}.hint`}>
      <bdi>{hint}</bdi>
    </p>
  ) : null
}

export function FieldError({ field }: { field: FieldInForm }) {
  const t = useTranslations('ui.field')
  return field.error ? (
    <p className="field-error" id={`${field.id}.error`}>
      <span className="visually-hidden">{t('error')} </span>
      {field.error}
    </p>
  ) : null
}

type TextFieldProps = FieldProps & {
  defaultValue?: string | null
  type?: 'text' | 'email' | 'password' | 'url' | 'search' | 'date' | 'time'
  autoComplete?: string
  inputMode?: 'text' | 'decimal' | 'numeric' | 'email' | 'url' | 'search'
  dir?: 'auto' | 'ltr' | 'rtl'
  lang?: string
  list?: string
  placeholder?: string
  spellCheck?: boolean
}

export function TextField({
  name,
  label,
  hint,
  isOptional,
  className,
  defaultValue,
  ...input
}: TextFieldProps) {
  const field = useField(name, hint)
  const element = useRef<HTMLInputElement>(null)
  const { state } = useForm()
  const isSecret = input.type === 'password'
  // As without JavaScript: what nobody may see is typed anew after every answer.
  useEffect(() => {
    if (isSecret && element.current && state.status !== 'idle') element.current.value = ''
  }, [isSecret, state])
  return (
    <Field {...{ field, label, hint, isOptional, className }}>
      <input
        dir="auto"
        type="text"
        autoComplete="off"
        {...input}
        ref={element}
        className="input"
        id={field.id}
        name={name}
        defaultValue={field.value ?? defaultValue ?? ''}
        aria-describedby={field.describedBy}
        aria-invalid={field.error ? true : undefined}
        aria-required={isOptional ? undefined : true}
      />
    </Field>
  )
}

type TextAreaProps = FieldProps & {
  defaultValue?: string | null
  rows?: number
  dir?: 'auto' | 'ltr' | 'rtl'
  lang?: string
  spellCheck?: boolean
}

export function TextArea({
  name,
  label,
  hint,
  isOptional,
  className,
  defaultValue,
  rows = 4,
  ...input
}: TextAreaProps) {
  const field = useField(name, hint)
  return (
    <Field {...{ field, label, hint, isOptional, className }}>
      <textarea
        dir="auto"
        {...input}
        className="input"
        id={field.id}
        name={name}
        rows={rows}
        defaultValue={field.value ?? defaultValue ?? ''}
        aria-describedby={field.describedBy}
        aria-invalid={field.error ? true : undefined}
        aria-required={isOptional ? undefined : true}
      />
    </Field>
  )
}

export type Option = { value: string; label: string; hint?: ReactNode; isDisabled?: boolean }

type SelectProps = FieldProps & {
  options: Option[]
  /** Words for choosing nothing; without it the first option is chosen. */
  none?: string
  defaultValue?: string | null
  onChange?: (value: string) => void
}

export function Select({
  name,
  label,
  hint,
  isOptional,
  className,
  options,
  none,
  defaultValue,
  onChange,
}: SelectProps) {
  const field = useField(name, hint)
  return (
    <Field {...{ field, label, hint, isOptional, className }}>
      <select
        className="input"
        id={field.id}
        name={name}
        defaultValue={field.value ?? defaultValue ?? ''}
        aria-describedby={field.describedBy}
        aria-invalid={field.error ? true : undefined}
        aria-required={isOptional ? undefined : true}
        onChange={onChange ? (event) => onChange(event.currentTarget.value) : undefined}
      >
        {none === undefined ? null : <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

type RadioGroupProps = FieldProps & {
  options: (Option & { content?: ReactNode })[]
  defaultValue?: string | null
  onChange?: (value: string) => void
}

/** One of a few, all to be seen at once. The error link goes to the first of them. */
export function RadioGroup({
  name,
  label,
  hint,
  isOptional,
  className,
  options,
  defaultValue,
  onChange,
}: RadioGroupProps) {
  const t = useTranslations('ui.field')
  const field = useField(name, hint)
  const chosen = field.value ?? defaultValue ?? null
  return (
    <fieldset
      className={classes('field', 'field--group', field.error && 'field--wrong', className)}
      aria-describedby={field.describedBy}
    >
      <legend className="field-label">
        {label}
        {isOptional ? <span className="field-optional"> {t('optional')}</span> : null}
      </legend>
      <FieldHint field={field} hint={hint} />
      <FieldError field={field} />
      <div className="choices">
        {options.map((option, index) => {
          const id = index === 0 ? field.id : `${field.id}.${option.value}`
          return (
            <div className="choice" key={option.value}>
              <input
                type="radio"
                id={id}
                name={name}
                value={option.value}
                defaultChecked={chosen === option.value}
                disabled={option.isDisabled}
                aria-describedby={option.hint ? `${id}.about` : undefined}
                onChange={onChange ? () => onChange(option.value) : undefined}
              />
              <label htmlFor={id}>{option.content ?? option.label}</label>
              {option.hint ? (
                <div className="choice-hint" id={`${id}.about`}>
                  {option.hint}
                </div>
              ) : null}
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}

type CheckboxProps = FieldProps & { defaultChecked?: boolean }

export function Checkbox({ name, label, hint, className, defaultChecked }: CheckboxProps) {
  const field = useField(name, hint)
  // An unticked box is not sent at all: once the form came back, its absence is an answer.
  const wasSent = Object.keys(useForm().state.values).length > 0
  return (
    <div className={classes('field', 'field--tick', field.error && 'field--wrong', className)}>
      <FieldError field={field} />
      <div className="choice">
        <input
          type="checkbox"
          id={field.id}
          name={name}
          value="on"
          defaultChecked={wasSent ? field.value === 'on' : defaultChecked}
          aria-describedby={field.describedBy}
          aria-invalid={field.error ? true : undefined}
        />
        <label htmlFor={field.id}>{label}</label>
        <FieldHint field={field} hint={hint} />
      </div>
    </div>
  )
}

type ButtonProps = {
  children: ReactNode
  /** What it says while the act is under way. */
  busy?: string
  kind?: 'primary' | 'quiet' | 'danger'
  name?: string
  value?: string
}

/** Stays focusable while the act is under way, so that the keyboard keeps its place. */
export function SubmitButton({ children, busy, kind = 'primary', name, value }: ButtonProps) {
  const { isPending } = useForm()
  const t = useTranslations('ui.field')
  return (
    <button
      type="submit"
      className={`button button--${kind}`}
      name={name}
      value={value}
      aria-disabled={isPending || undefined}
    >
      {isPending ? (busy ?? t('saving')) : children}
    </button>
  )
}

export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
