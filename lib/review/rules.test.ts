import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Stance } from '@/lib/evidence/schema'
import {
  answerTo,
  checkVerdict,
  diffSnapshots,
  kindOf,
  RATIONALE_NEEDED,
  statusDefinitions,
  type VerdictGrounds,
} from '@/lib/review/rules'
import {
  type SnapshotEvidence,
  type VerdictSnapshot,
  type VerdictStatus,
  verdictSnapshot,
  verdictStatus,
  verificationStatus,
} from '@/lib/review/schema'

type Piece = VerdictGrounds['evidence'][number]

function piece(stance: Stance, from: string, credibility = 3): Piece {
  const isFromClaimant = from === 'the claimant'
  return { stance, credibility, origin: { id: from, name: from }, isFromClaimant }
}
const supports = (from: string, credibility?: number) => piece('supports', from, credibility)
const refutes = (from: string, credibility?: number) => piece('refutes', from, credibility)
const context = (from: string) => piece('context', from)

function grounds(given: Partial<VerdictGrounds> & { status: VerdictStatus }): VerdictGrounds {
  return {
    rationale: 'We asked both ministries and three residents.',
    evidence: [],
    publicCounterclaims: 0,
    overtaken: { byClaim: false, byEvent: false, on: null },
    ...given,
  }
}

/** What is missing, by name; [] when the verdict may be given. */
function missing(given: Partial<VerdictGrounds> & { status: VerdictStatus }): string[] {
  const check = checkVerdict(grounds(given))
  return check.ok ? [] : check.reasons.map(({ reason }) => reason)
}

const day = new Date('2024-12-08T00:00:00Z')
const SUPPORT = 'needs_independent_support'
const CREDIBLE = 'needs_credible_support'
const REFUTATION = 'needs_independent_refutation'
const CREDIBLE_REFUTATION = 'needs_credible_refutation'

