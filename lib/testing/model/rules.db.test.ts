import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { brokenRules } from '../../../scripts/torture/rules.mjs'

let room: Newsroom
let owner: pg.Client
beforeAll(async () => {
  room = await aNewsroom()
  const claim = (await room.aClaim({ isShown: true })).id
  await room.someEvidence({ claim })
  await room.aRelation({ from: (await room.aClaim()).id, to: claim })
  await room.aPublishedVerdict({ claim })
  owner = new pg.Client({ connectionString: room.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await room.drop()
})

/** What is broken while a superuser has done this, which is then undone. */
async function brokenBy(sql: string): Promise<string[]> {
  await owner.query('BEGIN; SET LOCAL session_replication_role = replica')
  try {
    await owner.query(sql)
    // The rules look at one instant of their own: here, at this transaction's.
    return await brokenRules({
      query: (text: string) =>
        /^(?:BEGIN|ROLLBACK)/.test(text) ? Promise.resolve({ rows: [] }) : owner.query(text),
    })
  } finally {
    await owner.query('ROLLBACK')
  }
}

describe('the table of what each line of the record goes with', () => {
  it('finds nothing in a newsroom that went by the commands', async () => {
    expect(await brokenRules(owner)).toEqual([])
  })

  it.each([
    [
      'a line is missing',
      `DELETE FROM activity WHERE type = 'verdict.published'`,
      'verdict.published',
    ],
    [
      'a row is missing',
      'DELETE FROM evidence_grades; DELETE FROM evidence',
      'evidence.attached has its row',
    ],
    [
      'an act was done twice',
      `INSERT INTO activity (type, at, payload, claim_id, claim_version)
      SELECT type, at, payload, claim_id, claim_version FROM activity WHERE type = 'evidence.attached'`,
      'told once',
    ],
    [
      'a relation is told at one end',
      `DELETE FROM activity WHERE id = (SELECT max(id) FROM activity WHERE type = 'relation.added')`,
      'told at both ends',
    ],
    [
      'a version is skipped',
      'UPDATE claims SET version = version + 1',
      'each of its versions once',
    ],
    ['a verdict is half proposed', `UPDATE claims SET stage = 'in_review'`, 'one open proposal'],
    ['a leaf is missing', 'DELETE FROM leaves WHERE index = 3', 'without gaps'],
    [
      'an entry is another',
      `ALTER TABLE leaves DROP CONSTRAINT leaf_hash_is_of_its_entry; UPDATE leaves SET entry = entry || 'x'::bytea WHERE index = 3`,
      'hash is that of its entry',
    ],
  ])('sees that %s', async (_what, sql, rule) => {
    expect((await brokenBy(sql)).join('\n')).toContain(rule)
  })
})
