/** The words before an article's first sentence that say where, when and by which agency it was written. */
export type Dateline = {
  place: string | null
  agency: string | null
  /** ISO 8601 calendar day; null where no day is given or its year is not. */
  date: string | null
  /** `[start, end)` in UTF-16 indices of the text, the dash included. */
  span: [number, number]
}

/** The dateline that a text opens with, if it has one. */
export function findDateline(_text: string): Dateline | null {
  return null
}
