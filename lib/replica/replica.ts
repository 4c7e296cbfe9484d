import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { codesOf, databaseTrouble } from '@/lib/database-failures'
import { AppError } from '@/lib/errors'
import type { PrismaClient as Db } from '@/lib/generated/prisma/client'
import { deskMeters } from '@/lib/observe/desk-meters'
import { patientPool } from '@/lib/patient-pool'
import { createBreaker } from '@/lib/replica/breaker'
import { createLag } from '@/lib/replica/lag'
import { laterOf, type Position, parsePosition } from '@/lib/replica/position'

/** How often both servers are looked at; what is counted as lag is no finer than this. One that failed is tried again as soon. */
const LOOK_EVERY_MS = 1_000
/** A server that is asked where it stands and says nothing for so long is taken to hang; our own process may be busy for a while. */
const LOOK_MS = 1_000
/** After so long whoever waits for the replica has it looked at, and asks the primary where it hangs. */
const PATIENCE_MS = 500
/** Of one who waits for an answer nobody would notice a replica this far behind, if it were not for what they wrote. */
const MOST_LAG_MS = 10_000
const TWICE = 2

/** Why the primary was asked what the replica might have answered. */
export type Why = 'own_write' | 'behind' | 'away' | 'conflict' | 'failed' | 'silent' | 'missing'
export type ReplicaState = 'used' | 'behind' | 'away'
export type ReplicaStatus = {
  state: ReplicaState
  lagBytes: number | null
  lagMs: number | null
  /** Questions that it might answer, by who did. */
  answered: { replica: number; primary: number }
}

/** The part of a context that says what may answer. */
export type Asking = { db: Db; written?: bigint | undefined }

type Settings = {
  /** Every write, and every question that the replica can't answer. */
  primary: Db
  primaryUrl: string
  /** A client whose questions go to the replica. */
  db: Db
  url: string
  mostLagMs?: number | undefined
  lookEveryMs?: number | undefined
}

export type Replica = ReturnType<typeof createReplica>

/**
 * A streaming replica that answers questions in the primary's stead, as long as nobody can tell: it has all that this
 * process has written and all that whoever asks has written elsewhere, and it is not far behind. What it can't answer, for
 * whatever reason, the primary does, at once.
 */
