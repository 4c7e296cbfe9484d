import type { Metadata } from 'next'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { Corrections } from '@/app/(public)/_parts/corrections'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { getCorrectionsPage } from '@/lib/site/queries/corrections'

export function generateMetadata(): Metadata {
  return pageMeta({
    path: '/corrections',
    title: 'Corrections',
    description: 'Everything that we had wrong and everything that we took back, newest first.',
  })
}

export default async function CorrectionsPage({ searchParams }: { searchParams: PublicQuery }) {
  const at = await askedMoment(searchParams)
  const { items, older } = await getCorrectionsPage(publicContext(at))
  return (
    <>
      <AsItStood path="/corrections" at={at} />
      <header className="claim-head">
        <h1>Corrections</h1>
        <p className="lede">
          Where we were wrong, and what we took back. What was there before stays in each claim’s
          history. New information on a claim is an update and stands on its page.
        </p>
        <p className="note">
          Follow them in a <a href="/feeds/corrections.atom">feed of their own</a>.
        </p>
      </header>
      {items.length > 0 ? (
        <Corrections items={items} />
      ) : (
        <p className="empty">We have published no correction and withdrawn nothing.</p>
      )}
      {older ? (
        <nav className="paging" aria-label="Pages">
          <a href={`/corrections/page/${older}`} rel="next">
            Older corrections
          </a>
        </nav>
      ) : null}
    </>
  )
}
