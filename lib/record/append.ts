import 'server-only'
import type { Tx } from '@/lib/db'
import { actsByIds } from '@/lib/record/acts'
import { digestOf, disclosureOf, entryOf, newSalt, type Salts } from '@/lib/record/disclosure'
import type { Act } from '@/lib/record/facts'
import { factsOf } from '@/lib/record/facts'

/** Held from the append to the commit, so that indices are dense and in the order of commits. */
const LOCK = 7_240_625
/** A clock that is behind by less is only another request's that began earlier. */
const TELLING_MS = 1_000

/** When the last leaf was appended; null while there is none. */
export async function lastLeafAt(tx: Tx): Promise<Date | null> {
  const [last] = await tx.$queryRaw<
    { at: Date }[]
  >`SELECT at FROM leaves ORDER BY index DESC LIMIT 1`
  return last?.at ?? null
}

/**
 * Appends a leaf for each of these lines of `activity`, in their order, as the last step of the transaction that
 * wrote them. `clock` is what the machine's clock said: a leaf is never dated before the one before it, and says
 * so when the clock would have had it otherwise.
 */
export async function appendLeaves(tx: Tx, activityIds: bigint[], clock: Date): Promise<void> {
  if (activityIds.length === 0) return
  const acts = await actsByIds(tx, activityIds)
  const open = await publicAmong(tx, activityIds)
  const made = acts.map((act) => ({ act, isPublic: open.has(act.id), ...salted(act) }))

  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`
  // Asked after the lock is held: what others appended is committed and seen.
  const [last] = await tx.$queryRaw<{ index: bigint; at: Date }[]>`
    SELECT index, at FROM leaves ORDER BY index DESC LIMIT 1`
  const first = last ? last.index + 1n : 0n
  let at = last?.at ?? new Date(0)
  const rows = made.map(({ act, isPublic, salts, digests, disclosed }) => {
    const done = new Date(act.at)
    if (done > at) at = done
    const isHeld = at.getTime() - clock.getTime() >= TELLING_MS
    const head = {
      at: at.toISOString(),
      ...(isHeld && { clock: clock.toISOString() }),
      ...(isPublic && { public: disclosed }),
    }
    const entry = entryOf(head, digests).toString()
    return { id: act.id, at, isPublic, entry, salts: JSON.stringify(salts) }
  })
  // One statement however many they are: what was done before the log began is a million of them.
  await tx.$executeRaw`
    INSERT INTO leaves (index, activity_id, at, is_public, entry, hash, salts)
    SELECT ${first}::bigint + place - 1, id, at, is_public, bytes, sha256('\\x00'::bytea || bytes), salts::jsonb
    FROM unnest(${rows.map((row) => row.id)}::bigint[], ${rows.map((row) => row.at)}::timestamptz[],
        ${rows.map((row) => row.isPublic)}::boolean[], ${rows.map((row) => row.entry)}::text[],
        ${rows.map((row) => row.salts)}::text[])
      WITH ORDINALITY AS leaf(id, at, is_public, entry, salts, place),
      LATERAL (SELECT convert_to(entry, 'UTF8') AS bytes) AS encoded
    ORDER BY place`
}

function salted(act: Act): { salts: Salts; digests: string[]; disclosed: number } {
  const facts = factsOf(act)
  const salts: Salts = {}
  const digests = facts.map((fact) => {
    const salt = newSalt()
    salts[fact.name] = salt
    return digestOf(disclosureOf(salt, fact))
  })
  return { salts, digests, disclosed: facts.filter((fact) => fact.isPublic).length }
}

/**
 * Which of these acts everybody may know: those by which something became public, and changes of what was public
 * when they were done.
 */
async function publicAmong(tx: Tx, activityIds: bigint[]): Promise<Set<bigint>> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT a.id FROM activity a WHERE a.id = ANY(${activityIds}::bigint[]) AND CASE
      WHEN a.type IN ('claim.shown', 'claim.withdrawn', 'verdict.published', 'story.shown') OR a.type LIKE 'record.%'
        THEN true
      WHEN a.type = 'claim.edited' THEN EXISTS (SELECT FROM claims c WHERE c.id = a.claim_id AND c.public_since <= a.at)
      WHEN a.type = 'story.edited' THEN EXISTS (SELECT FROM stories s WHERE s.id = a.story_id AND s.public_since <= a.at)
      WHEN a.type = 'appearance.withdrawn' THEN EXISTS (SELECT FROM appearances x
        WHERE x.id = (a.payload ->> 'appearanceId')::uuid AND x.public_since IS NOT NULL)
      WHEN a.type = 'relation.withdrawn' THEN EXISTS (SELECT FROM relations x JOIN claims f ON f.id = x.from_claim_id
          JOIN claims t ON t.id = x.to_claim_id
        WHERE x.id = (a.payload ->> 'relationId')::uuid AND x.public_since IS NOT NULL
          AND f.public_since IS NOT NULL AND t.public_since IS NOT NULL)
      WHEN a.type = 'document.origin-changed' THEN EXISTS (SELECT FROM appearances x JOIN claims c ON c.id = x.claim_id
        WHERE x.document_id = a.document_id AND x.public_since IS NOT NULL AND c.public_since IS NOT NULL)
      WHEN a.type LIKE 'source.%' THEN EXISTS (SELECT FROM claims c WHERE c.claimant_id = a.source_id AND c.public_since <= a.at)
        OR EXISTS (SELECT FROM documents d JOIN appearances x ON x.document_id = d.id JOIN claims c ON c.id = x.claim_id
          WHERE d.publisher_id = a.source_id AND x.public_since <= a.at AND c.public_since <= a.at)
      ELSE false END`
  return new Set(rows.map((row) => row.id))
}
