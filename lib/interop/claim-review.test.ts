import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimJson } from '@/lib/interop/claim-json'
import { claimReview, ratingOf } from '@/lib/interop/claim-review'
import { scriptSafeJson } from '@/lib/interop/script-safe-json'
import { verdictStatus } from '@/lib/review/schema'
import type { ClaimPage, DocumentRef, VerdictView } from '@/lib/site/views'
import { statusWords } from '@/lib/site/words'

const site = { origin: 'https://news.example' }

const document: DocumentRef = {
  title: 'Ministry denies withdrawal',
  url: 'https://agency.example/1',
  kind: 'article',
  language: 'en',
  published: { on: '2024-12-07', precision: 'day', at: null, zone: null },
  publisher: { slug: 'agency', name: 'Agency', language: 'en', kind: 'agency' },
}

const verdict: VerdictView = {
  id: '01900000-0000-7000-8000-000000000001',
  status: 'disputed',
  confidence: 'moderate',
  kind: 'update',
  rationale: 'Two sides, no pictures.',
  publicNote: 'New statement.',
  publishedAt: '2024-12-08T06:00:00.000Z',
  overtaking: null,
}

function aClaimPage(given: Partial<ClaimPage> = {}): ClaimPage {
  return {
    kind: 'claim',
    slug: 'the-army-has-withdrawn',
    proposition: 'The army has withdrawn',
    wording: { text: 'انسحب الجيش', language: 'ar' },
    claimant: {
      slug: 'a-monitor',
      name: 'A Monitor',
      language: 'en',
      kind: 'monitor',
      url: 'https://monitor.example',
      reliability: 'C',
    },
    said: {
      on: '2024-12-07',
      precision: 'minute',
      at: '2024-12-07T15:00:00+00:00',
      zone: 'Asia/Damascus',
    },
    place: null,
    story: null,
    status: 'disputed',
    since: '2024-12-07T18:00:00.000Z',
    shownSince: '2024-12-07T17:00:00.000Z',
    verdict,
    firstPublishedAt: '2024-12-07T18:00:00.000Z',
    appearances: [
      {
        origin: { slug: 'agency', name: 'Agency' },
        quotes: [
          {
            quote: { text: 'the army left', language: 'en' },
            carriers: [
              { document: { ...document, url: null }, reportedBy: null, isFirst: false },
              { document, reportedBy: null, isFirst: true },
            ],
          },
        ],
      },
    ],
    counterclaims: [],
    related: [],
    evidence: [],
    changes: [],
    ...given,
  }
}

/** Google's fact-check documentation: what it requires and recommends, as paths into the data. */
const asked = [
  'claimReviewed',
  'reviewRating',
  'url',
  'author.name',
  'author.url',
  'datePublished',
  'itemReviewed',
  'reviewRating.alternateName',
  'reviewRating.ratingValue',
  'reviewRating.bestRating',
  'reviewRating.worstRating',
  'reviewRating.name',
  'itemReviewed.author.name',
  'itemReviewed.author.sameAs',
  'itemReviewed.datePublished',
  'itemReviewed.appearance',
  'itemReviewed.firstAppearance.url',
]

const at = (data: unknown, path: string): unknown =>
  path.split('.').reduce((value, key) => (value as Record<string, unknown>)?.[key], data)

describe('claimReview', () => {
  it('has every property that Google requires or recommends', () => {
    const review = claimReview(aClaimPage(), site)
    for (const path of asked) expect(at(review, path), path).toBeTruthy()
    expect(review?.['@type']).toBe('ClaimReview')
    expect(at(review, 'itemReviewed.@type')).toBe('Claim')
  })

  it('is nothing for a claim that nobody has reviewed', () => {
    expect(claimReview(aClaimPage({ status: 'unreviewed', verdict: null }), site)).toBeNull()
  })

  it.each(verdictStatus.options)(
    'rates %s inside its scale and names it as the page does',
    (status) => {
      const review = claimReview(aClaimPage({ status, verdict: { ...verdict, status } }), site)
      const rating = at(review, 'reviewRating') as Record<string, number | string>
      expect(rating.alternateName).toBe(statusWords[status])
      expect(rating.ratingValue).toBe(ratingOf[status])
      expect(rating.ratingValue).toBeGreaterThanOrEqual(rating.worstRating as number)
      expect(rating.ratingValue).toBeLessThanOrEqual(rating.bestRating as number)
    },
  )

  it('orders the statuses that say something by how true they find the claim', () => {
    const order = ['verified', 'corroborated', 'unverified', 'misleading', 'false'] as const
    const values = order.map((status) => ratingOf[status])
    expect(values).toEqual(values.toSorted((a, b) => b - a))
    expect(new Set(values).size).toBe(values.length)
  })

  it('says what was known and no more: a day stays a day', () => {
    const said = { on: '2024-12-07', precision: 'day', at: null, zone: null } as const
    expect(at(claimReview(aClaimPage({ said }), site), 'itemReviewed.datePublished')).toBe(
      '2024-12-07',
    )
    expect(at(claimReview(aClaimPage(), site), 'itemReviewed.datePublished')).toBe(
      '2024-12-07T18:00+03:00',
    )
    expect(at(claimReview(aClaimPage({ said: null }), site), 'itemReviewed.datePublished')).toBe(
      '2024-12-07',
    )
  })

  it('dates the review by its first verdict and its change by the present one', () => {
    const review = claimReview(aClaimPage(), site)
    expect(review?.datePublished).toBe('2024-12-07T18:00:00.000Z')
    expect(review?.dateModified).toBe('2024-12-08T06:00:00.000Z')
  })

  it('takes a person for a person and everybody else for an organization', () => {
    const claimant = { ...aClaimPage().claimant, kind: 'person' as const }
    expect(at(claimReview(aClaimPage({ claimant }), site), 'itemReviewed.author.@type')).toBe(
      'Person',
    )
    expect(at(claimReview(aClaimPage(), site), 'itemReviewed.author.@type')).toBe('Organization')
  })

  it('lists every appearance, with the words as they were', () => {
    const appearances = at(claimReview(aClaimPage(), site), 'itemReviewed.appearance') as object[]
    expect(appearances).toHaveLength(2)
    expect(appearances[0]).not.toHaveProperty('url')
    expect(appearances[1]).toMatchObject({ url: document.url, text: 'the army left' })
  })
})

