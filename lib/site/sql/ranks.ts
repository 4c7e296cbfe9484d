import 'server-only'
import type { Db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Question } from '@/lib/site/question'

/**
 * Claims are counted from the first that was ever shown, and none loses its number: nothing that was shown becomes unseen, and
 * acts are in the order of time. So a process may remember which claim has every three-thousandth number, and count from there.
 */
const EVERY = 3000
/** What was shown within this time may yet get neighbours of the same moment. */
const SETTLED_MS = 60_000
const USUAL = { every: EVERY, settledMs: SETTLED_MS }

type Mark = { rank: number; at: Date; id: string }

const known = new WeakMap<Db, Mark[]>()

function marksOf(db: Db): Mark[] {
  const marks = known.get(db) ?? []
  known.set(db, marks)
  return marks
}

/** How many claims were shown; with a moment, by then. */
export async function countRanks(
  { db, at }: Question,
  { every, settledMs } = USUAL,
): Promise<number> {
  const marks = marksOf(db)
  for (let round = 0; ; round++) {
    const mark = at ? marks.findLast((each) => each.at <= at) : marks.at(-1)
    const [row] = await db.$queryRaw<{ after: number }[]>`
      SELECT count(*)::int AS after FROM claims c WHERE ${shownAfter(mark)} AND ${at ? Prisma.sql`c.public_since <= ${at}` : Prisma.sql`TRUE`}`
    const after = row?.after ?? 0
    if (after < 2 * every || round > 0) return (mark?.rank ?? 0) + after
    await learn(db, marks, { every, settledMs })
  }
}

/** A question for the ids of the claims with the numbers `from` to `to`, counted from 1. */
export function ranked({ db, at }: Question, from: number, to: number): Prisma.Sql {
  const mark = marksOf(db).findLast((each) => each.rank < from)
  const then = at ? Prisma.sql`AND c.public_since <= ${at}` : Prisma.empty
  return Prisma.sql`SELECT c.id FROM claims c WHERE ${shownAfter(mark)} ${then} ORDER BY c.public_since, c.id
    OFFSET ${from - 1 - (mark?.rank ?? 0)}::int LIMIT ${Math.max(0, to - from + 1)}::int`
}

function shownAfter(mark: Mark | undefined): Prisma.Sql {
  return mark
    ? Prisma.sql`(c.public_since, c.id) > (${mark.at}::timestamptz, ${mark.id}::uuid)`
    : Prisma.sql`c.public_since IS NOT NULL`
}

async function learn(db: Db, marks: Mark[], { every, settledMs }: typeof USUAL): Promise<void> {
  const last = marks.at(-1)
  const rows = await db.$queryRaw<{ number: number; at: Date; id: string }[]>`
    SELECT number::int, at, id FROM (
      SELECT c.public_since AS at, c.id, row_number() OVER (ORDER BY c.public_since, c.id) AS number
      FROM claims c WHERE ${shownAfter(last)}
    ) AS numbered
    WHERE number % ${every} = 0 AND at < (SELECT max(public_since) FROM claims) - ${settledMs}::int * interval '1 ms'
    ORDER BY number`
  // Another question may have learnt them meanwhile.
  if (marks.at(-1) !== last) return
  for (const { number, at, id } of rows) marks.push({ rank: (last?.rank ?? 0) + number, at, id })
}
