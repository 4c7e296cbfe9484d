import { describe, expect, it } from 'vitest'
import { type Act, factsOf } from '@/lib/record/facts'

function anAct(given: Partial<Act>): Act {
  return {
    id: 7n,
    type: 'claim.taken-up',
    at: '2024-12-07T12:00:00.000Z',
    actorId: 'somebody',
    about: { claim: 'c', version: 2 },
    payload: {},
    verdict: null,
    appearance: null,
    relation: null,
    evidence: null,
    document: null,
    revision: null,
    slug: null,
    shown: null,
    ...given,
  }
}

const valueIn = (act: Act, name: string) => factsOf(act).find((fact) => fact.name === name)?.value
const publicNames = (act: Act) =>
  factsOf(act)
    .filter((fact) => fact.isPublic)
    .map((fact) => fact.name)

describe('what a leaf commits to', () => {
  it('begins with what was done, to what and when, and then by whom', () => {
    const [first, second] = factsOf(anAct({}))
    expect(first).toEqual({
      name: 'act',
      isPublic: true,
      value: {
        activity: 7,
        type: 'claim.taken-up',
        at: '2024-12-07T12:00:00.000Z',
        about: { claim: 'c', version: 2 },
      },
    })
    expect(second).toEqual({ name: 'by', value: { actor: 'somebody' }, isPublic: false })
  })

  it('never tells readers who did it, the reviewer’s note, or why the desk did it', () => {
    const verdict = {
      id: 'v',
      proposer_id: 'p',
      reviewer_id: 'r',
      review_note: 'Between us',
      rationale: 'Nothing shows it',
      evidence_snapshot: { evidence: [], claim: {} },
    }
    const published = anAct({ type: 'verdict.published', verdict, payload: { verdictId: 'v' } })
    expect(publicNames(published)).toEqual(['act', 'verdict.rationale'])
    const said = JSON.stringify(factsOf(published).filter((fact) => fact.isPublic))
    for (const secret of ['somebody', 'Between us', '"p"', '"r"']) {
      expect(said).not.toContain(secret)
    }
    const graded = anAct({
      type: 'source.graded',
      payload: { before: 'B', after: 'C', reason: 'x' },
    })
    expect(publicNames(graded)).toEqual(['act', 'before', 'after'])
  })

  it('tells readers the reason of a withdrawal, which is written for them', () => {
    const act = anAct({ type: 'claim.withdrawn', payload: { reason: 'Not checkable' } })
    expect(publicNames(act)).toContain('reason')
  })

  it('says each piece of text by itself, so that one can go without the others', () => {
    const act = anAct({
      type: 'appearance.added',
      payload: { appearanceId: 'a', document: 'A title', quote: 'It has begun' },
      appearance: { id: 'a', quote_exact: 'It has begun', quote_prefix: '', quote_suffix: ' now' },
    })
    expect(factsOf(act).map((fact) => fact.name)).toEqual([
      'act',
      'by',
      'document',
      'quote',
      'appearance.quote',
    ])
  })

  it('keeps what a payload says apart from what a row says under the same name', () => {
    const act = anAct({
      type: 'verdict.proposed',
      payload: { verdictId: 'v', status: 'false' },
      verdict: { id: 'v', status: 'verified', rationale: 'x' },
    })
    const value = valueIn(act, 'act') as { payload: object; row: object }
    expect(value.payload).toMatchObject({ status: 'false' })
    expect(value.row).toMatchObject({ status: 'verified' })
  })

  it('says moments of rows in UTC whatever zone the database session writes them in', () => {
    const at = (created_at: string) =>
      valueIn(anAct({ type: 'relation.added', relation: { id: 'r', created_at } }), 'act')
    expect(at('2024-12-07T12:00:00+00:00')).toEqual(at('2024-12-07T17:45:00+05:45'))
    for (const [fraction, said] of [
      ['', '000'],
      ['.5', '500'],
      ['.05', '050'],
      ['.123', '123'],
    ]) {
      const value = at(`2024-12-07T12:00:00${fraction}+00:00`)
      expect(value).toMatchObject({ row: { created_at: `2024-12-07T12:00:00.${said}Z` } })
    }
  })

  it('commits to each item of evidence that a verdict was published on, and to the grounds as a whole', () => {
    const act = anAct({
      type: 'verdict.published',
      verdict: {
        id: 'v',
        rationale: 'x',
        evidence_snapshot: {
          takenAt: 't',
          claim: { proposition: 'P', claimant: { slug: 's' } },
          evidence: [
            { id: 'e1', excerpt: 'one' },
            { id: 'e2', excerpt: 'two' },
          ],
          appearances: [],
          relations: [],
        },
      },
    })
    expect(publicNames(act)).toEqual([
      'act',
      'verdict.rationale',
      'verdict.evidence.e1',
      'verdict.evidence.e2',
      'verdict.proposition',
      'verdict.claimant',
    ])
    expect(valueIn(act, 'verdict.grounds')).toEqual({
      takenAt: 't',
      claim: { proposition: 'P', claimant: { slug: 's' } },
      appearances: [],
      relations: [],
    })
  })
})
