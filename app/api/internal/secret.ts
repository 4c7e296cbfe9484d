import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'

/** Whether a request comes from our own launcher or front server; the front never lets these addresses through. */
export function knowsSecret(request: Request): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(
    digest(request.headers.get('x-internal-secret') ?? ''),
    digest(env().INTERNAL_SECRET),
  )
}
