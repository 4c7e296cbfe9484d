import { z } from 'zod'
import { changeRoleInput, personInput } from '@/lib/auth/schema'

/** One form for everything an admin can do about a person; the button says what. */
export const personActInput = z.discriminatedUnion('act', [
  changeRoleInput.extend({ act: z.literal('change-role') }),
  personInput.extend({ act: z.literal('sign-out') }),
  personInput.extend({ act: z.literal('password-link') }),
  personInput.extend({ act: z.literal('deactivate') }),
  personInput.extend({ act: z.literal('reactivate') }),
])
export type PersonActInput = z.infer<typeof personActInput>
export type PersonAct = PersonActInput['act']
