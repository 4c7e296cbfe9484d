const LONGEST_OF_FIRST = 30
/** Whoever was well for so long has a new trouble, and not the old one. */
const WELL_MS = 60_000

/**
 * Keeps questions away from what failed, and says when it may be tried again: after a wait that doubles with each failed
 * try, up to thirty times the first. Times are of one clock that never goes back, in milliseconds.
 */
export function createBreaker(firstWaitMs: number) {
  let wait = firstWaitMs
  let isOpen = true
  let retryAt = 0
  let closedAt = Number.NEGATIVE_INFINITY

  return {
    /** Nothing passes. It begins so: what was never seen to be well isn't asked. */
    get isOpen() {
      return isOpen
    },
    mayTry: (now: number) => now >= retryAt,
    close(now: number) {
      if (!isOpen) return
      isOpen = false
      closedAt = now
    },
    trip(now: number) {
      if (!isOpen && now - closedAt > WELL_MS) wait = firstWaitMs
      isOpen = true
      retryAt = now + wait
      wait = Math.min(wait * 2, firstWaitMs * LONGEST_OF_FIRST)
    },
  }
}
