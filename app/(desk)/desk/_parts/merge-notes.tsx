'use client'

import { useTranslations } from 'next-intl'
import { useForm } from '@/app/_ui/form-context'
import { useHydrated } from '@/app/_ui/use-hydrated'
import type { Clash } from '@/app/(desk)/desk/_parts/merge-fields'

/** Where two people edited the same thing: both texts side by side, and nothing decided for anybody. */
export function MergeNotes() {
  const { state, fill } = useForm()
  const t = useTranslations('ui.merge')
  const comma = useTranslations('ui')('comma')
  const isLive = useHydrated()
  if (state.status !== 'conflict') return null
  const taken = (state.facts?.taken ?? []) as string[]
  const clashes = (state.facts?.clashes ?? []) as Clash[]
  if (taken.length + clashes.length === 0) return null
  return (
    <div className="merge">
      {taken.length > 0 ? <p>{t('taken', { fields: taken.join(comma).toLowerCase() })}</p> : null}
      {clashes.map((clash) => (
        <section key={clash.label} aria-label={t('byBoth', { field: clash.label })}>
          <p className="merge-what">{t('both', { field: clash.label })}</p>
          <dl className="merge-sides">
            <div>
              <dt>{t('theirs')}</dt>
              <dd dir="auto">{clash.theirs || t('empty')}</dd>
            </div>
            <div>
              <dt>{t('yours')}</dt>
              <dd dir="auto">{clash.yours || t('empty')}</dd>
            </div>
          </dl>
          {isLive ? (
            <button
              type="button"
              className="button button--quiet"
              onClick={() => fill(clash.fields)}
            >
              {t('put')}
            </button>
          ) : null}
        </section>
      ))}
    </div>
  )
}
