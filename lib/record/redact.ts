import 'server-only'
import type { Db, Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { Prisma } from '@/lib/generated/prisma/client'
import { publishLater, type Subject } from '@/lib/outbox'
import { type ActRow, actOf, actsQuery } from '@/lib/record/acts'
import { appendLeaves, lastLeafAt } from '@/lib/record/append'
import type { JsonValue } from '@/lib/record/canonical'
import type { Salts } from '@/lib/record/disclosure'
import { type ActFact, factsOf } from '@/lib/record/facts'

const AT_ONCE = 2000
const LONGEST_MS = 10 * 60_000

/** A leaf some of whose facts hold a text. */
export type Occurrence = {
  leaf: number
  type: string
  /** Address of the claim, where it is about one. */
  claim: string | null
  names: string[]
}

/** Every leaf with a fact that holds the text, and which facts they are. */
export async function findText(tx: Tx, text: string): Promise<Occurrence[]> {
  const found: Occurrence[] = []
  for await (const { leaf, row, facts } of leavesFrom(tx)) {
    const names = facts.filter((fact) => holds(fact.value, text)).map((fact) => fact.name)
    if (names.length > 0) found.push({ leaf, type: row.type, claim: row.slug, names })
  }
  return found
}

/** The texts of one fact, to say which of them is to go; empty where there is no such fact. */
export async function textsOfFact(tx: Tx, leaf: number, name: string): Promise<string[]> {
  const rows = await tx.$queryRaw<ActRow[]>(
    actsQuery(
      Prisma.sql`WHERE a.id = (SELECT activity_id FROM leaves WHERE index = ${leaf}::bigint)`,
    ),
  )
  const fact = rows
    .map(actOf)
    .flatMap(factsOf)
    .find((each) => each.name === name)
  return fact ? textsIn(fact.value) : []
}

export type Redaction = { rows: number; leaves: Occurrence[]; redactions: number }

/**
 * Takes texts away for good, as the owner of the database: in every row that holds them, blocks of the same length stand
 * in their place, the salts of the facts that held them go, and each leaf that lost facts gets another that says so and
 * why. With `isRehearsal` nothing of it stays. Throws `refused` where a text is one that the record itself is written in.
 */
export async function redact(
  owner: Db,
  given: {
    texts: string[]
    reason: string
    actorId: string | null
    now: Date
    isRehearsal: boolean
  },
): Promise<Redaction> {
  let outcome: Redaction | undefined
  try {
    await owner.$transaction(
      async (tx) => {
        outcome = await redactIn(tx, given)
        if (given.isRehearsal) throw new Rehearsed()
      },
      { timeout: LONGEST_MS, maxWait: 30_000 },
    )
  } catch (error) {
    if (!(error instanceof Rehearsed) || !outcome) throw error
  }
  return outcome as Redaction
}

class Rehearsed extends Error {}

async function redactIn(
  tx: Tx,
  given: { texts: string[]; reason: string; actorId: string | null; now: Date },
): Promise<Redaction> {
  const before = new Map<number, { type: string; claim: string | null; facts: ActFact[] }>()
  const captured = await leavesOfDocumentsWith(tx, given.texts)
  for await (const { leaf, row, facts } of leavesFrom(tx)) {
    const isTouched =
      captured.has(leaf) ||
      facts.some((fact) => given.texts.some((text) => holds(fact.value, text)))
    if (isTouched) before.set(leaf, { type: row.type, claim: row.slug, facts })
  }
  let rows = 0
  for (const text of given.texts) {
    if (given.reason.includes(text)) throw new AppError('refused', 'reason_says_what_goes')
    const [changed] = await tx.$queryRaw<{ rows: bigint }[]>`SELECT redact_text(${text}) AS rows`
    rows += Number(changed?.rows ?? 0)
  }

  if (rows === 0) throw new AppError('refused', 'text_not_found')

  const leaves: Occurrence[] = []
  for await (const { leaf, facts } of leavesFrom(tx, [...before.keys()])) {
    const was = before.get(leaf)
    if (!was) continue
    const now = new Map(facts.map((fact) => [fact.name, JSON.stringify(fact.value)]))
    const names = was.facts
      .filter((fact) => now.get(fact.name) !== JSON.stringify(fact.value))
      .map((fact) => fact.name)
    // What was done, when and by whom is never anybody's text: whoever asks for such a word means another.
    if (names.includes('act') || names.includes('by')) {
      throw new AppError('refused', 'text_is_the_records_own')
    }
    if (names.length > 0) leaves.push({ leaf, type: was.type, claim: was.claim, names })
  }
  const last = await lastLeafAt(tx)
  const now = last && last > given.now ? last : given.now
  const ids: bigint[] = []
  for (const { leaf, names } of leaves) {
    await tx.$executeRaw`UPDATE leaves SET salts = salts - ${names}::text[] WHERE index = ${leaf}::bigint`
    const { id } = await tx.activity.create({
      data: {
        type: 'record.redacted',
        payload: { leaf, names, reason: given.reason },
        actorId: given.actorId,
        at: now,
      },
      select: { id: true },
    })
    ids.push(id)
  }
  await appendLeaves(tx, ids, given.now)
  await publishLater(tx, { now }, await subjectsOf(tx, leaves))
  return { rows, leaves, redactions: ids.length }
}

/** Leaves that commit to the hash of a document's text, which is another when a part of it goes. */
async function leavesOfDocumentsWith(tx: Tx, texts: string[]): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ leaf: bigint }[]>`
    SELECT l.index AS leaf FROM documents d JOIN activity a ON a.document_id = d.id AND a.type = 'document.added'
    JOIN leaves l ON l.activity_id = a.id
    WHERE EXISTS (SELECT FROM unnest(${texts}::text[]) AS each WHERE strpos(d.text, each) > 0)`
  return new Set(rows.map((row) => Number(row.leaf)))
}

