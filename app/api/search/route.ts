import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { env } from '@/lib/env'
import { stripRuntime } from '@/lib/publish/strip'

export const dynamic = 'force-dynamic'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)
const RENDER_MS = 15_000

/**
 * The search of the readers' pages, made the way their files are: rendered by Next, without its client runtime. The
 * front server sends `/claims?…` here.
 */
export async function GET(request: Request): Promise<Response> {
  const { search } = new URL(request.url)
  const rendered = await fetch(`${env().INTERNAL_ORIGIN}/claims${search}`, {
    cache: 'no-store',
    redirect: 'manual',
    signal: AbortSignal.timeout(RENDER_MS),
  })
  const page = await stripRuntime(await rendered.text())
  const { body, encoding } = await pack(page, request.headers.get('accept-encoding') ?? '')
  return new Response(new Uint8Array(body), {
    status: rendered.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'Accept-Encoding',
      ...(encoding && { 'content-encoding': encoding }),
    },
  })
}

async function pack(page: string, accepted: string): Promise<{ body: Buffer; encoding?: string }> {
  const takes = (encoding: string) =>
    new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\b)`).test(accepted)
  if (takes('br')) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 }
    return { body: await brotli(page, { params }), encoding: 'br' }
  }
  if (takes('gzip')) return { body: await zip(page), encoding: 'gzip' }
  return { body: Buffer.from(page) }
}
