import { publicContext } from '@/app/(public)/_parts/context'
import { embedSite } from '@/app/(public)/embed/site'
import { asPng, claimPicture } from '@/lib/interop/pictures/claim-picture'
import { getClaimPage } from '@/lib/site/queries/claim'

export const dynamic = 'force-dynamic'

/** What others show when they link to the claim. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const claim = await getClaimPage(publicContext(), (await params).slug)
  if (!claim) return new Response('Not found', { status: 404 })
  const { words } = await embedSite()
  const picture = await asPng(await claimPicture(claim, words))
  return new Response(picture, { headers: { 'content-type': 'image/png' } })
}
