/** How many answers are given before the loop looks for what else has come in: two or three milliseconds of them. */
const AT_ONCE = 24

/**
 * Work of which a flood may come at once, a few pieces in each turn of the event loop and the rest in later ones, first come
 * first served. What is not done by way of this, an editor's request and its answer, then waits for a few readers and never for
 * all of them.
 */
export function createTurns({ atOnce = AT_ONCE, later = setImmediate } = {}) {
  let queue = []
  let next = 0
  let done = 0
  let isNextTurnWanted = false

  const wantNextTurn = () => {
    if (isNextTurnWanted) return
    isNextTurnWanted = true
    later(turn)
  }

  function turn() {
    isNextTurnWanted = false
    done = 0
    while (next < queue.length && done < atOnce) {
      done += 1
      const work = queue[next]
      queue[next] = undefined
      next += 1
      work()
    }
    if (next < queue.length) return wantNextTurn()
    queue = []
    next = 0
    // What was done just now counts for what comes in before the next turn.
    if (done > 0) wantNextTurn()
  }

  return {
    /** Does `work` now, if its turn has come, or as soon as it has. `work` may not throw. */
    inTurn(work) {
      if (next === queue.length && done < atOnce) {
        done += 1
        wantNextTurn()
        work()
        return
      }
      queue.push(work)
      wantNextTurn()
    },
    get waiting() {
      return queue.length - next
    },
  }
}
