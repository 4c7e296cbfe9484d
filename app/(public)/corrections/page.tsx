import type { Metadata } from 'next'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { SiteChanges } from '@/app/(public)/_parts/site-changes'
import { getCorrectionsPage } from '@/lib/site/queries/corrections'

export function generateMetadata(): Metadata {
  return pageMeta({
    path: '/corrections',
    title: 'Corrections',
    description: 'Everything that we had wrong and everything that we took back, newest first.',
  })
}

export default async function CorrectionsPage({ searchParams }: { searchParams: PublicQuery }) {
  const { items } = await getCorrectionsPage(publicContext(await askedMoment(searchParams)))
  return (
    <>
      <h1>Corrections</h1>
      <p className="lede">
        Where we were wrong, and what we took back. What was there before stays in each claim’s
        history. New information on a claim is an update and stands on its page.
      </p>
      <h2 className="visually-hidden">Corrections and withdrawals</h2>
      {items.length > 0 ? (
        <SiteChanges changes={items} />
      ) : (
        <p className="empty">We have published no correction and withdrawn nothing.</p>
      )}
    </>
  )
}
