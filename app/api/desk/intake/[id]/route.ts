import { z } from 'zod'
import { memberJson } from '@/app/_server/member-json'
import { AppError } from '@/lib/errors'
import { getIntakeState } from '@/lib/intake/queries'
import { id } from '@/lib/text/fields'

export const dynamic = 'force-dynamic'

const query = z.object({ since: z.coerce.number().int().nonnegative().catch(0) })

type Props = { params: Promise<{ id: string }> }

export async function GET(request: Request, { params }: Props): Promise<Response> {
  const intakeId = id.safeParse((await params).id)
  return memberJson(request, query, (ctx, { since }) => {
    if (!intakeId.success) throw new AppError('not_found', 'intake')
    return getIntakeState(ctx, intakeId.data, since)
  })
}
