import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** The one act that is open on a workbench, with a way out of it. */
export function Panel({
  title,
  closeHref,
  children,
}: {
  title: string
  closeHref: string
  children: ReactNode
}) {
  const t = useTranslations('deskBench')
  return (
    <section className="panel" aria-labelledby="do">
      <div className="panel-head">
        <h3 id="do" tabIndex={-1}>
          {title}
        </h3>
        <a href={closeHref}>{t('close')}</a>
      </div>
      {children}
    </section>
  )
}

/** A way to an act of the workbench; `on` names the row that it is about. */
export function doHref(claimId: string, act: string, on?: string): string {
  return `/desk/claims/${claimId}?do=${act}${on ? `&on=${on}` : ''}#do`
}
