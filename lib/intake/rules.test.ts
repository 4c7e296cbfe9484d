import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changesOf,
  countDecisions,
  decisionOn,
  draftOf,
  entryKey,
  fieldsOf,
  keepsRelation,
  planFiling,
} from '@/lib/intake/rules'
import type {
  Candidate,
  Change,
  Decision,
  DocumentDraft,
  Entries,
  Findings,
  LikelyRelation,
  Nearby,
} from '@/lib/intake/schema'

const text = 'AFP said so. “We hold it,” Haddad said. The ministry denied it.'
const me = '0193a3b4-7c00-7000-8000-00000000000a'
const claimId = '0193a3b4-7c00-7000-8000-0000000000c1'
const tracked = { [claimId]: { proposition: 'They hold it', isWithdrawn: false } }

function aCandidate(given: Partial<Candidate> = {}): Candidate {
  return {
    attribution: null,
    proposition: 'They hold it.',
    claimant: { name: 'Haddad', description: null, kind: 'person', span: [27, 33] },
    quote: [13, 39],
    wording: [14, 24],
    said: null,
    place: null,
    origin: null,
    kind: 'asserts',
    isDirect: true,
    isHedged: false,
    ...given,
  }
}

const likely = (type: LikelyRelation['type'], strength = 0.9): LikelyRelation => ({
  type,
  strength,
  reason: 'denial',
  words: ['denied', 'hold'],
})
const three: Findings = {
  candidates: [aCandidate(), aCandidate(), aCandidate({ kind: 'denies' })],
  relations: [{ from: 2, to: 0, ...likely('counters') }],
}
const draft: DocumentDraft = {
  title: 'The gate',
  kind: 'article',
  publisher: { id: null, name: 'Gazette', kind: 'outlet' },
  url: null,
  language: 'en',
  published: { date: '', time: '', zone: '' },
  origin: null,
  storyId: null,
}

function entriesOf(...changes: Change[]): Entries {
  return Object.fromEntries(
    changes.map((change, at) => [entryKey(change), { at: at + 2, by: me, change }]),
  )
}
const put = (at: number, value: Partial<Decision>): Change => ({
  of: 'candidate',
  key: String(at),
  value: { is: 'undecided', into: null, edits: null, ...value },
})

describe('what would be filed', () => {
  it('is what stands in the text, letter by letter', () => {
    expect(fieldsOf(aCandidate(), null, text, draft)).toMatchObject({
      quote: { exact: '“We hold it,” Haddad said.', start: 13 },
      wording: 'We hold it',
      claimant: { name: 'Haddad', kind: 'person' },
    })
  })

  it('is of the publisher where the outlet speaks itself', () => {
    const own = aCandidate({
      claimant: { name: 'unknown outlet', description: null, kind: 'outlet', span: null },
    })
    expect(fieldsOf(own, null, text, draft).claimant.name).toBe('Gazette')
  })

  it('takes the document as the editor put it', () => {
    const entries = entriesOf({ of: 'document', key: '', value: { ...draft, title: 'Edited' } })
    expect(draftOf(entries, draft).title).toBe('Edited')
  })
})

