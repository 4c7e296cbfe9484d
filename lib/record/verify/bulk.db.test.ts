import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { factsOf } from '@/lib/record/facts'
import { leavesInBulk } from '@/lib/record/verify/bulk'
import { disclosuresIfRight } from '@/lib/record/verify/leaf'
import { readLeaf } from '@/lib/record/verify/rows'
import { leavesStatement } from '@/lib/record/verify/statement'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom
let client: pg.Client

beforeAll(async () => {
  room = await aNewsroom()
  client = new pg.Client({ connectionString: room.url })
  await client.connect()
  await client.query("SET TIME ZONE 'UTC'")
})
afterAll(async () => {
  await client.end()
  await room.drop()
})

it('reads of every leaf what reading it by itself does, and finds each as it should be', async () => {
  const claim = await room.aClaim({ isShown: true })
  const other = await room.aClaim({ isShown: true })
  await room.aRelation({ from: other.id, to: claim.id })
  for (const name of ['one', 'two']) {
    const { id } = await room.aSource({ name: `Origin ${name}`, kind: 'monitor' })
    await room.someEvidence({ claim: claim.id, origin: id, credibility: 2 })
  }
  await room.aPublishedVerdict({
    claim: claim.id,
    status: 'disputed',
    rationale: 'Two say so, one does not.',
  })
  await room.aPublishedVerdict({
    claim: claim.id,
    rationale: 'تقول الوزارة إن لا صحة لذلك، ولم نجد من يؤكده.',
  })

  const leaves = await leavesInBulk(client, 0, await room.db.leaf.count())
  expect(leaves.length).toBeGreaterThan(10)
  await client.query('BEGIN')
  for (const leaf of leaves) {
    const alone = await readLeaf(client, leavesStatement(), leaf.index)
    expect(alone && { ...leaf, act: null }).toEqual(alone && { ...alone, act: null })
    expect(leaf.act && factsOf(leaf.act)).toEqual(alone?.act && factsOf(alone.act))
    expect(disclosuresIfRight(leaf)).not.toBeNull()
  }
  await client.query('ROLLBACK')
})
