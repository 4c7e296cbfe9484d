import 'server-only'
import { readerPage } from '@/lib/publish/reader-page'

const RENDER_MS = 20_000

export type Rendered = { body: string; isHtml: true } | { body: string | Buffer; isHtml: false }

/** A page as readers get it, of what Next renders at this address; null where there is none. */
export async function renderPage(origin: string, address: string): Promise<Rendered | null> {
  const response = await fetch(origin + address, {
    cache: 'no-store',
    redirect: 'manual',
    signal: AbortSignal.timeout(RENDER_MS),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  if (response.status === 404) return null
  if (response.status !== 200) throw new Error(`rendering answered ${response.status}`)
  const type = response.headers.get('content-type') ?? ''
  if (!type.startsWith('text/html')) {
    return { body: type === 'image/png' ? bytes : bytes.toString(), isHtml: false }
  }
  const page = await readerPage(bytes.toString())
  // A page cut off on its way would be whole on disk and half on the screen.
  if (!page.trimEnd().endsWith('</html>')) throw new Error('rendering ended early')
  return { body: page, isHtml: true }
}
