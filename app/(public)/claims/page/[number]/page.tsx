import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { ClaimList } from '@/app/(public)/_parts/claim-list'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { getClaimsArchivePage } from '@/lib/site/queries/claims'

type Props = { params: Promise<{ number: string }>; searchParams: PublicQuery }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params
  return pageMeta({
    path: `/claims/page/${number}`,
    title: `Claims, page ${number} from the oldest`,
    description: 'The archive of claims, in the order in which we first showed them.',
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
  return (
    <>
      <AsItStood path={`/claims/page/${page.number}`} at={at} />
      <h1>Claims, page {page.number} from the oldest</h1>
      <ClaimList claims={page.items} heading="h2" />
      <nav className="paging" aria-label="Pages">
        <a href={page.newer ? `/claims/page/${page.newer}` : '/claims'} rel="prev">
          Newer claims
        </a>
        {page.older ? (
          <a href={`/claims/page/${page.older}`} rel="next">
            Older claims
          </a>
        ) : null}
      </nav>
    </>
  )
}
