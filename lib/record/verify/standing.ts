import type pg from 'pg'
import { quoted, type Report } from '@/lib/record/verify/report'

/** A row that the acts do not account for, and what of it differs. */
type Row = {
  slug: string | null
  id: string
  was?: unknown
  is?: unknown
  activity?: string | null
}

type Check = {
  name: string
  /** Answers the rows that are wrong, a few hundred at most. */
  sql: string
  says: (row: Row) => string
}

/** Columns of a claim that readers see, and so has a revision of it. */
const CLAIM = `claimant_id, proposition, wording, wording_language, said_on, said_precision, said_at, said_zone, place_name,
  place_latitude, place_longitude, story_id`
const SOURCE = 'name, language, kind, description, url, speaks_for_id'
const LIMIT = 'LIMIT 500'

const columns = (alias: string, list: string) =>
  list
    .split(',')
    .map((each) => `${alias}.${each.trim()}`)
    .join(', ')

/** A row against the last of its revisions. */
function lastRevision(noun: string, table: string, list: string): string {
  const revisions = `${noun}_revisions`
  return `
    SELECT t.slug, t.id, to_jsonb(r) AS was, (SELECT to_jsonb(x) FROM (SELECT ${columns('t', list)}) x) AS is FROM ${table} t
    LEFT JOIN (SELECT DISTINCT ON (${noun}_id) * FROM ${revisions} ORDER BY ${noun}_id, version DESC) r ON r.${noun}_id = t.id
    WHERE r.version IS NULL OR (${columns('t', list)}) IS DISTINCT FROM (${columns('r', list)}) ${LIMIT}`
}

/** An act by what its payload says under `key`. */
const payloadId = (key: string) => `(a.payload ->> '${key}')`

