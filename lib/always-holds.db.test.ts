import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aNewsroom, type Member, type Newsroom } from '@/lib/testing/builders'

/**
 * What must hold whoever writes: each rule is tried by plain SQL through the application's own role, and those
 * that keep the record also through the role that owns the schema.
 */
let room: Newsroom
let app: pg.Client
let owner: pg.Client
let rana: Member
let omar: Member
let published: { id: string; claimId: string }
let proposed: { id: string; claimId: string; proposer: Member }
let sentBack: string
let claim: string
let document: { id: string }

beforeAll(async () => {
  room = await aNewsroom()
  app = new pg.Client(room.url)
  owner = new pg.Client(room.ownerUrl)
  await Promise.all([app.connect(), owner.connect()])
  rana = await room.aMember({ name: 'Rana Haddad' })
  omar = await room.aMember({ name: 'Omar Saleh' })
  published = await room.aPublishedVerdict({ by: rana })
  proposed = await room.aProposal({ by: rana })
  const back = await room.aProposal({ claim: published.claimId, by: rana })
  await app.query(
    `UPDATE verdicts SET state = 'sent_back', reviewer_id = $2, reviewed_at = now(), review_note = 'no'
     WHERE id = $1`,
    [back.id, omar.id],
  )
  sentBack = back.id
  claim = (await room.aClaim()).id
  document = await room.aDocument({ text: 'قال 🎯 it has begun' })
})
afterAll(async () => {
  await Promise.all([app.end(), owner.end()])
  await room.drop()
})

// Each try is rolled back, so that what is allowed by mistake spoils no other test.
beforeEach(async () => {
  await app.query('BEGIN')
  await owner.query('BEGIN')
})
afterEach(async () => {
  await app.query('ROLLBACK')
  await owner.query('ROLLBACK')
})

/** The constraint that refuses `sql`, or what the database says; 'done' when it lets it happen. */
async function tryOut(client: pg.Client, sql: string, values: unknown[] = []): Promise<string> {
  try {
    await client.query(sql, values)
    // What is looked at when a transaction commits is looked at now.
    await client.query('SET CONSTRAINTS ALL IMMEDIATE')
    return 'done'
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    return error.constraint ?? error.message
  }
}

/** What refuses it to whoever owns the schema; the application's role is refused by the same rule, or sooner. */
async function ruleAgainst(sql: string, values: unknown[] = []): Promise<string> {
  const rule = await tryOut(owner, sql, values)
  const toTheApplication = await tryOut(app, sql, values)
  if (rule !== 'done') expect([rule, DENIED]).toContain(toTheApplication.replace(/ for .*/, ''))
  await app.query('ROLLBACK; BEGIN')
  await owner.query('ROLLBACK; BEGIN')
  return rule
}

const DENIED = 'permission denied'

