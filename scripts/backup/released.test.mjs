import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDb } from '@/lib/db'
import { backfillLeaves } from '@/lib/record/backfill'
import { leafHash, rootOf } from '@/lib/record/merkle'
import { sha256 } from '@/lib/record/sha256'
import { verifyInstance } from '@/lib/record/verify/instance'
import { Report } from '@/lib/record/verify/report'
import { getOtherAddresses } from '@/lib/site/queries/addresses'
import { getClaimPage } from '@/lib/site/queries/claim'
import { getClaimsPage } from '@/lib/site/queries/claims'
import { getCorrectionsPage } from '@/lib/site/queries/corrections'
import { getHistoryPage } from '@/lib/site/queries/history'
import { getHomePage } from '@/lib/site/queries/home'
import { getSourcePage } from '@/lib/site/queries/sources'
import { getStoryPage } from '@/lib/site/queries/story'
import { applyGrants } from '../launcher/grants.mjs'
import { readMigrations } from '../launcher/migrate.mjs'
import { readLedger, readTables } from './catalogue.mjs'
import { copyOut, prepareSession, tallyOf } from './copy.mjs'
import { loadBackup } from './load.mjs'
import { openBackup } from './read.mjs'
import { RELEASED, startTestServer } from './testing.mjs'

/**
 * Tables in which a later migration altered what was there, by the migration that did, with the reason. What is not
 * here must read after all of them as it was released.
 */
const ALTERED_SINCE = {}

const released = readdirSync(RELEASED).filter((name) => name.endsWith('.tar'))

let server
beforeAll(async () => {
  server = await startTestServer('released')
})
afterAll(() => server.stop())

test('There is a kept database of a released version', () => {
  expect(released.length).toBeGreaterThan(0)
})

