import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { Corrections } from '@/app/(public)/_parts/corrections'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { getCorrectionsArchivePage } from '@/lib/site/queries/corrections'

type Props = { params: Promise<{ number: string }>; searchParams: PublicQuery }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params
  return pageMeta({
    path: `/corrections/page/${number}`,
    title: `Corrections, page ${number} from the oldest`,
    description: 'The archive of what we had wrong and took back, in the order in which we did.',
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
  return (
    <>
      <AsItStood path={`/corrections/page/${page.number}`} at={at} />
      <h1>Corrections, page {page.number} from the oldest</h1>
      {page.items.length > 0 ? (
        <Corrections items={page.items} />
      ) : (
        <p className="empty">
          What we had corrected here we withdrew later; the withdrawals are on newer pages.
        </p>
      )}
      <nav className="paging" aria-label="Pages">
        <a href={page.newer ? `/corrections/page/${page.newer}` : '/corrections'} rel="prev">
          Newer corrections
        </a>
        {page.older ? (
          <a href={`/corrections/page/${page.older}`} rel="next">
            Older corrections
          </a>
        ) : null}
      </nav>
    </>
  )
}
