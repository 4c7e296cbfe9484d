import { describe, expect, it } from 'vitest'
import type { LoggedAct } from '@/lib/site/queries/log'
import {
  sayClaimChanges,
  sayHistoryChanges,
  sayKinds,
  saySourceChanges,
  sayStoryChanges,
} from '@/lib/site/say-page-changes'
import type {
  ClaimPage,
  HistoryPage,
  OtherClaim,
  SourcePage,
  SourceRef,
  StoryClaim,
  StoryPage,
  VerdictView,
} from '@/lib/site/views'
import { wordsOf } from '@/lib/words/words-of'

const words = wordsOf('en')

const commander: SourceRef = {
  slug: 'commander',
  name: 'A commander',
  language: 'en',
  kind: 'person',
}
const ministry: SourceRef = {
  slug: 'ministry',
  name: 'The ministry',
  language: 'en',
  kind: 'institution',
}

const verdict: VerdictView = {
  id: 'v1',
  status: 'disputed',
  confidence: 'moderate',
  kind: 'first',
  rationale: 'Both were asked.',
  publicNote: null,
  publishedAt: '2024-12-07T18:00:00.000Z',
  overtaking: null,
}

const claim: ClaimPage = {
  kind: 'claim',
  slug: 'the-road-is-cut',
  proposition: 'The road is cut',
  wording: null,
  claimant: { ...commander, url: null, reliability: null },
  said: { on: '2024-12-06', precision: 'day', at: null, zone: null },
  place: null,
  story: { slug: 'the-road', title: 'The road' },
  status: 'unreviewed',
  since: '2024-12-07T12:00:00.000Z',
  shownSince: '2024-12-07T12:00:00.000Z',
  verdict: null,
  firstPublishedAt: null,
  appearances: [],
  counterclaims: [],
  related: [],
  evidence: [],
  changes: [],
}

const denial: OtherClaim = {
  slug: 'the-road-is-open',
  proposition: 'The road is open',
  status: 'unreviewed',
  confidence: null,
  corrected: null,
  claimant: ministry,
  said: null,
  note: null,
  quote: null,
  document: null,
}

const dispatch = {
  title: 'The dispatch',
  url: null,
  kind: 'article',
  language: 'en',
  published: null,
  publisher: { slug: 'agency', name: 'Gulf Agency', language: 'en', kind: 'agency' as const },
}

const appearance = (origin: { slug: string; name: string }) => ({
  origin,
  quotes: [
    {
      quote: { text: 'It is cut', language: 'en' },
      carriers: [{ document: dispatch, reportedBy: null, isFirst: true }],
    },
  ],
})

/** Without the marks that keep words of either direction in their place. */
function plain(sentences: string[]): string[] {
  return sentences.map((sentence) => sentence.replace(/[\u2068\u2069]/g, ''))
}

const changes: [string, Partial<ClaimPage>, Partial<ClaimPage>, string[]][] = [
  [
    'a first verdict',
    {},
    { status: 'disputed', verdict },
    ['We published a verdict: from Unreviewed to Disputed, moderate confidence.'],
  ],
  [
    'an update that confirms',
    { status: 'disputed', verdict },
    {
      status: 'disputed',
      verdict: {
        ...verdict,
        id: 'v2',
        kind: 'update',
        confidence: 'high',
        publicNote: 'A third witness.',
      },
    },
    ['Update: still Disputed.', 'Confidence went from moderate to high.', 'A third witness.'],
  ],
  [
    'a correction',
    { status: 'disputed', verdict },
    {
      status: 'false',
      verdict: {
        ...verdict,
        id: 'v2',
        kind: 'correction',
        status: 'false',
        publicNote: 'We misread the map.',
      },
    },
    ['Correction: from Disputed to False, moderate confidence.', 'We misread the map.'],
  ],
  [
    'another wording',
    {},
    { proposition: 'The road is cut off' },
    ['Our wording of the claim went from “The road is cut” to “The road is cut off”.'],
  ],
  [
    'another day in the world',
    {},
    { said: { on: '2024-12-05', precision: 'day', at: null, zone: null } },
    ['When it was said went from “6 December 2024” to “5 December 2024”.'],
  ],
  [
    'a place',
    {},
    { place: { name: 'Al Waer', latitude: null, longitude: null } },
    ['The place was added: “Al Waer”.'],
  ],
  [
    'a story that it left',
    {},
    { story: null },
    ['The story it belongs to was removed: “The road”.'],
  ],
  [
    'a grade',
    {},
    { claimant: { ...claim.claimant, reliability: 'C' } },
    ['Reliability of A commander graded C, fairly reliable.'],
  ],
  [
    'a name',
    {},
    { claimant: { ...claim.claimant, name: 'The commander' } },
    ['A commander is now called The commander.'],
  ],
  [
    'a counterclaim',
    {},
    { counterclaims: [denial] },
    ['New counterclaim: “The road is open”, The ministry (Unreviewed).'],
  ],
  [
    'a counterclaim’s status',
    { counterclaims: [denial] },
    {
      counterclaims: [{ ...denial, status: 'false', confidence: 'high' }],
    },
    ['Counterclaim “The road is open”: Unreviewed → False, high confidence.'],
  ],
  [
    'a counterclaim taken back',
    { counterclaims: [denial] },
    {},
    ['No longer linked as a counterclaim: “The road is open”.'],
  ],
  [
    'a claim that supports it',
    {},
    { related: [{ ...denial, type: 'supports', direction: 'to' }] },
    ['Newly linked: this claim is supported by “The road is open”, The ministry (Unreviewed).'],
  ],
  [
    'an appearance',
    {},
    { appearances: [appearance(ministry)] },
    ['Also appeared in “The dispatch”, Gulf Agency.'],
  ],
  [
    'another origin',
    { appearances: [appearance(ministry)] },
    { appearances: [appearance(commander)] },
    [
      'Traced to another origin: “The dispatch”, Gulf Agency (before: The ministry; after: A commander).',
    ],
  ],
  [
    'what has no sentence of its own',
    {},
    { claimant: { ...claim.claimant, url: 'https://a.example' } },
    ['Details of the page changed.'],
  ],
]

