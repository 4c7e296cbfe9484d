import { publicContext } from '@/app/(public)/_parts/context'
import { addressOf } from '@/app/(public)/_parts/meta'
import { sitemap } from '@/lib/interop/sitemap'
import { getClaimAddresses, getOtherAddresses } from '@/lib/site/queries/addresses'

export const dynamic = 'force-dynamic'

const fixed = ['/', '/claims', '/sources', '/corrections', '/methodology', '/design', '/feeds']

export async function GET(
  _: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await params
  const addresses = await addressesOf(file)
  if (!addresses) return new Response('Not found', { status: 404 })
  return new Response(sitemap(addresses), {
    headers: { 'content-type': 'application/xml; charset=utf-8' },
  })
}

async function addressesOf(
  file: string,
): Promise<{ url: string; changedAt?: string }[] | null | undefined> {
  const ctx = publicContext()
  if (file === 'site.xml') {
    return [...fixed, ...(await getOtherAddresses(ctx))].map((path) => ({ url: addressOf(path) }))
  }
  const number = /^claims-([1-9]\d{0,5})\.xml$/.exec(file)?.[1]
  const claims = number ? await getClaimAddresses(ctx, Number(number)) : null
  return claims?.map(({ path, changedAt }) => ({ url: addressOf(path), changedAt }))
}
