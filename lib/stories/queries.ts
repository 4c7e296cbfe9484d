import 'server-only'
import { may } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'

export type StoryChoice = { id: string; title: string }

/** The stories that a form offers, newest first. */
export async function listStoryChoices(ctx: Context): Promise<StoryChoice[]> {
  if (!may(ctx.actor, 'desk:read')) return []
  return ctx.db.story.findMany({
    select: { id: true, title: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  })
}
