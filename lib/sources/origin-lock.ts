import 'server-only'
import type { Tx } from '@/lib/db'

/**
 * Two changes of whom a source speaks for, or of what a document carries, could each be sound and together go
 * round in a circle: they come one after the other. Taken before any row, so that nobody waits in a ring.
 */
export async function changeOriginsAlone(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('origins'))`
}

/**
 * For acts that put a claim in the way of such a change: it either comes first, or finds the claim and raises
 * its version. Any number hold it at once.
 */
export async function keepOrigins(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtext('origins'))`
}
