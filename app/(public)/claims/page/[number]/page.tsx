import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { ClaimList } from '@/app/(public)/_parts/claim-list'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageHref, pageWords } from '@/app/(public)/_parts/href'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { getClaimsArchivePage } from '@/lib/site/queries/claims'

type Props = { params: Promise<{ number: string }>; searchParams: PublicQuery }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params
  const { say } = await pageWords()
  return pageMeta({
    path: `/claims/page/${number}`,
    title: say('archive.claims', { n: Number(number) }),
    description: say('archive.claimsAbout'),
  })
}

export default async function ClaimsArchivePage({ params, searchParams }: Props) {
  const { number } = await params
  const at = await askedMoment(searchParams)
  // One address a page: `01` is not another way to write `1`.
  const page = /^[1-9]\d{0,6}$/.test(number)
    ? await getClaimsArchivePage(publicContext(at), Number(number))
    : null
  if (!page) notFound()
  const [t, href] = [await getTranslations('archive'), await pageHref()]
  const pages = (await getTranslations('list'))('pages')
  return (
    <>
      <AsItStood path={`/claims/page/${page.number}`} at={at} />
      <h1>{t('claims', { n: page.number })}</h1>
      <ClaimList claims={page.items} heading="h2" />
      <nav className="paging" aria-label={pages}>
        <a href={href(page.newer ? `/claims/page/${page.newer}` : '/claims')} rel="prev">
          {t('newerClaims')}
        </a>
        {page.older ? (
          <a href={href(`/claims/page/${page.older}`)} rel="next">
            {t('olderClaims')}
          </a>
        ) : null}
      </nav>
    </>
  )
}
