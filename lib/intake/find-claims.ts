import { proposeCandidates } from '@/lib/intake/candidates'
import { piecesOf } from '@/lib/intake/pieces'
import type {
  Attribution,
  Candidate,
  Findings,
  FoundRelation,
  IntakeLanguage,
  Particulars,
  Span,
} from '@/lib/intake/schema'

/** Kept with what was found, so that one can tell later which reader it was. */
export const EXTRACTOR = 'counterclaim/1'

/** Beyond this many, candidates are only set beside their neighbours: comparing all with all grows too fast. */
const RELATED = 300

/**
 * The claims of a text of any length. Long ones are looked through piece by piece: between two pieces it yields
 * how far it has come, so that whoever drives it can let others have the machine, and returns what was found.
 */
export function* findClaims(text: string, particulars: Particulars): Generator<number, Findings> {
  const candidates: Candidate[] = []
  for (const piece of piecesOf(text)) {
    const found = proposeCandidates(text.slice(piece.start, piece.to), particulars)
      .map((each) => moved(each, piece.start))
      .filter((each) => each.quote[0] >= piece.from && isWithin(each, text))
    candidates.push(...found)
    yield piece.to
  }
  const relations: FoundRelation[] = []
  for (let from = 0; from < candidates.length; from += RELATED) {
    const some = candidates.slice(from, from + RELATED)
    relations.push(
      ...relateAll(some).map((each) => ({ ...each, from: each.from + from, to: each.to + from })),
    )
    yield text.length
  }
  return { candidates, relations }
}

/** Whether attributions are found in texts of this language, and which of the two its tag means. */
export function intakeLanguageOf(tag: string): IntakeLanguage {
  return tag.split('-')[0] === 'ar' ? 'ar' : 'en'
}

function moved(candidate: Candidate, by: number): Candidate {
  if (by === 0) return candidate
  const span = ([start, end]: Span): Span => [start + by, end + by]
  const maybe = (given: Span | null) => given && span(given)
  const attribution = (given: Attribution): Attribution => ({
    ...given,
    source: given.source.map(span),
    cue: given.cue.map(span),
    content: given.content.map(span),
  })
  const { said, place, claimant, origin } = candidate
  return {
    ...candidate,
    attribution: candidate.attribution && attribution(candidate.attribution),
    claimant: { ...claimant, span: maybe(claimant.span) },
    quote: span(candidate.quote),
    wording: maybe(candidate.wording),
    said: said && { ...said, words: maybe(said.words) },
    place: place && { ...place, words: maybe(place.words) },
    origin: origin && { ...origin, span: maybe(origin.span) },
  }
}

/** A quote is kept letter by letter, so its span must be one of the text's own. */
function isWithin({ quote, wording }: Candidate, text: string): boolean {
  return [quote, ...(wording ? [wording] : [])].every(
    ([start, end]) =>
      start < end &&
      end <= text.length &&
      text.slice(start, end).isWellFormed() &&
      text.slice(start, end).trim() !== '',
  )
}

// Stand-in until lib/intake/relate.ts is here.
function relateAll(_candidates: Candidate[]): FoundRelation[] {
  return []
}
