import type { FeedChange, Tombstone } from '@/lib/site/views'
import { sayMoment } from '@/lib/words/say-time'
import type { Words } from '@/lib/words/words-of'

/** When tag URIs of ours begin; they name the site by its host as of that day (RFC 4151). */
export const MINTED = '2024-12-01'

export type FeedSite = { origin: string }

/** What a feed says of itself. Paths are of the site, in the feed's language. */
export type FeedAbout = {
  /** Stays the same for good: `feeds/claims`. */
  id: string
  title: string
  subtitle?: string
  language: string
  /** The page that says the same to people. */
  page: string
  /** Where the two forms of the feed are. */
  atom: string
  json: string
}

/** One claim, or whatever else keeps its `id` while its `updated` moves. */
export type FeedEntry = {
  /** Stays the same for good: `claims/0193…`. */
  id: string
  path: string
  title: string
  summary: string
  /** Paragraphs. */
  text: string[]
  language: string
  published: string
  updated: string
  related: { path: string; title: string }[]
  categories: { term: string; label: string; scheme?: string }[]
}

export function tagOf(site: FeedSite, id: string): string {
  return `tag:${new URL(site.origin).hostname},${MINTED}:${id}`
}

/**
 * A claim as an entry. Its id is the claim's and outlives every change; what moves is `updated`, so that a reader which
 * has it shows it as changed and does not count it twice. A withdrawn claim keeps its entry, which then says so.
 */
export function claimEntry(
  change: FeedChange,
  { words, pathOf = (path) => path }: { words: Words; pathOf?: (path: string) => string },
): FeedEntry {
  const { say } = words
  const path = pathOf(`/claims/${change.slug}`)
  const isWithdrawn = change.what === 'withdrawn'
  const word = isWithdrawn ? say('feeds.withdrawn') : say(`status.${change.status}`)
  return {
    id: `claims/${change.claimId}`,
    path,
    title: say('feeds.entryTitle', { status: word, proposition: change.proposition }),
    summary: summaryOf(change, words),
    text: isWithdrawn ? [] : [...paragraphs(change.rationale), ...lineOf(change, words)],
    language: words.language.code,
    published: change.shownSince,
    updated: change.at,
    related:
      change.number && change.number > 1
        ? [
            {
              path: `${path}/history/${change.number - 1}-${change.number}`,
              title: say('feeds.difference'),
            },
          ]
        : [],
    categories: [
      {
        term: isWithdrawn ? 'withdrawn' : change.status,
        label: word,
        scheme: '/methodology#statuses',
      },
      ...(change.kind ? [{ term: change.kind, label: say(`feeds.kind.${change.kind}`) }] : []),
      ...(change.story
        ? [{ term: change.story.slug, label: change.story.title, scheme: '/stories/' }]
        : []),
    ],
  }
}

/** What has to go from wherever it was copied to, by the id that it had there; entries were single changes once. */
export function calledBack(
  { what, id, at, reason }: Omit<Tombstone, 'what'> & { what: string },
  words: Words,
) {
  return { id: `${what}/${id}`, at, comment: words.say('feeds.withdrawnWhy', { reason }) }
}

function summaryOf(change: FeedChange, { say }: Words): string {
  const parts: string[] = []
  const status = say(`status.${change.status}`)
  const was = change.before ? say(`status.${change.before}`) : ''
  if (change.what === 'withdrawn') {
    const hadVerdict = change.before && change.before !== 'unreviewed'
    parts.push(hadVerdict ? say('feeds.withdrawnWas', { was }) : say('feeds.withdrawnPlain'))
  }
  if (change.what === 'shown') parts.push(say('feeds.shown'))
  if (change.what === 'verdict') {
    const kind = say(`feeds.kind.${change.kind ?? 'first'}`)
    const isMove = change.before && change.before !== change.status
    parts.push(
      isMove ? say('feeds.moved', { kind, status, was }) : say('feeds.stands', { kind, status }),
    )
    if (change.confidence) parts.push(say(`feeds.confidence.${change.confidence}`))
  }
  if (change.note) parts.push(change.note)
  if (change.claimant) parts.push(say('feeds.claimant', { name: change.claimant.name }))
  return parts.join(' ')
}

/** All that happened to it, newest first: what was corrected stays told whatever came after. */
function lineOf(change: FeedChange, words: Words): string[] {
  return change.line.map(({ at, status, kind, note }) => {
    const said = words.say('feeds.line', {
      moment: sayMoment(at, words).words,
      kind: words.say(`feeds.kind.${kind === 'shown' ? 'first' : kind}`),
      status: words.say(`status.${status}`),
    })
    return note ? `${said} ${note}` : said
  })
}

function paragraphs(text: string | null): string[] {
  return (text ?? '').split(/\n\s*\n/).filter((each) => each.trim() !== '')
}
