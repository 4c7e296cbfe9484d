import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceBetween, type Finding, type VerdictDifference } from '@/lib/review/difference'
import type { Passage } from '@/lib/review/reworded'
import { confidence, type SnapshotEvidence, verdictStatus } from '@/lib/review/schema'

const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
const agencies = ['AFP', 'AP', 'Reuters', 'SANA']

function evidenceOf(
  number: number,
  given: Partial<SnapshotEvidence> & { from?: number; reliability?: 'B' | 'C' | null } = {},
): SnapshotEvidence {
  const { from = number % agencies.length, reliability = 'B', ...said } = given
  const name = agencies[from] ?? ''
  return {
    id: uuid(number),
    stance: 'supports',
    excerpt: 'It had begun.',
    locator: null,
    credibility: 2,
    document: {
      id: uuid(number + 100),
      title: `Document ${number}`,
      url: null,
      kind: 'article',
      language: 'en',
      publishedOn: '2024-12-07',
      publisher: { slug: 'ap', name: 'AP', reliability },
    },
    origin: { id: uuid(900 + from), slug: name.toLowerCase(), name },
    isFromClaimant: false,
    ...said,
  }
}

const relation = (number: number): Finding['grounds']['relations'][number] => ({
  id: uuid(number),
  type: 'counters',
  direction: 'to',
  other: { id: uuid(number + 10), slug: `no-${number}`, proposition: 'Not so', isPublic: true },
})

function finding(given: Partial<Omit<Finding, 'grounds'>> & Partial<Finding['grounds']> = {}) {
  const { evidence = [], relations = [], claim, ...said } = given
  const standing: Finding['grounds']['claim'] = {
    version: 3,
    proposition: 'The final phase has begun',
    wording: null,
    claimant: { id: uuid(1), slug: 'a', name: 'Hassan Abdel Ghani' },
    said: '2024-12-07',
    place: '',
    story: null,
  }
  return {
    status: 'disputed',
    confidence: 'moderate',
    rationale: 'Two sides. No pictures.',
    overtaking: null,
    ...said,
    grounds: { evidence, relations, claim: claim ?? standing },
  } satisfies Finding
}

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

const anyFinding = fc
  .record({
    status: fc.constantFrom(...verdictStatus.options),
    confidence: fc.constantFrom(...confidence.options),
    rationale: fc.constantFrom('Two sides. No pictures.', 'Two sides. Pictures.', 'Nobody knows.'),
    overtaking: fc.constantFrom(
      null,
      { on: '2024-12-08', event: 'Damascus fell', claim: null },
      { on: '2024-12-08', event: null, claim: { slug: 'fell', proposition: 'It fell' } },
    ),
    proposition: fc.constantFrom('one', 'two'),
    claimant: fc.integer({ min: 1, max: 2 }),
    evidence: fc.uniqueArray(
      fc
        .record({
          number: fc.integer({ min: 1, max: 6 }),
          stance: fc.constantFrom('supports', 'refutes', 'context'),
          credibility: fc.integer({ min: 1, max: 3 }),
          from: fc.integer({ min: 0, max: 3 }),
          reliability: fc.constantFrom('B', 'C', null),
          isFromClaimant: fc.boolean(),
        })
        .map(({ number, ...given }) => evidenceOf(number, given)),
      { selector: (each) => each.id },
    ),
    relations: fc.uniqueArray(fc.integer({ min: 30, max: 33 }).map(relation), {
      selector: (each) => each.id,
    }),
  })
  .map(({ proposition, claimant, ...given }) => {
    const { claim } = finding().grounds
    const speaker = { ...claim.claimant, id: uuid(claimant) }
    return finding({ ...given, claim: { ...claim, proposition, claimant: speaker } })
  })

