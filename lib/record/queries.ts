import 'server-only'
import type { Db, Tx } from '@/lib/db'
import type { KeyChange } from '@/lib/record/schema'

/** Every change of the key that signs the record, newest first. */
export function keyChanges(db: Db | Tx): Promise<KeyChange[]> {
  return db.$queryRaw<KeyChange[]>`
    SELECT payload ->> 'vkey' AS vkey, payload ->> 'previousVkey' AS "previousVkey", payload ->> 'reason' AS reason
    FROM activity WHERE type = 'record.key-changed' ORDER BY id DESC`
}

export async function newestKeyChange(db: Db | Tx): Promise<KeyChange | null> {
  const [newest] = await keyChanges(db)
  return newest ?? null
}

/** The newest signed checkpoint, as it was signed; null while there is none. */
export async function newestCheckpoint(
  db: Db | Tx,
): Promise<{ size: number; root: Uint8Array; note: string } | null> {
  const row = await db.checkpoint.findFirst({ orderBy: [{ size: 'desc' }, { id: 'desc' }] })
  return row && { size: Number(row.size), root: row.root, note: row.note }
}