describe('what a verdict needs', () => {
  it.each<[string, VerdictStatus, Piece[], string[]]>([
    ['nothing but words', 'unverified', [], []],
    ['whatever there is', 'unverified', [supports('Reuters'), refutes('AFP')], []],

    ['no support', 'corroborated', [], [SUPPORT]],
    ['one source', 'corroborated', [supports('Reuters', 1)], [SUPPORT]],
    ['two sources', 'corroborated', [supports('Reuters'), supports('AFP')], []],
    ['two that cannot be judged', 'corroborated', [supports('a', 6), supports('b', 6)], []],
    ['two outlets, one agency', 'corroborated', [supports('AP'), supports('AP')], [SUPPORT]],
    ['ten outlets, one agency', 'corroborated', Array(10).fill(supports('AP', 1)), [SUPPORT]],
    [
      'a source and the claimant',
      'corroborated',
      [supports('AP'), supports('the claimant')],
      [SUPPORT],
    ],
    [
      'two sources and the claimant',
      'corroborated',
      [supports('AP'), supports('AFP'), supports('the claimant')],
      [],
    ],
    [
      'one that supports, one that refutes',
      'corroborated',
      [supports('AP'), refutes('AFP')],
      [SUPPORT],
    ],
    [
      'one that supports, one of context',
      'corroborated',
      [supports('AP'), context('AFP')],
      [SUPPORT],
    ],

    ['nothing', 'verified', [], [SUPPORT, CREDIBLE]],
    ['one credible source', 'verified', [supports('Reuters', 1)], [SUPPORT]],
    [
      'two sources, none credible',
      'verified',
      [supports('Reuters', 3), supports('AFP', 3)],
      [CREDIBLE],
    ],
    ['two sources, one credible', 'verified', [supports('Reuters', 3), supports('AFP', 2)], []],
    ['two sources, one confirmed', 'verified', [supports('Reuters', 6), supports('AFP', 1)], []],
    ['one agency twice, credible', 'verified', [supports('AP', 1), supports('AP', 1)], [SUPPORT]],
    [
      'only the claimant is credible',
      'verified',
      [supports('AP', 3), supports('AFP', 4), supports('the claimant', 1)],
      [CREDIBLE],
    ],
    [
      'only the refutation is credible',
      'verified',
      [supports('AP', 3), supports('AFP', 3), refutes('UN', 1)],
      [CREDIBLE],
    ],

    ['nothing', 'false', [], [REFUTATION, CREDIBLE_REFUTATION]],
    ['one credible refutation', 'false', [refutes('UN', 1)], [REFUTATION]],
    [
      'two refutations, none credible',
      'false',
      [refutes('UN', 3), refutes('AFP', 4)],
      [CREDIBLE_REFUTATION],
    ],
    ['two refutations, one credible', 'false', [refutes('UN', 2), refutes('AFP', 6)], []],
    ['two outlets, one agency', 'false', [refutes('AP', 1), refutes('AP', 1)], [REFUTATION]],
    [
      'what the claimant now says against himself',
      'false',
      [refutes('UN', 3), refutes('the claimant', 2)],
      [],
    ],
    [
      'two supports',
      'false',
      [supports('AP', 1), supports('AFP', 1)],
      [REFUTATION, CREDIBLE_REFUTATION],
    ],

    ['nothing', 'disputed', [], ['needs_contradiction']],
    ['support alone', 'disputed', [supports('AP'), supports('AFP')], ['needs_contradiction']],
    ['refutation alone', 'disputed', [refutes('AP')], ['needs_contradiction']],
    ['both sides', 'disputed', [supports('AP'), refutes('AFP')], []],
    ['support and context', 'disputed', [supports('AP'), context('AFP')], ['needs_contradiction']],

    ['nothing', 'misleading', [], ['needs_context']],
    [
      'both sides but no context',
      'misleading',
      [supports('AP'), refutes('AFP')],
      ['needs_context'],
    ],
    ['context', 'misleading', [context('AP')], []],
  ])('%s: %s', (_, status, evidence, reasons) => {
    expect(missing({ status, evidence })).toEqual(reasons)
  })

  it('disputed: a counterclaim that readers can see is enough', () => {
    expect(missing({ status: 'disputed', publicCounterclaims: 1 })).toEqual([])
    expect(missing({ status: 'disputed', publicCounterclaims: 0 })).not.toEqual([])
  })

  it.each([
    ['nothing', false, false, null, false],
    ['a day without what happened', false, false, day, false],
    ['a claim without a day', true, false, null, false],
    ['an event without a day', false, true, null, false],
    ['a claim and its day', true, false, day, true],
    ['an event and its day', false, true, day, true],
    ['both and the day', true, true, day, true],
  ])('overtaken: %s', (_, byClaim, byEvent, on, isEnough) => {
    const overtaken = { byClaim, byEvent, on }
    expect(missing({ status: 'overtaken', overtaken })).toEqual(
      isEnough ? [] : ['needs_what_overtook'],
    )
  })

  it.each(verdictStatus.options)('%s: a rationale, whatever else there is', (status) => {
    const everything: Partial<VerdictGrounds> = {
      evidence: [
        ...['AP', 'AFP'].flatMap((from) => [supports(from, 1), refutes(from, 1)]),
        context('UN'),
      ],
      publicCounterclaims: 1,
      overtaken: { byClaim: true, byEvent: true, on: day },
    }
    expect(missing({ status, ...everything })).toEqual([])
    for (const rationale of [
      '',
      ' '.repeat(50),
      'x'.repeat(RATIONALE_NEEDED - 1),
      ` ${'x'.repeat(19)} `,
    ]) {
      expect(missing({ status, ...everything, rationale })).toEqual(['needs_rationale'])
    }
    expect(missing({ status, ...everything, rationale: 'x'.repeat(RATIONALE_NEEDED) })).toEqual([])
  })

  it('says how many origins there are, and which', () => {
    const check = checkVerdict(
      grounds({ status: 'corroborated', evidence: [supports('AP'), supports('AP')] }),
    )
    expect(check).toEqual({
      ok: false,
      reasons: [{ reason: SUPPORT, facts: { needed: 2, have: 1, origins: ['AP'] } }],
    })
  })

  it('is explained to readers for every status', () => {
    expect(Object.keys(statusDefinitions).sort()).toEqual([...verificationStatus.options].sort())
  })

  const anyEvidence = fc.array(
    fc
      .tuple(
        fc.constantFrom<Stance>('supports', 'refutes', 'context'),
        fc.constantFrom('AP', 'AFP', 'UN', 'the claimant'),
        fc.integer({ min: 1, max: 6 }),
      )
      .map(([stance, from, credibility]) => piece(stance, from, credibility)),
    { maxLength: 8 },
  )
  const onEvidence: VerdictStatus[] = [
    'corroborated',
    'verified',
    'false',
    'disputed',
    'misleading',
  ]

  it('is never lost by more evidence', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...onEvidence),
        anyEvidence,
        anyEvidence,
        (status, some, more) => {
          if (missing({ status, evidence: some }).length > 0) return
          expect(missing({ status, evidence: [...some, ...more] })).toEqual([])
        },
      ),
    )
  })

  it('is never won by saying the same thing again, nor by its order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...onEvidence), anyEvidence, (status, evidence) => {
        const reasons = missing({ status, evidence })
        expect(missing({ status, evidence: [...evidence, ...evidence] })).toEqual(reasons)
        expect(missing({ status, evidence: evidence.toReversed() })).toEqual(reasons)
      }),
    )
  })

  it('is at least for `verified` what it is for `corroborated`', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        if (missing({ status: 'verified', evidence }).length === 0)
          expect(missing({ status: 'corroborated', evidence })).toEqual([])
      }),
    )
  })
})

