import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useWords } from '@/app/_server/use-words'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { CarryStoryAway } from '@/app/(public)/_parts/carry-away'
import { askedMoment, type PublicQuery } from '@/app/(public)/_parts/context'
import { loadStory } from '@/app/(public)/_parts/load'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { Prose } from '@/app/(public)/_parts/texts'
import { Board } from '@/app/(public)/stories/[slug]/_parts/board'
import { StoryMap } from '@/app/(public)/stories/[slug]/_parts/map'
import { StoryMoments } from '@/app/(public)/stories/[slug]/_parts/moments'
import { Timeline } from '@/app/(public)/stories/[slug]/_parts/timeline'
import { TwoSides } from '@/app/(public)/stories/[slug]/_parts/two-sides'
import { sayList } from '@/lib/site/story/say-axis'
import type { StoryPage as StoryPageView } from '@/lib/site/views'

type Props = { params: Promise<{ slug: string }>; searchParams: PublicQuery }

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const story = await loadStory((await params).slug, await askedMoment(searchParams))
  if (!story) notFound()
  return pageMeta({
    path: `/stories/${story.slug}`,
    title: story.title,
    description: story.summary,
    drawn: JSON.stringify([story.title, story.tally]),
  })
}

export default async function StoryPage({ params, searchParams }: Props) {
  const { slug } = await params
  const at = await askedMoment(searchParams)
  const story = await loadStory(slug, at)
  if (!story) notFound()
  const today = await loadStory(slug, null)
  return (
    <>
      <AsItStood path={`/stories/${story.slug}`} at={at}>
        {today ? <StoryMoments story={today} at={at} /> : null}
      </AsItStood>
      <Story story={story} />
      <CarryStoryAway story={story} />
    </>
  )
}

function Story({ story }: { story: StoryPageView }) {
  const t = useTranslations('story')
  return (
    <article className="story">
      <header className="claim-head">
        <p className="kicker">{t('kicker')}</p>
        <h1>
          <bdi>{story.title}</bdi>
        </h1>
        <Prose text={story.summary} className="lede" />
        <Glance story={story} />
      </header>
      <Board story={story} />
      <TwoSides story={story} />
      <StoryMap claims={story.claims} contradictions={story.contradictions} />
      <Timeline claims={story.claims} />
    </article>
  )
}

/** The whole story in one sentence and one bar. */
function Glance({ story: { claims, tally } }: { story: StoryPageView }) {
  const t = useTranslations('story')
  const status = useTranslations('statusInText')
  const words = useWords()
  if (claims.length === 0) return null
  const parts = tally.map((each) => t('part', { n: each.count, status: status(each.status) }))
  return (
    <div className="glance">
      <div className="tally-bar" aria-hidden="true">
        {tally.map((each) => (
          <span
            key={each.status}
            className={`status status--${each.status}`}
            style={{ flexGrow: each.count }}
          />
        ))}
      </div>
      <p>
        {t('summary', {
          claims: claims.length,
          sources: new Set(claims.map(({ claimant }) => claimant.slug)).size,
          list: sayList(parts, 'conjunction', words),
        })}
      </p>
    </div>
  )
}
