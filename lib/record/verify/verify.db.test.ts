import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb } from '@/lib/db'
import { publishRecord } from '@/lib/record/publish'
import { recordFiles } from '@/lib/record/publish-files'
import { verifyInstance } from '@/lib/record/verify/instance'
import { Report } from '@/lib/record/verify/report'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom
let home: string
let told: Awaited<ReturnType<typeof aStoryOfAClaim>>

beforeAll(async () => {
  room = await aNewsroom()
  home = mkdtempSync(path.join(tmpdir(), 'counterclaim-verify-'))
  told = await aStoryOfAClaim()
  await publish(room.url, path.join(home, 'first'))
  // Others copy it from here on.
  await room.db.$disconnect()
}, 120_000)
afterAll(async () => {
  await room.drop()
  rmSync(home, { recursive: true, force: true })
})

/** A claim with everything there is: shown, countered, judged twice, with evidence; and a public story. */
async function aStoryOfAClaim() {
  const claim = await room.aClaim({ isShown: true })
  const other = await room.aClaim({ isShown: true })
  await room.aRelation({ from: other.id, to: claim.id })
  for (const name of ['one', 'two']) {
    const { id } = await room.aSource({ name: `Origin ${name}`, kind: 'monitor' })
    await room.someEvidence({ claim: claim.id, origin: id, credibility: 2 })
  }
  const first = await room.aPublishedVerdict({
    claim: claim.id,
    status: 'disputed',
    rationale: 'Two say so, one does not.',
  })
  const second = await room.aPublishedVerdict({
    claim: claim.id,
    rationale: 'We asked again; nobody could say.',
  })
  return { claim, other, first, second }
}

async function publish(url: string, folder: string, keys = 'keys') {
  const db = createDb(url)
  try {
    return await publishRecord({
      db,
      files: recordFiles(path.join(folder, 'published/record')),
      keys: { folder: path.join(folder, keys), origin: 'desk.example/record' },
      now: () => new Date('2025-01-01T00:00:00Z'),
    })
  } finally {
    await db.$disconnect()
  }
}

type World = {
  folder: string
  url: string
  /** As somebody who owns the machine, past every trigger. */
  asIntruder: (sql: string, values?: unknown[]) => Promise<pg.QueryResult>
  verify: (given?: {
    threads?: number
    remembers?: boolean
    given?: { note: string; where: string }[]
  }) => Promise<Report>
  publish: (keys?: string) => ReturnType<typeof publishRecord>
}

