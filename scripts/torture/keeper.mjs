// Outlives whoever tortures, by a moment: when the channel to it breaks, even by `kill -9`, everything that was started
// for the run is ended and its folder removed. Asked to watch `{ pid, started }`, to forget `{ pid }`.
import { rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { startTimeOf } from '../launcher/folder-lock.mjs'

const watched = new Map()
const [folder] = process.argv.slice(2)

process.on('message', ({ watch, forget }) => {
  if (watch) watched.set(watch.pid, watch.started)
  if (forget) watched.delete(forget)
})
process.on('disconnect', async () => {
  for (const [pid, started] of watched) {
    // By now the id may be another program's.
    if (startTimeOf(pid) !== started) continue
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself.
    }
  }
  // What a killed PostgreSQL leaves behind is still on its way out.
  for (let tries = 1; tries <= 20; tries++) {
    await delay(100)
    try {
      rmSync(folder, { recursive: true, force: true })
      break
    } catch {
      // Somebody still writes into it.
    }
  }
  process.exit(0)
})
process.send?.('ready')
