import { answerOfClaim } from '@/app/(public)/embed/site'
import { statusPicture } from '@/lib/interop/embed-card'

export const dynamic = 'force-dynamic'

/** The status as a picture, for pages that allow neither frames nor scripts. */
export function GET(_: Request, { params }: { params: Promise<{ slug: string }> }) {
  return answerOfClaim(params, 'image/svg+xml; charset=utf-8', statusPicture)
}
