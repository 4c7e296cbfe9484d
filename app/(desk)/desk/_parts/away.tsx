import { useTranslations } from 'next-intl'

/** What somebody is told who comes to the desk while its database is away. */
export function AwayWords() {
  const t = useTranslations('ui.away')
  return (
    <>
      <p>{t('database')}</p>
      <p>{t('typing')}</p>
    </>
  )
}

/** In place of the desk, as a page that needs no script. */
export function Away() {
  const t = useTranslations('ui.away')
  return (
    <main className="gate" id="main" tabIndex={-1}>
      <h1>{t('title')}</h1>
      <AwayWords />
      <form method="get">
        <button type="submit" className="button">
          {t('again')}
        </button>
      </form>
    </main>
  )
}