describe('what a verdict does to the one that stands', () => {
  it.each([
    ['the first is the first', false, undefined, undefined, 'first'],
    ['the first is no correction', false, 'correction', 'We erred.', 'first'],
    ['a later one says which', true, undefined, 'New film.', 'needs_update_or_correction'],
    ['an update says what is new', true, 'update', undefined, 'needs_public_note'],
    ['a correction says what was wrong', true, 'correction', '', 'needs_public_note'],
    ['an update', true, 'update', 'New film.', 'update'],
    ['a correction', true, 'correction', 'We erred.', 'correction'],
  ] as const)('%s', (_, hasVerdict, kind, note, expected) => {
    const ruling = kindOf(hasVerdict, kind, note)
    expect(ruling.ok ? ruling.kind : ruling.reason).toBe(expected)
  })
})

describe('who answers a proposal', () => {
  it.each([
    ['take-back', 'its proposer', 'proposed', 'rana', 'may'],
    ['take-back', 'a colleague', 'proposed', 'omar', 'refused: not_your_proposal'],
    ['approve', 'its proposer', 'proposed', 'rana', 'refused: own_proposal'],
    ['approve', 'a colleague', 'proposed', 'omar', 'may'],
    ['send-back', 'its proposer', 'proposed', 'rana', 'refused: own_proposal'],
    ['send-back', 'a colleague', 'proposed', 'omar', 'may'],
    ['approve', 'a colleague, too late', 'published', 'omar', 'conflict: verdict_already_answered'],
    ['approve', 'a colleague, too late', 'sent_back', 'omar', 'conflict: verdict_already_answered'],
    [
      'send-back',
      'a colleague, too late',
      'taken_back',
      'omar',
      'conflict: verdict_already_answered',
    ],
    [
      'take-back',
      'its proposer, too late',
      'published',
      'rana',
      'conflict: verdict_already_answered',
    ],
  ] as const)('%s, %s (%s)', (act, _, state, member, expected) => {
    const answer = answerTo(act, { state, proposerId: 'rana' }, member)
    expect(answer.ok ? 'may' : `${answer.code}: ${answer.reason}`).toBe(expected)
  })
})

