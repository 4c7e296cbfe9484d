import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Arrival } from '@/app/(desk)/desk/claims/[id]/arrival'
import { type DidSlug, did, type Part as PartName } from '@/app/(desk)/desk/claims/[id]/did'

export type Done = { slug: DidSlug; isLater: boolean } | null

type Props = {
  name: PartName
  title: string
  /** Said beside the title: how many. */
  count?: number
  done: Done
  acts?: ReactNode
  children: ReactNode
}

/** One part of the workbench, which says what was just done to it. */
export function Part({ name, title, count, done, acts, children }: Props) {
  const t = useTranslations('deskDid')
  return (
    <section className={`part part--${name}`} id={name} aria-labelledby={`${name}-title`}>
      <div className="part-head">
        <h2 id={`${name}-title`}>
          {title}
          {count === undefined ? null : (
            <span className="part-count"> {t('count', { n: count })}</span>
          )}
        </h2>
        {acts ? <div className="part-acts">{acts}</div> : null}
      </div>
      {done && did[done.slug] === name ? (
        <Arrival>
          {t(done.slug)}
          {done.isLater ? ` ${t('later')}` : null}
        </Arrival>
      ) : null}
      {children}
    </section>
  )
}
