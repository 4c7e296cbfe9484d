'use client'

import { createContext, useContext } from 'react'
import type { FormState } from '@/app/_ui/form-state'

export type FormContext = {
  /** Unique on the page; ids of fields begin with it. */
  name: string
  state: FormState
  isPending: boolean
  /** Puts values into fields, whatever else is typed stays. */
  fill: (values: Record<string, string>) => void
}

export const FormContextProvider = createContext<FormContext | null>(null)

/** The form that a part stands in; throws outside one. */
export function useForm(): FormContext {
  const form = useContext(FormContextProvider)
  if (!form) throw new Error('This field stands in no form.')
  return form
}

export type FieldInForm = {
  name: string
  id: string
  /** For `aria-describedby`: the ids of hint and error, those that are there. */
  describedBy: string | undefined
  error: string | undefined
  /** What was typed last, or undefined where nothing has been sent or restored yet. */
  value: string | undefined
}

/** What a field needs to know of its form: its id, its error, what was typed. */
export function useField(name: string, hint?: unknown): FieldInForm {
  const form = useForm()
  const id = `${form.name}.${name}`
  const error = form.state.errors[name]
  const parts = [hint ? `${id}.hint` : null, error ? `${id}.error` : null].filter(Boolean)
  return {
    name,
    id,
    describedBy: parts.length > 0 ? parts.join(' ') : undefined,
    error,
    value: form.state.values[name],
  }
}
