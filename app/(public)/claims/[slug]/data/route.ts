import { publicContext } from '@/app/(public)/_parts/context'
import { addressOf } from '@/app/(public)/_parts/meta'
import { claimJson } from '@/lib/interop/claim-json'
import { getClaimPage } from '@/lib/site/queries/claim'

export const dynamic = 'force-dynamic'

/** What is published as `/claims/<slug>.json`; see the rewrite in next.config.js. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const claim = await getClaimPage(publicContext(), (await params).slug)
  if (!claim) return Response.json({ error: 'not_found' }, { status: 404 })
  const body = JSON.stringify(claimJson(claim, { origin: addressOf('') }), null, 2)
  return new Response(`${body}\n`, { headers: { 'content-type': 'application/json' } })
}
