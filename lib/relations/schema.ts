import { z } from 'zod'
import { fileClaimInput } from '@/lib/claims/schema'
import { id, line, optional, prose, requestId } from '@/lib/text/fields'

/** Ours: schema.org has no relations between claims. Read as a sentence: `from` counters `to`. */
export const relationType = z.enum(['counters', 'supports', 'repeats', 'refines', 'supersedes'])
export type RelationType = z.infer<typeof relationType>

const relationFields = { type: relationType, note: optional(prose(1000)) }

export const linkClaimsInput = z.object({
  requestId,
  fromClaimId: id,
  toClaimId: id,
  ...relationFields,
})
/** Files a claim and links it to one that is here, in one act: how a counterclaim comes in. */
export const fileRelatedClaimInput = fileClaimInput.extend({ toClaimId: id, ...relationFields })
export const unlinkClaimsInput = z.object({ requestId, relationId: id, reason: line(500) })

export type LinkClaims = z.infer<typeof linkClaimsInput>
export type FileRelatedClaim = z.infer<typeof fileRelatedClaimInput>
export type UnlinkClaims = z.infer<typeof unlinkClaimsInput>
