import 'server-only'
import { createHash } from 'node:crypto'
import { countedAddress } from '@/lib/auth/client-address'
import { THROTTLE_MEMORY_SECONDS, type ThrottleKind, throttleStanding } from '@/lib/auth/rules'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { AppError } from '@/lib/errors'

/** The account by its address (registered or not) and the network address, named so that neither is stored. */
export function throttleKeys(email: string, address: string): Record<ThrottleKind, string> {
  const hashed = (text: string) => createHash('sha256').update(text).digest('hex')
  return {
    account: `account:${hashed(email)}`,
    address: `address:${hashed(countedAddress(address))}`,
  }
}

/**
 * Counts an attempt as failed before anybody knows how it ends: a hundred attempts sent at once are then
 * a hundred, not one. Throws `sign_in_throttled` while either has to wait, and then counts nothing.
 */
export async function countAttempt(
  tx: Tx,
  ctx: Context,
  keys: Record<ThrottleKind, string>,
): Promise<void> {
  // One after the other, in one order, so that two attempts never hold what the other needs.
  const standings = []
  for (const kind of ['account', 'address'] as const) {
    const key = keys[kind]
    await tx.$executeRaw`
      INSERT INTO sign_in_throttles (key, failures, last_failure_at) VALUES (${key}, 0, ${ctx.now})
      ON CONFLICT DO NOTHING`
    const [row] = await tx.$queryRaw<{ failures: number; last: Date }[]>`
      SELECT failures, last_failure_at AS last FROM sign_in_throttles WHERE key = ${key} FOR UPDATE`
    const record = row ? { failures: row.failures, lastFailureAt: row.last } : null
    standings.push({ key, ...throttleStanding(kind, record, ctx.now) })
  }
  const seconds = Math.max(...standings.map((standing) => standing.waitSeconds))
  if (seconds > 0) throw new AppError('refused', 'sign_in_throttled', { facts: { seconds } })
  for (const { key, failures } of standings) {
    await tx.signInThrottle.upsert({
      where: { key },
      create: { key, failures: failures + 1, lastFailureAt: ctx.now },
      update: { failures: failures + 1, lastFailureAt: ctx.now },
    })
  }
}

/**
 * Takes back what `countAttempt` counted for an attempt that went well. The account starts afresh; the network address
 * only gets this one back, or an attacker's own account would wipe out their failures with others.
 */
export async function forgiveAttempt(
  tx: Tx,
  ctx: Context,
  keys: Record<ThrottleKind, string>,
): Promise<void> {
  await tx.signInThrottle.deleteMany({ where: { key: keys.account } })
  await tx.$executeRaw`
    UPDATE sign_in_throttles SET failures = greatest(failures - 1, 0) WHERE key = ${keys.address}`
  const forgotten = new Date(ctx.now.getTime() - THROTTLE_MEMORY_SECONDS * 1000)
  await tx.$executeRaw`
    DELETE FROM sign_in_throttles WHERE key IN (
      SELECT key FROM sign_in_throttles WHERE last_failure_at < ${forgotten} FOR UPDATE SKIP LOCKED)`
}
