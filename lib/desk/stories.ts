import 'server-only'
import { demand, may } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import { COUNTED_EACH, type Counted, counted } from '@/lib/desk/counted'
import type { StoriesSearch } from '@/lib/desk/schema'
import { claimsCounted, type ListedClaim, latestClaims } from '@/lib/desk/sources'
import { AppError } from '@/lib/errors'
import { Prisma } from '@/lib/generated/prisma/client'

const PAGE = 50

export type ListedStory = {
  id: string
  title: string
  summary: string
  claims: Counted
  publicSince: Date | null
}

export type StoryList = {
  items: ListedStory[]
  /** The last one shown, where there are more. */
  nextCursor: string | null
  mayCreate: boolean
}

/** The desk's stories, newest first. */
export async function listStories(ctx: Context, { after }: StoriesSearch = {}): Promise<StoryList> {
  demand(ctx.actor, 'desk:read')
  const older = after
    ? Prisma.sql`WHERE (st.created_at, st.id) < (SELECT last.created_at, last.id FROM stories last
        WHERE last.id = ${after}::uuid)`
    : Prisma.empty
  const rows = await ctx.db.$queryRaw<(Omit<ListedStory, 'claims'> & { claims: number })[]>`
    SELECT st.id, st.title, st.summary, st.public_since AS "publicSince", ${claimsCounted('story_id', Prisma.sql`st.id`, COUNTED_EACH)} AS claims
    FROM (SELECT * FROM stories st ${older} ORDER BY st.created_at DESC, st.id DESC LIMIT ${PAGE + 1}) st
    ORDER BY st.created_at DESC, st.id DESC`
  const items = rows.slice(0, PAGE).map((row) => ({
    ...row,
    claims: counted(row.claims, COUNTED_EACH),
  }))
  return {
    items,
    nextCursor: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null,
    mayCreate: may(ctx.actor, 'story:create'),
  }
}

export type StoryDesk = {
  id: string
  slug: string
  title: string
  summary: string
  version: number
  publicSince: Date | null
  claims: ListedClaim[]
  claimCount: Counted
  may: { edit: boolean; show: boolean }
}

const SHOWN = 100

/** One story with its claims. Throws `not_found`. */
export async function getStoryDesk(ctx: Context, storyId: string): Promise<StoryDesk> {
  demand(ctx.actor, 'desk:read')
  const [story] = await ctx.db.$queryRaw<
    (Omit<StoryDesk, 'claims' | 'claimCount' | 'may'> & { count: number })[]
  >`
    SELECT st.id, st.slug, st.title, st.summary, st.version, st.public_since AS "publicSince",
      ${claimsCounted('story_id', Prisma.sql`st.id`)} AS count
    FROM stories st WHERE st.id = ${storyId}::uuid`
  if (!story) throw new AppError('not_found', 'story')
  const { count, ...view } = story
  return {
    ...view,
    claims: await latestClaims(ctx, 'story_id', story.id, SHOWN),
    claimCount: counted(count),
    may: {
      edit: may(ctx.actor, 'story:edit'),
      show: may(ctx.actor, 'story:show') && story.publicSince === null,
    },
  }
}
