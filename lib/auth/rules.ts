import type { Role } from '@/lib/auth/roles'

// ───────────── guessing passwords

export type ThrottleKind = 'account' | 'address'

/**
 * Failures that cost no wait, the first wait in seconds, and the longest. Each further failure doubles the wait; it
 * never becomes a lock-out, which anybody could use to keep an editor from the desk. An address has more room, since
 * a whole newsroom may share one.
 */
const limits: Record<ThrottleKind, { free: number; first: number; longest: number }> = {
  account: { free: 5, first: 2, longest: 300 },
  address: { free: 30, first: 1, longest: 60 },
}

/** Failures older than this many seconds are forgotten. */
export const THROTTLE_MEMORY_SECONDS = 24 * 60 * 60

export type Failures = { failures: number; lastFailureAt: Date }

/** The failures that still count, and for how many more seconds no attempt is looked at. */
export function throttleStanding(
  kind: ThrottleKind,
  record: Failures | null,
  now: Date,
): { failures: number; waitSeconds: number } {
  if (!record) return { failures: 0, waitSeconds: 0 }
  const age = (now.getTime() - record.lastFailureAt.getTime()) / 1000
  if (age >= THROTTLE_MEMORY_SECONDS) return { failures: 0, waitSeconds: 0 }
  const wait = waitAfter(kind, record.failures)
  // A clock that was set back must not make anybody wait longer than the rule says.
  return {
    failures: record.failures,
    waitSeconds: Math.ceil(Math.min(wait, Math.max(0, wait - age))),
  }
}

/** Seconds to wait after so many failures in a row. */
export function waitAfter(kind: ThrottleKind, failures: number): number {
  const { free, first, longest } = limits[kind]
  if (failures < free) return 0
  return Math.min(longest, first * 2 ** Math.min(failures - free, 20))
}

// ───────────── choosing passwords

export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 200

/** What everybody tries first; a password may contain such a word, but not live on it. */
const COMMON_WORDS =
  /password|passwort|passw0rd|counterclaim|welcome|letmein|qwerty|qwertz|azerty|admin|editor|newsroom|iloveyou|monkey|dragon|football|changeme|secret|login|master/g
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm']

/**
 * Why a password can't be taken, or null. Length does most of the work; beyond it only what is guessed first is
 * refused: few different characters, one piece repeated, runs along the alphabet or keyboard, and common words or
 * the person's own name and address with little else.
 */
export function passwordProblem(password: string, about: string[] = []): string | null {
  const length = [...password].length
  if (length < PASSWORD_MIN) return `too_short:${PASSWORD_MIN}`
  if (length > PASSWORD_MAX) return `too_long:${PASSWORD_MAX}`
  const plain = password.toLowerCase()
  if (new Set(plain).size < 5) return 'password_too_easy'
  if (isOnePieceRepeated(plain)) return 'password_too_easy'
  let rest = plain
  for (const word of about.flatMap(wordsOf)) rest = rest.replaceAll(word, ' ')
  rest = withoutRuns(rest.replace(COMMON_WORDS, ' '))
  const left = rest.replace(/[^\p{L}\p{N}]+/gu, '').replace(/(.)\1+/gu, '$1')
  return [...left].length < 5 ? 'password_too_easy' : null
}

function isOnePieceRepeated(text: string): boolean {
  for (let size = 1; size <= 8; size++) {
    const piece = text.slice(0, size)
    if (piece.repeat(Math.ceil(text.length / size)).startsWith(text)) return true
  }
  return false
}

/** The words of a name or the part of an address before the @, where they are long enough to tell. */
function wordsOf(text: string): string[] {
  const own = text.includes('@') ? text.slice(0, text.indexOf('@')) : text
  const words = own.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return words.filter((word) => [...word].length >= 3)
}

/** The text without stretches of four and more along the alphabet, the digits or a keyboard, either way. */
function withoutRuns(text: string): string {
  let rest = ''
  for (let at = 0; at < text.length; ) {
    let length = 1
    for (const line of RUNS) {
      for (const run of [line, [...line].reverse().join('')]) {
        let reach = 4
        while (at + reach <= text.length && run.includes(text.slice(at, at + reach))) reach++
        length = Math.max(length, reach > 4 ? reach - 1 : 1)
      }
    }
    rest += length > 1 ? ' ' : text[at]
    at += length
  }
  return rest
}

// ───────────── people

type Person = { id: string; role: Role; isActive: boolean }
type Decision = { ok: true } | { ok: false; reason: string }

const yes: Decision = { ok: true }
const no = (reason: string): Decision => ({ ok: false, reason })

/** Nobody changes their own role, and one admin always stays. `activeAdmins` counts the person too. */
export function decideRole(
  actorId: string,
  person: Person,
  role: Role,
  activeAdmins: number,
): Decision {
  if (person.id === actorId) return no('own_role')
  if (role !== 'admin' && isLastAdmin(person, activeAdmins)) return no('last_admin')
  return yes
}

/** Nobody deactivates themselves, and one admin always stays. */
export function decideDeactivation(
  actorId: string,
  person: Person,
  activeAdmins: number,
): Decision {
  if (person.id === actorId) return no('own_account')
  if (isLastAdmin(person, activeAdmins)) return no('last_admin')
  return yes
}

function isLastAdmin(person: Person, activeAdmins: number): boolean {
  return person.role === 'admin' && person.isActive && activeAdmins <= 1
}

// ───────────── invitations

export const INVITATION_DAYS = 7

type Invitation = { expiresAt: Date; acceptedAt: Date | null; revokedAt: Date | null }

/** Whether the link of an invitation still works, and if not, why. */
export function invitationState(
  invitation: Invitation,
  now: Date,
): 'open' | 'accepted' | 'revoked' | 'expired' {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.revokedAt) return 'revoked'
  return invitation.expiresAt > now ? 'open' : 'expired'
}
