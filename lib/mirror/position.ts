import 'server-only'
import type { Db } from '@/lib/db'

/** An object as it was sent; see prisma/schema.prisma. */
export type Kept = {
  key: string
  stamp: string | null
  fingerprint: string | null
  etag: string | null
}

/** It lies in the store, and nobody knows what is in it. */
export const UNKNOWN = ''

/** A cache that was fetching the old version when it was told keeps it: once more when that is over. */
const PURGES = 2
const AGAIN_MS = 10_000

/** What one mirror has, kept in the database: whoever goes on after a crash knows what is there, and sends the rest. */
export class Position {
  private constructor(
    private readonly db: Db,
    private readonly id: number,
  ) {}

  static async of(db: Db, target: string): Promise<Position> {
    // Another process may be the first as well.
    await db.mirror.createMany({ data: [{ target }], skipDuplicates: true })
    const { id } = await db.mirror.findUniqueOrThrow({ where: { target }, select: { id: true } })
    return new Position(db, id)
  }

  async find(keys: string[]): Promise<Map<string, Kept>> {
    const rows = await this.db.mirroredObject.findMany({
      where: { mirrorId: this.id, key: { in: keys } },
      select: KEPT,
    })
    return new Map(rows.map((row) => [row.key, row]))
  }

  /** Of very many keys those that do not lie in the store. */
  async absent(keys: string[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set()
    const rows = await this.db.$queryRaw<{ key: string }[]>`
      SELECT key FROM unnest(${keys}::text[]) AS each(key) WHERE NOT EXISTS (
        SELECT FROM mirrored_objects o
        WHERE o.mirror_id = ${this.id}::int AND o.key = each.key COLLATE "C" AND o.fingerprint IS NOT NULL)`
    return new Set(rows.map(({ key }) => key))
  }

  /** Those whose keys come after one and not after another, by their bytes: what lies in the store as far as we know. */
  async between(
    after: string,
    last: string | null,
    { limit, containing }: { limit?: number; containing?: string } = {},
  ): Promise<Kept[]> {
    return this.db.mirroredObject.findMany({
      where: {
        mirrorId: this.id,
        key: { gt: after, ...(last === null ? {} : { lte: last }) },
        fingerprint: { not: null },
        ...(containing ? { AND: { key: { contains: containing } } } : {}),
      },
      orderBy: { key: 'asc' },
      ...(limit ? { take: limit } : {}),
      select: KEPT,
    })
  }

  /** Caches are to be told of those that `isNews`. */
  async keep(objects: Kept[], isNews: boolean): Promise<void> {
    if (objects.length === 0) return
    await this.db.$executeRaw`
      INSERT INTO mirrored_objects (mirror_id, key, stamp, fingerprint, etag, purges_left, purge_at)
      SELECT ${this.id}::int, key, stamp, fingerprint, etag, ${isNews ? PURGES : 0}::int, ${new Date()}::timestamptz FROM unnest(
        ${objects.map(({ key }) => key)}::text[], ${objects.map(({ stamp }) => stamp)}::text[],
        ${objects.map(({ fingerprint }) => fingerprint)}::text[], ${objects.map(({ etag }) => etag)}::text[]
      ) AS each(key, stamp, fingerprint, etag)
      ON CONFLICT (mirror_id, key) DO UPDATE SET stamp = excluded.stamp, fingerprint = excluded.fingerprint,
        etag = excluded.etag, purges_left = greatest(mirrored_objects.purges_left, excluded.purges_left),
        purge_at = CASE WHEN excluded.purges_left > 0 THEN excluded.purge_at ELSE mirrored_objects.purge_at END`
  }

  /** What turned out not to lie in the store, or not to be ours. */
  async forget(keys: string[]): Promise<void> {
    if (keys.length === 0) return
    await this.db.mirroredObject.deleteMany({ where: { mirrorId: this.id, key: { in: keys } } })
  }

  /** Keys of which caches are to be told now; with `isGone` only of those that were taken away. */
  async purgesDue({ isGone = false }, limit: number): Promise<string[]> {
    const rows = await this.db.mirroredObject.findMany({
      where: {
        mirrorId: this.id,
        purgesLeft: { gt: 0 },
        purgeAt: { lte: new Date() },
        ...(isGone ? { fingerprint: null } : {}),
      },
      orderBy: { key: 'asc' },
      take: limit,
      select: { key: true },
    })
    return rows.map(({ key }) => key)
  }

  /** When caches are to be told next, if they are. */
  async nextPurge(): Promise<Date | null> {
    const next = await this.db.mirroredObject.findFirst({
      where: { mirrorId: this.id, purgesLeft: { gt: 0 } },
      orderBy: { purgeAt: 'asc' },
      select: { purgeAt: true },
    })
    return next?.purgeAt ?? null
  }

  /** Caches were told, or there are none; what was taken away is forgotten with the last time. */
  async purged(keys: string[], hasCaches: boolean): Promise<void> {
    const which = { mirrorId: this.id, key: { in: keys } }
    await this.db.$transaction([
      this.db.mirroredObject.updateMany({
        where: which,
        data: {
          purgesLeft: hasCaches ? { decrement: 1 } : 0,
          purgeAt: new Date(Date.now() + AGAIN_MS),
        },
      }),
      this.db.mirroredObject.deleteMany({ where: { ...which, fingerprint: null, purgesLeft: 0 } }),
    ])
  }

  async passedAt(): Promise<Date | null> {
    const { passedAt } = await this.db.mirror.findUniqueOrThrow({ where: { id: this.id } })
    return passedAt
  }

  async note(what: {
    passedAt?: Date
    followedAt?: Date
    failingSince?: null
    lastError?: null
  }): Promise<void> {
    await this.db.mirror.update({ where: { id: this.id }, data: what })
  }

  /** It has been failing since the first that was noted. */
  async noteFailure(words: string, at: Date): Promise<void> {
    await this.db.mirror.updateMany({
      where: { id: this.id, failingSince: null },
      data: { failingSince: at },
    })
    await this.db.mirror.update({ where: { id: this.id }, data: { lastError: words } })
  }
}

const KEPT = { key: true, stamp: true, fingerprint: true, etag: true } as const
