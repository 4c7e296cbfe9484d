import 'server-only'
import { createHmac } from 'node:crypto'
import { EVERYTHING } from '@/lib/mirror/names'
import { StoreFault } from '@/lib/mirror/store'
import type { MirrorSettings } from '@/lib/mirror-settings'

const ANSWER_MS = 10_000
/** As many as Fastly takes at once. */
const KEYS_AT_ONCE = 256
/** Of more than these everything is purged, which is one key. */
const MOST_KEYS = 1_000

export type Purge = (keys: string[]) => Promise<void>

/** Tells caches which pages are others now, by the keys that came with them; resolves when they have said yes. */
export function purgeHook(
  settings: NonNullable<MirrorSettings['purge']>,
  now: () => Date = () => new Date(),
): Purge {
  const host = new URL(settings.url).host
  return async (keys) => {
    const all = keys.length > MOST_KEYS ? [EVERYTHING] : keys
    for (let from = 0; from < all.length; from += KEYS_AT_ONCE) {
      const request = requestOf(settings, all.slice(from, from + KEYS_AT_ONCE), now())
      const response = await fetch(settings.url, {
        ...request,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch((error: Error & { cause?: NodeJS.ErrnoException }) => {
        const why = error.cause?.code ?? error.name
        throw new StoreFault(`the purge hook at ${host} can’t be reached (${why})`, false)
      })
      await response.body?.cancel()
      if (!response.ok) {
        throw new StoreFault(`the purge hook at ${host} answered ${response.status}`, false)
      }
    }
  }
}

function requestOf(
  { style, token, secret }: NonNullable<MirrorSettings['purge']>,
  keys: string[],
  now: Date,
): RequestInit {
  if (style === 'xkey') {
    return {
      method: 'PURGE',
      headers: {
        'xkey-purge': keys.join(' '),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
    }
  }
  const body = JSON.stringify({ surrogate_keys: keys })
  const at = String(Math.floor(now.getTime() / 1000))
  const signed = secret && createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  return {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token && style === 'json' ? { Authorization: `Bearer ${token}` } : {}),
      ...(token && style === 'fastly' ? { 'Fastly-Key': token } : {}),
      ...(signed ? { 'X-Purge-Signature': `t=${at},v1=${signed}` } : {}),
    },
    body,
  }
}
