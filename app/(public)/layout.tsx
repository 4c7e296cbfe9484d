import '@/app/tokens.css'
import '@/app/(public)/public.css'
import '@/app/(public)/_parts/as-it-stood.css'
import type { Viewport } from 'next'
import type { ReactNode } from 'react'
import { siteDescription, siteName } from '@/lib/site/words'

export const dynamic = 'force-dynamic'

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf6' },
    { media: '(prefers-color-scheme: dark)', color: '#151412' },
  ],
}

const sections = [
  ['/claims', 'Claims'],
  ['/sources', 'Sources'],
  ['/corrections', 'Corrections'],
  ['/methodology', 'How we work'],
] as const

/** The frame of every reader's page. Nothing in it depends on who reads: the page is written once, as a file. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a className="skip" href="#content">
          Skip to content
        </a>
        <header className="masthead">
          <div className="frame masthead-row">
            <p className="wordmark">
              <a href="/">{siteName}</a>
            </p>
            <nav aria-label="Sections">
              <ul className="sections">
                {sections.map(([href, label]) => (
                  <li key={href}>
                    <a href={href}>{label}</a>
                  </li>
                ))}
              </ul>
            </nav>
            <search className="masthead-search">
              <form action="/claims" method="get">
                <label className="visually-hidden" htmlFor="find">
                  Find a claim
                </label>
                <input
                  id="find"
                  name="q"
                  type="search"
                  placeholder="Find a claim"
                  autoComplete="off"
                />
                <button type="submit">Search</button>
              </form>
            </search>
          </div>
        </header>
        <main id="content" className="frame" tabIndex={-1}>
          {children}
        </main>
        <footer className="colophon">
          <div className="frame">
            <p>{siteDescription}</p>
            <ul className="colophon-links">
              <li>
                <a href="/methodology">How we work</a>
              </li>
              <li>
                <a href="/corrections">Corrections</a>
              </li>
              <li>
                <a href="/feeds">Feeds</a>
              </li>
              <li>
                <a href="/sign-in">For editors</a>
              </li>
            </ul>
          </div>
        </footer>
      </body>
    </html>
  )
}
