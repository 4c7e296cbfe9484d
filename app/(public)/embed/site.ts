import 'server-only'
import { pageHref, pageWords } from '@/app/(public)/_parts/href'
import { loadClaim, loadStory } from '@/app/(public)/_parts/load'
import { addressOf } from '@/app/(public)/_parts/meta'
import type { EmbedSite } from '@/lib/interop/embed-card'
import type { ClaimPage, StoryPage, WithdrawnClaim } from '@/lib/site/views'
import type { Words } from '@/lib/words/words-of'

type Params = Promise<{ slug: string }>
/** Made of what was asked for, in the language of the address that it was asked at. */
type Body<Of> = (of: Of, words: Words, site: EmbedSite) => Made | Promise<Made>
type Made = string | Uint8Array<ArrayBuffer>

/** The words and addresses of what leaves the site, in the language of the address that it was asked at. */
export async function embedSite(): Promise<{ words: Words; site: EmbedSite }> {
  return {
    words: await pageWords(),
    site: { origin: addressOf(''), pathOf: await pageHref() },
  }
}

/** An answer made of a claim, or that there is none. */
export async function answerOfClaim(
  params: Params,
  type: string,
  body: Body<ClaimPage | WithdrawnClaim>,
): Promise<Response> {
  return answerOf(await loadClaim((await params).slug, null), type, body)
}

/** An answer made of a story, or that there is none. */
export async function answerOfStory(
  params: Params,
  type: string,
  body: Body<StoryPage>,
): Promise<Response> {
  return answerOf(await loadStory((await params).slug, null), type, body)
}

async function answerOf<Of>(of: Of | null, type: string, body: Body<Of>): Promise<Response> {
  if (!of) return new Response('Not found', { status: 404 })
  const { words, site } = await embedSite()
  return new Response(await body(of, words, site), { headers: { 'content-type': type } })
}
