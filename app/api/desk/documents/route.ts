import { memberJson } from '@/app/_server/member-json'
import { documentQuery } from '@/lib/documents/schema'
import { findDocuments } from '@/lib/search/documents'

export const dynamic = 'force-dynamic'

export function GET(request: Request): Promise<Response> {
  return memberJson(request, documentQuery, async (ctx, { q }) => ({
    items: await findDocuments(ctx, q, 10),
  }))
}
