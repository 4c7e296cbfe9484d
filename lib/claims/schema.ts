import { z } from 'zod'
import { documentChoice } from '@/lib/documents/schema'
import { optionalSourceChoice, sourceChoice } from '@/lib/sources/schema'
import {
  id,
  languageTag,
  line,
  nameLine,
  optional,
  prose,
  quoted,
  requestId,
  version,
} from '@/lib/text/fields'
import { knownTimeInput } from '@/lib/time'

export const stage = z.enum(['triage', 'checking', 'in_review', 'published', 'set_aside'])
export type Stage = z.infer<typeof stage>

const degrees = (limit: number) =>
  optional(
    z.coerce.number({ error: 'not_degrees' }).min(-limit, 'not_degrees').max(limit, 'not_degrees'),
  )

const place = z
  .object({ name: optional(nameLine(200)), latitude: degrees(90), longitude: degrees(180) })
  .refine((given) => (given.latitude === undefined) === (given.longitude === undefined), {
    path: ['longitude'],
    error: 'needs_both_coordinates',
  })
  .refine((given) => given.latitude === undefined || given.name, {
    path: ['name'],
    error: 'required',
  })

/** The claimant's own words. */
const wording = z
  .object({ text: optional(quoted(5000)), language: optional(languageTag) })
  .refine((given) => !given.text || given.language, { path: ['language'], error: 'required' })

/** Exact words and, where they were selected in the text, where they start (UTF-16 index). */
export const quoteFields = z.object({
  exact: quoted(10_000),
  start: optional(z.coerce.number().int().nonnegative()),
})

const claimFields = {
  claimant: sourceChoice,
  proposition: prose(500),
  wording: wording.prefault({}),
  said: knownTimeInput.prefault({}),
  place: place.prefault({}),
  storyId: optional(id),
}

export const fileClaimInput = z.object({
  requestId,
  ...claimFields,
  document: documentChoice,
  quote: quoteFields,
  reportedBy: optionalSourceChoice,
  origin: optionalSourceChoice,
})
export const editClaimInput = z.object({ requestId, claimId: id, version, ...claimFields })
export const addAppearanceInput = z.object({
  requestId,
  claimId: id,
  document: documentChoice,
  quote: quoteFields,
  quoteLanguage: optional(languageTag),
  reportedBy: optionalSourceChoice,
  /** Where this one quote came from, when not from where its document did: the agency that was told. */
  origin: optionalSourceChoice,
})
export const withdrawAppearanceInput = z.object({ requestId, appearanceId: id, reason: line(500) })
export const assignClaimInput = z.object({ requestId, claimId: id, assigneeId: optional(id) })
export const startCheckingInput = z.object({ requestId, claimId: id })
export const setAsideInput = z.object({ requestId, claimId: id, version, reason: line(500) })
export const reopenClaimInput = z.object({ requestId, claimId: id })
export const showClaimInput = z.object({ requestId, claimId: id, version })
export const withdrawClaimInput = z.object({ requestId, claimId: id, version, reason: prose(2000) })

export type FileClaim = z.infer<typeof fileClaimInput>
export type EditClaim = z.infer<typeof editClaimInput>
export type AddAppearance = z.infer<typeof addAppearanceInput>
export type WithdrawAppearance = z.infer<typeof withdrawAppearanceInput>
export type AssignClaim = z.infer<typeof assignClaimInput>
export type StartChecking = z.infer<typeof startCheckingInput>
export type SetAside = z.infer<typeof setAsideInput>
export type ReopenClaim = z.infer<typeof reopenClaimInput>
export type ShowClaim = z.infer<typeof showClaimInput>
export type WithdrawClaim = z.infer<typeof withdrawClaimInput>
