import type { PrismaClient as Db } from '@/lib/generated/prisma/client'
import type { Position } from '@/lib/replica/position'
import type { Asking, Replica } from '@/lib/replica/replica'

const shared = globalThis as typeof globalThis & {
  counterclaimReplicas?: WeakMap<Db, Replica>
}

/** On `globalThis`, since Next loads this module once per bundle. */
function replicas(): WeakMap<Db, Replica> {
  shared.counterclaimReplicas ??= new WeakMap()
  return shared.counterclaimReplicas
}

/** From now on the replica may answer what is asked of that primary by `reading`. */
export function attachReplica(primary: Db, replica: Replica): void {
  replicas().set(primary, replica)
}

export function replicaOf(primary: Db): Replica | undefined {
  return replicas().get(primary)
}

/**
 * Asks what a replica may answer where there is one: lists and searches, which change nothing and decide nothing. Whoever
 * asks sees whatever they have written.
 */
export function reading<C extends Asking, R>(ctx: C, question: (ctx: C) => Promise<R>): Promise<R> {
  const replica = replicaOf(ctx.db)
  return replica ? replica.ask(ctx, question) : question(ctx)
}

/** After an act on that database. */
export async function noteWrite(db: Db): Promise<void> {
  await replicaOf(db)?.noteWrite()
}

/** Up to where whoever asked on that database has to be shown all; null where there is no replica, or nobody can say. */
export function writtenOn(db: Db): Position | null {
  return replicaOf(db)?.written ?? null
}
