import { tallyLines } from '@/lib/site/lines'
import type { StoryClaim, StoryPage, StoryRelation } from '@/lib/site/views'

const statuses = ['disputed', 'false', 'verified', 'overtaken', 'unverified'] as const
const kinds = ['counters', 'counters', 'supports', 'repeats'] as const
const HOUR = 3_600_000
const START = Date.parse('2024-12-06T04:10:00Z')

/** A story as readers' pages get it, of as many claims by nine claimants, carried by seven outlets; always the same. */
export function aStoryOf(count: number): StoryPage {
  const claims = Array.from({ length: count }, (_, index) => aClaim(index))
  const relations = claims.flatMap((claim, index): StoryRelation[] => {
    const other = claims[(index * 7 + 3) % count]
    if (!other || other === claim) return []
    return [{ type: kinds[index % kinds.length] ?? 'counters', from: claim.slug, to: other.slug }]
  })
  const named = new Map(claims.map((claim) => [claim.slug, claim]))
  return {
    slug: 'the-road',
    title: 'The road',
    summary: 'It is cut, they say.',
    shownSince: at(6),
    tally: tallyLines(claims),
    claims,
    relations,
    contradictions: relations.flatMap(({ type, from, to }) => {
      const [counterclaim, claim] = [named.get(from), named.get(to)]
      return type === 'counters' && claim && counterclaim ? [{ claim, counterclaim }] : []
    }),
  }
}

function at(hours: number): string {
  return new Date(START + hours * HOUR).toISOString()
}

function aClaim(index: number): StoryClaim {
  const status = statuses[index % statuses.length] ?? 'disputed'
  const hours = index * 1.7
  const isExact = index % 3 === 0
  return {
    slug: `claim-number-${index}-of-the-road-north-of-the-town`,
    proposition: `Column ${index} crossed the bridge north of town ${index * 13} before the ${index % 9}th night`,
    status,
    confidence: 'moderate',
    at: at(hours + 20),
    corrected: index % 11 === 0 ? at(hours + 20) : null,
    claimant: {
      slug: `claimant-${index % 9}`,
      name: `Claimant ${index % 9} of the valley`,
      language: 'en',
      kind: 'institution',
    },
    said: {
      on: at(hours).slice(0, 10),
      precision: isExact ? 'minute' : 'day',
      at: isExact ? at(hours) : null,
      zone: isExact ? 'Asia/Damascus' : null,
    },
    place: index % 2 === 0 ? `Town ${index % 12}` : null,
    point: index % 2 === 0 ? { latitude: 33 + (index % 12) / 5, longitude: 36 } : null,
    story: { slug: 'the-road', title: 'The road' },
    shownSince: at(hours + 5),
    moves: [
      { at: at(hours + 9), before: 'unreviewed', status: 'unverified' },
      { at: at(hours + 20), before: 'unverified', status },
    ],
    documents: [0, 1].map((part) => ({
      title: `What was said of the bridge, part ${index + part}`,
      url: `https://outlet-${(index + part) % 7}.example/articles/${index + part}`,
      kind: 'article',
      language: 'en',
      published: { on: at(hours + part).slice(0, 10), precision: 'day', at: null, zone: null },
      publisher: {
        slug: `outlet-${(index + part) % 7}`,
        name: `Outlet ${(index + part) % 7}`,
        language: 'en',
        kind: 'outlet',
      },
    })),
  }
}