/** A row that was withdrawn or not, against the act that says so. */
function withdrawals(table: string, noun: string, key: string, claim: string): Check {
  return {
    name: `${noun} withdrawn`,
    sql: `
      SELECT c.slug, x.id, to_char(a.at, '${ISO}') AS was, to_char(x.withdrawn_at, '${ISO}') AS is, a.id::text AS activity
      FROM (SELECT * FROM ${table} WHERE withdrawn_at IS NOT NULL) x
      FULL JOIN (SELECT DISTINCT ON (${payloadId(key)}) * FROM activity a WHERE type = '${noun}.withdrawn') a
        ON ${payloadId(key)} = x.id::text
      LEFT JOIN claims c ON c.id = coalesce(x.${claim}, a.claim_id)
      WHERE x.id IS NULL OR a.id IS NULL OR x.withdrawn_at <> a.at OR x.withdrawn_reason IS DISTINCT FROM a.payload ->> 'reason' ${LIMIT}`,
    says: ({ slug, id, was, is }) =>
      is === null
        ? `The ${noun} that was withdrawn at ${was} on the claim ${slug} is not withdrawn in the database any more.`
        : was === null
          ? `The ${noun} ${id} of the claim ${slug} is withdrawn in the database since ${is}, and no act says so.`
          : `The withdrawal of the ${noun} ${id} of the claim ${slug} is dated ${is} or gives another reason than the act of ${was} does.`,
  }
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'

/** Which appearances and relations were first shown by which act. */
const SHOWN = (kind: 'appearances' | 'relations') => `
  SELECT id, at, activity FROM (
    SELECT s.id, a.at, a.id AS activity FROM activity a, jsonb_array_elements_text(a.payload #> '{shown,${kind}}') AS s(id)
    WHERE a.type IN ('claim.shown', 'verdict.published')) each`

function shownRows(table: 'appearances' | 'relations', noun: string, claim: string): Check {
  return {
    name: `${noun} shown`,
    sql: `
      SELECT c.slug, x.id, to_char(s.at, '${ISO}') AS was, to_char(x.public_since, '${ISO}') AS is, s.activity::text
      FROM (SELECT * FROM ${table} WHERE public_since IS NOT NULL) x
      FULL JOIN (${SHOWN(table)}) s ON s.id = x.id::text
      LEFT JOIN claims c ON c.id = x.${claim}
      WHERE x.public_since IS DISTINCT FROM s.at
        -- Before the log there were acts of showing that did not say what they showed.
        AND NOT (s.id IS NULL AND EXISTS (SELECT FROM activity o WHERE o.at = x.public_since
          AND o.type IN ('claim.shown', 'verdict.published') AND NOT o.payload ? 'shown')) ${LIMIT}`,
    says: ({ slug, id, was, is }) =>
      is === null
        ? `The ${noun} that was shown at ${was} is not shown in the database any more, or is gone.`
        : was === null
          ? `The ${noun} ${id} of the claim ${slug} is shown in the database since ${is}, and no act says so.`
          : `The ${noun} ${id} of the claim ${slug} is shown since ${is} in the database, and since ${was} by the act.`,
  }
}

const CHECKS: Check[] = [
  {
    name: 'activity without leaf',
    sql: `
      SELECT c.slug, a.id::text, a.type AS is FROM activity a LEFT JOIN leaves l ON l.activity_id = a.id
      LEFT JOIN claims c ON c.id = a.claim_id WHERE l.index IS NULL ORDER BY a.id ${LIMIT}`,
    says: ({ id, is, slug }) =>
      `Activity ${id} (${is}${slug ? ` on the claim ${slug}` : ''}) has no leaf: it was put into the record without being logged, or its leaf was taken away.`,
  },
  {
    name: 'claim altered',
    sql: lastRevision('claim', 'claims', CLAIM),
    says: ({ slug, was, is }) => differs(`The claim ${slug}`, was, is),
  },
  {
    name: 'source altered',
    sql: lastRevision('source', 'sources', SOURCE),
    says: ({ slug, was, is }) => differs(`The source ${slug}`, was, is),
  },
  {
    name: 'story altered',
    sql: lastRevision('story', 'stories', 'title, summary'),
    says: ({ slug, was, is }) => differs(`The story ${slug}`, was, is),
  },
  {
    name: 'claim revision without act',
    sql: `
      SELECT c.slug, r.claim_id AS id, r.version AS is FROM claim_revisions r JOIN claims c ON c.id = r.claim_id
      LEFT JOIN activity a ON a.claim_id = r.claim_id AND a.at = r.at AND CASE WHEN r.version = 1 THEN a.type = 'claim.filed'
        ELSE a.type = 'claim.edited' AND a.claim_version = r.version END
      WHERE a.id IS NULL ${LIMIT}`,
    says: ({ slug, is }) =>
      `Revision ${is} of the claim ${slug} has no act that made it, at its moment: it was put in or moved.`,
  },
  {
    name: 'claim revision missing',
    sql: `
      SELECT c.slug, a.claim_id AS id, a.claim_version AS is, a.id::text AS activity FROM activity a JOIN claims c ON c.id = a.claim_id
      LEFT JOIN claim_revisions r ON r.claim_id = a.claim_id AND r.version = a.claim_version
      WHERE a.type IN ('claim.filed', 'claim.edited') AND r.version IS NULL ${LIMIT}`,
    says: ({ slug, is, activity }) =>
      `Revision ${is} of the claim ${slug}, which activity ${activity} made, is gone.`,
  },
  {
    name: 'claim without act',
    sql: `
      SELECT c.slug, c.id, to_char(a.at, '${ISO}') AS was, to_char(c.filed_at, '${ISO}') AS is FROM claims c
      LEFT JOIN activity a ON a.claim_id = c.id AND a.type = 'claim.filed'
      WHERE a.id IS NULL OR a.at <> c.filed_at OR a.actor_id <> c.filed_by_id ${LIMIT}`,
    says: ({ slug, was }) =>
      was === null
        ? `The claim ${slug} is in the database, and no act filed it.`
        : `The claim ${slug} says it was filed by somebody else, or at another time, than the act of ${was}.`,
  },
  {
    name: 'claim shown',
    sql: `
      SELECT c.slug, c.id, to_char(s.at, '${ISO}') AS was, to_char(c.public_since, '${ISO}') AS is FROM claims c
      LEFT JOIN (SELECT claim_id, min(at) AS at FROM activity WHERE type IN ('claim.shown', 'verdict.published') GROUP BY 1) s
        ON s.claim_id = c.id
      WHERE c.public_since IS DISTINCT FROM s.at ${LIMIT}`,
    says: ({ slug, was, is }) =>
      `The claim ${slug} is ${is ? `public since ${is}` : 'not public'} in the database, and ${was ? `an act showed it at ${was}` : 'no act showed it'}.`,
  },
  {
    name: 'story shown',
    sql: `
      SELECT t.slug, t.id, to_char(s.at, '${ISO}') AS was, to_char(t.public_since, '${ISO}') AS is FROM stories t
      LEFT JOIN (SELECT story_id, min(at) AS at FROM activity WHERE type = 'story.shown' GROUP BY 1) s ON s.story_id = t.id
      WHERE t.public_since IS DISTINCT FROM s.at ${LIMIT}`,
    says: ({ slug, was, is }) =>
      `The story ${slug} is ${is ? `public since ${is}` : 'not public'} in the database, and ${was ? `an act showed it at ${was}` : 'no act showed it'}.`,
  },
  {
    name: 'verdict without act',
    sql: `
      SELECT c.slug, v.id, v.status::text AS is, a.id::text AS activity FROM verdicts v JOIN claims c ON c.id = v.claim_id
      LEFT JOIN activity a ON a.type = 'verdict.proposed' AND ${payloadId('verdictId')} = v.id::text AND a.claim_id = v.claim_id
        AND a.at = v.proposed_at
      WHERE a.id IS NULL ${LIMIT}`,
    says: ({ slug, id, is }) =>
      `The verdict ${id} (${is}) on the claim ${slug} is in the database, and no act proposed it.`,
  },
  {
    name: 'verdict answered',
    sql: `
      SELECT c.slug, v.id, coalesce(a.type, 'none') AS was, v.state::text AS is, a.id::text AS activity
      FROM verdicts v JOIN claims c ON c.id = v.claim_id
      LEFT JOIN activity a ON a.type IN ('verdict.published', 'verdict.sent-back', 'verdict.taken-back')
        AND ${payloadId('verdictId')} = v.id::text
      WHERE v.state::text <> CASE a.type WHEN 'verdict.published' THEN 'published' WHEN 'verdict.sent-back' THEN 'sent_back'
          WHEN 'verdict.taken-back' THEN 'taken_back' ELSE 'proposed' END
        OR v.published_at IS DISTINCT FROM CASE WHEN a.type = 'verdict.published' THEN a.at END ${LIMIT}`,
    says: ({ slug, id, was, is }) =>
      `The verdict ${id} on the claim ${slug} is “${is}” in the database, and the act that answered it is ${was === 'none' ? 'none' : `“${was}”`}, or of another time.`,
  },
  {
    name: 'current verdict',
    sql: `
      SELECT c.slug, c.id, e.id AS was, c.current_verdict_id::text AS is FROM claims c
      LEFT JOIN (SELECT DISTINCT ON (a.claim_id) a.claim_id, ${payloadId('verdictId')} AS id FROM activity a
        JOIN leaves l ON l.activity_id = a.id WHERE a.type = 'verdict.published' ORDER BY a.claim_id, l.index DESC) e
        ON e.claim_id = c.id
      WHERE c.current_verdict_id::text IS DISTINCT FROM e.id ${LIMIT}`,
    says: ({ slug, was, is }) =>
      `The claim ${slug} shows ${is ? `the verdict ${is}` : 'no verdict'} in the database, and the last one published on it is ${was ?? 'none'}.`,
  },
  {
    name: 'line of verdicts',
    sql: `
      SELECT c.slug, v.id, p.before::text AS was, v.supersedes_id::text AS is FROM (
        SELECT a.claim_id, ${payloadId('verdictId')} AS id,
          lag(${payloadId('verdictId')}) OVER (PARTITION BY a.claim_id ORDER BY l.index) AS before
        FROM activity a JOIN leaves l ON l.activity_id = a.id WHERE a.type = 'verdict.published') p
      JOIN verdicts v ON v.id::text = p.id JOIN claims c ON c.id = v.claim_id
      WHERE v.supersedes_id::text IS DISTINCT FROM p.before ${LIMIT}`,
    says: ({ slug, id, was, is }) =>
      `The verdict ${id} on the claim ${slug} takes the place of ${is ?? 'none'} in the database, and the one published before it is ${was ?? 'none'}.`,
  },
  {
    name: 'withdrawal',
    sql: `
      SELECT c.slug, c.id, a.payload ->> 'reason' AS was, w.reason AS is FROM withdrawals w
      FULL JOIN (SELECT * FROM activity WHERE type = 'claim.withdrawn') a ON a.claim_id = w.claim_id
      JOIN claims c ON c.id = coalesce(w.claim_id, a.claim_id)
      WHERE w.claim_id IS NULL OR a.id IS NULL OR w.withdrawn_at <> a.at OR w.reason <> a.payload ->> 'reason'
        OR w.withdrawn_by_id <> a.actor_id ${LIMIT}`,
    says: ({ slug, was, is }) =>
      is === null
        ? `The claim ${slug} was withdrawn by an act, and is not withdrawn in the database.`
        : was === null
          ? `The claim ${slug} is withdrawn in the database, and no act says so.`
          : `The withdrawal of the claim ${slug} says ${quoted(is)} in the database, and ${quoted(was)} in the act, or differs in when or by whom.`,
  },
  {
    name: 'appearance without act',
    sql: `
      SELECT c.slug, x.id, x.quote_exact AS is FROM appearances x JOIN claims c ON c.id = x.claim_id
      LEFT JOIN (SELECT DISTINCT ${payloadId('appearanceId')} AS id FROM activity a
        WHERE type IN ('appearance.added', 'claim.filed')) a ON a.id = x.id::text
      WHERE a.id IS NULL AND NOT EXISTS (SELECT FROM activity o WHERE o.claim_id = x.claim_id AND o.type = 'claim.filed'
        AND o.at = x.created_at AND NOT o.payload ? 'appearanceId') ${LIMIT}`,
    says: ({ slug, is }) =>
      `An appearance of the claim ${slug} with the quote ${quoted(is)} is in the database, and no act added it.`,
  },
  shownRows('appearances', 'appearance', 'claim_id'),
  withdrawals('appearances', 'appearance', 'appearanceId', 'claim_id'),
  {
    name: 'relation without act',
    sql: `
      SELECT c.slug, x.id, x.type::text AS is FROM relations x JOIN claims c ON c.id = x.from_claim_id
      LEFT JOIN (SELECT DISTINCT ${payloadId('relationId')} AS id FROM activity a WHERE type = 'relation.added') a ON a.id = x.id::text
      WHERE a.id IS NULL ${LIMIT}`,
    says: ({ slug, id, is }) =>
      `The relation ${id} (${is}) of the claim ${slug} is in the database, and no act added it.`,
  },
  shownRows('relations', 'relation', 'from_claim_id'),
  withdrawals('relations', 'relation', 'relationId', 'from_claim_id'),
  {
    name: 'evidence without act',
    sql: `
      SELECT c.slug, x.id, x.excerpt AS is FROM evidence x JOIN claims c ON c.id = x.claim_id
      LEFT JOIN (SELECT DISTINCT ${payloadId('evidenceId')} AS id FROM activity a WHERE type = 'evidence.attached') a ON a.id = x.id::text
      WHERE a.id IS NULL ${LIMIT}`,
    says: ({ slug, is }) =>
      `Evidence on the claim ${slug} with the excerpt ${quoted(is)} is in the database, and no act attached it.`,
  },
  withdrawals('evidence', 'evidence', 'evidenceId', 'claim_id'),
  {
    name: 'grade of evidence',
    sql: `
      SELECT c.slug, g.id, g.credibility AS is FROM evidence_grades g JOIN evidence e ON e.id = g.evidence_id
      JOIN claims c ON c.id = e.claim_id
      LEFT JOIN (SELECT ${payloadId('evidenceId')} AS id, at, actor_id, payload, type FROM activity a
        WHERE type IN ('evidence.attached', 'evidence.graded')) a ON a.id = g.evidence_id::text AND a.at = g.graded_at
        AND a.actor_id = g.graded_by_id AND CASE a.type
          WHEN 'evidence.attached' THEN a.payload ->> 'credibility' = g.credibility::text
          ELSE a.payload ->> 'after' = g.credibility::text AND a.payload ->> 'reason' = g.reason END
      WHERE a.id IS NULL ${LIMIT}`,
    says: ({ slug, id, is }) =>
      `The grade ${is} of evidence on the claim ${slug} (row ${id}) is not as the act that gave it says, or there is none.`,
  },
  {
    name: 'grade of a source',
    sql: `
      SELECT s.slug, g.id, g.reliability::text AS is FROM source_grades g JOIN sources s ON s.id = g.source_id
      LEFT JOIN activity a ON a.type = 'source.graded' AND a.source_id = g.source_id AND a.at = g.graded_at
        AND a.payload ->> 'after' = g.reliability::text AND a.payload ->> 'reason' = g.reason AND a.actor_id = g.graded_by_id
      WHERE a.id IS NULL ${LIMIT}`,
    says: ({ slug, id, is }) =>
      `The grade ${is} of the source ${slug} (row ${id}) is not as the act that gave it says, or there is none.`,
  },
  {
    name: 'grade missing',
    sql: `
      SELECT s.slug, a.id::text, a.payload ->> 'after' AS is FROM activity a JOIN sources s ON s.id = a.source_id
      LEFT JOIN source_grades g ON g.source_id = a.source_id AND g.graded_at = a.at
      WHERE a.type = 'source.graded' AND g.id IS NULL ${LIMIT}`,
    says: ({ slug, is, id }) =>
      `The grade ${is} that activity ${id} gave to the source ${slug} is gone from the database.`,
  },
  {
    name: 'name of a source',
    sql: `
      SELECT s.slug, n.id, n.name AS is FROM source_aliases n JOIN sources s ON s.id = n.source_id
      LEFT JOIN activity a ON a.source_id = n.source_id AND n.name = CASE a.type WHEN 'source.edited' THEN a.payload #>> '{after,name}'
        WHEN 'source.created' THEN a.payload ->> 'name' WHEN 'source.alias-added' THEN a.payload ->> 'name' END
      WHERE a.id IS NULL ${LIMIT}`,
    says: ({ slug, is }) => `No act gave the name ${quoted(is)} to the source ${slug}.`,
  },
  {
    name: 'source without act',
    sql: `
      SELECT s.slug, s.id, coalesce(a.payload ->> 'slug', a.type) AS was, s.slug AS is FROM sources s
      LEFT JOIN activity a ON a.type = 'source.created' AND a.source_id = s.id
      WHERE a.id IS NULL OR a.at <> s.created_at OR coalesce(a.payload ->> 'slug', s.slug) <> s.slug ${LIMIT}`,
    says: ({ slug, was }) =>
      was === null
        ? `The source ${slug} is in the database, and no act made it.`
        : `The source ${slug} has another address or moment than the act that made it.`,
  },
  {
    name: 'source revision without act',
    sql: `
      SELECT s.slug, r.source_id AS id, r.version AS is, r.name AS was FROM source_revisions r JOIN sources s ON s.id = r.source_id
      LEFT JOIN activity a ON a.source_id = r.source_id AND a.at = r.at AND CASE a.type
        WHEN 'source.edited' THEN coalesce(a.payload ->> 'version', r.version::text) = r.version::text AND a.payload -> 'after' =
          jsonb_build_object('name', r.name, 'language', r.language, 'kind', r.kind, 'description', r.description, 'url', r.url,
            'speaksForId', r.speaks_for_id)
        WHEN 'source.created' THEN r.version = 1 AND a.payload ->> 'name' = r.name AND a.payload ->> 'kind' = r.kind::text
          AND (NOT a.payload ? 'description' OR (a.payload ->> 'description') IS NOT DISTINCT FROM r.description)
          AND (NOT a.payload ? 'url' OR (a.payload ->> 'url') IS NOT DISTINCT FROM r.url) END
      WHERE a.id IS NULL ${LIMIT}`,
    says: ({ slug, is }) =>
      `Revision ${is} of the source ${slug} is not as the act that made it says, or there is none.`,
  },
  {
    name: 'story without act',
    sql: `
      SELECT s.slug, s.id, coalesce(a.payload ->> 'slug', a.type) AS was FROM stories s
      LEFT JOIN activity a ON a.type = 'story.created' AND a.story_id = s.id
      WHERE a.id IS NULL OR a.at <> s.created_at OR coalesce(a.payload ->> 'slug', s.slug) <> s.slug ${LIMIT}`,
    says: ({ slug, was }) =>
      was === null
        ? `The story ${slug} is in the database, and no act made it.`
        : `The story ${slug} has another address or moment than the act that made it.`,
  },
  {
    name: 'story revision without act',
    sql: `
      SELECT s.slug, r.story_id AS id, r.version AS is FROM story_revisions r JOIN stories s ON s.id = r.story_id
      LEFT JOIN activity a ON a.story_id = r.story_id AND a.at = r.at AND CASE a.type
        WHEN 'story.edited' THEN coalesce(a.payload ->> 'version', r.version::text) = r.version::text
          AND a.payload -> 'after' = jsonb_build_object('title', r.title, 'summary', r.summary)
        WHEN 'story.created' THEN r.version = 1 AND a.payload ->> 'title' = r.title
          AND coalesce(a.payload ->> 'summary', r.summary) = r.summary END
      WHERE a.id IS NULL ${LIMIT}`,
    says: ({ slug, is }) =>
      `Revision ${is} of the story ${slug} is not as the act that made it says, or there is none.`,
  },
  {
    name: 'document without act',
    sql: `
      SELECT d.title AS slug, d.id FROM documents d
      LEFT JOIN activity a ON a.type = 'document.added' AND a.document_id = d.id AND a.at = d.created_at
      WHERE a.id IS NULL ${LIMIT}`,
    says: ({ slug, id }) =>
      `The document ${quoted(slug)} (${id}) is in the database, and no act added it.`,
  },
  {
    name: 'text of a document',
    sql: `
      SELECT d.title AS slug, d.id, d.text_sha256 AS was, encode(sha256(convert_to(d.text, 'UTF8')), 'hex') AS is FROM documents d
      WHERE d.text_sha256 IS DISTINCT FROM encode(sha256(convert_to(d.text, 'UTF8')), 'hex')
        AND d.text IS DISTINCT FROM '[redacted]' ${LIMIT}`,
    says: ({ slug, id }) =>
      `The text of the document ${quoted(slug)} (${id}) is not the one that was captured: its hash differs.`,
  },
  {
    name: 'origin of a document',
    sql: `
      SELECT d.title AS slug, d.id, to_jsonb(o) AS was, jsonb_build_object('origin_source_id', d.origin_source_id,
        'origin_document_id', d.origin_document_id) AS is FROM documents d
      LEFT JOIN (SELECT DISTINCT ON (document_id) * FROM document_origins ORDER BY document_id, id DESC) o ON o.document_id = d.id
      WHERE o.id IS NULL OR (o.origin_source_id, o.origin_document_id) IS DISTINCT FROM (d.origin_source_id, d.origin_document_id) ${LIMIT}`,
    says: ({ slug, was, is }) => differs(`The document ${quoted(slug)}`, was, is),
  },
  {
    name: 'origin without act',
    sql: `
      SELECT d.title AS slug, d.id FROM document_origins o JOIN documents d ON d.id = o.document_id
      WHERE o.id <> (SELECT min(f.id) FROM document_origins f WHERE f.document_id = o.document_id)
        AND NOT EXISTS (SELECT FROM activity a WHERE a.document_id = o.document_id AND a.type = 'document.origin-changed'
          AND a.at = o.at AND (NOT a.payload ? 'originSourceId'
            OR (a.payload ->> 'originSourceId' IS NOT DISTINCT FROM o.origin_source_id::text
              AND a.payload ->> 'originDocumentId' IS NOT DISTINCT FROM o.origin_document_id::text))) ${LIMIT}`,
    says: ({ slug }) => `An origin of the document ${quoted(slug)} has no act that said so.`,
  },
]

function differs(what: string, was: unknown, is: unknown): string {
  const before = (was ?? {}) as Record<string, unknown>
  const now = (is ?? {}) as Record<string, unknown>
  if (was === null) return `${what} has no revision.`
  const names = Object.keys(now).filter(
    (name) => JSON.stringify(now[name]) !== JSON.stringify(before[name]),
  )
  const parts = names.map(
    (name) => `“${name}” is ${quoted(now[name])} and was last recorded as ${quoted(before[name])}`,
  )
  return `${what} was altered: ${parts.join('; ')}.`
}

/**
 * Whether what stands in the tables now is what the acts on record made of it, and nothing else. The questions are shared
 * out among `clients`, which all see the same moment.
 */
export async function checkStanding(report: Report, clients: pg.Client[]): Promise<void> {
  const answers = CHECKS.map((): Row[] => [])
  let next = 0
  await Promise.all(
    clients.map(async (client) => {
      // All of one table against all of another: row by row, a million acts would take hours.
      await client.query('SET LOCAL enable_nestloop = off')
      while (next < CHECKS.length) {
        const at = next++
        answers[at] = (await client.query<Row>((CHECKS[at] as Check).sql)).rows
      }
    }),
  )
  for (const [at, { name, says }] of CHECKS.entries()) {
    for (const row of answers[at] ?? []) {
      report.find({
        check: name,
        says: says(row),
        ...(row.slug &&
          /^(?:claim|verdict|current|line|appear|relation|evidence|withdrawal|activity)/.test(
            name,
          ) && { claim: row.slug }),
        ...(row.activity && { activity: row.activity }),
      })
    }
  }
  report.count('questions asked of the tables', CHECKS.length)
}
