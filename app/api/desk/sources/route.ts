import { memberJson } from '@/app/_server/member-json'
import { reading } from '@/lib/replica/reading'
import { sourceQuery } from '@/lib/search/schema'
import { findSourcesByName } from '@/lib/sources/queries'

export const dynamic = 'force-dynamic'

export function GET(request: Request): Promise<Response> {
  return memberJson(request, sourceQuery, async (ctx, { q }) => ({
    items: await reading(ctx, (each) => findSourcesByName(each, q, 8)),
  }))
}
