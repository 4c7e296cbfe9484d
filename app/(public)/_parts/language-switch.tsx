import { getTranslations } from 'next-intl/server'
import { pageLanguage, pagePath } from '@/app/(public)/_parts/href'
import { inLanguage, languages } from '@/lib/words/languages'

/** The same page in each other language, as it stands now; the moment of a page of the past is kept beside its date. */
export async function LanguageSwitch() {
  const [t, { code }] = [await getTranslations('frame'), await pageLanguage()]
  const path = (await pagePath()) ?? '/'
  const others = languages().filter((other) => other.code !== code)
  if (others.length === 0) return null
  return (
    <nav aria-label={t('otherLanguages')}>
      <ul className="colophon-links">
        {others.map((other) => (
          <li key={other.code}>
            <a
              href={inLanguage(path, other.code)}
              hrefLang={other.code}
              lang={other.code}
              dir={other.dir}
              rel="alternate"
            >
              {other.name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
