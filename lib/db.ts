import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { type Prisma, PrismaClient } from '@/lib/generated/prisma/client'
import { deskMeters } from '@/lib/observe/desk-meters'
import { type Patience, patientPool } from '@/lib/patient-pool'

export type Db = PrismaClient
/** A transaction of `act`; queries take either. */
export type Tx = Prisma.TransactionClient

const CONNECTIONS = 16

/** A client of its own on the database at `url`, for work that may take its time; whoever makes it disconnects it. */
export function createDb(url: string): Db {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: CONNECTIONS }) })
}

/** A client for people who wait for an answer: it would rather say soon that there is none. */
export function createPatientDb(url: string, patience?: Patience): Db {
  const pool = patientPool(url, CONNECTIONS, patience)
  deskMeters().watchPool(pool)
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) })
}

const shared = globalThis as typeof globalThis & { counterclaimDb?: Db }

/** The process's one client. Kept on `globalThis`, since Next loads this module once per bundle. */
export function getDb(): Db {
  shared.counterclaimDb ??= createPatientDb(env().DATABASE_URL)
  return shared.counterclaimDb
}