describe('a plan of filing', () => {
  it('makes claims of what is accepted, and links what counters what', () => {
    const plan = planFiling(
      three,
      [],
      entriesOf(put(0, { is: 'accepted' }), put(2, { is: 'accepted' })),
    )
    expect(plan).toMatchObject({
      claims: [0, 2],
      undecided: [1],
      relations: [{ from: { candidate: 2 }, to: { candidate: 0 }, type: 'counters' }],
    })
  })

  it('follows merges to where they end, with their relations', () => {
    const plan = planFiling(
      three,
      [],
      entriesOf(
        put(0, { is: 'merged', into: { candidate: 1 } }),
        put(1, { is: 'merged', into: { claimId, proposition: 'They hold it' } }),
        put(2, { is: 'accepted' }),
      ),
    )
    expect(plan.appearances.map(({ into }) => into)).toEqual([{ claimId }, { claimId }])
    expect(plan.relations).toMatchObject([{ from: { candidate: 2 }, to: { claimId } }])
  })

  it('links nothing to itself, and a contradiction once', () => {
    const found = {
      ...three,
      relations: [
        { from: 2, to: 0, ...likely('counters') },
        { from: 0, to: 2, ...likely('counters') },
        { from: 1, to: 0, ...likely('supports') },
      ],
    }
    const plan = planFiling(
      found,
      [],
      entriesOf(
        put(0, { is: 'accepted' }),
        put(1, { is: 'merged', into: { candidate: 0 } }),
        put(2, { is: 'accepted' }),
      ),
    )
    expect(plan.relations.map(({ type }) => type)).toEqual(['counters'])
  })

  it('keeps strong relations and leaves weak ones and repetitions, unless told otherwise', () => {
    expect(keepsRelation({}, 'k', likely('counters'))).toBe(true)
    expect(keepsRelation({}, 'k', likely('counters', 0.3))).toBe(false)
    expect(keepsRelation({}, 'k', likely('repeats'))).toBe(false)
    const struck = entriesOf({ of: 'relation', key: 'k', value: false })
    expect(keepsRelation(struck, 'k', likely('counters'))).toBe(false)
  })

  it('accounts for every candidate whatever was decided, and always ends', () => {
    const decided = fc.oneof(
      fc.constant<Partial<Decision>>({ is: 'undecided' }),
      fc.constant<Partial<Decision>>({ is: 'accepted' }),
      fc.constant<Partial<Decision>>({ is: 'dropped' }),
      fc.nat(5).map((candidate): Partial<Decision> => ({ is: 'merged', into: { candidate } })),
      fc.constant<Partial<Decision>>({ is: 'merged', into: { claimId, proposition: 'x' } }),
    )
    fc.assert(
      fc.property(fc.array(decided, { minLength: 6, maxLength: 6 }), (decisions) => {
        const found = { candidates: decisions.map(() => aCandidate()), relations: [] }
        const entries = entriesOf(...decisions.map((value, at) => put(at, value)))
        const plan = planFiling(found, [], entries)
        const { dropped } = countDecisions(entries, decisions.length)
        expect(
          plan.claims.length +
            plan.appearances.length +
            plan.undecided.length +
            plan.problems.length +
            dropped,
        ).toBe(decisions.length)
      }),
    )
  })
})

describe('a press', () => {
  const near: Nearby = [[{ claimId, similarity: 0.9, likely: likely('repeats') }], [], []]
  const on = { found: three, near, entries: {}, tracked }

  it('accepts what is tracked already as one more appearance of it', () => {
    expect(changesOf('accept 0', on)).toEqual([
      put(0, { is: 'merged', into: { claimId, proposition: 'They hold it' } }),
    ])
    expect(changesOf('new 0', on)).toEqual([put(0, { is: 'accepted' })])
    expect(changesOf('accept 1', on)).toEqual([put(1, { is: 'accepted' })])
  })

  it('accepts as new where the tracked claim was withdrawn', () => {
    const gone = { [claimId]: { proposition: 'They hold it', isWithdrawn: true } }
    expect(changesOf('accept 0', { ...on, tracked: gone })).toEqual([put(0, { is: 'accepted' })])
  })

  it('accepts what the text says again as one more appearance of that', () => {
    const again = { ...three, relations: [{ from: 1, to: 0, ...likely('repeats') }] }
    const change = changesOf('accept 1', { ...on, found: again })
    expect(change).toEqual([put(1, { is: 'merged', into: { candidate: 0 } })])
  })

  it('decides on all that is left, and on nothing else', () => {
    const entries = entriesOf(put(1, { is: 'dropped' }))
    expect(changesOf('drop-rest', { ...on, entries }).map(({ key }) => key)).toEqual(['0', '2'])
  })

  it('keeps what was edited', () => {
    const edits = fieldsOf(aCandidate(), null, text, draft)
    const entries = entriesOf(put(0, { is: 'accepted', edits }))
    const [change] = changesOf('drop 0', { ...on, entries })
    expect(change).toMatchObject({ value: { is: 'dropped', edits } })
    expect(decisionOn(entries, 0).edits).toEqual(edits)
  })

  it('that means nothing changes nothing', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        for (const change of changesOf(words, on)) expect(change.key).not.toBe('')
      }),
    )
    for (const words of ['accept 9', 'accept -1', 'merge 0 claim nobody', 'keep', '', 'drop x'])
      expect(changesOf(words, on)).toEqual([])
  })
})
