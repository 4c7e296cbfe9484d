import type { Span } from '../schema'

/** A stretch of text that may name a place, with what the words around it say of that. */
export type PossibleName = {
  span: Span
  key: string
  /** After "in", "near", "town of". */
  isLocative: boolean
  /** After "near", "from": tells less of where it is than "in". */
  isBeside: boolean
  /** Before "province", "governorate": the region, not its seat. */
  isRegion: boolean
  /** A word that means something else as often as the place. */
  isDoubtful: boolean
  /** The subject of what is said, as "Moscow denied": may stand for a government. */
  isSubject: boolean
  /** What follows after a comma, in "Lebanon, Ohio". */
  within: string | null
}