/** What readers may have seen of these acts. */
async function subjectsOf(tx: Tx, leaves: Occurrence[]): Promise<Subject[]> {
  const rows = await tx.$queryRaw<{ subject: Subject }[]>`
    SELECT DISTINCT subject FROM (
      SELECT CASE WHEN a.claim_id IS NOT NULL THEN 'claim:' || a.claim_id WHEN a.source_id IS NOT NULL THEN 'source:' || a.source_id
        WHEN a.story_id IS NOT NULL THEN 'story:' || a.story_id END AS subject
      FROM leaves l JOIN activity a ON a.id = l.activity_id WHERE l.index = ANY (${leaves.map(({ leaf }) => leaf)}::bigint[])
    ) each WHERE subject IS NOT NULL`
  return [...rows.map((row) => row.subject), 'site']
}

type Read = { leaf: number; row: ActRow; facts: ActFact[] }

/** Every leaf with its facts, or those with these indices. */
async function* leavesFrom(tx: Tx, only?: number[]): AsyncGenerator<Read> {
  for (let from = 0; ; from += AT_ONCE) {
    const indices = only
      ? only.slice(from, from + AT_ONCE)
      : Array.from({ length: AT_ONCE }, (_, at) => from + at)
    const leaves = await tx.leaf.findMany({
      where: { index: { in: indices.map(BigInt) } },
      select: { index: true, activityId: true, salts: true },
    })
    if (leaves.length === 0) return
    const rows = await tx.$queryRaw<ActRow[]>(
      actsQuery(
        Prisma.sql`WHERE a.id = ANY(${leaves.map(({ activityId }) => activityId)}::bigint[])`,
      ),
    )
    const byId = new Map(rows.map((row) => [row.id, row]))
    for (const { index, activityId, salts } of leaves) {
      const row = byId.get(activityId)
      // What has no salt any more was taken away before.
      const facts = row ? factsOf(actOf(row)).filter(({ name }) => (salts as Salts)[name]) : []
      if (row) yield { leaf: Number(index), row, facts }
    }
  }
}

function holds(value: JsonValue, text: string): boolean {
  return textsIn(value).some((each) => each.includes(text))
}

function textsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap((each) => textsIn(each))
}
