import 'server-only'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { env } from '@/lib/env'
import { readerPage } from '@/lib/publish/reader-page'
import { buildFolder, withOwnStyles } from '@/lib/publish/styles'

const RENDER_MS = 20_000

export type Rendered = { body: string; isHtml: true } | { body: string | Buffer; isHtml: false }

/** What was asked of the database for some pages, for others that are made of the same state. */
export type Memory = Map<unknown, Map<string, unknown>>

/**
 * Renders the page at an address (`/ar/claims/x?at=…`) as readers get it; null where there is none. With `memory`, pages
 * that show the same things ask for them once.
 */
export type Render = (address: string, memory?: Memory) => Promise<Rendered | null>

/** Of what Next renders, behind `origin`. */
export function renderedByNext(origin: string): Render {
  return async (address) => {
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
    return html(await readerPage(bytes.toString()))
  }
}

/**
 * By the build's own renderer (app/_renderer), in this process: the same pages in a fraction of the time, since nothing is
 * made that only Next's runtime would read.
 */
export function renderedHere(build: string): Render {
  const file = path.join(/*turbopackIgnore: true*/ build, 'renderer.mjs')
  const loading = import(/*turbopackIgnore: true*/ pathToFileURL(file).href) as Promise<{
    render: (
      address: string,
      memory?: Memory,
    ) => Promise<{ body: string | Uint8Array; type: string } | null>
  }>
  // Said to whoever wants a page.
  loading.catch(() => {})
  return async (address, memory) => {
    const made = await (await loading).render(address, memory)
    if (!made) return null
    const { body, type } = made
    if (typeof body !== 'string') return { body: Buffer.from(body), isHtml: false }
    return type.startsWith('text/html')
      ? html(await withOwnStyles(body, build))
      : { body, isHtml: false }
  }
}

const shared = globalThis as typeof globalThis & { counterclaimRender?: Render }

/**
 * How this process renders readers' pages: in development, where pages change under it, as Next does. On `globalThis`, since
 * Next loads this module once per bundle.
 */
export function getRender(): Render {
  shared.counterclaimRender ??=
    process.env.NODE_ENV === 'production'
      ? renderedHere(buildFolder())
      : renderedByNext(env().INTERNAL_ORIGIN)
  return shared.counterclaimRender
}

/** A page cut off on its way would be whole on disk and half on the screen. */
function html(page: string): Rendered {
  if (!page.trimEnd().endsWith('</html>')) throw new Error('rendering ended early')
  return { body: page, isHtml: true }
}
