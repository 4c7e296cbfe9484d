import type { Metadata } from 'next'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { ClaimList } from '@/app/(public)/_parts/claim-list'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { SiteChanges } from '@/app/(public)/_parts/site-changes'
import { Tally } from '@/app/(public)/_parts/status'
import { At } from '@/app/(public)/_parts/texts'
import { getHomePage } from '@/lib/site/queries/home'
import { siteDescription, siteName } from '@/lib/site/words'

export function generateMetadata(): Metadata {
  return pageMeta({
    path: '/',
    title: `${siteName}: claims, counterclaims and where they stand`,
    description: siteDescription,
  })
}

export default async function Home({ searchParams }: { searchParams: PublicQuery }) {
  const at = await askedMoment(searchParams)
  const { changes, disputed, stories } = await getHomePage(publicContext(at))
  return (
    <>
      <AsItStood path="/" at={at} />
      <header className="home-head">
        <h1>What is claimed, who says otherwise, and what holds</h1>
        <p className="lede">
          We track claims, not articles. Each has one page with its exact words, its counterclaims,
          the evidence, and every change of our verdict.
        </p>
      </header>
      <div className="home">
        <section aria-labelledby="changed" className="home-changes">
          <h2 id="changed">What changed last</h2>
          {changes.length > 0 ? (
            <SiteChanges changes={changes} />
          ) : (
            <p className="empty">Nothing has been published yet.</p>
          )}
          <p className="more">
            <a href="/claims">All claims</a>
          </p>
        </section>
        <div className="home-side">
          {stories.length > 0 ? (
            <section aria-labelledby="stories">
              <h2 id="stories">Running stories</h2>
              <ul className="story-list">
                {stories.map((story) => (
                  <li key={story.slug}>
                    <h3 className="story-title">
                      <a href={`/stories/${story.slug}`}>{story.title}</a>
                    </h3>
                    <p className="story-summary">{story.summary}</p>
                    <Tally tally={story.tally} label={`Claims in ${story.title} by status`} />
                    <p className="faint">
                      Last change <At iso={story.changedAt} />
                    </p>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          <section aria-labelledby="disputed">
            <h2 id="disputed">Disputed now</h2>
            {disputed.length > 0 ? (
              <ClaimList claims={disputed} hasStory={false} />
            ) : (
              <p className="empty">No claim is disputed at the moment.</p>
            )}
          </section>
        </div>
      </div>
    </>
  )
}
