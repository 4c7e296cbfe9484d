import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { StatusMark } from '@/app/_ui/status-mark'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { ClaimItem } from '@/app/(public)/_parts/claim-list'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { Corrected } from '@/app/(public)/_parts/corrected'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { Tally } from '@/app/(public)/_parts/status'
import { Prose, SourceLink, When } from '@/app/(public)/_parts/texts'
import { StoryMap } from '@/app/(public)/stories/[slug]/_parts/map'
import { getStoryPage } from '@/lib/site/queries/story'
import type { ClaimLine, StoryPage as StoryPageView } from '@/lib/site/views'

type Props = { params: Promise<{ slug: string }>; searchParams: PublicQuery }

const load = cache((slug: string, at: string | null) => getStoryPage(publicContext(at), slug))

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const story = await load((await params).slug, await askedMoment(searchParams))
  if (!story) notFound()
  return pageMeta({
    path: `/stories/${story.slug}`,
    title: story.title,
    description: story.summary,
  })
}

export default async function StoryPage({ params, searchParams }: Props) {
  const at = await askedMoment(searchParams)
  const story = await load((await params).slug, at)
  if (!story) notFound()
  return (
    <>
      <AsItStood path={`/stories/${story.slug}`} at={at} />
      <Board story={story} />
    </>
  )
}

function Board({ story }: { story: StoryPageView }) {
  return (
    <article className="story">
      <header className="claim-head">
        <p className="kicker">Story</p>
        <h1>{story.title}</h1>
        <Prose text={story.summary} className="lede" />
        <Tally tally={story.tally} label="Claims of this story by status" />
      </header>

      {story.contradictions.length > 0 ? (
        <section aria-labelledby="against">
          <h2 id="against">Who contradicts whom</h2>
          <ul className="contradictions">
            {story.contradictions.map(({ claim, counterclaim }) => (
              <li key={`${claim.slug} ${counterclaim.slug}`}>
                <Side claim={claim} />
                <p className="against">is countered by</p>
                <Side claim={counterclaim} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}

      <StoryMap claims={story.claims} contradictions={story.contradictions} />

      <section aria-labelledby="timeline">
        <h2 id="timeline">The claims, as they were said</h2>
        {story.claims.length > 0 ? (
          <ol className="timeline">
            {byDay(story.claims).map(({ day, claims }) => (
              <li key={day?.on ?? 'unknown'}>
                <h3 className="timeline-day">{day ? <When known={day} /> : 'Day not known'}</h3>
                <ul className="claim-list">
                  {claims.map((claim) => (
                    <li key={claim.slug}>
                      <ClaimItem claim={claim} hasStory={false} />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        ) : (
          <p className="empty">No claim of this story has been published yet.</p>
        )}
      </section>
    </article>
  )
}

function Side({ claim }: { claim: ClaimLine }) {
  return (
    <div className="contradiction-side">
      <p className="side-name">
        <SourceLink source={claim.claimant} />
      </p>
      <p className="contradiction-claim">
        <a href={`/claims/${claim.slug}`}>{claim.proposition}</a>
      </p>
      <p className="contradiction-status">
        <StatusMark status={claim.status} />
        <Corrected at={claim.corrected} />
      </p>
    </div>
  )
}

/** Claims come in order of time; those known only to the month or year stand under that. */
function byDay(claims: ClaimLine[]): { day: ClaimLine['said']; claims: ClaimLine[] }[] {
  const groups: { day: ClaimLine['said']; claims: ClaimLine[] }[] = []
  for (const claim of claims) {
    const precision = claim.said?.precision === 'minute' ? 'day' : claim.said?.precision
    const day =
      claim.said && precision ? { on: claim.said.on, precision, at: null, zone: null } : null
    const last = groups.at(-1)
    if (last && last.day?.on === day?.on && last.day?.precision === day?.precision)
      last.claims.push(claim)
    else groups.push({ day, claims: [claim] })
  }
  return groups
}
