import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { useHref } from '@/app/(public)/_parts/href'
import { addressOf, pageMeta } from '@/app/(public)/_parts/meta'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('feedsPage')
  return pageMeta({ path: '/feeds', title: t('title'), description: t('about') })
}

const code = (words: ReactNode) => <code dir="ltr">{words}</code>

export default function FeedsPage() {
  const t = useTranslations('feedsPage')
  const href = useHref()
  const to = (address: string) => (words: ReactNode) => <a href={address}>{words}</a>
  return (
    <div className="text">
      <h1>{t('title')}</h1>
      <h2>{t('statuses.title')}</h2>
      <p>
        {t.rich('statuses.text', {
          a: to(href('/feeds/claims.atom')),
          j: to(href('/feeds/claims.json')),
        })}
      </p>
      <p>
        {code(addressOf(href('/feeds/claims.atom')))}
        <br />
        {code(addressOf(href('/feeds/claims.json')))}
      </p>
      <h2>{t('corrections.title')}</h2>
      <p>
        {t.rich('corrections.text', {
          a: to(href('/feeds/corrections.atom')),
          j: to(href('/feeds/corrections.json')),
        })}
      </p>
      <p>
        {code(addressOf(href('/feeds/corrections.atom')))}
        <br />
        {code(addressOf(href('/feeds/corrections.json')))}
      </p>
      <p>{t.rich('corrections.entries', { code })}</p>
      <h2>{t('each.title')}</h2>
      <p>
        {t.rich('each.text', {
          atom: () => code('/feed.atom'),
          json: () => code('/feed.json'),
          arabic: () => code(addressOf('/ar/feeds/claims.atom')),
        })}
      </p>
      <h2>{t('embed.title')}</h2>
      <p>
        {t.rich('embed.text', {
          script: () => code(addressOf('/embed.js')),
          oembed: () => code(`${addressOf('/oembed')}?url=…`),
        })}
      </p>
      <h2>{t('json.title')}</h2>
      <p>{t.rich('json.text', { code, address: () => code(`${addressOf('/claims/…')}.json`) })}</p>
      <h2>{t('review.title')}</h2>
      <p>{t.rich('review.text', { a: to(href('/methodology#claimreview')) })}</p>
      <h2>{t('sitemap.title')}</h2>
      <p>{t.rich('sitemap.text', { a: to('/sitemap.xml') })}</p>
    </div>
  )
}
