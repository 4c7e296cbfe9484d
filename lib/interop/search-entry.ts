import type { FeedEntry } from '@/lib/interop/feed'
import type { FoundClaim } from '@/lib/search/queries'
import type { Words } from '@/lib/words/words-of'

/** A claim that a search found as an entry, under the id that it has in every other feed. */
export function searchEntry(
  claim: FoundClaim,
  { say, language }: Words,
  pathOf: (path: string) => string,
): FeedEntry {
  const word = say(`status.${claim.status}`)
  const moment = (claim.since ?? new Date(0)).toISOString()
  return {
    id: `claims/${claim.id}`,
    path: pathOf(`/claims/${claim.slug}`),
    title: say('feeds.entryTitle', { status: word, proposition: claim.proposition }),
    summary: say('feeds.claimant', { name: claim.claimant.name }),
    text: [],
    language: language.code,
    published: moment,
    updated: moment,
    related: [],
    categories: [{ term: claim.status, label: word, scheme: '/methodology#statuses' }],
  }
}
