import { answerOfClaim } from '@/app/(public)/embed/site'
import { asPng, claimPicture } from '@/lib/interop/pictures/claim-picture'

export const dynamic = 'force-dynamic'

/** What others show when they link to the claim. */
export function GET(_: Request, { params }: { params: Promise<{ slug: string }> }) {
  return answerOfClaim(params, 'image/png', async (claim, words) =>
    asPng(await claimPicture(claim, words)),
  )
}
