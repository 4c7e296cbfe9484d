import 'server-only'
import { publicContext } from '@/app/(public)/_parts/context'
import { pageLanguage } from '@/app/(public)/_parts/href'
import { addressOf } from '@/app/(public)/_parts/meta'
import type { EmbedSite } from '@/lib/interop/embed-card'
import { getClaimPage } from '@/lib/site/queries/claim'
import type { ClaimPage, WithdrawnClaim } from '@/lib/site/views'
import { inLanguage } from '@/lib/words/languages'
import { type Words, wordsOf } from '@/lib/words/words-of'

/** The words and addresses of what leaves the site, in the language of the address that it was asked at. */
export async function embedSite(): Promise<{ words: Words; site: EmbedSite }> {
  const { code } = await pageLanguage()
  return {
    words: wordsOf(code),
    site: { origin: addressOf(''), pathOf: (path) => inLanguage(path, code) },
  }
}

/** An answer made of a claim, or that there is none. */
export async function answerOfClaim(
  params: Promise<{ slug: string }>,
  type: string,
  body: (
    claim: ClaimPage | WithdrawnClaim,
    words: Words,
    site: EmbedSite,
  ) => string | Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const claim = await getClaimPage(publicContext(), (await params).slug)
  if (!claim) return new Response('Not found', { status: 404 })
  const { words, site } = await embedSite()
  return new Response(body(claim, words, site), { headers: { 'content-type': type } })
}
