'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { formAction } from '@/app/_server/action'
import type { FormAction } from '@/app/_ui/form-state'
import { beginIntake } from '@/app/(desk)/desk/intake/begin-intake'
import {
  type ReadDocument,
  readFile,
  readPasted,
  readUrl,
} from '@/lib/documents/read/read-document'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { readOn } from '@/lib/intake/reading'
import { id, languageTag, line, nameLine, optional, requestId } from '@/lib/text/fields'

const startForm = z.object({
  requestId,
  article: z.string().max(1_000_100, 'too_long:1000000').default(''),
  title: optional(line(300)),
  publisher: optional(nameLine(200)),
  language: optional(languageTag),
  date: z.string().trim().default(''),
  again: z.string().optional(),
  documentId: optional(id),
})

/** Most articles are read through in less than this, in milliseconds; the others show how far they have come. */
const PATIENCE = 2500

export const startIntakeAction: FormAction = async (previous, form) => {
  const given = form instanceof FormData ? form.get('file') : null
  const file = given instanceof File && given.size > 0 ? given : null
  const begin = formAction(startForm, async (ctx, typed) => {
    const read = await readGiven(typed.article, file, ctx.now)
    const { intakeId } = await beginIntake(ctx, read, typed)
    // The text is here now: what goes wrong from here on is told where its claims would be.
    const reading = readOn(ctx, intakeId).catch((error: unknown) => console.error(error))
    await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, PATIENCE))])
    redirect(`/desk/intake/${intakeId}`)
  })
  return begin(previous, form)
}

/** A file before what was pasted; a paste that is an address and nothing else is fetched. Refusals name the field. */
async function readGiven(pasted: string, file: File | null, now: Date): Promise<ReadDocument> {
  try {
    if (file) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      return await readFile(bytes, { name: file.name, type: file.type, now })
    }
    const text = pasted.trim()
    if (/^https?:\/\/\S+$/i.test(text))
      return await readUrl(text, { now, allow: env().FETCH_ALLOW })
    return readPasted(pasted, { now })
  } catch (error) {
    if (!(error instanceof AppError) || error.details.field) throw error
    throw new AppError(error.code, error.reason, {
      ...error.details,
      field: file ? 'file' : 'article',
    })
  }
}
