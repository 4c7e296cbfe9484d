import type { Metadata, Viewport } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import '@/app/tokens.css'
import './desk.css'
import './desk/_parts/parts.css'
import { languageFormattedAs } from '@/lib/words/languages'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('deskTitle')
  return {
    title: { default: t('desk'), template: `%s · ${t('site')}` },
    robots: { index: false, follow: false },
    icons: { icon: '/favicon.svg' },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
}

/** The words that client components say; all others stay on the server. */
const SAID_IN_BROWSER = ['status', 'ui'] as const

export default async function DeskRoot({ children }: { children: ReactNode }) {
  const messages = await getMessages()
  const locale = await getLocale()
  const t = await getTranslations('frame')
  const { code, dir } = languageFormattedAs(locale)
  return (
    <html lang={code} dir={dir} className="desk-root">
      <body>
        <a className="skip-link" href="#main">
          {t('skip')}
        </a>
        <NextIntlClientProvider
          locale={locale}
          messages={Object.fromEntries(SAID_IN_BROWSER.map((name) => [name, messages[name]]))}
        >
          {children}
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
