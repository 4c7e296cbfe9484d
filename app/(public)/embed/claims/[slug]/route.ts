import { answerOfClaim } from '@/app/(public)/embed/site'
import { claimCard } from '@/lib/interop/embed-card'

export const dynamic = 'force-dynamic'

/** The card that others show in a frame. */
export function GET(_: Request, { params }: { params: Promise<{ slug: string }> }) {
  return answerOfClaim(params, 'text/html; charset=utf-8', claimCard)
}
