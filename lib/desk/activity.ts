import 'server-only'
import { type ActivityBody, activityBody } from '@/lib/activity/schema'
import { demand } from '@/lib/auth/policy'
import { includesRole } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import type { Db, Tx } from '@/lib/db'
import { COUNTED, type Counted, counted } from '@/lib/desk/counted'
import type { ActivitySearch } from '@/lib/desk/schema'
import { AppError } from '@/lib/errors'
import { Prisma } from '@/lib/generated/prisma/client'

const PAGE = 50

export type ActivityLine = {
  /** Place in the record; a number too large for JSON's. */
  id: string
  at: Date
  /** Null where the system itself acted. */
  by: { id: string; name: string } | null
  body: ActivityBody
  claim: { id: string; proposition: string; version: number | null } | null
  source: { slug: string; name: string } | null
  document: { title: string } | null
  story: { slug: string; title: string } | null
  intake: { id: string } | null
  person: { name: string } | null
}

type Row = Omit<ActivityLine, 'id' | 'by' | 'body' | 'claim'> & {
  id: bigint
  type: string
  payload: unknown
  by: ActivityLine['by']
  claim: { id: string; proposition: string } | null
  claim_version: number | null
}

/** The acts that `chosen` picks of the table `activity`, each with what it is about: one question for a whole list. */
async function linesOf(
  db: Db | Tx,
  chosen: Prisma.Sql,
  direction: Prisma.Sql,
): Promise<ActivityLine[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.id, a.at, a.type, a.payload, a.claim_version,
      CASE WHEN actor.id IS NOT NULL THEN jsonb_build_object('id', actor.id, 'name', actor.name) END AS by,
      CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'proposition', c.proposition) END AS claim,
      CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('slug', s.slug, 'name', s.name) END AS source,
      CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('title', d.title) END AS document,
      CASE WHEN st.id IS NOT NULL THEN jsonb_build_object('slug', st.slug, 'title', st.title) END AS story,
      CASE WHEN a.intake_id IS NOT NULL THEN jsonb_build_object('id', a.intake_id) END AS intake,
      CASE WHEN person.id IS NOT NULL THEN jsonb_build_object('name', person.name) END AS person
    FROM (SELECT * FROM activity ${chosen}) a
    LEFT JOIN users actor ON actor.id = a.actor_id LEFT JOIN users person ON person.id = a.person_id
    LEFT JOIN claims c ON c.id = a.claim_id LEFT JOIN sources s ON s.id = a.source_id
    LEFT JOIN documents d ON d.id = a.document_id LEFT JOIN stories st ON st.id = a.story_id
    ORDER BY a.id ${direction}`
  return rows.map(({ id, type, payload, claim, claim_version, ...row }) => ({
    ...row,
    id: String(id),
    // A row that does not parse was not written by us: better no page than a page that leaves it out.
    body: activityBody.parse({ type, payload }),
    claim: claim && { ...claim, version: claim_version },
  }))
}

const NEWEST = Prisma.sql`DESC`
const OLDEST = Prisma.sql`ASC`

export type ActivityPage = {
  items: ActivityLine[]
  /** For `before` on the next page. */
  nextCursor: string | null
  total: Counted
  people: { id: string; name: string }[]
  /** What the filter by claim means. */
  claim: { id: string; proposition: string } | null
}

/** Every act ever recorded, newest first: for editors, and what was done about people for admins only. */
export async function listActivity(ctx: Context, search: ActivitySearch): Promise<ActivityPage> {
  const member = demand(ctx.actor, 'activity:read')
  if (!includesRole(member.role, 'editor')) throw new AppError('not_found', 'activity')
  const matching = [
    includesRole(member.role, 'admin') ? null : Prisma.sql`type NOT LIKE 'person.%'`,
    search.person ? Prisma.sql`actor_id = ${search.person}::uuid` : null,
    search.claim ? Prisma.sql`claim_id = ${search.claim}::uuid` : null,
    search.type ? Prisma.sql`type = ${search.type}` : null,
  ].filter((each) => each !== null)
  const older = search.before ? [Prisma.sql`id < ${BigInt(search.before)}`] : []
  const items = await linesOf(
    ctx.db,
    Prisma.sql`${where([...matching, ...older])} ORDER BY id DESC LIMIT ${PAGE + 1}`,
    NEWEST,
  )
  const [about] = await ctx.db.$queryRaw<
    (Pick<ActivityPage, 'people' | 'claim'> & { total: number })[]
  >`
    SELECT (SELECT count(*)::int FROM (SELECT FROM activity ${where(matching)} LIMIT ${COUNTED + 1}) AS counted) AS total,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id), '[]') FROM users u) AS people,
      (SELECT jsonb_build_object('id', c.id, 'proposition', c.proposition) FROM claims c
        WHERE c.id = ${search.claim ?? null}::uuid) AS claim`
  return {
    items: items.slice(0, PAGE),
    nextCursor: items.length > PAGE ? (items[PAGE - 1]?.id ?? null) : null,
    total: counted(about?.total ?? 0),
    people: about?.people ?? [],
    claim: about?.claim ?? null,
  }
}

function where(clauses: Prisma.Sql[]): Prisma.Sql {
  return clauses.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(clauses, ' AND ')}`
}

/** The newest acts on one claim, for everybody at the desk. */
export async function listClaimActivity(
  ctx: Context,
  claimId: string,
  limit: number,
): Promise<{ items: ActivityLine[]; total: Counted }> {
  demand(ctx.actor, 'activity:read')
  const its = Prisma.sql`WHERE claim_id = ${claimId}::uuid`
  const items = await linesOf(ctx.db, Prisma.sql`${its} ORDER BY id DESC LIMIT ${limit}`, NEWEST)
  const [count] = await ctx.db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT FROM activity ${its} LIMIT ${COUNTED + 1}) AS counted`
  return { items, total: counted(count?.total ?? 0) }
}

/** Where a claim stands now, and what was done to it after `version`, oldest first: what an open form has missed. */
export async function getChangesSince(
  ctx: Context,
  claimId: string,
  version: number,
): Promise<{ version: number; changes: ActivityLine[] }> {
  demand(ctx.actor, 'activity:read')
  const claim = await ctx.db.claim.findUnique({
    where: { id: claimId },
    select: { version: true },
  })
  if (!claim) throw new AppError('not_found', 'claim')
  const changes = await linesOf(
    ctx.db,
    Prisma.sql`WHERE claim_id = ${claimId}::uuid AND claim_version > ${version} AND claim_version <= ${claim.version}
      ORDER BY id LIMIT 100`,
    OLDEST,
  )
  return { version: claim.version, changes }
}
