'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { formAction } from '@/app/_server/action'
import { requestWords } from '@/app/_server/request-words'
import { mergeFields, readBase } from '@/app/(desk)/desk/_parts/merge-fields'
import { sourceBase, sourceGroups } from '@/app/(desk)/desk/sources/source-base'
import { getSourceDesk } from '@/lib/desk/sources'
import { publishPending } from '@/lib/publish/publisher'
import { addAlias, createSource, editSource, gradeSource } from '@/lib/sources/commands'
import {
  addAliasInput,
  createSourceInput,
  editSourceInput,
  gradeSourceInput,
} from '@/lib/sources/schema'

export const createSourceAction = formAction(createSourceInput, async (ctx, input) => {
  const { sourceId } = await createSource(ctx, input)
  redirect(`/desk/sources/${sourceId}?done=created`)
})

export const editSourceAction = formAction(
  editSourceInput,
  async (ctx, input) => {
    await editSource(ctx, input)
    await goBack(input.sourceId, 'edited')
  },
  {
    onConflict: async (ctx, input, typed) => {
      const source = await getSourceDesk(ctx, input.sourceId)
      const theirs = sourceBase(source)
      const merge = mergeFields(
        sourceGroups(await requestWords()),
        readBase(typed.base),
        typed,
        theirs,
      )
      return {
        facts: { taken: merge.taken, clashes: merge.clashes },
        values: {
          ...merge.values,
          version: String(source.version),
          base: JSON.stringify(theirs),
        },
      }
    },
  },
)

export const addAliasAction = formAction(addAliasInput, async (ctx, input) => {
  await addAlias(ctx, input)
  await goBack(input.sourceId, 'named')
})

export const gradeSourceAction = formAction(gradeSourceInput, async (ctx, input) => {
  await gradeSource(ctx, input)
  await goBack(input.sourceId, 'graded')
})

/** Back to the source's page, which says what was done; later, where readers don't have it yet. */
async function goBack(sourceId: string, done: string): Promise<never> {
  const isPublished = await publishPending()
  revalidatePath(`/desk/sources/${sourceId}`)
  redirect(`/desk/sources/${sourceId}?done=${done}${isPublished ? '' : '&later=1'}`)
}
