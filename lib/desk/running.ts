import 'server-only'
import { demand } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import { deskMeters } from '@/lib/observe/desk-meters'
import { valueIn } from '@/lib/observe/meters.mjs'
import { type MirrorState, mirrorOf } from '@/lib/observe/mirror'
import { type Queue, queueOf } from '@/lib/observe/queue'

type Times = { count: number; p95Ms: number | null }

/** How fast and how full everything is, by what was counted since this process began. */
export type Running = {
  since: Date
  /** Null where the readers' server doesn't say. */
  readers: {
    perSecond: number | null
    copiesBytes: number | null
    memoryBytes: number | null
  } | null
  saves: Times
  fresh: Times
  queue: Queue
  /** Null where there is none. */
  mirror: MirrorState | null
  /** Null where there is none. */
  replica: {
    state: 'used' | 'behind' | 'away'
    lagBytes: number | null
    lagMs: number | null
    answered: { replica: number; primary: number }
  } | null
  pool: { inUse: number; idle: number; waiting: number }
  /** Null until it has been looked at for a while. */
  eventLoopLagMs: number | null
  memoryBytes: number
}

/** Asks how it runs; `readersText` is what the readers' server counts, in the text that Prometheus reads, or null. */
export async function getRunning(ctx: Context, readersText: string | null): Promise<Running> {
  demand(ctx.actor, 'desk:read')
  const meters = deskMeters()
  const times = (of: { count(): number; quantile(share: number): number | null }): Times => {
    const p95 = of.quantile(0.95)
    return { count: of.count(), p95Ms: p95 === null ? null : Math.round(p95 * 1000) }
  }
  const read = (name: string) => (readersText === null ? null : valueIn(readersText, name))
  return {
    since: meters.since,
    readers:
      readersText === null
        ? null
        : {
            perSecond: read('counterclaim_http_requests_per_second'),
            copiesBytes: read('counterclaim_front_copies_bytes{of="now"}'),
            memoryBytes: read('counterclaim_front_resident_bytes'),
          },
    saves: times(meters.saves),
    fresh: times(meters.fresh),
    queue: await queueOf(ctx.db, ctx.now),
    mirror: await mirrorOf(ctx.db, ctx.now),
    replica: meters.replicaStatus(),
    pool: meters.poolSizes(),
    eventLoopLagMs: meters.eventLoopLagMs(),
    memoryBytes: process.memoryUsage.rss(),
  }
}
