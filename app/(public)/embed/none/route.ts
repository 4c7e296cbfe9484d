import { embedSite } from '@/app/(public)/embed/site'
import { missingCard } from '@/lib/interop/embed-card'

export const dynamic = 'force-dynamic'

/** What stands in a frame whose claim is none. */
export async function GET(): Promise<Response> {
  const { words, site } = await embedSite()
  return new Response(missingCard(words, site), {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
}
