import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { Corrections } from '@/app/(public)/_parts/corrections'
import { pageHref, pageWords } from '@/app/(public)/_parts/href'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { getCorrectionsArchivePage } from '@/lib/site/queries/corrections'

type Props = { params: Promise<{ number: string }>; searchParams: PublicQuery }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params
  const { say } = await pageWords()
  return pageMeta({
    path: `/corrections/page/${number}`,
    title: say('archive.corrections', { n: Number(number) }),
    description: say('archive.correctionsAbout'),
  })
}

export default async function CorrectionsArchivePage({ params, searchParams }: Props) {
  const { number } = await params
  const at = await askedMoment(searchParams)
  // One address a page: `01` is not another way to write `1`.
  const page = /^[1-9]\d{0,6}$/.test(number)
    ? await getCorrectionsArchivePage(publicContext(at), Number(number))
    : null
  if (!page) notFound()
  const [t, href] = [await getTranslations('archive'), await pageHref()]
  const pages = (await getTranslations('list'))('pages')
  return (
    <>
      <AsItStood path={`/corrections/page/${page.number}`} at={at} />
      <h1>{t('corrections', { n: page.number })}</h1>
      {page.items.length > 0 ? (
        <Corrections items={page.items} />
      ) : (
        <p className="empty">{t('withdrawnSince')}</p>
      )}
      <nav className="paging" aria-label={pages}>
        <a href={href(page.newer ? `/corrections/page/${page.newer}` : '/corrections')} rel="prev">
          {t('newerCorrections')}
        </a>
        {page.older ? (
          <a href={href(`/corrections/page/${page.older}`)} rel="next">
            {t('olderCorrections')}
          </a>
        ) : null}
      </nav>
    </>
  )
}
