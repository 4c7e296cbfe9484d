import type { Role } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'

/** What an act can be about that has rows of the past: table and column of `activity`. */
const SUBJECTS = { claims: 'claim_id', sources: 'source_id', stories: 'story_id' } as const
type Table = keyof typeof SUBJECTS

/**
 * Thrown by what checks at its end that it was as if alone, and wasn't: what it did is undone, and it is to be done
 * again, knowing this.
 */
export class Disturbed extends Error {
  constructor(
    /** The doer's role now. */
    readonly role: Role | null,
    /** What somebody else changed at a later moment than ours, before we could. */
    readonly overtaken: Map<Table, string[]>,
  ) {
    super('disturbed by another act')
  }

  /** What was learnt at this attempt and at those before it. */
  after(earlier: Disturbed | null): Disturbed {
    if (!earlier) return this
    const tables = new Set([...earlier.overtaken.keys(), ...this.overtaken.keys()])
    const both = [...tables].map((table): [Table, string[]] => [
      table,
      [...(earlier.overtaken.get(table) ?? []), ...(this.overtaken.get(table) ?? [])],
    ])
    return new Disturbed(this.role, new Map(both))
  }

  /** The context to act in once more. */
  again<C extends Context>(ctx: C): C {
    if (ctx.actor.kind !== 'member' || this.role === null) return ctx
    return { ...ctx, actor: { ...ctx.actor, role: this.role } }
  }
}

/**
 * Takes first, the second time, what others overtook us on: whoever holds these rows knows the last moment anything
 * happened to them, and nobody gets between.
 */
export async function takeFirst(tx: Tx, { overtaken }: Disturbed): Promise<void> {
  const ids = (table: Table) => overtaken.get(table) ?? []
  if ([...overtaken.values()].flat().length === 0) return
  // The lock of lib/sources/origin-lock.ts comes before any row, whatever the act will want of it.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('origins'))`
  await tx.$executeRaw`SELECT FROM sources WHERE id = ANY(${ids('sources')}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  await tx.$executeRaw`SELECT FROM claims WHERE id = ANY(${ids('claims')}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  await tx.$executeRaw`SELECT FROM stories WHERE id = ANY(${ids('stories')}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
}

/**
 * Throws `Disturbed` where the lines that an act wrote would not read rightly from the top of the record: its doer
 * has lost the role meanwhile, or the lines carry an earlier moment than one that stands before them on the same
 * claim, source or story, because the act began first and came second. Until the commit nobody can change either.
 */
export async function demandUndisturbed(tx: Tx, ctx: Context, lines: bigint[]): Promise<void> {
  if (lines.length === 0) return
  const { actor } = ctx
  if (actor.kind === 'member') {
    const [now] = await tx.$queryRaw<{ role: Role; isOut: boolean }[]>`
      SELECT role::text, deactivated_at IS NOT NULL AS "isOut" FROM users WHERE id = ${actor.id}::uuid FOR SHARE`
    if (now?.isOut) throw new AppError('forbidden', 'signed_out')
    if (now && now.role !== actor.role) throw new Disturbed(now.role, new Map())
  }
  const late = await tx.$queryRaw<
    { claims: string | null; sources: string | null; stories: string | null }[]
  >`
    SELECT a.claim_id::text AS claims, a.source_id::text AS sources, a.story_id::text AS stories
    FROM activity a WHERE a.id = ANY(${lines}::bigint[]) AND a.at < greatest(
      (SELECT b.at FROM activity b WHERE b.claim_id = a.claim_id AND b.id < a.id ORDER BY b.id DESC LIMIT 1),
      (SELECT b.at FROM activity b WHERE b.source_id = a.source_id AND b.id < a.id ORDER BY b.id DESC LIMIT 1),
      (SELECT b.at FROM activity b WHERE b.story_id = a.story_id AND b.id < a.id ORDER BY b.id DESC LIMIT 1))`
  if (late.length === 0) return
  const overtaken = new Map<Table, string[]>()
  for (const row of late) {
    for (const table of Object.keys(SUBJECTS) as Table[]) {
      const id = row[table]
      if (id) overtaken.set(table, [...(overtaken.get(table) ?? []), id])
    }
  }
  throw new Disturbed(null, overtaken)
}
