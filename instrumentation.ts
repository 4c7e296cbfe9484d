import type { Instrumentation } from 'next'

/** A start has more urgent things to do. */
const WARM_AFTER_MS = 5_000

/** Runs once when the server starts: from then on, what editors publish becomes files. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || !process.env.DATABASE_URL) return
  const { startTracing } = await import('@/lib/observe/tracing')
  const stopTracing = await startTracing()
  if (stopTracing) process.once('SIGTERM', () => void stopTracing())
  const { getPublisher } = await import('@/lib/publish/publisher')
  getPublisher().start()
  const { offerRebuilds } = await import('@/lib/publish/answer-rebuild')
  offerRebuilds()
  if (Object.keys(process.env).some((name) => /^(?:MIRROR|PURGE)_/.test(name))) {
    const { startFollowing } = await import('@/lib/mirror/follower')
    startFollowing()
  }
  if (process.env.NODE_ENV !== 'production') return
  const { warmUp } = await import('@/lib/publish/warm')
  const { getRender } = await import('@/lib/publish/render')
  const { getDb } = await import('@/lib/db')
  setTimeout(() => void warmUp(getDb(), getRender()).catch(() => {}), WARM_AFTER_MS).unref()
}

/** What a page or a handler threw, under the id by which the readers' server knows the request. Next itself says it in plain words. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.LOG_FORMAT !== 'json' || process.env.NEXT_RUNTIME !== 'nodejs') return
  const { logLine, pathForLog } = await import('@/scripts/launcher/log-line.mjs')
  const id = request.headers['x-request-id']
  process.stderr.write(
    logLine('error', {
      from: 'desk',
      requestId: typeof id === 'string' ? id : null,
      method: request.method,
      path: pathForLog(request.path),
      route: context.routePath,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  )
}
