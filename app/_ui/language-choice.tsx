import { useLocale, useTranslations } from 'next-intl'
import { languageFormattedAs, languages } from '@/lib/words/languages'

/** The desk's other languages, each by its own name. A plain form, so that choosing needs no script. */
export function LanguageChoice() {
  const t = useTranslations('frame')
  const { code: present } = languageFormattedAs(useLocale())
  return (
    <form method="post" action="/api/language" aria-label={t('languages')} className="languages">
      {languages()
        .filter(({ code }) => code !== present)
        .map(({ code, name, dir }) => (
          <button
            key={code}
            type="submit"
            name="language"
            value={code}
            lang={code}
            dir={dir}
            className="link-button"
          >
            {name}
          </button>
        ))}
    </form>
  )
}
