import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import '@/app/tokens.css'
import './desk.css'
import './desk/_parts/parts.css'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: { default: 'Desk', template: '%s · Counterclaim desk' },
  robots: { index: false, follow: false },
  icons: { icon: '/favicon.svg' },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
}

export default function DeskRoot({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className="desk-root">
      <body>
        <a className="skip-link" href="#main">
          Skip to content
        </a>
        {children}
      </body>
    </html>
  )
}
