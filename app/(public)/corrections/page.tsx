import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { Corrections } from '@/app/(public)/_parts/corrections'
import { pageHref } from '@/app/(public)/_parts/href'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { getCorrectionsPage } from '@/lib/site/queries/corrections'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('corrections')
  return pageMeta({
    path: '/corrections',
    title: t('title'),
    description: t('about'),
  })
}

export default async function CorrectionsPage({ searchParams }: { searchParams: PublicQuery }) {
  const at = await askedMoment(searchParams)
  const [t, href] = [await getTranslations('corrections'), await pageHref()]
  const pages = (await getTranslations('list'))('pages')
  const { items, older } = await getCorrectionsPage(publicContext(at))
  return (
    <>
      <AsItStood path="/corrections" at={at} />
      <header className="claim-head">
        <h1>{t('title')}</h1>
        <p className="lede">{t('lede')}</p>
        <p className="note">
          {t.rich('follow', { a: (words) => <a href="/feeds/corrections.atom">{words}</a> })}
        </p>
      </header>
      {items.length > 0 ? <Corrections items={items} /> : <p className="empty">{t('none')}</p>}
      {older ? (
        <nav className="paging" aria-label={pages}>
          <a href={href(`/corrections/page/${older}`)} rel="next">
            {t('older')}
          </a>
        </nav>
      ) : null}
    </>
  )
}
