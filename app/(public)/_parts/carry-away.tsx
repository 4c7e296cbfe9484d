import { useWords } from '@/app/_server/use-words'
import '@/app/(public)/_parts/carry-away.css'
import { useTranslations } from 'next-intl'
import { addressOf } from '@/app/(public)/_parts/meta'
import { type EmbedSite, frameCode, quoteCode } from '@/lib/interop/embed-card'
import type { ClaimPage, StoryPage, WithdrawnClaim } from '@/lib/site/views'
import { inLanguage } from '@/lib/words/languages'
import { sayMoment } from '@/lib/words/say-time'
import type { Words } from '@/lib/words/words-of'

/** What a page changed by, for a reader who was there before: `id` is that of the element that it is about. */
type Seen = { at: string; text: string; id?: string }

/** To cite, embed and follow a claim; and what changed on its page since the reader was here. */
export function CarryClaimAway({ claim }: { claim: ClaimPage | WithdrawnClaim }) {
  const words = useWords()
  const { say } = words
  const site = siteOf(words)
  const isWithdrawn = claim.kind === 'withdrawn'
  const moment = isWithdrawn ? claim.withdrawnAt : (claim.changes[0]?.at ?? claim.since)
  const seen: Seen[] = isWithdrawn
    ? [{ at: moment, text: `${say('feeds.withdrawn')}, ${sayMoment(moment, words).words}` }]
    : claim.changes.map(({ at, before, status }) => ({
        at,
        text: sayMove(before, status, at, words),
      }))
  return (
    <>
      <Away
        path={`/claims/${claim.slug}`}
        title={claim.proposition}
        standing={isWithdrawn ? say('feeds.withdrawn') : say(`status.${claim.status}`)}
        moment={moment}
        codes={[frameCode(claim, words, site), quoteCode(claim, words, site)]}
      />
      <Since seen={seen} />
    </>
  )
}

/** The same for a story. */
export function CarryStoryAway({ story }: { story: StoryPage }) {
  const words = useWords()
  const newest = story.claims
    .map(({ at }) => at)
    .sort()
    .at(-1)
  const seen = story.claims.map(({ slug, at, status, proposition }) => ({
    at,
    text: `${sayMove(null, status, at, words)} ${proposition}`,
    id: slug,
  }))
  return (
    <>
      <Away path={`/stories/${story.slug}`} title={story.title} moment={newest} codes={[]} />
      <Since seen={seen} />
    </>
  )
}

function Away({
  path,
  title,
  standing,
  moment,
  codes,
}: {
  path: string
  title: string
  standing?: string
  moment?: string
  codes: string[]
}) {
  const t = useTranslations('share')
  const words = useWords()
  const { origin, pathOf } = siteOf(words)
  const url = `${origin}${pathOf(path)}`
  const lasting = moment ? `${url}?at=${moment}` : url
  const when = sayMoment(moment ?? new Date(0).toISOString(), words).words
  const site = words.say('site.name')
  return (
    <details className="carry-away">
      <summary>{t('summary')}</summary>
      <h2>{t('cite')}</h2>
      <p className="carry-away-text" dir="auto">
        {standing
          ? t('citation', { site, title, standing, when, url: lasting })
          : t('storyCitation', { site, title, when, url: lasting })}
      </p>
      {codes.map((code, index) => (
        <div key={code}>
          <h2>{t(index === 0 ? 'frame' : 'quote')}</h2>
          <pre className="carry-away-text" dir="ltr">
            {code}
          </pre>
        </div>
      ))}
      <h2>{t('follow')}</h2>
      <p>
        <a href={`${pathOf(path)}/feed.atom`}>Atom</a> ·{' '}
        <a href={`${pathOf(path)}/feed.json`}>JSON Feed</a>
      </p>
    </details>
  )
}

/** What our small script compares with what this device remembers; without it, it stays empty and unseen. */
function Since({ seen }: { seen: Seen[] }) {
  const t = useTranslations('since')
  const words = useWords()
  return (
    <>
      <div
        id="since-you-were-here"
        className="since"
        role="status"
        hidden
        data-changes={JSON.stringify(seen)}
        data-note={t('note', { when: '{when}' })}
        data-changed={t('changed')}
        data-reload={t('reload')}
        data-close={t('close')}
        data-forget={t('forget')}
        data-locale={words.language.locale}
      />
      <script src="/since.js" async />
    </>
  )
}

function sayMove(
  before: ClaimPage['status'] | null,
  status: ClaimPage['status'],
  at: string,
  { say, ...words }: Words,
): string {
  const moment = sayMoment(at, { say, ...words }).words
  const now = say(`status.${status}`)
  return before && before !== status
    ? say('since.moved', { before: say(`status.${before}`), status: now, moment })
    : say('since.stands', { status: now, moment })
}

function siteOf({ language }: Words): EmbedSite {
  return { origin: addressOf(''), pathOf: (path) => inLanguage(path, language.code) }
}
