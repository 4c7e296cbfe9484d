import 'server-only'
import { cookies } from 'next/headers'
import type { Context } from '@/lib/context'
import { env } from '@/lib/env'
import { replicaOf, writtenOn } from '@/lib/replica/reading'
import { EVERYTHING, readSignedPosition, signedPosition } from '@/lib/replica/token'

const COOKIE = 'written'
/** Longer than a replica that is asked may be behind. */
const KEPT_SECONDS = 3_600
/** While nobody can say how far that is. */
const UNKNOWN_SECONDS = 60

/**
 * How far this member has written, by any process: a replica that lacks any of it is not asked in their name. Nothing where
 * there is no replica.
 */
export async function writtenBy({ actor, db }: Context): Promise<bigint | undefined> {
  if (actor.kind !== 'member' || !replicaOf(db)) return undefined
  const token = (await cookies()).get(COOKIE)?.value
  return readSignedPosition(token, actor.id, env().NEXTAUTH_SECRET) ?? undefined
}

/** Does what may write, and lets the browser know how far that went, whatever came of it. */
export async function writing<C extends Context, R>(ctx: C, work: () => Promise<R>): Promise<R> {
  const before = writtenOn(ctx.db)
  try {
    return await work()
  } finally {
    await remember(ctx, before)
  }
}

async function remember({ actor, db }: Context, before: bigint | null): Promise<void> {
  const after = writtenOn(db)
  if (actor.kind !== 'member' || !replicaOf(db) || (after !== null && after === before)) return
  const { PUBLIC_URL, NEXTAUTH_SECRET } = env()
  ;(await cookies()).set({
    name: COOKIE,
    value: signedPosition(after ?? EVERYTHING, actor.id, NEXTAUTH_SECRET),
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: PUBLIC_URL.startsWith('https://'),
    maxAge: after === null ? UNKNOWN_SECONDS : KEPT_SECONDS,
  })
}
