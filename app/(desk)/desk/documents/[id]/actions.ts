'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { formAction } from '@/app/_server/action'
import { changeOrigin } from '@/lib/documents/commands'
import { changeOriginInput } from '@/lib/documents/schema'
import { publishPending } from '@/lib/publish/publisher'

export const changeOriginAction = formAction(changeOriginInput, async (ctx, input) => {
  await changeOrigin(ctx, input)
  const isPublished = await publishPending()
  const address = `/desk/documents/${input.documentId}`
  revalidatePath(address)
  redirect(`${address}?done=origin${isPublished ? '' : '&later=1'}`)
})
