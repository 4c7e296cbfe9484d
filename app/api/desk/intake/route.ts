import { z } from 'zod'
import { memberWrite } from '@/app/_server/member-json'
import { beginIntake } from '@/app/(desk)/desk/intake/begin-intake'
import { readPasted, readUrl } from '@/lib/documents/read/read-document'
import { env } from '@/lib/env'
import { readOn } from '@/lib/intake/reading'
import { languageTag, line, nameLine, optional } from '@/lib/text/fields'

export const dynamic = 'force-dynamic'

const input = z
  .object({
    url: z.string().trim().max(2_000).optional(),
    text: z.string().max(1_000_100).optional(),
    title: optional(line(300)),
    publisher: optional(nameLine(200)),
    language: optional(languageTag),
    /** The day it was published on, as a form would have it. */
    date: z.string().trim().default(''),
    /** Although it has been read here before. */
    again: z.boolean().default(false),
  })
  .refine(({ url, text }) => (url === undefined) !== (text === undefined), { path: ['text'] })

/** Takes an article in for whoever works at the desk: a wire reader, a script, a bookmark. */
export function POST(request: Request): Promise<Response> {
  return memberWrite(request, input, async (ctx, { url, text, again, ...said }, requestId) => {
    const { now } = ctx
    const read =
      url === undefined
        ? readPasted(text ?? '', { now })
        : await readUrl(url, { now, allow: env().FETCH_ALLOW })
    const typed = { ...said, requestId, again: again ? 'yes' : undefined }
    const { intakeId } = await beginIntake(ctx, read, typed)
    // Its claims are looked for meanwhile; the page of the intake shows how far that is.
    void readOn({ ...ctx, sent: undefined }, intakeId).catch((error: unknown) =>
      console.error(error),
    )
    return { intakeId, address: `${env().PUBLIC_URL}/desk/intake/${intakeId}` }
  })
}
