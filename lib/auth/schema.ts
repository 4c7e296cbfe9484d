import { z } from 'zod'
import { emailAddress, normalEmail } from '@/lib/auth/email'
import { role } from '@/lib/auth/roles'
import { PASSWORD_MAX, passwordProblem } from '@/lib/auth/rules'
import { id, nameLine, requestId } from '@/lib/text/fields'

/** A password as typed, in one form whatever keyboard composed its letters; never trimmed. */
const typedPassword = z
  .string({ error: 'required' })
  .transform((text) => text.normalize('NFKC'))
  .pipe(z.string().min(1, { error: 'required' }))

/** Anything may be tried, so that a mistyped address gets the same answer as an unknown one. */
export const signInInput = z.object({
  email: z
    .string({ error: 'required' })
    .max(1000, { error: 'too_long:254' })
    .transform(normalEmail)
    .pipe(z.string().min(1, { error: 'required' })),
  password: typedPassword.pipe(
    z.string().max(PASSWORD_MAX * 4, { error: `too_long:${PASSWORD_MAX}` }),
  ),
})

/** A password that somebody chooses. */
export const newPassword = typedPassword.superRefine((password, check) => {
  const problem = passwordProblem(password)
  if (problem) check.addIssue({ code: 'custom', message: problem })
})

/** What the link of an invitation carries. */
export const invitationToken = z.string().regex(/^[\w-]{43}$/, { error: 'not_found' })

export const invitePersonInput = z.object({ requestId, email: emailAddress, role })
export const revokeInvitationInput = z.object({ requestId, invitationId: id })
export const acceptInvitationInput = z.object({
  token: invitationToken,
  name: nameLine(100),
  password: newPassword,
})
export const changePasswordByLinkInput = z.object({ token: invitationToken, password: newPassword })
/** `was` is the role that the form showed. */
export const changeRoleInput = z.object({ requestId, personId: id, was: role, role })
export const personInput = z.object({ requestId, personId: id })
export const createAdminInput = z.object({
  email: emailAddress,
  name: nameLine(100),
  password: newPassword,
  /** Also where the instance has an admin already. */
  isAnother: z.boolean().default(false),
})

export type SignIn = z.infer<typeof signInInput>
export type InvitePerson = z.infer<typeof invitePersonInput>
export type RevokeInvitation = z.infer<typeof revokeInvitationInput>
export type AcceptInvitation = z.infer<typeof acceptInvitationInput>
export type ChangePasswordByLink = z.infer<typeof changePasswordByLinkInput>
export type ChangeRole = z.infer<typeof changeRoleInput>
export type PersonInput = z.infer<typeof personInput>
export type CreateAdmin = z.infer<typeof createAdminInput>
