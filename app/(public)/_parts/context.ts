import 'server-only'
import type { Context } from '@/lib/context'
import { getDb } from '@/lib/db'

/** What readers' pages ask with: nobody in particular. No cookie is read here, so no page can depend on one. */
export function publicContext(): Context {
  return { actor: { kind: 'public' }, now: new Date(), db: getDb() }
}
