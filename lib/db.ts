import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { type Prisma, PrismaClient } from '@/lib/generated/prisma/client'

export type Db = PrismaClient
/** A transaction of `act`; queries take either. */
export type Tx = Prisma.TransactionClient

/** A client of its own on the database at `url`; whoever makes it disconnects it. */
export function createDb(url: string): Db {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 16 }) })
}

const shared = globalThis as typeof globalThis & { counterclaimDb?: Db }

/** The process's one client. Kept on `globalThis`, since Next loads this module once per bundle. */
export function getDb(): Db {
  shared.counterclaimDb ??= createDb(env().DATABASE_URL)
  return shared.counterclaimDb
}
