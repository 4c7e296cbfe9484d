import type pg from 'pg'
import { claimsOfNowhere } from './claims'

/** What each claim goes through; two in three lines of it are what every claim sees before its first verdict. */
export const ACTS_PER_CLAIM = 11
const SOURCES = 2000
const OUTLETS = 100
const CLAIMS_PER_STORY = 60
const BATCH = 20_000

/**
 * Fills an empty, migrated database with the whole life of claims, as its owner and by plain SQL: filed, taken up,
 * evidence attached and graded, a verdict proposed and published, linked to a counterclaim, and then a second verdict or
 * another appearance. Every row has the line of `activity` that a command would have written; leaves are appended
 * afterwards by `backfillLeaves`. `claims` is even; claim n is filed n × 40 s after 1 January 2010.
 */
export async function loadHistory(client: pg.Client, claims: number): Promise<void> {
  // The triggers' work is done here in sets: revisions below, what search needs not at all.
  await client.query('SET session_replication_role = replica')
  await client.query(HELPERS)
  const said = claimsOfNowhere(claims)
  for (let from = 0; from < claims; from += BATCH) {
    const some = said.slice(from, from + BATCH)
    await client.query(
      'INSERT INTO said SELECT $1::int + ordinality - 1, claim, title FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS s(claim, title)',
      [from, some.map((each) => each.claim), some.map((each) => each.title)],
    )
  }
  await client.query(STATEMENTS)
  await client.query('RESET session_replication_role')
  await client.query('VACUUM ANALYZE')
}

const HELPERS = `
  CREATE FUNCTION pg_temp.id(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT ('00000000-0000-7' || lpad(to_hex(kind), 3, '0') || '-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
  CREATE FUNCTION pg_temp.at(n bigint, step int) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    SELECT timestamptz '2010-01-01 00:00+00' + n * interval '40 seconds' + step * interval '10 minutes' $$;
  CREATE FUNCTION pg_temp.before() RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    SELECT timestamptz '2009-12-31 00:00+00' $$;
  CREATE TEMP TABLE said (n bigint PRIMARY KEY, claim text, title text);
  CREATE TEMP TABLE acts (at timestamptz, place int, type text, payload jsonb, actor_id uuid, claim_id uuid,
    claim_version int, source_id uuid, document_id uuid, story_id uuid);`

const [
  USER,
  SOURCE,
  STORY,
  CLAIM,
  REPORT,
  STUDY,
  QUOTE,
  REPRINT,
  EVIDENCE,
  GRADE,
  REGRADE,
  FIRST,
  SECOND,
  LINK,
] = Array.from({ length: 14 }, (_, kind) => kind + 1)

const snapshot = (version: number, at: string) => `jsonb_build_object('takenAt', pg_temp.iso(${at}),
  'claim', jsonb_build_object('version', ${version}, 'proposition', s.claim, 'wording', NULL,
    'claimant', jsonb_build_object('id', pg_temp.id(${SOURCE}, s.n % ${SOURCES}), 'slug', 'source-' || s.n % ${SOURCES},
      'name', 'Source ' || s.n % ${SOURCES}), 'said', '2009-12-30', 'place', '', 'story', NULL),
  'evidence', jsonb_build_array(jsonb_build_object('id', pg_temp.id(${EVIDENCE}, s.n), 'stance', 'context',
    'excerpt', 'A study of ' || s.title, 'locator', 'page ' || s.n % 90, 'credibility', 2,
    'document', jsonb_build_object('id', pg_temp.id(${STUDY}, s.n), 'title', 'Study: ' || s.title, 'url', NULL, 'kind', 'article',
      'language', 'en', 'publishedOn', '2009-12-30', 'publisher', jsonb_build_object('slug', 'source-' || s.n % ${OUTLETS},
        'name', 'Source ' || s.n % ${OUTLETS}, 'reliability', NULL)),
    'origin', jsonb_build_object('id', pg_temp.id(${SOURCE}, s.n % ${OUTLETS}), 'slug', 'source-' || s.n % ${OUTLETS},
      'name', 'Source ' || s.n % ${OUTLETS}), 'isFromClaimant', false)),
  'appearances', jsonb_build_array(jsonb_build_object('id', pg_temp.id(${QUOTE}, s.n), 'quote', s.claim, 'document', s.title,
    'publisher', 'Source ' || s.n % ${OUTLETS})),
  'relations', '[]'::jsonb)`

