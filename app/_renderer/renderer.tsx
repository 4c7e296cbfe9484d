import { PassThrough } from 'node:stream'
import type { Metadata, Viewport } from 'next'
import type { ComponentType, ReactNode } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import { Head } from '@/app/_renderer/head'
import { NotFound } from '@/app/_renderer/in-place-of/next-navigation'
import { type PageRequest, pageRequest, withPageRequest } from '@/app/_renderer/page-request'
import { type PublicQuery, queryOf } from '@/app/(public)/_parts/context'

type Params = Record<string, string>
type Asked = {
  params: Promise<Params>
  searchParams: PublicQuery
}

/** What a `page.tsx` or a `route.ts` of the readers' pages exports. */
type PageModule = {
  default: (asked: Asked) => ReactNode | Promise<ReactNode>
  generateMetadata?: (asked: Asked) => Promise<Metadata>
}
type RouteModule = {
  GET: (request: Request, asked: { params: Promise<Params> }) => Response | Promise<Response>
}

export type Route = {
  /** As folders name it: `/claims/[slug]/feed.atom`. */
  pattern: string
  module: PageModule | RouteModule
  /** Addresses of the sheets that the page is dressed in, from the build; none of a route. */
  sheets: string[]
}

type Layout = { default: ComponentType<{ children: ReactNode }>; viewport: Viewport }

/** A page as a reader's browser gets it, but for its styles, which are linked; `type` is its media type. */
export type Made = { body: string | Uint8Array; type: string }

/** Renders readers' pages without a server between: what Next would answer, without what only its runtime reads. */
export function createRenderer(routes: Route[], layout: Layout) {
  const known = routes.map((route) => ({ ...route, matches: matcherOf(route.pattern) }))

  /**
   * The page at `address` (`/ar/claims/x?at=…`); null where there is none. `memory` is what was asked of the database for
   * pages made of the same state.
   */
  return async function render(
    address: string,
    memory: PageRequest['memory'] = new Map(),
  ): Promise<Made | null> {
    const url = new URL(address, 'http://renderer')
    return withPageRequest(url.pathname, memory, async () => {
      const { path } = pageRequest()
      for (const { matches, module, sheets } of known) {
        const params = matches(path)
        if (!params) continue
        try {
          return 'GET' in module
            ? await answer(module, url, params)
            : await page(module, layout, sheets, url, params)
        } catch (error) {
          if (error instanceof NotFound) return null
          throw error
        }
      }
      return null
    })
  }
}

async function answer(module: RouteModule, url: URL, params: Params): Promise<Made | null> {
  const response = await module.GET(new Request(url), { params: Promise.resolve(params) })
  if (response.status === 404) return null
  if (response.status !== 200) throw new Error(`rendering answered ${response.status}`)
  const type = response.headers.get('content-type') ?? ''
  const body =
    type === 'image/png' ? new Uint8Array(await response.arrayBuffer()) : await response.text()
  return { body, type }
}

async function page(
  module: PageModule,
  { default: Layout, viewport }: Layout,
  sheets: string[],
  url: URL,
  params: Params,
): Promise<Made> {
  const asked = {
    params: Promise.resolve(params),
    searchParams: queryOf(new Request(url)),
  }
  const [metadata, content] = await Promise.all([
    module.generateMetadata?.(asked) ?? {},
    module.default(asked),
  ])
  const html = await htmlOf(
    <Layout>
      <Head metadata={metadata} viewport={viewport} />
      {content}
    </Layout>,
  )
  const links = sheets.map((sheet) => `<link rel="stylesheet" href="${sheet}">`).join('')
  // After what says how the bytes are to be read, which is to be among the first of them.
  const body = html.replace(/<meta name="viewport"[^>]*>/, (found) => found + links)
  return { body, type: 'text/html; charset=utf-8' }
}

/** HTML's elements without an end, of which React writes an XML slash that means nothing in HTML. */
const VOID = /<((?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b[^<>]*?)\s*\/>/g

/** The element as HTML, without what React needs to find its way in it again. In texts and attributes it writes no `<` or `>`. */
async function htmlOf(element: ReactNode): Promise<string> {
  const chunks: Buffer[] = []
  const out = new PassThrough()
  out.on('data', (chunk: Buffer) => chunks.push(chunk))
  await new Promise<void>((resolve, reject) => {
    out.on('end', resolve)
    const { pipe, abort } = renderToPipeableStream(element, {
      onAllReady: () => pipe(out),
      onError: (error) => {
        reject(error)
        abort()
      },
    })
  })
  const html = Buffer.concat(chunks).toString()
  return html.replaceAll(/<!--.*?-->/gs, '').replaceAll(VOID, '<$1>')
}

/** Answers the parameters of a path that a route's folders name, or null. */
function matcherOf(pattern: string): (path: string) => Params | null {
  const names = [...pattern.matchAll(/\[(\w+)\]/g)].map(([, name = '']) => name)
  const form = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/\[\w+\]/g, '([^/]+)')}$`)
  return (path) => {
    const found = form.exec(path)
    return found && Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? '']))
  }
}
