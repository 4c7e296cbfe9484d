import { setTimeout as delay } from 'node:timers/promises'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 15_000
/** A child that ran this long is taken to have been well, and its next failure to be a new one. */
const WELL_MS = 60_000

/**
 * Keeps something running: `start` answers `{ exited, stop }`, and is called again, after a wait
 * that grows, whenever `exited` resolves or `start` fails. The first start is the caller's to fail.
 */
export async function supervise({ name, start, teller }) {
  let current = await start()
  let startedAt = Date.now()
  let wait = FIRST_WAIT_MS
  const stopping = new AbortController()
  const isStopping = () => stopping.signal.aborted

  const watching = (async () => {
    while (!isStopping()) {
      await current.exited
      if (isStopping()) return
      if (Date.now() - startedAt > WELL_MS) wait = FIRST_WAIT_MS
      for (;;) {
        teller.line(`${name} stopped; starting it again in ${wait / 1000} s.`)
        await delay(wait, undefined, { signal: stopping.signal }).catch(() => {})
        if (isStopping()) return
        wait = Math.min(wait * 2, LONGEST_WAIT_MS)
        try {
          current = await start()
          startedAt = Date.now()
          teller.line(`${name} runs again.`)
          break
        } catch (error) {
          teller.line(`${name} could not be started: ${error.message}`)
        }
      }
      if (isStopping()) await current.stop()
    }
  })()

  return {
    current: () => current,
    async stop() {
      stopping.abort()
      await current.stop()
      await watching
    },
  }
}