// ───────────── what changed between two looks

const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`

function evidenceOf(number: number, given: Partial<SnapshotEvidence> = {}): SnapshotEvidence {
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
      publisher: { slug: 'ap', name: 'AP', reliability: 'B' },
    },
    origin: { id: uuid(900), slug: 'ap', name: 'AP' },
    isFromClaimant: false,
    ...given,
  }
}

const snapshot: VerdictSnapshot = {
  takenAt: '2024-12-07T12:00:00.000Z',
  claim: {
    version: 3,
    proposition: 'The final phase has begun',
    wording: 'the final phase',
    claimant: { id: uuid(1), slug: 'a', name: 'Hassan Abdel Ghani' },
    said: '2024-12-07',
    place: 'Damascus',
    story: null,
  },
  evidence: [evidenceOf(10), evidenceOf(11)],
  appearances: [{ id: uuid(20), quote: 'final phase', document: 'Article', publisher: 'LBCI' }],
  relations: [
    {
      id: uuid(30),
      type: 'counters',
      direction: 'to',
      other: { id: uuid(40), slug: 'no', proposition: 'There is no truth in it', isPublic: false },
    },
  ],
}
const [relation] = snapshot.relations

describe('what changed since the proposal', () => {
  it('is nothing between a look and itself', () => {
    expect(verdictSnapshot.parse(snapshot)).toEqual(snapshot)
    expect(diffSnapshots(snapshot, structuredClone(snapshot))).toEqual([])
  })

  it('is not that time has passed', () => {
    const later = { ...snapshot, takenAt: '2024-12-09T12:00:00.000Z' }
    later.claim = { ...snapshot.claim, version: 9 }
    expect(diffSnapshots(snapshot, later)).toEqual([])
  })

  it.each<[string, Partial<VerdictSnapshot>, object[]]>([
    [
      'a reworded claim',
      { claim: { ...snapshot.claim, proposition: 'It has ended' } },
      [
        {
          kind: 'claim',
          field: 'proposition',
          before: snapshot.claim.proposition,
          after: 'It has ended',
        },
      ],
    ],
    [
      'another time and place',
      { claim: { ...snapshot.claim, said: '2024-12-08', place: 'Homs' } },
      [
        { kind: 'claim', field: 'said', before: '2024-12-07', after: '2024-12-08' },
        { kind: 'claim', field: 'place', before: 'Damascus', after: 'Homs' },
      ],
    ],
    [
      'another claimant of the same name',
      { claim: { ...snapshot.claim, claimant: { ...snapshot.claim.claimant, id: uuid(2) } } },
      [
        {
          kind: 'claim',
          field: 'claimant',
          before: 'Hassan Abdel Ghani',
          after: 'Hassan Abdel Ghani',
        },
      ],
    ],
    [
      'new evidence',
      { evidence: [...snapshot.evidence, evidenceOf(12, { stance: 'refutes', credibility: 1 })] },
      [
        {
          kind: 'evidence',
          change: 'added',
          after: 'refutes, credibility 1, from AP',
          document: 'Document 12',
        },
      ],
    ],
    [
      'withdrawn evidence',
      { evidence: [evidenceOf(11)] },
      [
        {
          kind: 'evidence',
          change: 'withdrawn',
          before: 'supports, credibility 2, from AP',
          document: 'Document 10',
        },
      ],
    ],
    [
      'evidence graded anew',
      { evidence: [evidenceOf(10, { credibility: 5 }), evidenceOf(11)] },
      [
        {
          kind: 'evidence',
          change: 'changed',
          before: 'supports, credibility 2, from AP',
          after: 'supports, credibility 5, from AP',
          document: 'Document 10',
        },
      ],
    ],
    [
      'an origin that is the claimant after all',
      { evidence: [evidenceOf(10, { isFromClaimant: true }), evidenceOf(11)] },
      [expect.objectContaining({ kind: 'evidence', change: 'changed', document: 'Document 10' })],
    ],
    [
      'an origin of the same name',
      {
        evidence: [
          evidenceOf(10, { origin: { id: uuid(901), slug: 'ap-2', name: 'AP' } }),
          evidenceOf(11),
        ],
      },
      [expect.objectContaining({ kind: 'evidence', change: 'changed', document: 'Document 10' })],
    ],
    [
      'a new appearance, and one taken back',
      { appearances: [{ id: uuid(21), quote: 'begun', document: 'Dispatch', publisher: 'AFP' }] },
      [
        { kind: 'appearance', change: 'withdrawn', quote: 'final phase', document: 'Article' },
        { kind: 'appearance', change: 'added', quote: 'begun', document: 'Dispatch' },
      ],
    ],
    [
      'a counterclaim that readers now see',
      {
        relations: relation ? [{ ...relation, other: { ...relation.other, isPublic: true } }] : [],
      },
      [
        {
          kind: 'relation',
          change: 'changed',
          type: 'counters',
          direction: 'to',
          other: 'There is no truth in it',
        },
      ],
    ],
    [
      'a link taken back',
      { relations: [] },
      [expect.objectContaining({ kind: 'relation', change: 'withdrawn' })],
    ],
  ])('is %s', (_, change, expected) => {
    expect(diffSnapshots(snapshot, { ...snapshot, ...change })).toEqual(expected)
  })

  const anySnapshot = fc
    .record({
      evidence: fc.uniqueArray(
        fc
          .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6 }))
          .map(([number, credibility]) => evidenceOf(number, { credibility })),
        { selector: (each) => each.id, maxLength: 6 },
      ),
      appearances: fc.uniqueArray(
        fc.integer({ min: 20, max: 26 }).map((number) => ({
          id: uuid(number),
          quote: `quote ${number}`,
          document: 'Article',
          publisher: 'LBCI',
        })),
        { selector: (each) => each.id, maxLength: 5 },
      ),
      proposition: fc.constantFrom('one', 'two'),
    })
    .map(
      ({ evidence, appearances, proposition }): VerdictSnapshot => ({
        ...snapshot,
        claim: { ...snapshot.claim, proposition },
        evidence,
        appearances,
      }),
    )

  it('is nothing only where nothing that counts differs, in whatever order it is kept', () => {
    fc.assert(
      fc.property(anySnapshot, (one) => {
        const shuffled = { ...one, evidence: one.evidence.toReversed() }
        expect(diffSnapshots(one, shuffled)).toEqual([])
      }),
    )
  })

  it('is mirrored when looked at backwards', () => {
    const swap: Record<string, string> = { added: 'withdrawn', withdrawn: 'added' }
    const turn = (changes: ReturnType<typeof diffSnapshots>) =>
      changes.map((each) =>
        'change' in each ? `${each.kind} ${each.change}` : `${each.kind} ${each.field}`,
      )
    fc.assert(
      fc.property(anySnapshot, anySnapshot, (one, other) => {
        const there = turn(diffSnapshots(one, other)).map((line) =>
          line.replace(/added|withdrawn/, (word) => swap[word] ?? word),
        )
        expect(there.sort()).toEqual(turn(diffSnapshots(other, one)).sort())
      }),
    )
  })

  it('names every piece that came or went, once', () => {
    fc.assert(
      fc.property(anySnapshot, anySnapshot, (one, other) => {
        const [before, after] = [one, other].map(
          (each) => new Set(each.evidence.map(({ id }) => id)),
        )
        const came = other.evidence.filter(({ id }) => !before?.has(id)).length
        const went = one.evidence.filter(({ id }) => !after?.has(id)).length
        const changes = diffSnapshots(one, other).filter(({ kind }) => kind === 'evidence')
        const count = (change: string) =>
          changes.filter((each) => 'change' in each && each.change === change).length
        expect([count('added'), count('withdrawn')]).toEqual([came, went])
      }),
    )
  })
})
