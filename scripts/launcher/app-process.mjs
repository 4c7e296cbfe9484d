import path from 'node:path'
import { createFront } from './front.mjs'
import { asLogLines, createRequestLog } from './log-line.mjs'
import { startNext } from './next-child.mjs'
import { isComplete } from './publishing.mjs'
import { ROOT } from './settings.mjs'
import { supervise } from './supervise.mjs'

/**
 * What an app process is made of, the first one as well as each further one: the server that readers and editors come to,
 * which is there at once, and Next behind it, which is kept running. `environment()` is asked at each start of Next: the
 * database may have come back under another address.
 */
export function createAppProcess({ settings, folders, keys, teller, environment, log }) {
  let next
  /** The one that answers; none from the moment that it has died. */
  let running
  const front = createFront({
    ...settings,
    published: folders.published,
    assets: path.join(ROOT, '.next'),
    internalSecret: keys.internalSecret,
    next: () => running?.origin,
    isComplete: () => isComplete(folders.published),
  })

  const tellWords = (text, isTrouble) => {
    log?.write(text)
    if (!isTrouble) return
    const isJson = settings.logFormat === 'json'
    process.stderr.write(isJson ? asLogLines('error', 'desk', text) : text)
  }

  return {
    front,
    /** Where Next is just now, or undefined. */
    origin: () => next?.current()?.origin,
    async startPages({ onStarted = () => {} } = {}) {
      next = await teller.step('Starting the pages', () =>
        supervise({
          name: 'The Next server',
          teller,
          async start() {
            const child = await startNext({
              env: environment(),
              port: next?.current().port,
              onWords: tellWords,
            })
            running = child
            void child.exited.then(() => {
              if (running === child) running = undefined
            })
            onStarted(child)
            return child
          },
        }),
      )
    },
    /** Its keeper starts it again, with what it is to know by then. */
    restartPages: () => next?.current().stop(),
    stopPages: () => next?.stop(),
    /** From when on readers depend on this process: one request gone wrong must not end it. */
    outliveFailures() {
      const failures = createRequestLog({ format: settings.logFormat, from: 'front' })
      for (const event of ['uncaughtException', 'unhandledRejection']) {
        process.on(event, (error) => failures.failed(error))
      }
    },
  }
}
