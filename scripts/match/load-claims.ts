import type { Db } from '@/lib/db'

export type ClaimRow = {
  claim: string
  /** Of the document it appears in; '' for none. */
  title: string
}

const WHO = '00000000-0000-7000-8000-000000000000'
/** As many at once as their triggers index comfortably. */
const BATCH = 5000
const LONGEST = 20_000

/** The id that the claim of row `at` gets: in the order of the rows, as the ids of claims filed one after another. */
export function claimId(at: number): string {
  return `00000000-0000-7000-8000-${(at + 1).toString(16).padStart(12, '0')}`
}

/**
 * Puts claims into an empty database, each with a document of its title that it appears in, by plain SQL: the index
 * of terms is made by the same triggers as an editor's filing sets off. Filed one minute after another.
 */
export async function loadClaims(db: Db, rows: ClaimRow[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO users (id, email, name, role, created_at)
    VALUES (${WHO}::uuid, 'desk@desk.example', 'Desk', 'editor', '2000-01-01')`
  await db.$executeRaw`
    INSERT INTO sources (id, slug, name, kind, created_at)
    VALUES (${WHO}::uuid, 'somebody', 'Somebody', 'other', '2000-01-01')`
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH).map(({ claim, title }, at) => ({
      id: claimId(from + at),
      claim: storable(claim),
      title: storable(title),
    }))
    await db.$executeRaw`
      INSERT INTO claims (id, slug, claimant_id, proposition, filed_by_id, filed_at, changed_at)
      SELECT id, 'claim-' || id, ${WHO}::uuid, claim, ${WHO}::uuid, filed_at, filed_at
      FROM unnest(${batch.map(({ id }) => id)}::uuid[], ${batch.map(({ claim }) => claim)}::text[])
        WITH ORDINALITY AS claims(id, claim, place),
        LATERAL (SELECT timestamptz '2000-01-01' + (${from}::int + place::int) * interval '1 minute' AS filed_at) AS filing`
    const titled = batch.filter(({ title }) => title !== '')
    if (titled.length === 0) continue
    const ids = titled.map(({ id }) => id)
    await db.$executeRaw`
      INSERT INTO documents (id, title, kind, publisher_id, language, captured_at, created_by_id, created_at)
      SELECT id, title, 'article', ${WHO}::uuid, 'en', '2000-01-01', ${WHO}::uuid, '2000-01-01'
      FROM unnest(${ids}::uuid[], ${titled.map(({ title }) => title)}::text[]) AS documents(id, title)`
    await db.$executeRaw`
      INSERT INTO appearances (id, claim_id, document_id, quote_exact, quote_language, created_by_id, created_at)
      SELECT id, id, id, proposition, 'en', ${WHO}::uuid, '2000-01-01' FROM claims WHERE id = ANY (${ids}::uuid[])`
  }
  await db.$executeRaw`VACUUM ANALYZE`
}

/** PostgreSQL stores no null characters and no half ones. */
function storable(text: string): string {
  return text.replaceAll('\0', ' ').toWellFormed().slice(0, LONGEST).toWellFormed().trim()
}
