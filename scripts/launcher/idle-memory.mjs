const LOOK_MS = 2_000
/** Looks without work between them until there is taken to be nothing to do. */
const IDLE_LOOKS = 3
/** The first finds the garbage, those after it empty the pages that it lay on. */
const COLLECTIONS = 3

/**
 * Collects garbage when there was work and is none any more: the engine itself does nothing while it idles, and keeps
 * what the busiest moment took. Never while somebody works, who would have to wait for it.
 */
export function createTidying({
  collect = globalThis.gc,
  every = (work) => setInterval(work, LOOK_MS).unref(),
} = {}) {
  let hasWorked = true // a start takes much
  let idleLooks = 0
  let left = 0
  every(() => {
    if (hasWorked) {
      hasWorked = false
      idleLooks = 0
      left = COLLECTIONS
      return
    }
    idleLooks += 1
    if (idleLooks < IDLE_LOOKS || left === 0) return
    left -= 1
    collect?.()
  })
  return {
    noteWork() {
      hasWorked = true
    },
  }
}
