import { publicContext } from '@/app/(public)/_parts/context'
import { addressOf } from '@/app/(public)/_parts/meta'
import { sitemapIndex } from '@/lib/interop/sitemap'
import { countSitemaps } from '@/lib/site/queries/addresses'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const count = await countSitemaps(publicContext())
  const files = Array.from({ length: count }, (_, index) =>
    addressOf(`/sitemaps/claims-${index + 1}.xml`),
  )
  const xml = sitemapIndex([addressOf('/sitemaps/site.xml'), ...files])
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}
