import { isOwnSecret } from '@/lib/publish/answer-rebuild'

/** Whether a request comes from our own launcher or front server; the front never lets these addresses through. */
export function knowsSecret(request: Request): boolean {
  return isOwnSecret(request.headers.get('x-internal-secret') ?? '')
}
