import { z } from 'zod'

/** Verifier keys as C2SP signed-note writes them. The previous one can be unknown when everything beside the database is gone. */
export const changeRecordKeyInput = z.object({
  vkey: z.string().min(1),
  previousVkey: z.string().min(1).nullable(),
  reason: z.enum(['rotated', 'lost']),
})
export type ChangeRecordKey = z.infer<typeof changeRecordKeyInput>

/** One change of the key that signs, as the record keeps it. */
export type KeyChange = ChangeRecordKey