/** Inserts a copy of the newest row of `table` that is the same but for `changes`. */
async function copyOf(table: string, changes: Record<string, unknown>, where = 'true') {
  const { rows } = await app.query(`SELECT * FROM ${table} WHERE ${where} LIMIT 1`)
  const row = { ...rows[0], id: randomUUID(), ...changes }
  const columns = Object.keys(row)
  return tryOut(
    app,
    `INSERT INTO ${table} (${columns.map((name) => pg.escapeIdentifier(name)).join(', ')})
     VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
    columns.map((name) => {
      const value = row[name]
      const isJson = value instanceof Object && !(value instanceof Date)
      return isJson ? JSON.stringify(value) : value
    }),
  )
}

describe('a verdict', () => {
  const first = { kind: 'first', supersedes_id: null }

  it('cannot be approved by its proposer', async () => {
    expect(
      await tryOut(
        app,
        `UPDATE verdicts SET state = 'published', reviewer_id = proposer_id, reviewed_at = now(), published_at = now()
         WHERE id = $1`,
        [proposed.id],
      ),
    ).toBe('verdict_reviewer_is_not_proposer')
  })

  it.each([
    ['with another proposer', 'proposer_id = $2'],
    ['with another conclusion', "status = 'false', reviewer_id = $2, reviewed_at = now()"],
    ['with other words', "rationale = $2::text || 'x'"],
    [
      'for another claim',
      'claim_id = (SELECT id FROM claims WHERE id <> claim_id AND $2::uuid IS NOT NULL LIMIT 1)',
    ],
    ['with another look at the claim', "evidence_snapshot = jsonb_build_object('by', $2::text)"],
    ['as if it had been seen later', 'claim_version = claim_version + length($2::text)'],
  ])('cannot be answered %s than was proposed', async (_, set) => {
    const sql = `UPDATE verdicts SET ${set} WHERE id = $1`
    expect(await ruleAgainst(sql, [proposed.id, omar.id])).toBe('verdict_is_kept')
  })

  it.each([
    ["state = 'proposed', published_at = NULL, reviewer_id = NULL, reviewed_at = NULL"],
    ["status = 'false'"],
    ["rationale = 'Something else entirely.'"],
    ['published_at = now()'],
    ['reviewer_id = NULL'],
    ["evidence_snapshot = '{}'"],
    ["public_note = 'By the way'"],
  ])('that is published stays as it is: %s', async (set) => {
    const sql = `UPDATE verdicts SET ${set} WHERE id = $1`
    expect(await ruleAgainst(sql, [published.id])).toBe('verdict_is_kept')
  })

  it('that was sent back is not published after all', async () => {
    const sql = `UPDATE verdicts SET state = 'published', published_at = now() WHERE id = $1`
    expect(await tryOut(app, sql, [sentBack])).toBe('verdict_is_kept')
  })

  it('is never deleted', async () => {
    for (const id of [published.id, proposed.id, sentBack]) {
      expect(await tryOut(owner, 'DELETE FROM verdicts WHERE id = $1', [id])).toBe(
        'verdict_is_kept',
      )
      await owner.query('ROLLBACK; BEGIN')
      expect(await tryOut(app, 'DELETE FROM verdicts WHERE id = $1', [id])).toMatch(
        /permission denied/,
      )
      await app.query('ROLLBACK; BEGIN')
    }
    expect(await tryOut(owner, 'TRUNCATE verdicts CASCADE')).toBe('verdict_is_not_truncated')
    expect(await tryOut(app, 'TRUNCATE verdicts')).toMatch(/permission denied/)
  })

  it.each([
    ['published', { reviewer_id: 'omar', reviewed_at: new Date(), published_at: new Date() }],
    ['sent_back', { reviewer_id: 'omar', reviewed_at: new Date(), review_note: 'no' }],
    ['taken_back', {}],
  ])('cannot come into the world %s', async (state, answer) => {
    const reviewer = 'reviewer_id' in answer ? { reviewer_id: omar.id } : {}
    const changes = { ...first, claim_id: claim, state, ...answer, ...reviewer }
    expect(await copyOf('verdicts', changes, `id = '${proposed.id}'`)).toBe(
      'verdict_is_proposed_first',
    )
  })

  it('waits for review one at a time', async () => {
    expect(await copyOf('verdicts', {}, `id = '${proposed.id}'`)).toBe('verdict_one_open_per_claim')
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['says why', { rationale: '  ' }, 'verdict_rationale_is_written'],
    [
      'that changes another says so',
      { kind: 'update', public_note: 'More.' },
      'verdict_kind_matches_what_it_supersedes',
    ],
    [
      'that is overtaken says by what',
      { status: 'overtaken' },
      'verdict_overtaken_names_what_and_when',
    ],
    [
      'that is overtaken says when',
      { status: 'overtaken', overtaken_by_event: 'The fall' },
      'verdict_overtaken_names_what_and_when',
    ],
    [
      'that is not overtaken names nothing that did it',
      { overtaken_by_event: 'The fall', overtaken_on: '2024-12-08' },
      'verdict_overtaken_names_what_and_when',
    ],
    ['is not reviewed before it is', { reviewed_at: new Date() }, 'verdict_published_is_reviewed'],
  ])('%s', async (_, changes, constraint) => {
    const where = `id = '${proposed.id}'`
    expect(await copyOf('verdicts', { ...first, claim_id: claim, ...changes }, where)).toBe(
      constraint,
    )
  })

  it('is not overtaken by its own claim', async () => {
    const changes = {
      ...first,
      claim_id: claim,
      status: 'overtaken',
      overtaken_by_claim_id: claim,
      overtaken_on: '2024-12-08',
    }
    expect(await copyOf('verdicts', changes, `id = '${proposed.id}'`)).toBe(
      'verdict_not_overtaken_by_its_own_claim',
    )
  })

  it('that changes another has a public note, and changes one of the same claim', async () => {
    const change = { claim_id: published.claimId, kind: 'correction', supersedes_id: published.id }
    const where = `id = '${proposed.id}'`
    expect(await copyOf('verdicts', change, where)).toBe('verdict_change_has_a_public_note')
    await app.query('ROLLBACK; BEGIN')
    expect(
      await copyOf('verdicts', { ...change, claim_id: claim, public_note: 'We erred.' }, where),
    ).toMatch(/supersedes/)
  })

  it('that is sent back has a reason', async () => {
    expect(
      await tryOut(
        app,
        `UPDATE verdicts SET state = 'sent_back', reviewer_id = $2, reviewed_at = now() WHERE id = $1`,
        [proposed.id, omar.id],
      ),
    ).toBe('verdict_sent_back_has_a_reason')
  })

  it('that is published is shown by its claim', async () => {
    const publish = `UPDATE verdicts SET state = 'published', reviewer_id = $2, reviewed_at = now(), published_at = now()
      WHERE id = $1`
    expect(await tryOut(app, publish, [proposed.id, omar.id])).toBe('verdict_published_is_shown')
    await app.query('ROLLBACK; BEGIN')
    await app.query(publish, [proposed.id, omar.id])
    const show = 'UPDATE claims SET current_verdict_id = $1 WHERE id = $2'
    expect(await tryOut(app, show, [proposed.id, proposed.claimId])).toBe(
      'verdict_published_is_shown',
    )
  })

  it.each([
    ['a second first one', () => ({ kind: 'first', supersedes_id: null, public_note: null })],
    ['one that supersedes what was sent back', () => ({ kind: 'update', supersedes_id: sentBack })],
  ])('leaves the line of a claim with one end: %s', async (_, change) => {
    const changes = { claim_id: published.claimId, public_note: 'More.', ...change() }
    expect(await copyOf('verdicts', changes, `id = '${proposed.id}'`)).toBe('done')
    await app.query('SET CONSTRAINTS ALL DEFERRED')
    expect(
      await tryOut(
        app,
        `WITH new AS (
           UPDATE verdicts SET state = 'published', reviewer_id = $2, reviewed_at = now(), published_at = now()
           WHERE claim_id = $1 AND state = 'proposed' RETURNING id
         ) UPDATE claims SET current_verdict_id = (SELECT id FROM new) WHERE id = $1`,
        [published.claimId, omar.id],
      ),
    ).toBe('verdict_supersedes_the_current')
  })
})

describe('a claim', () => {
  it.each<[string, string, string]>([
    ['shows its verdict', 'current_verdict_id = NULL', 'claim_current_verdict_is_current'],
    ['is not made unseen', 'public_since = NULL', 'claim_public_since_is_kept'],
    ['was not shown at another time', "public_since = '2020-01-01'", 'claim_public_since_is_kept'],
    ['claims something', "proposition = ' '", 'claim_proposition_is_written'],
    ['counts up from one', 'version = 0', 'claim_version_is_positive'],
    [
      'has words in a language',
      "wording = 'x', wording_language = NULL",
      'claim_wording_has_a_language',
    ],
    [
      'was said at a whole moment',
      "said_on = '2024-12-07', said_precision = NULL",
      'claim_said_time_is_whole',
    ],
    [
      'has an hour only in a zone',
      "said_on = '2024-12-07', said_precision = 'minute'",
      'claim_said_time_is_whole',
    ],
    [
      'invents no midnight',
      "said_on = '2024-12-07', said_precision = 'day', said_at = now(), said_zone = 'UTC'",
      'claim_said_time_is_whole',
    ],
    [
      'is on earth',
      "place_name = 'x', place_latitude = 91, place_longitude = 0",
      'claim_place_is_on_earth',
    ],
    [
      'has a name where it has a place',
      'place_latitude = 1, place_longitude = 1, place_name = NULL',
      'claim_place_is_on_earth',
    ],
  ])('%s: %s', async (_, set, constraint) => {
    const sql = `UPDATE claims SET ${set} WHERE id = $1`
    expect(await tryOut(app, sql, [published.claimId])).toBe(constraint)
  })

  it('shows no verdict but the end of its own line', async () => {
    const show = 'UPDATE claims SET current_verdict_id = $2 WHERE id = $1'
    for (const [id, verdict] of [
      [claim, published.id],
      [proposed.claimId, proposed.id],
      [published.claimId, sentBack],
    ]) {
      expect(await tryOut(app, show, [id, verdict])).toBe('claim_current_verdict_is_current')
      await app.query('ROLLBACK; BEGIN')
    }
  })

  it('is never deleted', async () => {
    expect(await ruleAgainst('DELETE FROM claims WHERE id = $1', [claim])).toBe('claim_is_kept')
  })

  it('is withdrawn with a reason, for good', async () => {
    const withdraw = `INSERT INTO withdrawals (claim_id, reason, withdrawn_by_id, withdrawn_at) VALUES ($1, $2, $3, now())`
    expect(await tryOut(app, withdraw, [claim, ' ', omar.id])).toBe('withdrawal_has_a_reason')
    await app.query('ROLLBACK; BEGIN')
    for (const undo of ['DELETE FROM withdrawals', "UPDATE withdrawals SET reason = 'Another'"]) {
      await owner.query('ROLLBACK; BEGIN')
      await owner.query(withdraw, [claim, 'A person in danger', omar.id])
      expect(await tryOut(owner, undo)).toBe('withdrawal_is_kept')
      expect(await tryOut(app, undo)).toMatch(DENIED)
      await app.query('ROLLBACK; BEGIN')
    }
  })
})

describe('an appearance', () => {
  const at = (start: number | null, end: number | null, exact: string) => ({
    claim_id: claim,
    document_id: document.id,
    quote_exact: exact,
    quote_start: start,
    quote_end: end,
  })

  it.each<[string, number | null, number | null, string, string]>([
    ['stands where it says', 6, 8, 'it', 'done'],
    ['counts code points, as Arabic and emoji need', 0, 5, 'قال 🎯', 'done'],
    ['may be in a text that we do not hold', null, null, 'anything', 'done'],
    ['says what stands there', 6, 8, 'in', 'appearance_span_lies_inside_text'],
    ['ends inside its text', 17, 22, 'begun', 'appearance_span_lies_inside_text'],
    ['starts inside its text', -1, 1, 'it', 'appearance_span_lies_inside_text'],
    ['is as long as its words', 6, 9, 'it', 'appearance_span_lies_inside_text'],
    ['has both ends or none', 6, null, 'it', 'appearance_span_is_a_span'],
    ['has words', null, null, ' ', 'appearance_quote_is_written'],
  ])('%s', async (_, start, end, exact, expected) => {
    expect(await copyOf('appearances', at(start, end, exact))).toBe(expected)
  })

  it('is recorded once', async () => {
    expect(await copyOf('appearances', at(6, 8, 'it'))).toBe('done')
    expect(await copyOf('appearances', at(6, 8, 'it'))).toBe('appearance_is_recorded_once')
  })

  it('points into a text that stays', async () => {
    const sql =
      "UPDATE documents SET text = 'other', text_sha256 = encode(sha256('other'), 'hex') WHERE id = $1"
    expect(await ruleAgainst(sql, [document.id])).toBe('document_text_is_kept')
  })
})

describe('a row of the case', () => {
  const tables = [
    'appearances',
    'relations',
    'evidence',
    'source_grades',
    'evidence_grades',
  ] as const
  const kept: Record<(typeof tables)[number], string> = {
    appearances: 'appearance_is_kept',
    relations: 'relation_is_kept',
    evidence: 'evidence_is_kept',
    source_grades: 'source_grade_is_kept',
    evidence_grades: 'evidence_grade_is_kept',
  }
  const reworded: Record<(typeof tables)[number], string> = {
    appearances: "quote_exact = 'other'",
    relations: "note = 'other'",
    evidence: "excerpt = 'other'",
    source_grades: "reliability = 'A'",
    evidence_grades: 'credibility = 1',
  }

  beforeAll(async () => {
    const other = await room.aClaim({ isShown: true })
    await room.aRelation({ from: claim, to: other.id })
    const evidence = await room.someEvidence({ claim, credibility: 4 })
    expect(evidence.id).toBeTruthy()
    await room.db.sourceGrade.create({
      data: {
        sourceId: (await room.aSource()).id,
        reliability: 'C',
        reason: 'Mixed',
        gradedById: rana.id,
        gradedAt: new Date(),
      },
    })
  })

  it.each(tables)('is written once, and stays: %s', async (table) => {
    expect(await ruleAgainst(`UPDATE ${table} SET ${reworded[table]}`)).toBe(kept[table])
    expect(await ruleAgainst(`DELETE FROM ${table}`)).toBe(kept[table])
  })

  it.each(['appearances', 'relations', 'evidence'] as const)(
    'is withdrawn whole, once, and not brought back: %s',
    async (table) => {
      const noun = { appearances: 'appearance', relations: 'relation', evidence: 'evidence' }[table]
      expect(await tryOut(app, `UPDATE ${table} SET withdrawn_at = now()`)).toBe(
        `${noun}_withdrawal_is_whole`,
      )
      await app.query('ROLLBACK; BEGIN')
      const withdraw = `UPDATE ${table} SET withdrawn_at = now(), withdrawn_by_id = '${omar.id}', withdrawn_reason = 'Wrong'`
      expect(await tryOut(app, withdraw)).toBe('done')
      expect(
        await tryOut(
          app,
          `UPDATE ${table} SET withdrawn_at = NULL, withdrawn_by_id = NULL, withdrawn_reason = NULL`,
        ),
      ).toBe(kept[table])
    },
  )

  it.each<[string, string, Record<string, unknown>, string]>([
    [
      'no relation of a claim to itself',
      'relations',
      { to_claim_id: 'from' },
      'relation_not_to_itself',
    ],
    ['the same relation once', 'relations', {}, 'relation_is_recorded_once'],
    ['evidence has words', 'evidence', { excerpt: ' ' }, 'evidence_excerpt_is_written'],
    [
      '1 is the best grade',
      'evidence_grades',
      { credibility: 0 },
      'evidence_grade_is_on_the_scale',
    ],
    [
      '6 is the last grade',
      'evidence_grades',
      { credibility: 7 },
      'evidence_grade_is_on_the_scale',
    ],
    ['a grade has a reason', 'evidence_grades', { reason: ' ' }, 'evidence_grade_has_a_reason'],
    ['reliability has a reason', 'source_grades', { reason: ' ' }, 'source_grade_has_a_reason'],
  ])('%s', async (_, table, given, constraint) => {
    const changes = { ...given }
    if (changes.to_claim_id) {
      const { rows } = await app.query('SELECT from_claim_id FROM relations LIMIT 1')
      changes.to_claim_id = rows[0].from_claim_id
    }
    expect(await copyOf(table, changes)).toBe(constraint)
  })
})

describe('the record', () => {
  it.each([
    'UPDATE activity SET actor_id = NULL',
    'UPDATE activity SET at = now()',
    "UPDATE activity SET payload = '{}'",
    'DELETE FROM activity',
  ])('is only ever added to: %s', async (sql) => {
    expect(await tryOut(app, sql)).toMatch(/permission denied/)
    expect(await tryOut(owner, sql)).toBe('activity_is_append_only')
  })

  it('is not emptied', async () => {
    for (const sql of [
      'TRUNCATE activity CASCADE',
      'TRUNCATE users CASCADE',
      'TRUNCATE claims CASCADE',
    ]) {
      expect(await tryOut(app, sql)).toMatch(/permission denied/)
      expect(await tryOut(owner, sql)).toMatch(/is_not_truncated$/)
      await app.query('ROLLBACK; BEGIN')
      await owner.query('ROLLBACK; BEGIN')
    }
  })

  it.each(['published', 'claim.', '.filed', 'Claim.filed', 'claim.filed.twice'])(
    'names what happened by a noun and a past tense: not %s',
    async (type) => {
      expect(
        await tryOut(app, "INSERT INTO activity (type, at, payload) VALUES ($1, now(), '{}')", [
          type,
        ]),
      ).toBe('activity_type_is_noun_and_past_tense')
    },
  )

  it('keeps its rules where the application cannot reach them', async () => {
    for (const sql of [
      'ALTER TABLE activity DISABLE TRIGGER ALL',
      'DROP TRIGGER verdict_is_kept ON verdicts',
      'ALTER TABLE verdicts DROP CONSTRAINT verdict_reviewer_is_not_proposer',
      "SET session_replication_role = 'replica'",
      'CREATE OR REPLACE FUNCTION never() RETURNS trigger LANGUAGE sql AS $$ SELECT NULL $$',
      'DROP TABLE activity',
      `SET ROLE ${new URL(room.ownerUrl).username}`,
    ]) {
      expect(await tryOut(app, sql)).toMatch(/must be owner|permission denied|must be able to/)
      await app.query('ROLLBACK; BEGIN')
    }
  })
})

describe('sources, documents, stories and people', () => {
  it.each<[string, string, string]>([
    ['a source has a name', "UPDATE sources SET name = ' '", 'source_name_is_written'],
    [
      'a source speaks for another',
      'UPDATE sources SET speaks_for_id = id',
      'source_speaks_for_another',
    ],
    ['a document has a title', "UPDATE documents SET title = ' '", 'document_title_is_written'],
    [
      'a text has its own hash',
      "UPDATE documents SET text_sha256 = repeat('0', 64)",
      'document_text_has_its_hash',
    ],
    [
      'a document is not its own origin',
      'UPDATE documents SET origin_document_id = id',
      'document_is_not_its_own_origin',
    ],
    [
      'a document has one origin',
      'UPDATE documents SET origin_source_id = publisher_id, origin_document_id = (SELECT max(o.id::text)::uuid FROM documents o WHERE o.id <> documents.id)',
      'document_has_one_origin',
    ],
    [
      'an address is of the web',
      "UPDATE documents SET url = 'javascript:alert(1)'",
      'document_url_is_web',
    ],
    [
      'an hour needs its day and zone',
      'UPDATE documents SET published_at = now()',
      'document_time_is_whole',
    ],
    [
      'a story has a title',
      "INSERT INTO stories (id, slug, title, summary, created_by_id, created_at) VALUES (gen_random_uuid(), 's', ' ', '', gen_random_uuid(), now())",
      'story_title_is_written',
    ],
    [
      'an address is written one way',
      "UPDATE users SET email = 'Rana@Desk.example'",
      'user_email_is_normal',
    ],
    ['a person has a name', "UPDATE users SET name = ''", 'user_name_is_written'],
    [
      'an installation is one',
      'INSERT INTO instance (id, is_demo, created_at) VALUES (2, true, now())',
      'instance_is_one_row',
    ],
  ])('%s', async (_, sql, constraint) => {
    expect(await ruleAgainst(sql)).toBe(constraint)
  })
})
