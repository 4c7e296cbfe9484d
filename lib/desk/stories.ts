import 'server-only'
import { demand, may } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import { type ListedClaim, listClaimsWhere } from '@/lib/desk/sources'
import { AppError } from '@/lib/errors'

export type ListedStory = {
  id: string
  title: string
  summary: string
  claims: number
  publicSince: Date | null
}

/** Every story of the desk, newest first: a newsroom runs tens of them, not thousands. */
export async function listStories(
  ctx: Context,
): Promise<{ items: ListedStory[]; mayCreate: boolean }> {
  demand(ctx.actor, 'desk:read')
  const stories = await ctx.db.story.findMany({
    select: {
      id: true,
      title: true,
      summary: true,
      publicSince: true,
      _count: { select: { claims: true } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 500,
  })
  return {
    items: stories.map(({ _count, ...story }) => ({ ...story, claims: _count.claims })),
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
  claimCount: number
  may: { edit: boolean; show: boolean }
}

const SHOWN = 100

/** One story with its claims. Throws `not_found`. */
export async function getStoryDesk(ctx: Context, storyId: string): Promise<StoryDesk> {
  demand(ctx.actor, 'desk:read')
  const story = await ctx.db.story.findUnique({
    where: { id: storyId },
    select: {
      id: true,
      slug: true,
      title: true,
      summary: true,
      version: true,
      publicSince: true,
      _count: { select: { claims: true } },
    },
  })
  if (!story) throw new AppError('not_found', 'story')
  const { _count, ...view } = story
  return {
    ...view,
    claims: await listClaimsWhere(ctx, { storyId: story.id }, SHOWN),
    claimCount: _count.claims,
    may: {
      edit: may(ctx.actor, 'story:edit'),
      show: may(ctx.actor, 'story:show') && story.publicSince === null,
    },
  }
}
