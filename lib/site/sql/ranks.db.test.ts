import { afterAll, beforeAll, expect, it } from 'vitest'
import { countRanks, ranked } from '@/lib/site/sql/ranks'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'
import { asOwner } from '@/lib/testing/database'

let room: Newsroom
const few = { every: 4, settledMs: 0 }
const first = new Date('2024-12-08T12:00:00Z').getTime()
const moment = (minute: number) => new Date(first + minute * 60_000)

/** Shows `count` claims, two in each minute, from that minute on. */
async function show(count: number, from: number) {
  const { id } = await room.aClaim()
  await asOwner(
    room.ownerUrl,
    `SET session_replication_role = replica;
     INSERT INTO claims SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'slug', 'shown-${from}-' || n,
       'public_since', timestamptz '${moment(from).toISOString()}' + (n / 2) * interval '1 minute'))).*
     FROM claims c, generate_series(0, ${count - 1}) n WHERE c.id = '${id}'`,
  )
}

/** The ids as the question for numbers answers them, and as counting all from the first would. */
async function both(from: number, to: number, at: Date | null) {
  const chosen = await room.db.$queryRaw<{ id: string }[]>`${ranked({ db: room.db, at }, from, to)}`
  const all = await room.db.claim.findMany({
    where: { publicSince: at ? { lte: at } : { not: null } },
    orderBy: [{ publicSince: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  return [chosen, all.slice(from - 1, to)].map((rows) => rows.map(({ id }) => id))
}

beforeAll(async () => {
  room = await aNewsroom()
})
afterAll(() => room.drop())

it('counts from a claim that it knows what it would count from the first, now and then, as more are shown', async () => {
  for (const [count, from] of [
    [23, 0],
    [14, 12],
    [31, 30],
  ] as const) {
    await show(count, from)
    for (const at of [null, moment(from), moment(from + 3), moment(from + 90)]) {
      const total = await countRanks({ db: room.db, at }, few)
      expect(total).toBe(
        await room.db.claim.count({ where: { publicSince: at ? { lte: at } : { not: null } } }),
      )
      for (let rank = 1; rank <= total; rank += 3) {
        const [chosen, all] = await both(rank, rank + 4, at)
        expect(chosen).toEqual(all)
      }
    }
  }
})
