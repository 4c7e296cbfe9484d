import { logLine } from './log-line.mjs'
import { StartProblem } from './start-problem.mjs'

/** How often a step that is still going on says so. */
const REMINDER_MS = 10_000

/**
 * Writes lines with the seconds since `since`; a closed terminal is no reason to stop serving.
 * Once `signal` is aborted, no further step is begun. With `format` json each is an object for those who keep logs.
 */
export function createTeller({
  since = Date.now(),
  out = process.stdout,
  quiet = false,
  signal,
  format = 'plain',
} = {}) {
  const isJson = format === 'json'
  if (out.listenerCount('error') === 0) out.on('error', () => {})

  const line = (text) => {
    if (quiet) return
    if (isJson) {
      out.write(logLine('info', { from: 'start', message: text.trim() }))
      return
    }
    const seconds = ((Date.now() - since) / 1000).toFixed(1).padStart(6)
    out.write(`${seconds} s  ${text}\n`)
  }

  return {
    line,
    /** A sentence for people, without a clock in front of it. */
    plain: (text) => (isJson ? line(text) : void (quiet || out.write(`${text}\n`))),
    /** Runs `work`, announcing it at once and again while it goes on. */
    async step(title, work) {
      signal?.throwIfAborted()
      line(`${title}…`)
      const begun = Date.now()
      const reminder = setInterval(() => {
        line(`  still ${lowerFirst(title)} (${Math.round((Date.now() - begun) / 1000)} s)…`)
      }, REMINDER_MS)
      try {
        return await work()
      } catch (error) {
        if (error instanceof StartProblem) throw error
        error.step = title
        throw error
      } finally {
        clearInterval(reminder)
      }
    },
  }
}

function lowerFirst(text) {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