describe.each(released)('The demo newsroom of %s', (file) => {
  let backup
  let client
  let db
  let url

  beforeAll(async () => {
    backup = await openBackup(path.join(RELEASED, file))
    await backup.check()
    const database = await server.aDatabase()
    url = database.appUrl
    client = await database.connect()
    await loadBackup(client, backup)
    await applyGrants(client, 'counterclaim_app')
    db = createDb(database.appUrl)
  })
  afterAll(async () => {
    await backup?.close()
    await db?.$disconnect()
  })

  test('was made by migrations that nobody has edited since', () => {
    const now = new Map(readMigrations().map(({ name, checksum }) => [name, checksum]))
    for (const { name, checksum } of backup.manifest.migrations) {
      expect(now.get(name), `prisma/migrations/${name} as it was released`).toBe(checksum)
    }
  })

  test('comes forward by every migration there is, with each row as it was', async () => {
    expect(await readLedger(client)).toEqual(
      readMigrations().map(({ name, checksum }) => ({ name, checksum })),
    )
    await prepareSession(client)
    const tables = await readTables(client)
    for (const saved of backup.manifest.tables.filter(({ name }) => !(name in ALTERED_SINCE))) {
      const { orderBy } = tables.find(({ name }) => name === saved.name)
      const { rows, sha256: hash } = await tallyOf(copyOut(client, { ...saved, orderBy }))
      expect({ table: saved.name, rows, hash }).toEqual({
        table: saved.name,
        rows: saved.rows,
        hash: saved.sha256,
      })
    }
    const unsure = await client.query('SELECT conname FROM pg_constraint WHERE NOT convalidated')
    expect(unsure.rows).toEqual([])
  })

  test('has a revision for each change of a claim, a source and a story, the last one being what is there', async () => {
    const { rows } = await client.query(`
      SELECT 'claim' AS noun, c.id,
        (SELECT array_agg(r.at ORDER BY r.version) FROM claim_revisions r WHERE r.claim_id = c.id)
          = c.filed_at || array(SELECT at FROM activity WHERE claim_id = c.id AND type = 'claim.edited' ORDER BY id) AS "isDated",
        (SELECT (r.claimant_id, r.proposition, r.wording, r.wording_language, r.said_on, r.said_precision, r.said_at, r.said_zone,
            r.place_name, r.place_latitude, r.place_longitude, r.story_id)
          IS NOT DISTINCT FROM (c.claimant_id, c.proposition, c.wording, c.wording_language, c.said_on, c.said_precision, c.said_at,
            c.said_zone, c.place_name, c.place_latitude, c.place_longitude, c.story_id)
          FROM claim_revisions r WHERE r.claim_id = c.id ORDER BY r.version DESC LIMIT 1) AS "isLast"
      FROM claims c
      UNION ALL
      SELECT 'source', s.id,
        (SELECT array_agg(r.at ORDER BY r.version) FROM source_revisions r WHERE r.source_id = s.id)
          = s.created_at || array(SELECT at FROM activity WHERE source_id = s.id AND type = 'source.edited' ORDER BY id),
        (SELECT (r.name, r.language, r.kind, r.description, r.url, r.speaks_for_id)
          IS NOT DISTINCT FROM (s.name, s.language, s.kind, s.description, s.url, s.speaks_for_id)
          FROM source_revisions r WHERE r.source_id = s.id ORDER BY r.version DESC LIMIT 1)
      FROM sources s
      UNION ALL
      SELECT 'story', s.id,
        (SELECT array_agg(r.at ORDER BY r.version) FROM story_revisions r WHERE r.story_id = s.id)
          = s.created_at || array(SELECT at FROM activity WHERE story_id = s.id AND type = 'story.edited' ORDER BY id),
        (SELECT (r.title, r.summary) = (s.title, s.summary)
          FROM story_revisions r WHERE r.story_id = s.id ORDER BY r.version DESC LIMIT 1)
      FROM stories s`)
    expect(rows.length).toBeGreaterThan(90)
    expect(rows.filter(({ isDated, isLast }) => !isDated || !isLast)).toEqual([])
  })

  test('answers from its revisions what each verdict kept of its claim when it was proposed or published', async () => {
    const { rows } = await client.query(`
      SELECT v.id, s.claim ->> 'proposition' = c.proposition AND (s.claim ->> 'wording') IS NOT DISTINCT FROM c.wording
          AND (s.claim #>> '{claimant,id}')::uuid = c.claimant_id AS "isClaim",
        s.claim #>> '{claimant,name}' = n.name AS "isSource",
        (s.claim ->> 'story') IS NOT DISTINCT FROM t.title AS "isStory", t.title
      FROM verdicts v
      CROSS JOIN LATERAL (SELECT evidence_snapshot -> 'claim' AS claim, (evidence_snapshot ->> 'takenAt')::timestamptz AS at) s
      LEFT JOIN LATERAL (SELECT * FROM claim_revisions r WHERE r.claim_id = v.claim_id AND r.at <= s.at ORDER BY version DESC LIMIT 1) c ON true
      LEFT JOIN LATERAL (SELECT * FROM source_revisions r WHERE r.source_id = c.claimant_id AND r.at <= s.at ORDER BY version DESC LIMIT 1) n ON true
      LEFT JOIN LATERAL (SELECT * FROM story_revisions r WHERE r.story_id = c.story_id AND r.at <= s.at ORDER BY version DESC LIMIT 1) t ON true`)
    expect(rows.length).toBe(backup.manifest.tables.find(({ name }) => name === 'verdicts').rows)
    expect(rows.filter((each) => !each.isClaim || !each.isSource || !each.isStory)).toEqual([])
    expect(new Set(rows.map(({ title }) => title)).size).toBeGreaterThan(1)
  })

  test('gives every act of before its leaf at the next start, in the order of the acts, and no act two', async () => {
    const { acts, tree } = backup.manifest.record
    const before = tree?.size ?? 0
    expect(await backfillLeaves(db, new Date())).toBe(acts - before)
    expect(await backfillLeaves(db, new Date())).toBe(0)
    const { rows } = await client.query(`
      SELECT l.index, l.entry, l.hash, l.activity_id AS "activityId" FROM leaves l ORDER BY l.index`)
    expect(rows.map(({ index }) => Number(index))).toEqual(rows.map((_row, at) => at))
    const ids = await client.query('SELECT id FROM activity ORDER BY id')
    expect(rows.map(({ activityId }) => activityId)).toEqual(ids.rows.map(({ id }) => id))
    const ofEntries = rows.map(({ entry }) => leafHash(sha256, entry))
    expect(rootOf(sha256, ofEntries)).toEqual(
      rootOf(
        sha256,
        rows.map(({ hash }) => new Uint8Array(hash)),
      ),
    )
  })

  test('has a record in which nothing is out of place', async () => {
    const report = new Report()
    await verifyInstance(report, { databaseUrl: url, published: null, memory: null })
    // Nobody has signed it yet, nor published by which keys.
    expect(report.findings.filter(({ check }) => check !== 'key')).toEqual([])
    expect(report.counts.leaves).toBe(backup.manifest.record.acts)
  })

  test('shows every page', async () => {
    expect(await getHomePage({ db })).toBeTruthy()
    expect(await getClaimsPage({ db })).toBeTruthy()
    expect(await getCorrectionsPage({ db })).toBeTruthy()
    const claims = await db.claim.findMany({ where: { publicSince: { not: null } } })
    expect(claims.length).toBeGreaterThan(20)
    for (const { slug } of claims) {
      expect(await getClaimPage({ db }, slug), slug).toBeTruthy()
      expect(await getHistoryPage({ db }, slug), slug).toBeTruthy()
    }
    for (const address of await getOtherAddresses({ db })) {
      const [, noun, slug] = address.split('/')
      const page = noun === 'stories' ? getStoryPage({ db }, slug) : getSourcePage({ db }, slug)
      expect(await page, address).toBeTruthy()
    }
  })
})
