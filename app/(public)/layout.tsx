import '@/app/tokens.css'
import '@/app/(public)/public.css'
import '@/app/(public)/_parts/search.css'
import '@/app/(public)/_parts/as-it-stood.css'
import '@/app/(public)/_parts/story.css'
import '@/app/(public)/_parts/track-record.css'
import '@/app/(public)/stories/[slug]/_parts/map.css'
import type { Viewport } from 'next'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useHref, usePageLanguage } from '@/app/(public)/_parts/href'
import { LanguageSwitch } from '@/app/(public)/_parts/language-switch'
import { OnPaper } from '@/app/(public)/_parts/on-paper'

export const dynamic = 'force-dynamic'

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf6' },
    { media: '(prefers-color-scheme: dark)', color: '#151412' },
  ],
}

const sections = ['claims', 'sources', 'corrections', 'methodology'] as const

/** The frame of every reader's page. Nothing in it depends on who reads: the page is written once, as a file. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  const t = useTranslations('frame')
  const site = useTranslations('site')
  const language = usePageLanguage()
  const href = useHref()
  return (
    <html lang={language.code} dir={language.dir}>
      <head>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a className="skip" href="#content">
          {t('skip')}
        </a>
        <header className="masthead">
          <div className="frame masthead-row">
            <p className="wordmark">
              <a href={href('/')}>{site('name')}</a>
            </p>
            <nav aria-label={t('sections')}>
              <ul className="sections">
                {sections.map((section) => (
                  <li key={section}>
                    <a href={href(`/${section}`)}>{t(section)}</a>
                  </li>
                ))}
              </ul>
            </nav>
            <search className="masthead-search">
              <form action={href('/claims')} method="get">
                <label className="visually-hidden" htmlFor="find">
                  {t('find')}
                </label>
                <input
                  id="find"
                  name="q"
                  type="search"
                  placeholder={t('find')}
                  autoComplete="off"
                />
                <button type="submit">{t('search')}</button>
              </form>
            </search>
          </div>
        </header>
        <main id="content" className="frame" tabIndex={-1}>
          {children}
        </main>
        <footer className="colophon">
          <div className="frame">
            <p>{site('description')}</p>
            <OnPaper />
            <ul className="colophon-links">
              <li>
                <a href={href('/methodology')}>{t('methodology')}</a>
              </li>
              <li>
                <a href={href('/corrections')}>{t('corrections')}</a>
              </li>
              <li>
                <a href={href('/feeds')}>{t('feeds')}</a>
              </li>
              <li>
                <a href={href('/design')}>{t('design')}</a>
              </li>
              <li>
                <a href="/sign-in">{t('editors')}</a>
              </li>
            </ul>
            <LanguageSwitch />
          </div>
        </footer>
      </body>
    </html>
  )
}
