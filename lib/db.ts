import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool } from 'pg'
import { env } from '@/lib/env'
import { type Prisma, PrismaClient } from '@/lib/generated/prisma/client'
import { deskMeters } from '@/lib/observe/desk-meters'
import { type Patience, patientPool, plainPool } from '@/lib/patient-pool'
import { attachReplica } from '@/lib/replica/reading'
import { createReplica } from '@/lib/replica/replica'

export type Db = PrismaClient
/** A transaction of `act`; queries take either. */
export type Tx = Prisma.TransactionClient

const CONNECTIONS = 16

/** Kept on `globalThis`, since Next loads this module once per bundle. */
const shared = globalThis as typeof globalThis & {
  counterclaimDb?: Db
  counterclaimPools?: WeakMap<Db, Pool>
}

/** The connections that `db` asks through, for questions that it would take longer to pass on than to answer. */
export function poolOf(db: Db): Pool {
  const pool = shared.counterclaimPools?.get(db)
  if (!pool) throw new Error('This client was not made by createDb or createPatientDb')
  return pool
}

function clientOn(pool: Pool): Db {
  const db = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) })
  shared.counterclaimPools ??= new WeakMap()
  shared.counterclaimPools.set(db, pool)
  return db
}

/** A client of its own on the database at `url`, for work that may take its time; whoever makes it disconnects it. */
export function createDb(url: string): Db {
  return clientOn(plainPool(url, CONNECTIONS))
}

/** A client for people who wait for an answer: it would rather say soon that there is none. */
export function createPatientDb(url: string, patience?: Patience): Db {
  const pool = patientPool(url, CONNECTIONS, patience)
  deskMeters().watchPool(pool)
  return clientOn(pool)
}

/** There is somebody else to ask. */
const REPLICA_PATIENCE: Patience = { statementMs: 10_000, silenceMs: 12_000, connectMs: 1_000 }

/** The process's one client, of the primary; what is asked by `reading` may be answered by its replica. */
export function getDb(): Db {
  if (!shared.counterclaimDb) {
    const { DATABASE_URL, REPLICA_DATABASE_URL, REPLICA_MAX_LAG_SECONDS } = env()
    const primary = createPatientDb(DATABASE_URL)
    shared.counterclaimDb = primary
    if (REPLICA_DATABASE_URL) {
      const replica = createReplica({
        primary,
        primaryUrl: DATABASE_URL,
        db: createPatientDb(REPLICA_DATABASE_URL, REPLICA_PATIENCE),
        url: REPLICA_DATABASE_URL,
        mostLagMs: REPLICA_MAX_LAG_SECONDS * 1000,
      })
      attachReplica(primary, replica)
    }
  }
  return shared.counterclaimDb
}
