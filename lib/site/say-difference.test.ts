import { describe, expect, it } from 'vitest'
import type { VerdictDifference } from '@/lib/review/difference'
import type { SnapshotEvidence } from '@/lib/review/schema'
import { sayDifference as differenceIn, sayGrounds as groundsIn } from '@/lib/site/say-difference'
import { wordsOf } from '@/lib/words/words-of'

const sayDifference = (difference: VerdictDifference) => differenceIn(difference, wordsOf('en'))
const sayGrounds = (difference: VerdictDifference) => groundsIn(difference, wordsOf('en'))

const nothing: VerdictDifference = {
  status: null,
  confidence: null,
  overtaking: null,
  origins: [],
  evidence: [],
  relations: [],
  claim: [],
  rationale: [],
}

const item: SnapshotEvidence = {
  id: '00000000-0000-7000-8000-000000000001',
  stance: 'supports',
  excerpt: 'It had begun.',
  locator: null,
  credibility: 2,
  document: {
    id: '00000000-0000-7000-8000-000000000002',
    title: 'بدأت المرحلة الأخيرة',
    url: null,
    kind: 'article',
    language: 'ar',
    publishedOn: '2024-12-07',
    publisher: { slug: 'sana', name: 'سانا', reliability: 'B' },
  },
  origin: { id: '00000000-0000-7000-8000-000000000003', slug: 'afp', name: 'AFP' },
  isFromClaimant: false,
}
const title = '“\u2068بدأت المرحلة الأخيرة\u2069”, \u2068سانا\u2069'

/** The sentences without the marks that keep directions apart. */
const plain = (sentences: string[]) => sentences.map((each) => each.replace(/[\u2068\u2069]/g, ''))

describe('sayDifference', () => {
  it('says nothing where nothing differs', () => {
    expect(sayDifference(nothing)).toEqual({ finding: [], evidence: [], relations: [], claim: [] })
  })

  it('says what became of the conclusion', () => {
    const said = sayDifference({
      ...nothing,
      status: { before: 'corroborated', after: 'overtaken' },
      confidence: { before: 'high', after: 'low' },
      overtaking: {
        before: null,
        after: {
          on: '2024-12-08',
          event: 'Damascus fell',
          claim: { slug: 'x', proposition: 'It fell' },
        },
      },
    })
    expect(plain(said.finding)).toEqual([
      'The status went from corroborated to overtaken.',
      'Confidence went from high to low.',
      'Overtaken by events: 8 December 2024, “It fell”, Damascus fell.',
    ])
  })

  it('says what became of the evidence, piece by piece, whatever the direction of its words', () => {
    const regraded = { ...item, credibility: 4 }
    const traced = { ...item, origin: { ...item.origin, name: 'Hassan Abdel Ghani' } }
    const said = sayDifference({
      ...nothing,
      origins: [{ stance: 'supports', before: 2, after: 1 }],
      evidence: [
        { is: 'removed', item },
        { is: 'judged', item: { before: item, after: regraded }, aspects: ['credibility'] },
        { is: 'judged', item: { before: item, after: traced }, aspects: ['origin'] },
      ],
    })
    expect(said.evidence).toEqual([
      'Independent origins supporting it: 2 before, 1 after.',
      `No longer relied on: ${title} (supports the claim; credibility 2, probably true; origin: \u2068AFP\u2069).`,
      `Graded anew: ${title} (before: credibility 2, probably true; after: credibility 4, doubtful).`,
      `Traced to another origin: ${title} (before: \u2068AFP\u2069; after: \u2068Hassan Abdel Ghani\u2069).`,
    ])
  })

  it('says which claims it was linked with, and what of the claim itself was worded anew', () => {
    const said = sayGrounds({
      ...nothing,
      relations: [
        {
          is: 'added',
          relation: {
            id: item.id,
            type: 'counters',
            direction: 'to',
            other: {
              id: item.id,
              slug: 'no',
              proposition: 'There is no truth in it',
              isPublic: true,
            },
          },
        },
      ],
      claim: [
        { field: 'place', before: '', after: 'Damascus' },
        { field: 'proposition', before: 'It began', after: 'It has begun' },
      ],
    })
    expect(plain(said)).toEqual([
      'Newly linked: this claim is countered by “There is no truth in it”.',
      'The place was added: “Damascus”.',
      'Our wording of the claim went from “It began” to “It has begun”.',
    ])
  })

  it('says the same in Arabic, in its numerals and with its marks', () => {
    const said = differenceIn(
      {
        ...nothing,
        status: { before: 'corroborated', after: 'false' },
        origins: [{ stance: 'refutes', before: 2, after: 11 }],
        relations: [],
        claim: [{ field: 'place', before: '', after: 'Damascus' }],
      },
      wordsOf('ar'),
    )
    expect(said).toEqual({
      finding: ['تغيّرت الحالة من «معزَّز» إلى «خاطئ».'],
      evidence: ['الأصول المستقلة المخالفة له: ٢ من قبل، و١١ من بعد.'],
      relations: [],
      claim: ['المكان: أُضيف «\u2068Damascus\u2069».'],
    })
  })
})
