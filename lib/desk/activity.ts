import 'server-only'
import { type ActivityBody, activityBody } from '@/lib/activity/schema'
import { demand } from '@/lib/auth/policy'
import { includesRole } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import type { ActivitySearch } from '@/lib/desk/schema'
import { AppError } from '@/lib/errors'
import type { Prisma } from '@/lib/generated/prisma/client'

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

const shown = {
  actor: { select: { id: true, name: true } },
  claim: { select: { id: true, proposition: true } },
  source: { select: { slug: true, name: true } },
  document: { select: { title: true } },
  story: { select: { slug: true, title: true } },
  intake: { select: { id: true } },
  person: { select: { name: true } },
} satisfies Prisma.ActivityInclude

type Row = Prisma.ActivityGetPayload<{ include: typeof shown }>

function lineOf(row: Row): ActivityLine {
  return {
    id: String(row.id),
    at: row.at,
    by: row.actor,
    // A row that does not parse was not written by us: better no page than a page that leaves it out.
    body: activityBody.parse({ type: row.type, payload: row.payload }),
    claim: row.claim ? { ...row.claim, version: row.claimVersion } : null,
    source: row.source,
    document: row.document,
    story: row.story,
    intake: row.intake,
    person: row.person,
  }
}

export type ActivityPage = {
  items: ActivityLine[]
  /** For `before` on the next page. */
  nextCursor: string | null
  total: number
  people: { id: string; name: string }[]
  /** What the filter by claim means. */
  claim: { id: string; proposition: string } | null
}

/** Every act ever recorded, newest first: for editors, and what was done about people for admins only. */
export async function listActivity(ctx: Context, search: ActivitySearch): Promise<ActivityPage> {
  const member = demand(ctx.actor, 'activity:read')
  if (!includesRole(member.role, 'editor')) throw new AppError('not_found', 'activity')
  const matching: Prisma.ActivityWhereInput = {
    AND: [
      includesRole(member.role, 'admin') ? {} : { NOT: { type: { startsWith: 'person.' } } },
      search.person ? { actorId: search.person } : {},
      search.claim ? { claimId: search.claim } : {},
      search.type ? { type: search.type } : {},
    ],
  }
  const older = search.before ? { id: { lt: BigInt(search.before) } } : {}
  const rows = await ctx.db.activity.findMany({
    where: { AND: [matching, older] },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
    include: shown,
  })
  const items = rows.slice(0, PAGE).map(lineOf)
  return {
    items,
    nextCursor: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null,
    total: await ctx.db.activity.count({ where: matching }),
    people: await ctx.db.user.findMany({
      select: { id: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
    claim: search.claim
      ? await ctx.db.claim.findUnique({
          where: { id: search.claim },
          select: { id: true, proposition: true },
        })
      : null,
  }
}

/** The newest acts on one claim, for everybody at the desk. */
export async function listClaimActivity(
  ctx: Context,
  claimId: string,
  limit: number,
): Promise<{ items: ActivityLine[]; total: number }> {
  demand(ctx.actor, 'activity:read')
  const rows = await ctx.db.activity.findMany({
    where: { claimId },
    orderBy: { id: 'desc' },
    take: limit,
    include: shown,
  })
  return { items: rows.map(lineOf), total: await ctx.db.activity.count({ where: { claimId } }) }
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
  const rows = await ctx.db.activity.findMany({
    where: { claimId, claimVersion: { gt: version, lte: claim.version } },
    orderBy: { id: 'asc' },
    take: 100,
    include: shown,
  })
  return { version: claim.version, changes: rows.map(lineOf) }
}
