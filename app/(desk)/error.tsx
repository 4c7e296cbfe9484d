'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { AwayWords } from '@/app/(desk)/desk/_parts/away'

/** Our own mistake, or a database that does not answer, which the error's digest tells; what was typed is kept as drafts in the browser. */
export default function DeskError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useTranslations('ui.away')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    console.error(error)
    heading.current?.focus()
  }, [error])
  return (
    <main className="gate" id="main">
      <h1 ref={heading} tabIndex={-1}>
        {t('title')}
      </h1>
      {error.digest?.startsWith('database_') ? <AwayWords /> : <p>{t('ourFault')}</p>}
      {error.digest ? <p className="fine">{t('number', { digest: error.digest })}</p> : null}
      <button type="button" className="button" onClick={reset}>
        {t('again')}
      </button>
      <p>
        <a href="/desk">{t('back')}</a>
      </p>
    </main>
  )
}