/** The same record, in a database and a folder of the test's own. */
async function inACopy(work: (world: World) => Promise<void>): Promise<void> {
  const name = `counterclaim_test_${randomUUID().replaceAll('-', '')}`
  const owner = new URL(room.ownerUrl)
  const source = owner.pathname.slice(1)
  const admin = new URL(owner)
  admin.pathname = '/postgres'
  await once(admin.toString(), `CREATE DATABASE ${name} TEMPLATE ${source}`)
  const folder = path.join(home, name)
  cpSync(path.join(home, 'first'), folder, { recursive: true })
  const at = (url: string) => {
    const address = new URL(url)
    address.pathname = `/${name}`
    return address.toString()
  }
  const url = at(room.url)
  try {
    await work({
      folder,
      url,
      asIntruder: (sql, values) => once(at(room.ownerUrl), sql, values, true),
      publish: (keys) => publish(url, folder, keys),
      async verify(given = {}) {
        const report = new Report()
        await verifyInstance(report, {
          databaseUrl: url,
          published: path.join(folder, 'published'),
          memory: given.remembers ? path.join(folder, 'memory') : null,
          given: given.given ?? [],
          ...(given.threads !== undefined && { threads: given.threads }),
        })
        return report
      },
    })
  } finally {
    await once(admin.toString(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
}

async function once(url: string, sql: string, values: unknown[] = [], isIntruder = false) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    if (isIntruder) await client.query("SET session_replication_role = 'replica'")
    return await client.query(sql, values)
  } finally {
    await client.end()
  }
}

const saysOf = (report: Report) => report.findings.map((finding) => finding.says)

describe('verifying an instance', () => {
  it('finds nothing in a record that nobody touched, by threads or without', () =>
    inACopy(async ({ verify }) => {
      const report = await verify({ threads: 0 })
      expect(saysOf(report)).toEqual([])
      expect(report.counts.leaves).toBeGreaterThan(20)
      expect(saysOf(await verify({ threads: 2 }))).toEqual([])
    }))

  it('names the verdict whose rationale was changed by one letter, and both texts', () =>
    inACopy(async ({ verify, asIntruder }) => {
      await asIntruder('UPDATE verdicts SET rationale = $1 WHERE id = $2', [
        'We asked again; nobody would say.',
        told.second.id,
      ])
      const [published] = (await verify()).findings.filter((each) =>
        each.says.includes('verdict.published'),
      )
      expect(published?.claim).toBe(told.claim.slug)
      expect(published?.says).toMatch(
        /“verdict.rationale” of leaf \d+, activity \d+ \(verdict.published on the claim .*\), was altered: the leaf says “We asked again; nobody could say.”, and the database says “We asked again; nobody would say.” now/,
      )
    }))

  it('names the act whose row was deleted', () =>
    inACopy(async ({ verify, asIntruder }) => {
      const { rows } = await asIntruder(
        `DELETE FROM activity WHERE type = 'verdict.published' AND claim_id = $1 AND payload ->> 'status' = 'disputed' RETURNING id`,
        [told.claim.id],
      )
      const report = await verify()
      expect(saysOf(report)).toContainEqual(
        expect.stringContaining(`stands for activity ${rows[0].id}, which is no longer there`),
      )
      // And what that act had done has no act any more.
      expect(saysOf(report)).toContainEqual(
        expect.stringMatching(
          /verdict .* is “published” in the database, and the act that answered it is none/,
        ),
      )
    }))

  it('names the act whose row was deleted together with its leaf', () =>
    inACopy(async ({ verify, asIntruder }) => {
      const { rows } = await asIntruder(`DELETE FROM leaves WHERE index = 5 RETURNING activity_id`)
      await asIntruder('DELETE FROM activity WHERE id = $1', [rows[0].activity_id])
      expect(saysOf(await verify())).toContainEqual('Leaf 5 is missing from the database.')
    }))

  it('names two acts whose contents changed places', () =>
    inACopy(async ({ verify, asIntruder }) => {
      const ids = await twoActs(asIntruder)
      await asIntruder(
        `UPDATE activity a SET type = b.type, actor_id = b.actor_id, at = b.at, payload = b.payload, claim_id = b.claim_id,
           claim_version = b.claim_version, source_id = b.source_id, document_id = b.document_id, story_id = b.story_id,
           intake_id = b.intake_id, person_id = b.person_id
         FROM activity b WHERE a.id = ANY ($1::bigint[]) AND b.id = ANY ($1::bigint[]) AND b.id <> a.id`,
        [ids],
      )
      const report = await verify()
      expect(report.findings.find((each) => each.check === 'swapped')?.says).toMatch(
        new RegExp(`the rows ${ids[0]} and ${ids[1]} of activity changed places`),
      )
    }))

  it('names two acts whose numbers changed places, the leaves with them or not', () =>
    inACopy(async ({ verify, asIntruder }) => {
      const ids = await twoActs(asIntruder)
      const swap = (table: string, column: string) =>
        asIntruder(
          `WITH gone AS (SELECT 1) UPDATE ${table} SET ${column} = -${column} WHERE ${column} = ANY ($1::bigint[])`,
          [ids],
        ).then(() =>
          asIntruder(
            `UPDATE ${table} SET ${column} = CASE WHEN ${column} = -($1::bigint) THEN $2::bigint ELSE $1::bigint END
             WHERE ${column} IN (-($1::bigint), -($2::bigint))`,
            ids,
          ),
        )
      await swap('activity', 'id')
      const swapped = /the rows \d+ and \d+ of activity changed places/
      expect(saysOf(await verify())).toContainEqual(expect.stringMatching(swapped))
      await swap('leaves', 'activity_id')
      expect(saysOf(await verify())).toContainEqual(expect.stringMatching(swapped))
    }))

  it('names what was put into the tables without an act', () =>
    inACopy(async ({ verify, asIntruder }) => {
      await asIntruder(
        `INSERT INTO verdicts (id, claim_id, state, kind, status, confidence, rationale, supersedes_id, evidence_snapshot,
           claim_version, proposer_id, proposed_at, reviewer_id, reviewed_at, published_at, public_note)
         SELECT gen_random_uuid(), claim_id, state, 'update', 'verified', 'high', 'Planted.', id, evidence_snapshot,
           claim_version, proposer_id, proposed_at, reviewer_id, reviewed_at, published_at, 'x' FROM verdicts WHERE id = $1`,
        [told.second.id],
      )
      await asIntruder(
        `INSERT INTO activity (type, at, payload, claim_id, claim_version) VALUES ('claim.taken-up', now(), '{}', $1, 99)`,
        [told.claim.id],
      )
      const report = await verify()
      expect(saysOf(report)).toContainEqual(
        expect.stringMatching(/^The verdict .* \(verified\) on the claim .* no act proposed it\.$/),
      )
      expect(saysOf(report)).toContainEqual(
        expect.stringMatching(/^Activity \d+ \(claim\.taken-up .* has no leaf/),
      )
    }))

  it.each([
    [
      'a claim’s proposition',
      `UPDATE claims SET proposition = 'Another' WHERE id = $1`,
      /The claim .* was altered: “proposition” is “Another” and was last recorded as “Proposition/,
    ],
    [
      'a claim together with its revision',
      `WITH one AS (UPDATE claims SET proposition = 'Another' WHERE id = $1)
       UPDATE claim_revisions SET proposition = 'Another' WHERE claim_id = $1`,
      /“claim.proposition” of leaf \d+.* the leaf says “Proposition .*”, and the database says “Another” now/,
    ],
    [
      'since when a claim is public',
      `UPDATE claims SET public_since = public_since - interval '1 day' WHERE id = $1`,
      /The claim .* is public since .* in the database, and an act showed it at/,
    ],
    [
      'that a leaf is public',
      `UPDATE leaves SET is_public = false WHERE index = (SELECT min(l.index) FROM leaves l JOIN activity a ON a.id = l.activity_id
         WHERE a.type = 'claim.shown' AND a.claim_id = $1)`,
      /is marked as private in the database, and its entry says that it is public/,
    ],
    [
      'the time of a leaf',
      `UPDATE leaves SET at = at + interval '1 second' WHERE index = (SELECT min(l.index) FROM leaves l
         JOIN activity a ON a.id = l.activity_id WHERE a.claim_id = $1)`,
      /Leaf \d+ is dated .* in the database, and its entry says/,
    ],
    [
      'a salt',
      `UPDATE leaves SET salts = salts - 'verdict.rationale' WHERE index = (SELECT min(l.index) FROM leaves l
         JOIN activity a ON a.id = l.activity_id WHERE a.type = 'verdict.published' AND a.claim_id = $1)`,
      /The salt of “verdict.rationale” of leaf \d+, .* was removed, and no redaction in the record says so/,
    ],
    [
      'which verdict is current',
      `UPDATE claims SET current_verdict_id = (SELECT id FROM verdicts WHERE claim_id = $1 AND kind = 'first') WHERE id = $1`,
      /The claim .* shows the verdict .* in the database, and the last one published on it is/,
    ],
    [
      'that an appearance is shown',
      `UPDATE appearances SET public_since = NULL WHERE claim_id = $1`,
      /The appearance that was shown at .* is not shown in the database any more/,
    ],
    [
      'a withdrawal that nobody did',
      `INSERT INTO withdrawals SELECT $1, 'Gone', id, now() FROM users LIMIT 1`,
      /The claim .* is withdrawn in the database, and no act says so/,
    ],
    [
      'a grade of evidence',
      `UPDATE evidence_grades SET credibility = 1 WHERE evidence_id IN (SELECT id FROM evidence WHERE claim_id = $1)`,
      /The grade 1 of evidence on the claim .* is not as the act that gave it says/,
    ],
    [
      'the snapshot of a published verdict',
      `UPDATE verdicts SET evidence_snapshot = jsonb_set(evidence_snapshot, '{evidence,0,excerpt}', '"He denied it."')
       WHERE claim_id = $1 AND state = 'published'`,
      /“verdict.evidence..*” of leaf \d+.*He said that it had begun.*He denied it/,
    ],
  ])('finds that somebody altered %s', (_, sql, words) =>
    inACopy(async ({ verify, asIntruder }) => {
      const { rowCount } = await asIntruder(sql, [told.claim.id])
      expect(rowCount).toBeGreaterThan(0)
      expect(saysOf(await verify())).toContainEqual(expect.stringMatching(words))
    }),
  )

  it('finds that the text of a document is not the one that was captured', () =>
    inACopy(async ({ verify, asIntruder }) => {
      await asIntruder('ALTER TABLE documents DROP CONSTRAINT document_text_has_its_hash')
      await asIntruder(`UPDATE documents SET text = text || ' Perhaps.' WHERE text IS NOT NULL`)
      expect(saysOf(await verify())).toContainEqual(
        expect.stringMatching(/The text of the document .* is not the one that was captured/),
      )
    }))

  it('goes on after an identifier that is none, and names the leaf', () =>
    inACopy(async ({ verify, asIntruder }) => {
      await asIntruder(
        `UPDATE activity SET payload = payload || '{"verdictId": "nonsense"}' WHERE type = 'verdict.published' AND claim_id = $1`,
        [told.claim.id],
      )
      expect(saysOf(await verify())).toContainEqual(
        expect.stringMatching(/^Leaf \d+ and the act it stands for can't be read/),
      )
    }))
})

const twoActs = async (asIntruder: World['asIntruder']): Promise<string[]> => {
  const { rows } = await asIntruder(
    `SELECT id FROM activity WHERE type IN ('evidence.attached', 'claim.shown') ORDER BY id LIMIT 2`,
  )
  return rows.map((row) => row.id)
}

/** Makes every leaf anew over what the rows say now, as whoever has the key could. */
async function rebuildTree({ asIntruder, url, folder, publish }: World, keep: number) {
  await asIntruder(
    `DELETE FROM activity WHERE id IN (SELECT activity_id FROM leaves WHERE index >= $1)`,
    [keep],
  )
  await asIntruder('DELETE FROM leaves WHERE index >= $1', [keep])
  await asIntruder('TRUNCATE checkpoints')
  rmSync(path.join(folder, 'published/record'), { recursive: true })
  void url
  return publish()
}

describe('a history that was cut off, with the tree made anew by the same key', () => {
  it('is found by the checkpoint of an earlier run', () =>
    inACopy(async (world) => {
      expect(saysOf(await world.verify({ remembers: true }))).toEqual([])
      await rebuildTree(world, 10)
      expect(saysOf(await world.verify({ remembers: true }))).toContainEqual(
        expect.stringMatching(
          /^The database holds 10 leaves, and the checkpoint in this verifier’s memory covers \d+: leaves were taken away/,
        ),
      )
    }))

  it('is found by a checkpoint that somebody kept', () =>
    inACopy(async (world) => {
      const { note } = await world.publish()
      // As long as before, and with other acts at its end.
      await rebuildTree(world, 10)
      const given = [{ note, where: 'kept.txt' }]
      expect(saysOf(await world.verify({ given }))).toContainEqual(
        expect.stringMatching(/the checkpoint in kept.txt covers \d+/),
      )
    }))

  it('is found by the published checkpoint, and by those in the database', () =>
    inACopy(async (world) => {
      await world.asIntruder('DELETE FROM leaves WHERE index >= 10')
      const says = saysOf(await world.verify())
      for (const where of ['the published folder', 'the database']) {
        expect(says).toContainEqual(
          expect.stringMatching(
            new RegExp(`^The database holds 10 leaves, and the checkpoint in ${where} covers`),
          ),
        )
      }
    }))

  it('is found where a leaf in the middle was made anew', () =>
    inACopy(async (world) => {
      await world.verify({ remembers: true })
      await world.asIntruder(
        `UPDATE leaves SET entry = convert_to(replace(convert_from(entry, 'UTF8'), '"v":1', '"v":1'), 'UTF8'), at = at WHERE index = 3`,
      )
      await world.asIntruder(
        `UPDATE leaves SET entry = $1, hash = sha256('\\x00'::bytea || $1) WHERE index = 3`,
        [Buffer.from('{"_sd":[],"at":"2024-12-07T12:04:00.000Z","v":1}')],
      )
      expect(saysOf(await world.verify({ remembers: true }))).toContainEqual(
        expect.stringMatching(
          /^The database does not extend the checkpoint over \d+ leaves in this verifier’s memory: history before it was rewritten/,
        ),
      )
    }))
})

describe('a checkpoint that another key signed', () => {
  it('is found by the checkpoints in the database, and by the memory', () =>
    inACopy(async (world) => {
      await world.verify({ remembers: true })
      const rows = await world.asIntruder('SELECT * FROM checkpoints')
      await world.asIntruder('TRUNCATE checkpoints')
      rmSync(path.join(world.folder, 'published/record'), { recursive: true })
      await world.publish('other-keys')
      for (const { size, root, note, signed_at } of rows.rows) {
        await world.asIntruder(
          'INSERT INTO checkpoints (size, root, note, signed_at) VALUES ($1, $2, $3, $4)',
          [size, root, note, signed_at],
        )
      }
      expect(saysOf(await world.verify())).toContainEqual(
        expect.stringMatching(/in the database is not signed by a key of this log/),
      )
      expect(saysOf(await world.verify({ remembers: true }))).toContainEqual(
        expect.stringMatching(
          /^The key desk.example\/record\+\w{8} is listed, and nothing in the log says that it follows/,
        ),
      )
    }))
})
