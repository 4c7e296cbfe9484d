import 'server-only'
import { act } from '@/lib/act'
import { record } from '@/lib/activity/record'
import { demand } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { publishLater } from '@/lib/outbox'
import type { CreateStory, EditStory, ShowStory } from '@/lib/stories/schema'
import { freeSlug } from '@/lib/text/slug'

export function createStory(
  ctx: Context,
  input: CreateStory,
): Promise<{ storyId: string; slug: string }> {
  return act(ctx, 'createStory', input, async (tx, ctx) => {
    const member = demand(ctx.actor, 'story:create')
    const { id, slug } = await tx.story.create({
      data: {
        slug: await freeSlug(
          input.title,
          'story',
          async (taken) => (await tx.story.count({ where: { slug: taken } })) > 0,
        ),
        title: input.title,
        summary: input.summary,
        createdById: member.id,
        createdAt: ctx.now,
      },
    })
    await record(
      tx,
      ctx,
      { storyId: id },
      {
        type: 'story.created',
        payload: { title: input.title, slug, summary: input.summary },
      },
    )
    return { storyId: id, slug }
  })
}

export function editStory(
  ctx: Context,
  input: EditStory,
): Promise<{ storyId: string; version: number }> {
  return act(ctx, 'editStory', input, async (tx, ctx) => {
    demand(ctx.actor, 'story:edit')
    await tx.$queryRaw`SELECT FROM stories WHERE id = ${input.storyId}::uuid FOR NO KEY UPDATE`
    const story = await tx.story.findUnique({ where: { id: input.storyId } })
    if (!story) throw new AppError('not_found', 'story')
    if (story.version !== input.version)
      throw new AppError('conflict', 'story_changed', { facts: { version: story.version } })
    const { title, summary } = input
    await tx.story.update({
      where: { id: story.id },
      data: { title, summary, version: { increment: 1 }, changedAt: ctx.now },
    })
    await record(
      tx,
      ctx,
      { storyId: story.id },
      {
        type: 'story.edited',
        payload: {
          version: story.version + 1,
          before: { title: story.title, summary: story.summary },
          after: { title, summary },
        },
      },
    )
    if (story.publicSince) await publishLater(tx, ctx, [`story:${story.id}`])
    return { storyId: story.id, version: input.version + 1 }
  })
}

/** Opens a story's page to readers. */
export function showStory(
  ctx: Context,
  input: ShowStory,
): Promise<{ storyId: string; slug: string }> {
  return act(ctx, 'showStory', input, async (tx, ctx) => {
    demand(ctx.actor, 'story:show')
    await tx.$queryRaw`SELECT FROM stories WHERE id = ${input.storyId}::uuid FOR NO KEY UPDATE`
    const story = await tx.story.findUnique({ where: { id: input.storyId } })
    if (!story) throw new AppError('not_found', 'story')
    const { count } = await tx.story.updateMany({
      where: { id: story.id, publicSince: null },
      data: { publicSince: ctx.now },
    })
    if (count === 1) {
      const { slug, title, summary } = story
      await record(
        tx,
        ctx,
        { storyId: story.id },
        { type: 'story.shown', payload: { slug, title, summary } },
      )
      await publishLater(tx, ctx, [`story:${story.id}`])
    }
    return { storyId: story.id, slug: story.slug }
  })
}