const rationale = `'We looked for records of it and asked both sides. ' || s.claim || ' Nothing we have settles it.'`
const changed = `'A study puts it in another light: ' || s.title`

const STATEMENTS = `
  CREATE FUNCTION pg_temp.iso(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
  INSERT INTO users (id, email, name, role, created_at)
    SELECT pg_temp.id(${USER}, n), 'editor-' || n || '@desk.example', 'Editor ' || n, 'editor', pg_temp.before()
    FROM generate_series(0, 1) n;

  INSERT INTO sources (id, slug, name, kind, created_at, created_by_id)
    SELECT pg_temp.id(${SOURCE}, n), 'source-' || n, 'Source ' || n, 'monitor', pg_temp.before(), pg_temp.id(${USER}, 0)
    FROM generate_series(0, ${SOURCES - 1}) n;
  INSERT INTO source_revisions SELECT id, version, created_at, name, language, kind, description, url, speaks_for_id FROM sources;
  INSERT INTO source_aliases (id, source_id, name, language, name_key, created_at)
    SELECT id, id, name, language, lower(name), created_at FROM sources;
  INSERT INTO acts SELECT created_at, 0, 'source.created', jsonb_build_object('name', name, 'kind', kind, 'slug', slug,
      'language', language, 'description', NULL, 'url', NULL, 'speaksForId', NULL),
      created_by_id, NULL, NULL, id, NULL, NULL FROM sources ORDER BY id;

  INSERT INTO stories (id, slug, title, summary, public_since, created_by_id, created_at)
    SELECT pg_temp.id(${STORY}, n), 'story-' || n, 'Story ' || n, 'What happened around place ' || n, pg_temp.before(),
      pg_temp.id(${USER}, 0), pg_temp.before()
    FROM generate_series(0, (SELECT max(n) / ${CLAIMS_PER_STORY} FROM said)) n;
  INSERT INTO story_revisions SELECT id, version, created_at, title, summary FROM stories;
  INSERT INTO acts SELECT created_at, place, type, CASE place WHEN 1
        THEN jsonb_build_object('title', title, 'slug', slug, 'summary', summary)
        ELSE jsonb_build_object('slug', slug, 'title', title, 'summary', summary) END,
      created_by_id, NULL, NULL, NULL, NULL, id
    FROM stories, (VALUES (1, 'story.created'), (2, 'story.shown')) AS acts(place, type) ORDER BY id, place;

  INSERT INTO claims (id, slug, claimant_id, proposition, said_on, said_precision, story_id, stage, version, public_since,
      filed_by_id, filed_at, changed_at)
    SELECT pg_temp.id(${CLAIM}, n), 'claim-' || n, pg_temp.id(${SOURCE}, n % ${SOURCES}), claim, '2009-12-30', 'day',
      pg_temp.id(${STORY}, n / ${CLAIMS_PER_STORY}), 'published', 9, pg_temp.at(n, 5), pg_temp.id(${USER}, 0),
      pg_temp.at(n, 0), pg_temp.at(n, 10)
    FROM said;
  INSERT INTO claim_revisions SELECT id, 1, filed_at, claimant_id, proposition, wording, wording_language, said_on,
    said_precision, said_at, said_zone, place_name, place_latitude, place_longitude, story_id FROM claims;

  INSERT INTO documents (id, title, kind, publisher_id, language, published_on, captured_at, created_by_id, created_at)
    SELECT pg_temp.id(${REPORT}, n), title, 'article'::document_kind, pg_temp.id(${SOURCE}, n % ${OUTLETS}), 'en', date '2009-12-30', pg_temp.at(n, 0),
      pg_temp.id(${USER}, 0), pg_temp.at(n, 0) FROM said
    UNION ALL
    SELECT pg_temp.id(${STUDY}, n), 'Study: ' || title, 'article'::document_kind, pg_temp.id(${SOURCE}, n % ${OUTLETS}), 'en', date '2009-12-30',
      pg_temp.at(n, 2), pg_temp.id(${USER}, 0), pg_temp.at(n, 2) FROM said;
  INSERT INTO document_origins (document_id, at, origin_source_id, origin_document_id)
    SELECT id, created_at, NULL, NULL FROM documents;
  INSERT INTO appearances (id, claim_id, document_id, quote_exact, quote_language, public_since, created_by_id, created_at)
    SELECT pg_temp.id(${QUOTE}, n), pg_temp.id(${CLAIM}, n), pg_temp.id(${REPORT}, n), claim, 'en', pg_temp.at(n, 5),
      pg_temp.id(${USER}, 0), pg_temp.at(n, 0) FROM said
    UNION ALL
    SELECT pg_temp.id(${REPRINT}, n), pg_temp.id(${CLAIM}, n), pg_temp.id(${STUDY}, n), claim, 'en', pg_temp.at(n, 10),
      pg_temp.id(${USER}, 0), pg_temp.at(n, 9) FROM said WHERE n % 2 = 1;
  INSERT INTO evidence (id, claim_id, document_id, stance, excerpt, locator, created_by_id, created_at)
    SELECT pg_temp.id(${EVIDENCE}, n), pg_temp.id(${CLAIM}, n), pg_temp.id(${STUDY}, n), 'context', 'A study of ' || title,
      'page ' || n % 90, pg_temp.id(${USER}, 0), pg_temp.at(n, 2) FROM said;
  INSERT INTO evidence_grades (id, evidence_id, credibility, reason, graded_by_id, graded_at)
    SELECT pg_temp.id(${GRADE}, n), pg_temp.id(${EVIDENCE}, n), 3, 'Possible.', pg_temp.id(${USER}, 0), pg_temp.at(n, 2) FROM said
    UNION ALL
    SELECT pg_temp.id(${REGRADE}, n), pg_temp.id(${EVIDENCE}, n), 2, 'Others agree.', pg_temp.id(${USER}, 0), pg_temp.at(n, 3) FROM said;
  INSERT INTO relations (id, from_claim_id, to_claim_id, type, public_since, created_by_id, created_at)
    SELECT pg_temp.id(${LINK}, n), pg_temp.id(${CLAIM}, n), pg_temp.id(${CLAIM}, n - 1), 'counters'::relation_type, pg_temp.at(n - 1, 10),
      pg_temp.id(${USER}, 0), pg_temp.at(n, 8) FROM said WHERE n % 2 = 1;
  INSERT INTO verdicts (id, claim_id, state, kind, status, confidence, rationale, public_note, supersedes_id, evidence_snapshot,
      claim_version, proposer_id, proposed_at, reviewer_id, reviewed_at, published_at)
    SELECT pg_temp.id(${FIRST}, s.n), pg_temp.id(${CLAIM}, s.n), 'published'::verdict_state, 'first'::verdict_kind, 'unverified'::verdict_status, 'low'::confidence,
      ${rationale}, NULL, NULL::uuid, ${snapshot(5, 'pg_temp.at(s.n, 5)')}, 5, pg_temp.id(${USER}, 0), pg_temp.at(s.n, 4),
      pg_temp.id(${USER}, 1), pg_temp.at(s.n, 5), pg_temp.at(s.n, 5) FROM said s
    UNION ALL
    SELECT pg_temp.id(${SECOND}, s.n), pg_temp.id(${CLAIM}, s.n), 'published', 'update', 'misleading', 'moderate',
      ${rationale}, ${changed}, pg_temp.id(${FIRST}, s.n), ${snapshot(8, 'pg_temp.at(s.n, 10)')}, 8, pg_temp.id(${USER}, 0),
      pg_temp.at(s.n, 9), pg_temp.id(${USER}, 1), pg_temp.at(s.n, 10), pg_temp.at(s.n, 10) FROM said s WHERE s.n % 2 = 0;
  UPDATE claims c SET current_verdict_id = v.id FROM verdicts v
    WHERE v.claim_id = c.id AND NOT EXISTS (SELECT FROM verdicts w WHERE w.supersedes_id = v.id);

  INSERT INTO acts
    SELECT pg_temp.at(s.n, step), place, type, payload, pg_temp.id(${USER}, CASE type WHEN 'verdict.published' THEN 1 ELSE 0 END),
      CASE WHEN document IS NULL THEN pg_temp.id(${CLAIM}, s.n) END, CASE WHEN document IS NULL THEN version END, NULL::uuid, document, NULL::uuid
    FROM said s CROSS JOIN LATERAL (VALUES
      (0, 0, 'document.added', NULL::int, pg_temp.id(${REPORT}, s.n), jsonb_build_object('title', s.title,
        'publisher', 'Source ' || s.n % ${OUTLETS}, 'sha256', NULL)),
      (0, 1, 'claim.filed', 1, NULL, jsonb_build_object('proposition', s.claim, 'claimant', 'Source ' || s.n % ${SOURCES},
        'appearanceId', pg_temp.id(${QUOTE}, s.n))),
      (1, 0, 'claim.taken-up', 2, NULL, '{}'),
      (2, 0, 'document.added', NULL, pg_temp.id(${STUDY}, s.n), jsonb_build_object('title', 'Study: ' || s.title,
        'publisher', 'Source ' || s.n % ${OUTLETS}, 'sha256', NULL)),
      (2, 1, 'evidence.attached', 3, NULL, jsonb_build_object('evidenceId', pg_temp.id(${EVIDENCE}, s.n),
        'document', 'Study: ' || s.title, 'stance', 'context', 'excerpt', 'A study of ' || s.title, 'credibility', 3,
        'reason', 'Possible.')),
      (3, 0, 'evidence.graded', 4, NULL, jsonb_build_object('evidenceId', pg_temp.id(${EVIDENCE}, s.n),
        'document', 'Study: ' || s.title, 'before', 3, 'after', 2, 'reason', 'Others agree.')),
      (4, 0, 'verdict.proposed', 5, NULL, jsonb_build_object('verdictId', pg_temp.id(${FIRST}, s.n), 'status', 'unverified',
        'confidence', 'low', 'kind', 'first')),
      (5, 0, 'verdict.published', 6, NULL, jsonb_build_object('verdictId', pg_temp.id(${FIRST}, s.n), 'before', 'unreviewed',
        'status', 'unverified', 'confidence', 'low', 'kind', 'first', 'shown', jsonb_build_object(
          'appearances', jsonb_build_array(pg_temp.id(${QUOTE}, s.n)), 'relations', '[]'::jsonb)))
    ) AS steps(step, place, type, version, document, payload)
    UNION ALL
    SELECT pg_temp.at(s.n, step), place, type, CASE WHEN s.n % 2 = 0 THEN even ELSE odd END, pg_temp.id(${USER}, CASE WHEN s.n % 2 = 0 AND step = 10 THEN 1 ELSE 0 END),
      pg_temp.id(${CLAIM}, s.n), version, NULL, NULL, NULL
    FROM said s CROSS JOIN LATERAL (VALUES
      (9, 0, CASE WHEN s.n % 2 = 0 THEN 'verdict.proposed' ELSE 'appearance.added' END, 8,
        jsonb_build_object('verdictId', pg_temp.id(${SECOND}, s.n), 'status', 'misleading', 'confidence', 'moderate', 'kind', 'update'),
        jsonb_build_object('appearanceId', pg_temp.id(${REPRINT}, s.n), 'document', 'Study: ' || s.title, 'quote', s.claim)),
      (10, 0, CASE WHEN s.n % 2 = 0 THEN 'verdict.published' ELSE 'claim.shown' END, 9,
        jsonb_build_object('verdictId', pg_temp.id(${SECOND}, s.n), 'before', 'unverified', 'status', 'misleading',
          'confidence', 'moderate', 'kind', 'update', 'shown', jsonb_build_object('appearances', '[]'::jsonb,
            'relations', jsonb_build_array(pg_temp.id(${LINK}, s.n + 1)))),
        jsonb_build_object('appearances', 1, 'relations', 0, 'isFirst', false, 'claimant', jsonb_build_object(
            'slug', 'source-' || s.n % ${SOURCES}, 'name', 'Source ' || s.n % ${SOURCES}),
          'shown', jsonb_build_object('appearances', jsonb_build_array(pg_temp.id(${REPRINT}, s.n)), 'relations', '[]'::jsonb)))
    ) AS steps(step, place, type, version, even, odd)
    UNION ALL
    -- The link is one act with a line on each of its ends.
    SELECT pg_temp.at(s.n, 8), place, 'relation.added', jsonb_build_object('relationId', pg_temp.id(${LINK}, s.n),
        'relation', 'counters', 'direction', direction, 'other', other, 'otherId', pg_temp.id(${CLAIM}, other_n)),
      pg_temp.id(${USER}, 0), pg_temp.id(${CLAIM}, own_n), 7, NULL, NULL, NULL
    FROM said s JOIN said e ON e.n = s.n - 1 CROSS JOIN LATERAL (VALUES
      (0, 'from', s.n, e.n, e.claim), (1, 'to', e.n, s.n, s.claim)) AS lines(place, direction, own_n, other_n, other)
    WHERE s.n % 2 = 1;
  INSERT INTO activity (type, actor_id, at, payload, claim_id, claim_version, source_id, document_id, story_id)
    SELECT type, actor_id, at, payload, claim_id, claim_version, source_id, document_id, story_id
    FROM acts ORDER BY at, claim_id, place;
`