describe('the corrections of a review', () => {
  const change = { confidence: 'low', note: 'One man was counted twice.' } as const
  const changes: ClaimPage['changes'] = [
    { ...change, at: '4', kind: 'correction', before: 'disputed', status: 'disputed' },
    { ...change, at: '3', kind: 'correction', before: 'corroborated', status: 'disputed' },
    { ...change, at: '2', kind: 'update', before: 'unverified', status: 'corroborated' },
    { ...change, at: '1', kind: 'first', before: null, status: 'unverified' },
  ]

  it('are one comment each, newest first, and updates are none', () => {
    const review = claimReview(aClaimPage({ changes }), site)
    const history = 'https://news.example/claims/the-army-has-withdrawn/history'
    expect(review?.correction).toEqual([
      {
        '@type': 'CorrectionComment',
        text: 'We corrected this verdict; it stayed disputed. One man was counted twice.',
        datePublished: '4',
        url: `${history}/3-4`,
      },
      {
        '@type': 'CorrectionComment',
        text: 'We had called this corroborated and corrected that to disputed. One man was counted twice.',
        datePublished: '3',
        url: `${history}/2-3`,
      },
    ])
  })

  it('are not there where nothing was corrected', () => {
    const review = claimReview(aClaimPage({ changes: changes.slice(2) }), site)
    expect(review).not.toHaveProperty('correction')
  })

  it('are told to machines with the updates beside them', () => {
    expect(claimJson(aClaimPage({ changes }), site)).toMatchObject({
      slug: 'the-army-has-withdrawn',
      status: 'disputed',
      confidence: 'moderate',
      since: '2024-12-07T18:00:00.000Z',
      verdict: { kind: 'update', publishedAt: '2024-12-08T06:00:00.000Z', overtaken: null },
      corrections: [
        { at: '4', before: 'disputed', after: 'disputed' },
        { at: '3', before: 'corroborated', after: 'disputed' },
      ],
      updates: [{ at: '2', note: 'One man was counted twice.' }],
      links: { page: 'https://news.example/claims/the-army-has-withdrawn' },
    })
  })
})

describe('claimJson', () => {
  it('has no verdict for a claim that nobody has checked', () => {
    const claim = claimJson(aClaimPage({ status: 'unreviewed', verdict: null }), site)
    expect(claim).toMatchObject({ status: 'unreviewed', confidence: null, verdict: null })
  })

  it('says of a withdrawn claim that and why it was withdrawn, and nothing that we had said of it', () => {
    const [slug, proposition] = ['the-army-has-withdrawn', 'The army has withdrawn']
    const withdrawnAt = '2024-12-09T06:00:00.000Z'
    expect(
      claimJson({ kind: 'withdrawn', slug, proposition, reason: 'A forgery.', withdrawnAt }, site),
    ).toEqual({
      slug,
      claim: proposition,
      withdrawn: { at: withdrawnAt, reason: 'A forgery.' },
      links: {
        self: 'https://news.example/claims/the-army-has-withdrawn.json',
        page: 'https://news.example/claims/the-army-has-withdrawn',
        history: 'https://news.example/claims/the-army-has-withdrawn/history',
      },
    })
  })
})

describe('scriptSafeJson', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '</script><script>alert(1)</script>',
      '<!--',
      ']]>',
      '\u2028\u2029',
      '</SCRIPT >',
    ),
    fc
      .array(fc.constantFrom('<', '/', 'script', '>', '!', '-', '\u2028', '&lt;', '\\'))
      .map((parts) => parts.join('')),
  )

  it('parses to what it was made of, whatever the strings are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), hostile), (data) => {
        // JSON itself knows no key that is a prototype's.
        expect(JSON.parse(scriptSafeJson(data))).toEqual(JSON.parse(JSON.stringify(data)))
      }),
    )
  })

  it('never ends the element it stands in, opens a comment or breaks a line of script', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(scriptSafeJson({ text })).not.toMatch(/[<>&\u2028\u2029]/)
      }),
    )
  })
})
