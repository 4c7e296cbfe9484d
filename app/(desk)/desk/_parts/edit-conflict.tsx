'use client'

import { useForm } from '@/app/_ui/form-context'
import { useHydrated } from '@/app/_ui/use-hydrated'
import type { Clash } from '@/app/(desk)/desk/_parts/merge-fields'

/** Inside a form: what somebody else saved meanwhile, and how to carry on. */
export function EditConflict() {
  const { name, state } = useForm()
  const isLive = useHydrated()
  if (state.status !== 'conflict') return null
  const taken = listOf<string>(state.facts?.taken)
  const clashes = listOf<Clash>(state.facts?.clashes)
  const takeTheirs = (clash: Clash) => {
    for (const [field, value] of Object.entries(clash.fields)) {
      // An id follows its name: emptied as the name changes, and found by the server again.
      const input = field.endsWith('.id')
        ? null
        : document
            .getElementById(name)
            ?.querySelector<HTMLInputElement>(`[name="${CSS.escape(field)}"]`)
      if (input) setAsTyped(input, value)
    }
    document.getElementById(`${name}.${Object.keys(clash.fields).at(-1)}`)?.focus()
  }
  return (
    <div className="notice notice--warning stack">
      {taken.length > 0 ? (
        <p>Taken over from their change, since you had not touched it: {taken.join(', ')}.</p>
      ) : null}
      {clashes.map((clash) => (
        <div key={clash.label}>
          <p>
            <strong>{clash.label}</strong>: both of you changed this. Yours is in the form. They
            saved:
          </p>
          <blockquote className="theirs" dir="auto">
            {clash.theirs || '(empty)'}
          </blockquote>
          {isLive ? (
            <button
              type="button"
              className="button button--quiet"
              onClick={() => takeTheirs(clash)}
            >
              Use theirs
            </button>
          ) : null}
        </div>
      ))}
      <p>Look it over, then press again to save.</p>
    </div>
  )
}

/** Sets a field as if somebody had typed: React only hears of a change that goes past its own record. */
function setAsTyped(input: HTMLElement, value: string) {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), 'value')?.set?.call(input, value)
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

function listOf<T>(given: unknown): T[] {
  return Array.isArray(given) ? (given as T[]) : []
}