describe('what changed on a claim’s page', () => {
  it.each(changes)('tells %s', (_, before, after, sentences) => {
    expect(plain(sayClaimChanges({ ...claim, ...before }, { ...claim, ...after }, words))).toEqual(
      sentences,
    )
  })

  it('tells that it was first shown, and that it was withdrawn', () => {
    expect(sayClaimChanges(null, claim, words)).toEqual(['We first showed this claim: Unreviewed.'])
    const { slug, proposition } = claim
    const gone = {
      kind: 'withdrawn' as const,
      slug,
      proposition,
      reason: 'A forgery.',
      withdrawnAt: '',
    }
    expect(plain(sayClaimChanges(claim, gone, words))).toEqual([
      'We withdrew this claim: A forgery.',
    ])
  })
})

describe('what changed on its history', () => {
  it('tells the new verdict, and else what was logged', () => {
    const { slug, proposition, shownSince } = claim
    const before: HistoryPage & { acts: LoggedAct[] } = {
      kind: 'claim',
      slug,
      proposition,
      claimant: commander,
      status: 'unreviewed',
      shownSince,
      entries: [],
      acts: [],
    }
    const entry = {
      verdict,
      number: 1,
      before: 'unreviewed' as const,
      evidence: [],
      difference: null,
    }
    const after = { ...before, status: 'disputed' as const, entries: [entry] }
    expect(sayHistoryChanges(before, after, words)).toEqual([
      'We published a verdict: from Unreviewed to Disputed, moderate confidence.',
    ])
    const act = { leaf: 7, at: shownSince, type: 'claim.shown', verdictId: null }
    expect(sayHistoryChanges(before, { ...before, acts: [act] }, words)).toEqual([
      'Logged: Shown to readers.',
    ])
  })
})

const line: StoryClaim = {
  slug: claim.slug,
  proposition: claim.proposition,
  status: 'disputed',
  confidence: 'moderate',
  at: '2024-12-07T18:00:00.000Z',
  corrected: null,
  claimant: commander,
  said: null,
  place: null,
  story: claim.story,
  shownSince: '2024-12-07T16:00:00.000Z',
  moves: [],
  documents: [],
  point: null,
}

describe('what changed in a story', () => {
  const story: StoryPage = {
    slug: 'the-road',
    title: 'The road',
    summary: 'It is cut, they say.',
    shownSince: '2024-12-07T16:00:00.000Z',
    tally: [],
    claims: [line],
    contradictions: [],
    relations: [],
  }

  it('tells of claims that came, went and moved, and of who was set against whom', () => {
    const other = {
      ...line,
      slug: denial.slug,
      proposition: denial.proposition,
      claimant: ministry,
    }
    const after: StoryPage = {
      ...story,
      title: 'The road to the city',
      claims: [{ ...line, status: 'false', confidence: 'high' }, other],
      contradictions: [{ claim: line, counterclaim: other }],
    }
    expect(plain(sayStoryChanges(story, after, words))).toEqual([
      'The title went from “The road” to “The road to the city”.',
      'New in the story: “The road is open” (Disputed, moderate confidence).',
      '“The road is cut”: Disputed → False, high confidence.',
      'Newly against each other: “The road is cut” and “The road is open”.',
    ])
    expect(plain(sayStoryChanges(after, story, words))).toContain(
      'No longer in the story: “The road is open”.',
    )
    expect(sayStoryChanges(null, story, words)).toEqual([
      'We first showed this story, with 1 claim.',
    ])
  })
})

describe('what changed with a source', () => {
  const source: SourcePage = {
    ...commander,
    description: null,
    url: null,
    aliases: [],
    speaksFor: null,
    grades: [],
    tally: [],
    claims: [line],
    judged: [],
    documents: [],
  }

  it('tells of its name, whom it speaks for, its grade and its claims', () => {
    const after: SourcePage = {
      ...source,
      name: 'The commander',
      speaksFor: ministry,
      grades: [{ reliability: 'B', gradedAt: '2024-12-08T00:00:00.000Z' }],
      aliases: [{ name: 'القائد', language: 'ar' }],
      claims: [{ ...line, at: '2024-12-08T00:00:00.000Z' }],
    }
    expect(plain(saySourceChanges(source, after, words))).toEqual([
      'The name went from “A commander” to “The commander”.',
      'Whom it speaks for was added: “The ministry”.',
      'Reliability of The commander graded B, usually reliable.',
      'Also known as القائد.',
      '“The road is cut”: looked at again, Disputed, moderate confidence as before.',
    ])
    expect(saySourceChanges(source, null, words)).toEqual([
      'Nothing that we show comes from this source any more.',
    ])
  })
})

describe('what kind of thing changed', () => {
  it('is told of pages that changed too often to compare', () => {
    expect(sayKinds(['verdict', 'source'], words)).toEqual([
      'A verdict was published.',
      'A source that it names was edited.',
    ])
  })
})
