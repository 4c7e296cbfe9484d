import { z } from 'zod'
import { documentChoice } from '@/lib/documents/schema'
import { optionalSourceChoice } from '@/lib/sources/schema'
import { id, line, optional, quoted, requestId } from '@/lib/text/fields'

export const stance = z.enum(['supports', 'refutes', 'context'])
export type Stance = z.infer<typeof stance>

/** The Admiralty scale's figures: 1 confirmed, 2 probably true … 5 improbable, 6 can't be judged. */
export const credibility = z.coerce
  .number({ error: 'required' })
  .int()
  .min(1, 'not_on_the_scale')
  .max(6, 'not_on_the_scale')

export const attachEvidenceInput = z.object({
  requestId,
  claimId: id,
  document: documentChoice,
  stance,
  excerpt: quoted(5000),
  locator: optional(line(200)),
  credibility,
  credibilityReason: line(500),
  /** Where this one piece of information came from, when not from the document's own origin. */
  origin: optionalSourceChoice,
})
export const gradeEvidenceInput = z.object({
  requestId,
  evidenceId: id,
  credibility,
  reason: line(500),
})
export const withdrawEvidenceInput = z.object({ requestId, evidenceId: id, reason: line(500) })

export type AttachEvidence = z.infer<typeof attachEvidenceInput>
export type GradeEvidence = z.infer<typeof gradeEvidenceInput>
export type WithdrawEvidence = z.infer<typeof withdrawEvidenceInput>
