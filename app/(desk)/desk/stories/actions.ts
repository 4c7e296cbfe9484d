'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { formAction } from '@/app/_server/action'
import { requestWords } from '@/app/_server/request-words'
import { mergeFields, readBase } from '@/app/(desk)/desk/_parts/merge-fields'
import { storyBase, storyGroups } from '@/app/(desk)/desk/stories/story-base'
import { getStoryDesk } from '@/lib/desk/stories'
import { publishPending } from '@/lib/publish/publisher'
import { createStory, editStory, showStory } from '@/lib/stories/commands'
import { createStoryInput, editStoryInput, showStoryInput } from '@/lib/stories/schema'

export const createStoryAction = formAction(createStoryInput, async (ctx, input) => {
  const { storyId } = await createStory(ctx, input)
  redirect(`/desk/stories/${storyId}?done=created`)
})

export const editStoryAction = formAction(
  editStoryInput,
  async (ctx, input) => {
    await editStory(ctx, input)
    await goBack(input.storyId, 'edited')
  },
  {
    onConflict: async (ctx, input, typed) => {
      const story = await getStoryDesk(ctx, input.storyId)
      const theirs = storyBase(story)
      const merge = mergeFields(
        storyGroups(await requestWords()),
        readBase(typed.base),
        typed,
        theirs,
      )
      return {
        facts: { taken: merge.taken, clashes: merge.clashes },
        values: { ...merge.values, version: String(story.version), base: JSON.stringify(theirs) },
      }
    },
  },
)

export const showStoryAction = formAction(showStoryInput, async (ctx, input) => {
  await showStory(ctx, input)
  await goBack(input.storyId, 'shown')
})

/** Back to the story's page, which says what was done; later, where readers don't have it yet. */
async function goBack(storyId: string, done: string): Promise<never> {
  const isPublished = await publishPending()
  revalidatePath(`/desk/stories/${storyId}`)
  redirect(`/desk/stories/${storyId}?done=${done}${isPublished ? '' : '&later=1'}`)
}