/** The difference as it must be the other way round, each list in no order. */
function mirrored(difference: VerdictDifference): unknown {
  const turn = <T extends { before: unknown; after: unknown } | null>(pair: T) =>
    pair && { ...pair, before: pair.after, after: pair.before }
  const exchange = { added: 'removed', removed: 'added', judged: 'judged' } as const
  return inNoOrder({
    status: turn(difference.status),
    confidence: turn(difference.confidence),
    overtaking: turn(difference.overtaking),
    origins: difference.origins.map(turn),
    claim: difference.claim.map(turn),
    evidence: difference.evidence.map((each) =>
      each.is === 'judged'
        ? { ...each, item: turn(each.item) }
        : { ...each, is: exchange[each.is] },
    ),
    relations: difference.relations.map((each) => ({ ...each, is: exchange[each.is] })),
    rationale: marksOf(difference.rationale, (is) => (is === 'same' ? is : exchange[is])),
  })
}

function inNoOrder(difference: Record<string, unknown>): unknown {
  return Object.fromEntries(
    Object.entries(difference).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((each) => JSON.stringify(each, byName)).toSorted() : value,
    ]),
  )
}
const byName = (_: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value

type Mark = 'same' | 'added' | 'removed'
function marksOf(passages: Passage[], turn: (is: Mark) => Mark = (is) => is): string[] {
  return passages
    .flatMap((each) => (each.is === 'reworded' ? each.parts : [each]))
    .map(({ is, text }) => `${turn(is)} ${text}`)
}

describe('differenceBetween', () => {
  it('is nothing between a verdict and itself', () => {
    fc.assert(
      fc.property(anyFinding, (each) => {
        expect(differenceBetween(each, structuredClone(each))).toEqual(nothing)
      }),
    )
  })

  it('is nothing only where nothing that readers are told differs', () => {
    fc.assert(
      fc.property(anyFinding, anyFinding, (one, other) => {
        const isSame = JSON.stringify(differenceBetween(one, other)) === JSON.stringify(nothing)
        const told = ({ grounds, ...said }: Finding) =>
          JSON.stringify({
            ...said,
            claim: grounds.claim,
            evidence: grounds.evidence.toSorted((a, b) => a.id.localeCompare(b.id)),
            relations: grounds.relations.toSorted((a, b) => a.id.localeCompare(b.id)),
          })
        expect(isSame).toBe(told(one) === told(other))
      }),
    )
  })

  it('is the mirror of itself the other way round', () => {
    fc.assert(
      fc.property(anyFinding, anyFinding, (one, other) => {
        const back = differenceBetween(other, one)
        expect(inNoOrder({ ...back, rationale: marksOf(back.rationale) })).toEqual(
          mirrored(differenceBetween(one, other)),
        )
      }),
    )
  })

  it('says by how many origins a side was counted, where one man had been counted twice', () => {
    const twice = finding({
      status: 'corroborated',
      evidence: [evidenceOf(1, { from: 0 }), evidenceOf(2, { from: 1 })],
    })
    const once = finding({
      evidence: [evidenceOf(1, { from: 0 }), evidenceOf(2, { from: 0, isFromClaimant: true })],
    })
    expect(differenceBetween(twice, once)).toMatchObject({
      status: { before: 'corroborated', after: 'disputed' },
      origins: [{ stance: 'supports', before: 2, after: 1 }],
      evidence: [{ is: 'judged', aspects: ['origin', 'claimant'] }],
    })
  })

  it.each([
    ['another stance', { stance: 'refutes' }, 'stance'],
    ['another grade', { credibility: 4 }, 'credibility'],
    ['a publisher graded anew', { reliability: 'C' }, 'reliability'],
    ['another origin', { from: 3 }, 'origin'],
    ['the claimant’s own word', { isFromClaimant: true }, 'claimant'],
  ] as const)('names %s of a piece of evidence', (_, given, aspect) => {
    const one = finding({ evidence: [evidenceOf(1, { from: 1 })] })
    const other = finding({ evidence: [evidenceOf(1, { from: 1, ...given })] })
    expect(differenceBetween(one, other).evidence).toMatchObject([
      { is: 'judged', aspects: [aspect] },
    ])
  })
})
