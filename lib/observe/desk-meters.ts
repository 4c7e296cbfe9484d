import 'server-only'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createMeters } from '@/lib/observe/meters.mjs'

/** How a streaming replica stands: lib/replica. */
type Replica = {
  status(): {
    state: 'used' | 'behind' | 'away'
    lagBytes: number | null
    lagMs: number | null
    answered: { replica: number; primary: number }
  }
}

/** The part of a pool of connections that tells how full it is. */
type Pool = { totalCount: number; idleCount: number; waitingCount: number; ended: boolean }

const LOOK_EVERY_MS = 20
const REPLICA_STATES = ['used', 'behind', 'away'] as const

function createDeskMeters() {
  const meters = createMeters()
  const pools = new Set<Pool>()
  const sum = (of: (pool: Pool) => number) => {
    for (const pool of pools) if (pool.ended) pools.delete(pool)
    return [...pools].reduce((total, pool) => total + of(pool), 0)
  }
  const poolSizes = () => ({
    inUse: sum((pool) => pool.totalCount - pool.idleCount),
    idle: sum((pool) => pool.idleCount),
    waiting: sum((pool) => pool.waitingCount),
  })
  meters.gauge('counterclaim_db_pool_connections', 'Connections to the database.', () => [
    [{ state: 'in_use' }, poolSizes().inUse],
    [{ state: 'idle' }, poolSizes().idle],
  ])
  meters.gauge(
    'counterclaim_db_pool_waiting',
    'Requests that wait for a connection.',
    () => poolSizes().waiting,
  )
  let replica: Replica | undefined
  meters.gauge('counterclaim_replica_state', 'What the replica is good for just now.', () => {
    const state = replica?.status().state
    return state && REPLICA_STATES.map((each) => [{ state: each }, each === state ? 1 : 0])
  })
  meters.gauge(
    'counterclaim_replica_lag_bytes',
    'Of the log of the primary that the replica has not replayed.',
    () => replica?.status().lagBytes,
  )
  meters.gauge(
    'counterclaim_replica_lag_seconds',
    'Since the primary was seen further than the replica is.',
    () => {
      const lagMs = replica?.status().lagMs
      return lagMs === undefined || lagMs === null ? null : lagMs / 1000
    },
  )
  let delay: ReturnType<typeof monitorEventLoopDelay> | undefined
  return {
    text: meters.text,
    /** Acts, whoever does them: how long each took, with all that was tried again. */
    saves: meters.histogram(
      'counterclaim_save_duration_seconds',
      'One act in its transaction, by the command and how it went.',
      ['command', 'outcome'],
    ),
    /** Only what this process published counts here: with several, one of them does at a time. */
    fresh: meters.histogram(
      'counterclaim_fresh_seconds',
      'From the moment that an act carries to its own pages on disk.',
    ),
    renders: meters.histogram(
      'counterclaim_render_duration_seconds',
      'One page from the question to the file, by how it went.',
      ['outcome'],
    ),
    /** Lists and searches where there is a replica: who answered, and why it had to be the primary. */
    reads: meters.counter(
      'counterclaim_reads_total',
      'Questions that a replica may answer, by who did, and why the primary had to.',
      ['target', 'why'],
    ),
    watchReplica(given: Replica) {
      replica = given
    },
    /** Null where there is none. */
    replicaStatus: () => replica?.status() ?? null,
    /** Only what this process sent counts here: with several, one of them does at a time. */
    mirrored: meters.histogram(
      'counterclaim_mirror_seconds',
      'From the moment that an act carries until the mirror has all that it changed.',
    ),
    mirrorObjects: meters.counter(
      'counterclaim_mirror_objects_total',
      'Objects sent to the mirror, removed from it, and rounds that failed.',
      ['what'],
    ),
    watchPool(pool: Pool) {
      pools.add(pool)
    },
    poolSizes,
    /** How late the event loop was at worst of a hundred looks, in milliseconds; null at the first, which begins the looking. */
    eventLoopLagMs(): number | null {
      if (delay) return Math.max(0, delay.percentile(99) / 1e6 - LOOK_EVERY_MS)
      delay = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS })
      delay.enable()
      return null
    },
    since: new Date(),
  }
}

export type DeskMeters = ReturnType<typeof createDeskMeters>

const shared = globalThis as typeof globalThis & { counterclaimMeters?: DeskMeters }

/** The process's one set. On `globalThis`, since Next loads this module once per bundle. */
export function deskMeters(): DeskMeters {
  shared.counterclaimMeters ??= createDeskMeters()
  return shared.counterclaimMeters
}
