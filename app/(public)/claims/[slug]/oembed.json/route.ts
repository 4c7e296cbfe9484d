import { answerOfClaim } from '@/app/(public)/embed/site'
import { oembedData } from '@/lib/interop/embed-card'

export const dynamic = 'force-dynamic'

/** What the front server answers oEmbed requests from; see scripts/launcher/front-oembed.mjs. */
export function GET(_: Request, { params }: { params: Promise<{ slug: string }> }) {
  return answerOfClaim(
    params,
    'application/json',
    (claim, words, site) => `${JSON.stringify(oembedData(claim, words, site))}\n`,
  )
}
