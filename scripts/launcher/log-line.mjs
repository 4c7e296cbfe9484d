import { randomUUID } from 'node:crypto'

/** What an id may look like that somebody before us gave a request: nothing that could break out of a line. */
const GIVEN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/
/** Whoever holds an invitation's address is let in by it. */
const SECRET_PATH = /^\/invite\/.+$/

/** The id under which a request is found in every log: as it was given where that can be one, else a new one. */
export function requestIdOf(headers) {
  const given = headers['x-request-id']
  return typeof given === 'string' && GIVEN_ID.test(given) ? given : randomUUID()
}

/** An address as it may be written down: what was asked for in words, and what lets somebody in, is left out. */
export function pathForLog(target) {
  const [path] = String(target).split('?', 1)
  return SECRET_PATH.test(path) ? '/invite/…' : path
}

/** One line of JSON: when, how grave, and whatever else there is to say. */
export function logLine(level, facts, now = new Date()) {
  return `${JSON.stringify({ time: now.toISOString(), level, ...facts })}\n`
}

/** What a program said in its own words, as lines of JSON; those that are such lines already stay. */
export function asLogLines(level, from, text) {
  const lines = []
  let words = []
  const flush = () => {
    const message = words.join('\n').trimEnd()
    if (message.trim()) lines.push(logLine(level, { from, message }))
    words = []
  }
  for (const line of text.split('\n')) {
    if (!line.startsWith('{"time":')) words.push(line)
    else {
      flush()
      lines.push(`${line}\n`)
    }
  }
  flush()
  return lines.join('')
}

/** Tells `out` of requests and of what went wrong, as lines of JSON; with another format requests are not told at all. */
export function createRequestLog({ format, from, out = process.stdout, trouble = process.stderr }) {
  const isJson = format === 'json'
  return {
    /** Writes one line when the answer is out, or was broken off. */
    follow(request, response, { id, path }) {
      if (!isJson) return
      const begun = performance.now()
      response.once('close', () => {
        const status = response.headersSent ? response.statusCode : null
        const level = status === null || status >= 500 ? 'error' : 'info'
        out.write(
          logLine(level, {
            from,
            requestId: id,
            method: request.method,
            path: pathForLog(path),
            status,
            ms: Math.round((performance.now() - begun) * 10) / 10,
            ...(response.writableFinished ? {} : { isCut: true }),
          }),
        )
      })
    },
    failed(error, facts = {}) {
      const words = String(error?.stack ?? error)
      if (!isJson) trouble.write(`${words}\n`)
      else trouble.write(logLine('error', { from, ...facts, message: words }))
    },
  }
}
