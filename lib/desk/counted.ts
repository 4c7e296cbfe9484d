/** Counting stops here: that there are more is all that anybody needs to know of a list. */
export const COUNTED = 1000
/** And here where it is one of fifty counts on a screen. */
export const COUNTED_EACH = 100

/** How many there are; `isMore` where there are more than were counted. */
export type Counted = { n: number; isMore: boolean }

/** What a count says that was asked for one more than `most`. */
export function counted(found: number, most = COUNTED): Counted {
  return found > most ? { n: most, isMore: true } : { n: found, isMore: false }
}
