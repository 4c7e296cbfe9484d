/** Counting stops here: that there are more is all that anybody needs to know of a list. */
export const COUNTED = 1000

/** How many there are; `isMore` where there are more than were counted. */
export type Counted = { n: number; isMore: boolean }

/** What a count that was asked for one more than `COUNTED` says. */
export function counted(found: number): Counted {
  return found > COUNTED ? { n: COUNTED, isMore: true } : { n: found, isMore: false }
}
