import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { env } from '@/lib/env'
import { getPublisher } from '@/lib/publish/publisher'

const input = z.object({
  path: z.string().max(2000),
  /** The moment whose page is wanted, or the list of all moments. */
  past: z.union([z.literal('index'), z.iso.datetime()]).optional(),
  /** Whether nothing is to be done if the page in its place is not stale (any more). */
  ifStale: z.boolean().default(false),
})

/** Whether a request comes from our own launcher or front server; the front never lets these addresses through. */
export function isOwnSecret(secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(secret), digest(env().INTERNAL_SECRET))
}

/** Makes one page anew, as it is or as it stood (`body` is JSON, `{ path, past? }`); 404 where there is no such page. */
export async function answerRebuild(
  secret: string,
  body: string,
): Promise<{ status: number; body: object | null }> {
  if (!isOwnSecret(secret)) return { status: 404, body: null }
  const parsed = input.safeParse(jsonOf(body))
  if (!parsed.success) return { status: 400, body: { error: 'invalid' } }
  try {
    const { path, past, ifStale } = parsed.data
    const isThere =
      past === undefined
        ? await getPublisher().rebuild(path, { ifStale })
        : await getPublisher().rebuildPast(path, past === 'index' ? past : new Date(past))
    return { status: isThere ? 200 : 404, body: { rebuilt: isThere } }
  } catch (error) {
    return { status: 503, body: { error: error instanceof Error ? error.message : String(error) } }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Lets the server that Next runs in answer it by itself: Next's own way to a handler takes longer than many a page. */
export function offerRebuilds(): void {
  const shared = globalThis as typeof globalThis & { counterclaimRebuild?: typeof answerRebuild }
  shared.counterclaimRebuild = answerRebuild
}
