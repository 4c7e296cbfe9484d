import { env } from '@/lib/env'
import { stripRuntime } from '@/lib/publish/strip'

export const dynamic = 'force-dynamic'

const RENDER_MS = 15_000

/**
 * The search of the readers' pages, made the way their files are: rendered by Next, without its client runtime. The
 * front server sends `/claims?…` here, and compresses the answer.
 */
export async function GET(request: Request): Promise<Response> {
  const { search } = new URL(request.url)
  const rendered = await fetch(`${env().INTERNAL_ORIGIN}/claims${search}`, {
    cache: 'no-store',
    redirect: 'manual',
    signal: AbortSignal.timeout(RENDER_MS),
  })
  return new Response(await stripRuntime(await rendered.text()), {
    status: rendered.status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
  })
}
