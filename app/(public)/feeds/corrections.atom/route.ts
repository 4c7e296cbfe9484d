import { publicContext } from '@/app/(public)/_parts/context'
import { addressOf } from '@/app/(public)/_parts/meta'
import { correctionsFeed } from '@/lib/interop/atom'
import { getCorrectionsFeed } from '@/lib/site/queries/feed'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const feed = correctionsFeed(await getCorrectionsFeed(publicContext()), { origin: addressOf('') })
  return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
}
