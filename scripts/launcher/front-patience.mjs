/** With fewer readers a second than this nobody's wait is another's harm. */
const FLOOD_PER_SECOND = 1_500
/** Of a flood one reader in so many may wait on: what ninety-nine of a hundred get in time hangs on it. */
const READERS_PER_WAIT = 200
/** So many may wait on in its first moments. */
const MOST_SAVED = 24

/** Counts readers, and says whether one of them may wait for longer than most: everybody may, but in a flood. */
export function createPatience({ now = () => performance.now() } = {}) {
  let second = 0
  let before = 0
  let count = 0
  let saved = MOST_SAVED

  const turnTo = (at) => {
    const gone = at - second
    if (gone <= 0) return
    before = gone === 1 ? count : 0
    count = 0
    second = at
  }

  return {
    countReader() {
      turnTo(Math.floor(now() / 1000))
      count += 1
      saved = Math.min(MOST_SAVED, saved + 1 / READERS_PER_WAIT)
    },
    /** `isInCrowd`: many wait for the same page already. */
    mayWaitOn({ isInCrowd = false } = {}) {
      if (Math.max(before, count) < FLOOD_PER_SECOND) return true
      if (isInCrowd) return false
      if (saved < 1) return false
      saved -= 1
      return true
    },
  }
}
