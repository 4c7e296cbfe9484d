'use client'

import { useForm } from '@/app/_ui/form-context'
import { useHydrated } from '@/app/_ui/use-hydrated'
import type { Clash } from '@/app/(desk)/desk/_parts/merge-fields'

/** Where two people edited the same thing: both texts side by side, and nothing decided for anybody. */
export function MergeNotes() {
  const { state, fill } = useForm()
  const isLive = useHydrated()
  if (state.status !== 'conflict') return null
  const taken = (state.facts?.taken ?? []) as string[]
  const clashes = (state.facts?.clashes ?? []) as Clash[]
  if (taken.length + clashes.length === 0) return null
  return (
    <div className="merge">
      {taken.length > 0 ? (
        <p>
          You had not touched these, so the form now shows what was saved:{' '}
          {taken.join(', ').toLowerCase()}.
        </p>
      ) : null}
      {clashes.map((clash) => (
        <section key={clash.label} aria-label={`${clash.label}, changed by both of you`}>
          <p className="merge-what">{clash.label}: both of you changed this</p>
          <dl className="merge-sides">
            <div>
              <dt>Saved meanwhile</dt>
              <dd dir="auto">{clash.theirs || 'Empty'}</dd>
            </div>
            <div>
              <dt>Yours, in the form below; it replaces theirs if you save</dt>
              <dd dir="auto">{clash.yours || 'Empty'}</dd>
            </div>
          </dl>
          {isLive ? (
            <button
              type="button"
              className="button button--quiet"
              onClick={() => fill(clash.fields)}
            >
              Put theirs into the form
            </button>
          ) : null}
        </section>
      ))}
    </div>
  )
}
