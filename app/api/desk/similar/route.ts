import { memberJson } from '@/app/_server/member-json'
import { reading } from '@/lib/replica/reading'
import { nearestClaims } from '@/lib/search/queries'
import { similarQuery } from '@/lib/search/schema'

export const dynamic = 'force-dynamic'

export function GET(request: Request): Promise<Response> {
  return memberJson(request, similarQuery, async (ctx, { text }) => ({
    items: await reading(ctx, (each) => nearestClaims(each, text, 5)),
  }))
}
