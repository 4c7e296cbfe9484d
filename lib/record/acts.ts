import 'server-only'
import type { Tx } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import {
  APPEARANCES,
  DOCUMENT_COLUMNS,
  EVIDENCE,
  NAMING,
  RELATIONS,
  REVISING,
  REVISION_COLUMNS,
  SHOWING,
  VERDICTS,
} from '@/lib/record/act-rows'
import type { Act } from '@/lib/record/facts'

/** The id that an act's payload names, only looked at where the act is of a type that has it. */
function made({ types, key }: { types: string[]; key: string }): Prisma.Sql {
  return Prisma.sql`CASE WHEN a.type = ANY(${types}) THEN (a.payload ->> ${key})::uuid END`
}

/**
 * What an act showed, as an array: of a set the planner would expect a hundred each time, and read whole tables for
 * the one that there is.
 */
function shownIds(what: 'appearances' | 'relations'): Prisma.Sql {
  return Prisma.sql`ARRAY(SELECT each::uuid
    FROM jsonb_array_elements_text(coalesce(a.payload #> ${`{shown,${what}}`}::text[], '[]')) AS each)`
}

/** JSON of these columns of `alias`: text at once, where that of a whole row as `jsonb` is made and then written. */
function json(alias: string, columns: string[], more = ''): Prisma.Sql {
  const members = columns.map((column) => `'${column}', ${alias}.${column}`)
  return Prisma.raw(`json_build_object(${members.join(', ')}${more})`)
}

/** The columns of `Act`, from `activity a` and `ACT_ROWS`. Every row they look at is one that is never altered. */
export const ACT_COLUMNS = Prisma.sql`
    a.id, a.type, a.at, a.actor_id AS "actorId", a.payload,
      json_strip_nulls(json_build_object('claim', a.claim_id, 'version', a.claim_version, 'source', a.source_id,
        'document', a.document_id, 'story', a.story_id, 'intake', a.intake_id, 'person', a.person_id)) AS about,
      CASE WHEN v.id IS NULL THEN NULL WHEN a.type = 'verdict.published'
        THEN ${json('v', VERDICTS.columns, ", 'evidence_snapshot', v.evidence_snapshot")}
        ELSE ${json('v', VERDICTS.columns)} END AS verdict,
      CASE WHEN ap.id IS NOT NULL THEN ${json('ap', APPEARANCES.columns)} END AS appearance,
      CASE WHEN r.id IS NOT NULL THEN ${json('r', RELATIONS.columns)} END AS relation,
      CASE WHEN e.id IS NOT NULL THEN ${json(
        'e',
        EVIDENCE.columns,
        `, 'first_grade', (SELECT json_build_object('graded_at', g.graded_at, 'graded_by_id', g.graded_by_id,
          'reason', g.reason) FROM evidence_grades g WHERE g.evidence_id = e.id ORDER BY g.graded_at, g.id LIMIT 1)`,
      )} END AS evidence,
      (SELECT ${json(
        'd',
        DOCUMENT_COLUMNS,
        ", 'origin_source_id', o.origin_source_id, 'origin_document_id', o.origin_document_id",
      )} FROM document_origins o WHERE o.document_id = d.id ORDER BY o.id LIMIT 1) AS document,
      CASE WHEN a.type = ANY(${REVISING}) THEN (SELECT ${json('cr', REVISION_COLUMNS)} FROM claim_revisions cr
        WHERE cr.claim_id = a.claim_id AND cr.version <= a.claim_version ORDER BY cr.version DESC LIMIT 1) END AS revision,
      CASE WHEN a.type = ANY(${NAMING})
        THEN (SELECT c.slug FROM claims c WHERE c.id = a.claim_id) END AS slug,
      CASE WHEN a.type = ANY(${SHOWING}) THEN json_build_object(
        'appearances', (SELECT coalesce(json_agg(json_build_object('id', x.id, 'document', x.document_id,
            'title', xd.title, 'url', xd.url, 'publisher', xs.slug, 'quote', x.quote_exact, 'language', x.quote_language)
            ORDER BY x.id), '[]')
          FROM appearances x JOIN documents xd ON xd.id = x.document_id JOIN sources xs ON xs.id = xd.publisher_id
          WHERE x.id = ANY (${shownIds('appearances')})),
        'relations', (SELECT coalesce(json_agg(json_build_object('id', y.id, 'type', y.type, 'from', y.from_claim_id,
            'to', y.to_claim_id, 'note', y.note) ORDER BY y.id), '[]')
          FROM relations y WHERE y.id = ANY (${shownIds('relations')}))) END AS shown`

/** The rows that a line of `activity a` made, as joins. */
export const ACT_ROWS = Prisma.sql`
    LEFT JOIN verdicts v ON v.id = ${made(VERDICTS)}
    LEFT JOIN appearances ap ON ap.id = ${made(APPEARANCES)}
    LEFT JOIN relations r ON r.id = ${made(RELATIONS)}
    LEFT JOIN evidence e ON e.id = ${made(EVIDENCE)}
    LEFT JOIN documents d ON a.type = 'document.added' AND d.id = a.document_id`

/** Lines of `activity a` with the rows they made, for `factsOf`; `which` ends the statement (WHERE …, ORDER BY …). */
export function actsQuery(which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT ${ACT_COLUMNS} FROM activity a ${ACT_ROWS} ${which}`
}

export type ActRow = Omit<Act, 'at'> & { at: Date }

/** A row of `actsQuery` as `factsOf` takes it. */
export function actOf(row: ActRow): Act {
  return { ...row, at: row.at.toISOString() }
}

/** The acts with these ids of `activity`, in the order of the ids. */
export async function actsByIds(tx: Tx, ids: bigint[]): Promise<Act[]> {
  const rows = await tx.$queryRaw<ActRow[]>(
    actsQuery(Prisma.sql`WHERE a.id = ANY(${ids}::bigint[]) ORDER BY a.id`),
  )
  return rows.map(actOf)
}
