import type { Metadata } from 'next'
import { addressOf, pageMeta } from '@/app/(public)/_parts/meta'

export function generateMetadata(): Metadata {
  return pageMeta({
    path: '/feeds',
    title: 'Feeds',
    description: 'Changes of status as an Atom feed, and ClaimReview data on every reviewed claim.',
  })
}

export default function FeedsPage() {
  return (
    <div className="text">
      <h1>Feeds</h1>
      <h2>Changes of status</h2>
      <p>
        Every verdict, every claim that we show for the first time and every withdrawal, newest
        first, as an <a href="/feeds/claims.atom">Atom feed</a>. Put this address into your reader:
      </p>
      <p>
        <code>{addressOf('/feeds/claims.atom')}</code>
      </p>
      <h2>Corrections and withdrawals</h2>
      <p>
        Where we were wrong and what we took back has an{' '}
        <a href="/feeds/corrections.atom">Atom feed of its own</a>; its entries are in the other
        feed, too. Whatever shows our verdicts should follow it:
      </p>
      <p>
        <code>{addressOf('/feeds/corrections.atom')}</code>
      </p>
      <p>
        Entries are never altered: each change is an entry of its own. When we withdraw a claim,
        both feeds call back what they said of it by the <code>deleted-entry</code> of RFC 6721,
        with the reason.
      </p>
      <h2>One claim, for machines</h2>
      <p>
        Put <code>.json</code> behind the address of a claim, as in{' '}
        <code>{addressOf('/claims/…')}.json</code>, and get its status, confidence, verdict,
        corrections and updates; of a claim that we withdrew, when and why.
      </p>
      <h2>ClaimReview</h2>
      <p>
        The page of each reviewed claim carries its verdict as schema.org ClaimReview, which search
        engines and other newsrooms read, with each correction as a CorrectionComment. The{' '}
        <a href="/methodology#claimreview">scale</a> says how our statuses map to its ratings.
      </p>
      <h2>Sitemap</h2>
      <p>
        All addresses are in the <a href="/sitemap.xml">sitemap</a>.
      </p>
    </div>
  )
}
