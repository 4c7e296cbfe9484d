import { loadClaim } from '@/app/(public)/_parts/load'
import { addressOf } from '@/app/(public)/_parts/meta'
import { claimJson } from '@/lib/interop/claim-json'

export const dynamic = 'force-dynamic'

/** What is published as `/claims/<slug>.json`; see the rewrite in next.config.js. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const claim = await loadClaim((await params).slug, null)
  if (!claim) return Response.json({ error: 'not_found' }, { status: 404 })
  const body = JSON.stringify(claimJson(claim, { origin: addressOf('') }), null, 2)
  return new Response(`${body}\n`, { headers: { 'content-type': 'application/json' } })
}
