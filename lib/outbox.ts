import 'server-only'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'

/**
 * What a public page can be about. `past` is every page as it stood: what one of them says may no longer be said, and
 * all are made anew. `everything` is every page of now, as when templates are others.
 */
export type Subject =
  | `claim:${string}`
  | `source:${string}`
  | `story:${string}`
  | 'site'
  | 'past'
  | 'everything'

/** Notes, in the act's own transaction, that what readers see of these subjects has changed. */
export async function publishLater(
  tx: Tx,
  ctx: Pick<Context, 'now'>,
  subjects: Iterable<Subject>,
): Promise<void> {
  const rows = [...new Set(subjects)].map((subject) => ({ subject, createdAt: ctx.now }))
  if (rows.length > 0) await tx.outbox.createMany({ data: rows })
}
