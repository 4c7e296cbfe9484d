import 'server-only'
import type { MemberContext } from '@/app/_server/context'
import type { ReadDocument } from '@/lib/documents/read/read-document'
import { AppError } from '@/lib/errors'
import { startIntake } from '@/lib/intake/commands'
import { draftFrom } from '@/lib/intake/draft'
import { startIntakeInput } from '@/lib/intake/schema'

type Typed = {
  requestId?: string | undefined
  title?: string | undefined
  publisher?: string | undefined
  language?: string | undefined
  date: string
  again?: string | undefined
  documentId?: string | undefined
}

/** Begins an intake with what was read and what somebody said of it, in a form or by a program. */
export async function beginIntake(
  ctx: MemberContext,
  read: ReadDocument,
  typed: Typed,
): Promise<{ intakeId: string }> {
  const { date, title, publisher, language } = typed
  const document = draftFrom(read, {
    title,
    publisher,
    language,
    published: { date, time: '', zone: '' },
  })
  const parsed = startIntakeInput.safeParse({
    requestId: typed.requestId,
    text: read.text,
    document,
    byline: read.byline,
    bytesSha256: read.bytesSha256,
    fetchedAt: read.url ? ctx.now : null,
    documentId: typed.documentId,
    isAgain: typed.again === 'yes',
  })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = issue?.path.includes('published') ? 'date' : 'article'
    throw new AppError('invalid', field === 'date' ? 'intake_date' : 'text_empty', { field })
  }
  return startIntake(ctx, parsed.data)
}
