import { askedMoment, publicContext, queryOf } from '@/app/(public)/_parts/context'
import { addressOf } from '@/app/(public)/_parts/meta'
import { claimsFeed } from '@/lib/interop/atom'
import { getFeed } from '@/lib/site/queries/feed'

export const dynamic = 'force-dynamic'

export async function GET(request: Request): Promise<Response> {
  const at = await askedMoment(queryOf(request))
  const feed = claimsFeed(await getFeed(publicContext(at)), { origin: addressOf('') })
  return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
}
