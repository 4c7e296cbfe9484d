import { z } from 'zod'
import { memberJson } from '@/app/_server/member-json'
import { getDocumentText } from '@/lib/documents/queries'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string }> }

export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { id } = await params
  return memberJson(request, z.object({}), (ctx) => getDocumentText(ctx, id))
}
