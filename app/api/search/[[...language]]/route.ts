import { getRender } from '@/lib/publish/render'
import { DEFAULT_LANGUAGE, inLanguage, isLanguage } from '@/lib/words/languages'

export const dynamic = 'force-dynamic'

/**
 * The search of the readers' pages, rendered the way their files are. The front server sends `/claims?…` and
 * `/ar/claims?…` here, and compresses the answer.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ language?: string[] }> },
): Promise<Response> {
  const { search } = new URL(request.url)
  const [code, ...rest] = (await params).language ?? []
  if (rest.length > 0 || (code !== undefined && !isLanguage(code))) return notFound()
  const address = inLanguage('/claims', code ?? DEFAULT_LANGUAGE)
  const rendered = await getRender()(address + search)
  if (!rendered) return notFound()
  return new Response(String(rendered.body), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
  })
}

function notFound(): Response {
  return new Response('Not found', { status: 404 })
}
