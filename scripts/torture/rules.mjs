/**
 * What must hold of any database of ours at any moment: each line of the record with the rows that its act wrote, and
 * no such row without its line. Every question answers what breaks the rule; nothing is as it should be.
 */
export const RULES = [
  ...once('claims', 'claim.filed', 'a.claim_id = r.id'),
  ...once('sources', 'source.created', 'a.source_id = r.id'),
  ...once('documents', 'document.added', 'a.document_id = r.id'),
  ...once('stories', 'story.created', 'a.story_id = r.id'),
  ...once('evidence', 'evidence.attached', of('evidenceId')),
  ...once('evidence', 'evidence.withdrawn', of('evidenceId'), 'r.withdrawn_at IS NOT NULL'),
  ...once('appearances', 'appearance.withdrawn', of('appearanceId'), 'r.withdrawn_at IS NOT NULL'),
  ...once('verdicts', 'verdict.proposed', of('verdictId')),
  ...once('verdicts', 'verdict.published', of('verdictId'), "r.state = 'published'"),
  ...once('verdicts', 'verdict.sent-back', of('verdictId'), "r.state = 'sent_back'"),
  ...once('verdicts', 'verdict.taken-back', of('verdictId'), "r.state = 'taken_back'"),
  ...times('relations', 'relation.added', 2, of('relationId')),
  ...times('relations', 'relation.withdrawn', 2, of('relationId'), 'r.withdrawn_at IS NOT NULL'),
  {
    says: 'an appearance came with its claim or in a line of its own',
    sql: `SELECT r.id FROM appearances r WHERE 1 <> (SELECT count(*) FROM activity a
            WHERE a.type = 'appearance.added' AND a.payload ->> 'appearanceId' = r.id::text)
          + (SELECT count(*) FROM activity a WHERE a.type = 'claim.filed' AND a.claim_id = r.claim_id
            AND a.payload ->> 'appearanceId' = r.id::text)`,
  },
  {
    says: 'a withdrawal has its line',
    sql: `SELECT coalesce(w.claim_id, a.claim_id) AS id FROM withdrawals w
          FULL JOIN (SELECT claim_id FROM activity WHERE type = 'claim.withdrawn') a ON a.claim_id = w.claim_id
          WHERE w.claim_id IS NULL OR a.claim_id IS NULL`,
  },
  {
    says: 'every grade of evidence after the first has its line',
    sql: `SELECT r.id FROM evidence r WHERE (SELECT count(*) FROM evidence_grades g WHERE g.evidence_id = r.id) - 1
          <> (SELECT count(*) FROM activity a WHERE a.type = 'evidence.graded' AND ${of('evidenceId')})`,
  },
  {
    says: 'every grade of a source has its line',
    sql: `SELECT r.id FROM sources r WHERE (SELECT count(*) FROM source_grades g WHERE g.source_id = r.id)
          <> (SELECT count(*) FROM activity a WHERE a.type = 'source.graded' AND a.source_id = r.id)`,
  },
  {
    says: 'what readers see of a claim was shown to them by a line',
    sql: `SELECT id FROM claims r WHERE (public_since IS NOT NULL) <> EXISTS (SELECT FROM activity a
          WHERE a.claim_id = r.id AND a.type IN ('claim.shown', 'verdict.published'))`,
  },
  {
    says: 'a claim’s record has each of its versions once',
    sql: `SELECT r.id FROM claims r LEFT JOIN activity a ON a.claim_id = r.id AND a.type <> 'claim.assigned'
          GROUP BY r.id, r.version
          HAVING count(a.id) <> r.version OR count(DISTINCT a.claim_version) <> r.version OR max(a.claim_version) <> r.version`,
  },
  {
    says: 'a claim in review has one open proposal, and no other claim has any',
    sql: `SELECT r.id FROM claims r WHERE (r.stage = 'in_review')::int <>
          (SELECT count(*) FROM verdicts v WHERE v.claim_id = r.id AND v.state = 'proposed')`,
  },
  {
    says: 'nobody reviewed their own verdict',
    sql: 'SELECT id FROM verdicts WHERE reviewer_id = proposer_id',
  },
  {
    says: 'a request that was taken down has its answer',
    sql: `SELECT key AS id FROM submissions WHERE result = 'null'::jsonb`,
  },
  {
    says: 'every line of the record has one leaf',
    sql: `SELECT coalesce(a.id, l.activity_id) AS id FROM activity a FULL JOIN leaves l ON l.activity_id = a.id
          WHERE a.id IS NULL OR l.index IS NULL`,
  },
  {
    says: 'leaves are counted without gaps',
    sql: `SELECT index AS id FROM (SELECT index, row_number() OVER (ORDER BY index) - 1 AS place FROM leaves) l
          WHERE index <> place`,
  },
  {
    says: 'a leaf’s hash is that of its entry',
    sql: String.raw`SELECT index AS id FROM leaves WHERE hash <> sha256('\x00'::bytea || entry)`,
  },
  {
    says: 'no leaf is dated before the one before it',
    sql: `SELECT index AS id FROM (SELECT index, at, lag(at) OVER (ORDER BY index) AS before FROM leaves) l
          WHERE at < before`,
  },
]

/** The line's payload names the row. */
function of(key) {
  return `a.payload ->> '${key}' = r.id::text`
}

function once(...given) {
  const [table, type, isOf, isDone] = given
  return times(table, type, 1, isOf, isDone)
}

/** Rows that are as `isDone` says have so many lines of this type, others none; and a line has its row. */
function times(table, type, count, isOf, isDone = 'true') {
  return [
    {
      says: `of ${table}, what ${type} tells is so, and told ${count === 1 ? 'once' : 'at both ends'}`,
      sql: `SELECT r.id FROM ${table} r LEFT JOIN activity a ON a.type = '${type}' AND ${isOf}
            GROUP BY r.id HAVING count(a.id) <> CASE WHEN ${isDone} THEN ${count} ELSE 0 END`,
    },
    {
      says: `every line ${type} has its row`,
      sql: `SELECT a.id FROM activity a WHERE a.type = '${type}' AND NOT EXISTS (SELECT FROM ${table} r WHERE ${isOf})`,
    },
  ]
}

/** Every rule that is broken, in a sentence, on one instant of the database. */
export async function brokenRules(client) {
  const broken = []
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    for (const { says, sql } of RULES) {
      const { rows } = await client.query(`${sql} LIMIT 5`)
      if (rows.length > 0) broken.push(`not so: ${says} (${rows.map(({ id }) => id).join(', ')})`)
    }
  } finally {
    await client.query('ROLLBACK').catch(() => {})
  }
  return broken
}
