import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import pLimit, { type LimitFunction } from 'p-limit'
import { AppError } from '@/lib/errors'

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The hash of nothing anybody knows, with the same parameters: verified where there is no hash to verify. */
const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$obHauvfNWH5oiPxEzJztfA$YGbi1zpg3IV0nQE3haAUFrrfaa1RAVv6+q5NXzZW77w'

const HASHES_AT_ONCE = 2
const MOST_WAITING = 100

const shared = globalThis as typeof globalThis & { counterclaimHashing?: LimitFunction }

/** Hashing takes a core and 19 MiB each: a rush of sign-ins waits here and leaves the desk its share. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  shared.counterclaimHashing ??= pLimit(HASHES_AT_ONCE)
  if (shared.counterclaimHashing.pendingCount >= MOST_WAITING) {
    throw new AppError('unavailable', 'too_many_sign_ins')
  }
  return shared.counterclaimHashing(work)
}

export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, PARAMETERS))
}

/** Whether the password is the one that was hashed. Without a hash it takes as long and is never right. */
export async function verifyPassword(known: string | null, password: string): Promise<boolean> {
  const isRight = await inTurn(() => verify(known ?? DUMMY_HASH, password))
  return isRight && known !== null
}
