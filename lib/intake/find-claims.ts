import { proposeCandidates } from '@/lib/intake/candidates'
import { piecesOf } from '@/lib/intake/pieces'
import { type RelatableClaim, relateAll } from '@/lib/intake/relate'
import type {
  Attribution,
  Candidate,
  Findings,
  IntakeLanguage,
  Particulars,
  Span,
} from '@/lib/intake/schema'

/** Kept with what was found, so that one can tell later which reader it was. */
export const EXTRACTOR = 'counterclaim/1'

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
  const relations = relateAll(
    candidates.map((each) => relatableOf(each, text, particulars.language)),
  ).map(({ from, to, relation }) => ({ from, to, ...relation }))
  return { candidates, relations }
}

/** A candidate as it is set beside other claims. */
export function relatableOf(candidate: Candidate, text: string, language: string): RelatableClaim {
  const { proposition, wording, quote, claimant, kind, said, place } = candidate
  return {
    proposition,
    wording: wording && text.slice(...wording),
    quote: text.slice(...quote),
    claimant: claimant.name,
    kind,
    language,
    said,
    place,
  }
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
