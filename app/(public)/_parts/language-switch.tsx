import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { pageLanguage } from '@/app/(public)/_parts/href'
import { inLanguage, languages } from '@/lib/words/languages'

/** Pages that have no address of their own in any language. */
const NOWHERE = ['/404', '/page-not-found']

/** The same page in each other language, as it stands now; the moment of a page of the past is kept beside its date. */
export async function LanguageSwitch() {
  const [t, { code }] = [await getTranslations('frame'), await pageLanguage()]
  const asked = (await headers()).get('x-page-path') ?? '/'
  const path = NOWHERE.includes(asked) ? '/' : asked
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
