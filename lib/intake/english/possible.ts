import type { Found } from './roles'

/** A possible attribution: its tokens of content and of source in order, and what speaks for it. */
export type Possible = {
  found: Found
  content: number[]
  source: number[]
  /** The likeliest other one that claims most of the content, and the one whose content the cue stands in. */
  rival: Possible | undefined
  holder: Possible | undefined
  traits: Float64Array
}
