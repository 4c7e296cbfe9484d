import type { FoundClaim } from '@/lib/search/queries'
import type { ClaimLine } from '@/lib/site/views'

/** A hit of the search as a line of the readers' lists. */
export function foundLine(found: FoundClaim): ClaimLine {
  const { said } = found
  return {
    slug: found.slug,
    proposition: found.proposition,
    status: found.status,
    confidence: found.confidence,
    at: (found.since ?? new Date(0)).toISOString(),
    corrected: found.corrected?.toISOString() ?? null,
    claimant: { ...found.claimant, kind: 'other' },
    said: said && {
      on: said.on.toISOString().slice(0, 10),
      precision: said.precision,
      at: said.at?.toISOString() ?? null,
      zone: said.zone,
    },
    place: found.placeName,
    story: found.story,
  }
}