export function createReplica({
  primary,
  primaryUrl,
  db,
  url,
  mostLagMs = MOST_LAG_MS,
  lookEveryMs = LOOK_EVERY_MS,
}: Settings) {
  const meters = deskMeters()
  const breaker = createBreaker(lookEveryMs)
  const lag = createLag()
  // Connections of their own: to be looked at must not wait behind the questions that are perhaps what is wrong.
  const eyes = lookingPool(url)
  const eyesOnPrimary = lookingPool(primaryUrl)
  /** Where the primary's log ended after the last act of this process whose place is known. */
  let written: Position = 0n
  /** Acts of this process, and up to which of them the place is known: while it isn't of one, nobody may miss it. */
  let acts = 0
  let placed = 0
  let isKnown = false
  let looking: Promise<boolean> | undefined

  const answered = { replica: 0, primary: 0 }

  const now = () => performance.now()
  const trip = () => {
    isKnown = false
    breaker.trip(now())
  }

  /** Whether the replica answers and is one of our primary; notes how far it is. */
  function look(): Promise<boolean> {
    looking ??= lookOnce().finally(() => {
      looking = undefined
    })
    return looking
  }

  async function lookOnce(): Promise<boolean> {
    const answer = await soon(standingOf(eyes))
    if (!answer?.isStandby || answer.replayed === null) return false
    if (!isKnown) {
      const ours = await soon(identityOf(eyesOnPrimary))
      if (ours !== null && ours !== answer.identity) {
        console.warn('REPLICA_DATABASE_URL is not a replica of the database in DATABASE_URL')
        return false
      }
      // With the primary away nobody can say whose replica it is, unless it was known before.
      if (ours === null) return false
      isKnown = true
    }
    lag.replicaAt(answer.replayed)
    return true
  }

  async function lookAtPrimary(): Promise<void> {
    const done = acts
    const position = await soon(endOf(eyesOnPrimary))
    if (position === null) return
    if (done > placed) {
      placed = done
      written = laterOf(written, position)
    }
    lag.primaryAt(position, now())
  }

  async function tick(): Promise<void> {
    if (breaker.isOpen && !breaker.mayTry(now())) return
    await lookAtPrimary()
    if (await look()) breaker.close(now())
    else trip()
  }

  const isBehind = () => (lag.milliseconds(now()) ?? 0) > mostLagMs

  /** Why the replica may not answer somebody who has to see all up to `needed`; null when it may. */
  async function refusal(needed: Position): Promise<Why | null> {
    if (breaker.isOpen) return 'away'
    if (isBehind()) return 'behind'
    if (acts > placed) return 'own_write'
    if ((lag.replayed ?? 0n) >= needed) return null
    // It may have come so far since it was looked at.
    if (!(await look())) {
      trip()
      return 'away'
    }
    return (lag.replayed ?? 0n) >= needed ? null : 'own_write'
  }

  const status = (): ReplicaStatus => {
    const lagMs = lag.milliseconds(now())
    const state = breaker.isOpen ? 'away' : isBehind() ? 'behind' : 'used'
    return { state, lagBytes: lag.bytes(), lagMs, answered: { ...answered } }
  }
  meters.watchReplica({ status })
  const timer = setInterval(() => void tick(), lookEveryMs)
  timer.unref()
  void tick()

  return {
    /** Asks the replica if it may answer, else the primary; `question` changes nothing, and may be asked of both. */
    async ask<C extends Asking, R>(ctx: C, question: (ctx: C) => Promise<R>): Promise<R> {
      const onPrimary = (why: Why) => {
        answered.primary += 1
        meters.reads.add(['primary', why])
        return question({ ...ctx, db: primary })
      }
      const why = await refusal(laterOf(written, ctx.written ?? 0n))
      if (why) return onPrimary(why)
      const asked = question({ ...ctx, db }).then(
        (answer) => ({ answer }) as const,
        (error: unknown) => ({ error }) as const,
      )
      let outcome = await Promise.race([asked, delay(PATIENCE_MS, null, { ref: false })])
      if (outcome === null) {
        // Slow is not silent: what takes long there would take long on the primary too.
        if (!(await look())) {
          trip()
          return onPrimary('silent')
        }
        outcome = await asked
      }
      if ('answer' in outcome) {
        answered.replica += 1
        meters.reads.add(['replica', ''])
        return outcome.answer
      }
      const { error } = outcome
      // What a rule of ours says, the primary would say as well; of what is not there it may know better.
      if (error instanceof AppError) {
        if (error.code !== 'not_found') throw error
        return onPrimary('missing')
      }
      if (isConflict(error)) return onPrimary('conflict')
      // One that is busy is not lost; that it can't be reached need not be found out by everybody.
      if (databaseTrouble(error) === 'database_unreachable') trip()
      return onPrimary('failed')
    },

    /**
     * Called after each act of this process: what is asked from now on is answered by who has it. While the primary doesn't
     * say where the act lies in its log, that is nobody but itself.
     */
    noteWrite(): Promise<void> {
      acts += 1
      return lookAtPrimary()
    },

    /** Where the last act of this process ends; null while that is not known. */
    get written(): Position | null {
      return acts > placed ? null : written
    },

    status,

    /** Looks at both servers now, as happens now and then by itself. */
    look: tick,

    async stop(): Promise<void> {
      clearInterval(timer)
      await Promise.allSettled([eyes.end(), eyesOnPrimary.end(), db.$disconnect()])
    },
  }
}

function lookingPool(url: string): Pool {
  return patientPool(url, TWICE, {
    statementMs: LOOK_MS,
    silenceMs: LOOK_MS * TWICE,
    connectMs: LOOK_MS,
  })
}

/** The answer, or null where there is none in time. */
function soon<R>(asked: Promise<R>): Promise<R | null> {
  return Promise.race([asked.catch(() => null), delay(LOOK_MS, null, { ref: false })])
}

async function endOf(pool: Pool): Promise<Position | null> {
  // Where the next record will go: a commit that need not be on the disk yet lies before it all the same.
  const { rows } = await pool.query<{ position: string }>(
    'SELECT pg_current_wal_insert_lsn()::text AS position',
  )
  return parsePosition(rows[0]?.position ?? '')
}

const IDENTITY = `(SELECT system_identifier FROM pg_control_system()) || ' '
  || (SELECT oid FROM pg_database WHERE datname = current_database())`

async function identityOf(pool: Pool): Promise<string | null> {
  const { rows } = await pool.query<{ identity: string }>(`SELECT ${IDENTITY} AS identity`)
  return rows[0]?.identity ?? null
}

async function standingOf(pool: Pool) {
  const { rows } = await pool.query<{
    isStandby: boolean
    replayed: string | null
    identity: string
  }>(
    `SELECT pg_is_in_recovery() AS "isStandby", pg_last_wal_replay_lsn()::text AS replayed, ${IDENTITY} AS identity`,
  )
  const [row] = rows
  return row ? { ...row, replayed: parsePosition(row.replayed ?? '') } : null
}

/** Rows that the question wanted are gone on the primary, and replaying that did not wait any longer. */
function isConflict(error: unknown): boolean {
  return (
    /conflict with recovery/.test(String((error as Error)?.message)) ||
    codesOf(error).some((code) => ['40001', '40P01', 'P2034'].includes(code))
  )
}
