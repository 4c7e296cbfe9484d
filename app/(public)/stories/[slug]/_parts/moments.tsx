import { useTranslations } from 'next-intl'
import { useWords } from '@/app/_server/use-words'
import { useHref } from '@/app/(public)/_parts/href'
import { momentsOf, thinned } from '@/lib/site/story/board'
import type { StoryPage } from '@/lib/site/views'
import { sayMoment } from '@/lib/words/say-time'

const MOST = 24

/**
 * Every moment at which a status of the story changed, as a link to the page as it stood then. `story` is the story of
 * now, whatever moment the page is of: from a page of the past the way leads forward, too.
 */
export function StoryMoments({ story, at }: { story: StoryPage; at: string | null }) {
  const t = useTranslations('moments')
  const href = useHref()
  const words = useWords()
  const path = href(`/stories/${story.slug}`)
  const moments = thinned(momentsOf(story), MOST)
  if (moments.length < 2) return null
  const current = at === null ? null : moments.findLast((moment) => moment.at <= at)
  const most = Math.max(...moments.map(({ changes }) => changes))
  return (
    <nav className="moments" aria-labelledby="moments">
      <p id="moments">{t('lead')}</p>
      <div className="moments-strip">
        <ol>
          {moments.map((moment) => {
            const { words: time } = sayMoment(moment.at, words)
            const name = `${time}: ${t('changes', { n: moment.changes })}`
            return (
              <li key={moment.at}>
                <a
                  href={`${path}?at=${moment.at}`}
                  title={name}
                  {...(moment === current && { 'aria-current': 'true' })}
                >
                  <span className="visually-hidden">{name}</span>
                  <i style={{ blockSize: `${Math.round((moment.changes / most) * 100)}%` }} />
                </a>
              </li>
            )
          })}
        </ol>
        <a className="moments-now" href={path} {...(at === null && { 'aria-current': 'page' })}>
          {t('now')}
        </a>
      </div>
      <p className="moments-ends">
        <time dateTime={moments[0]?.at}>{sayMoment(moments[0]?.at ?? '', words).words}</time>{' '}
        <time dateTime={moments.at(-1)?.at}>
          {sayMoment(moments.at(-1)?.at ?? '', words).words}
        </time>
      </p>
    </nav>
  )
}
