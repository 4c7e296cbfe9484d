import { env } from '@/lib/env'
import { readerPage } from '@/lib/publish/reader-page'
import { DEFAULT_LANGUAGE, inLanguage, isLanguage } from '@/lib/words/languages'

export const dynamic = 'force-dynamic'

const RENDER_MS = 15_000

/**
 * The search of the readers' pages, made the way their files are: rendered by Next, without its client runtime. The
 * front server sends `/claims?…` and `/ar/claims?…` here, and compresses the answer.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ language?: string[] }> },
): Promise<Response> {
  const { search } = new URL(request.url)
  const [code, ...rest] = (await params).language ?? []
  if (rest.length > 0 || (code !== undefined && !isLanguage(code))) {
    return new Response('Not found', { status: 404 })
  }
  const address = inLanguage('/claims', code ?? DEFAULT_LANGUAGE)
  const rendered = await fetch(`${env().INTERNAL_ORIGIN}${address}${search}`, {
    cache: 'no-store',
    redirect: 'manual',
    signal: AbortSignal.timeout(RENDER_MS),
  })
  return new Response(await readerPage(await rendered.text()), {
    status: rendered.status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
  })
}
