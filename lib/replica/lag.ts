import type { Position } from '@/lib/replica/position'

/**
 * How far a copy is behind, in time, without comparing clocks: where the primary's log ended was noted now and then, and the
 * first such place that the copy has not reached was noted so long ago.
 */
export function createLag() {
  let noted: { at: number; position: Position }[] = []
  let replayed: Position | null = null

  const forget = () => {
    const reached = replayed
    if (reached !== null) noted = noted.filter(({ position }) => position > reached)
  }
  return {
    /** The primary's log ends there. */
    primaryAt(position: Position, now: number) {
      const last = noted.at(-1)
      if (last && last.position >= position) return
      noted.push({ at: now, position })
      forget()
    },
    /** The copy has replayed so far. */
    replicaAt(position: Position) {
      replayed = position
      forget()
    },
    get replayed() {
      return replayed
    },
    /** Zero when nothing is known that it lacks; null before it has told. */
    milliseconds(now: number): number | null {
      if (replayed === null) return null
      const [first] = noted
      return first ? now - first.at : 0
    },
    bytes(): number | null {
      if (replayed === null) return null
      const last = noted.at(-1)
      return last ? Number(last.position - replayed) : 0
    },
    reset() {
      noted = []
      replayed = null
    },
  }
}
