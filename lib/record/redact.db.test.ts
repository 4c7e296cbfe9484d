import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDb, type Db } from '@/lib/db'
import { publishRecord } from '@/lib/record/publish'
import { recordFiles } from '@/lib/record/publish-files'
import { findText, redact, textsOfFact } from '@/lib/record/redact'
import { verifyInstance } from '@/lib/record/verify/instance'
import { Report } from '@/lib/record/verify/report'
import { aNewsroom, type Newsroom, outcomeOf } from '@/lib/testing/builders'
import { asOwner } from '@/lib/testing/database'

let room: Newsroom
let owner: Db
let folder: string

beforeEach(async () => {
  room = await aNewsroom()
  owner = createDb(room.ownerUrl)
  folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-redact-'))
})
afterEach(async () => {
  await owner.$disconnect()
  await room.drop()
  rmSync(folder, { recursive: true, force: true })
})

const now = new Date('2025-01-01T00:00:00Z')
const NAME = 'Karim Example'
const RATIONALE = `A neighbour, ${NAME}, told us; nobody else could say.`

const publish = () =>
  publishRecord({
    db: room.db,
    files: recordFiles(path.join(folder, 'published/record')),
    keys: { folder: path.join(folder, 'keys'), origin: 'desk.example/record' },
    now: () => now,
  })

async function says(): Promise<string[]> {
  const report = new Report()
  const published = path.join(folder, 'published')
  await verifyInstance(report, { databaseUrl: room.url, published, memory: null })
  return report.findings.map((finding) => finding.says)
}

const taking = (given: Partial<Parameters<typeof redact>[1]> = {}) =>
  redact(owner, {
    texts: [NAME],
    reason: 'Order of a court of 1 January',
    actorId: null,
    now,
    isRehearsal: false,
    ...given,
  })

/** A name in a verdict, in a document's text and in a quote of it, all public. */
async function aNameInPublic() {
  const document = await room.aDocument({ text: `The final phase has begun, said ${NAME}.` })
  const claim = await room.aClaim({ isShown: true })
  await room.someEvidence({ claim: claim.id, document: document.id })
  const verdict = await room.aPublishedVerdict({ claim: claim.id, rationale: RATIONALE })
  return { claim, verdict, document }
}

describe('taking a text away', () => {
  it('leaves it in no row, no published file and no search, and verifies', async () => {
    const { verdict } = await aNameInPublic()
    await publish()
    const { leaves } = await taking()
    await publish()

    expect(leaves.map(({ names }) => names)).toContainEqual(['verdict.rationale'])
    const row = await room.db.verdict.findUniqueOrThrow({ where: { id: verdict.id } })
    expect(row.rationale).toBe(RATIONALE.replace(NAME, '█████ ███████'))
    const tables = await room.db.$queryRaw<{ name: string; hits: bigint }[]>`
      SELECT 'verdicts' AS name, count(*) AS hits FROM verdicts v WHERE v::text LIKE '%Karim%'
      UNION ALL SELECT 'documents', count(*) FROM documents d WHERE d::text ILIKE '%karim%'
      UNION ALL SELECT 'activity', count(*) FROM activity a WHERE a::text LIKE '%Karim%'`
    expect(tables.every(({ hits }) => hits === 0n)).toBe(true)
    const record = path.join(folder, 'published/record')
    for (const file of readdirSync(path.join(record, 'disclosures'))) {
      const { leaves: told } = JSON.parse(
        readFileSync(path.join(record, 'disclosures', file), 'utf8'),
      )
      const all = told.flatMap((each: { disclosures: string[] }) => each.disclosures)
      for (const each of all)
        expect(Buffer.from(each, 'base64url').toString()).not.toContain('Karim')
    }
    expect(await says()).toEqual([])
  })

  it('keeps every leaf and its hash, and says in new leaves what went and why', async () => {
    await aNameInPublic()
    const before = await room.db.leaf.findMany({ orderBy: { index: 'asc' } })
    const { leaves } = await taking()
    const after = await room.db.leaf.findMany({ orderBy: { index: 'asc' } })
    expect(after.slice(0, before.length).map(({ hash }) => hash)).toEqual(
      before.map(({ hash }) => hash),
    )
    const acts = await room.db.activity.findMany({ where: { type: 'record.redacted' } })
    expect(acts.map(({ payload }) => payload)).toEqual(
      leaves.map(({ leaf, names }) => ({ leaf, names, reason: 'Order of a court of 1 January' })),
    )
  })

  it('is found out where no leaf says that it was done', async () => {
    await aNameInPublic()
    await publish()
    await taking()
    await asOwner(
      room.ownerUrl,
      `SET session_replication_role = 'replica';
       DELETE FROM leaves WHERE activity_id IN (SELECT id FROM activity WHERE type = 'record.redacted');
       DELETE FROM activity WHERE type = 'record.redacted'`,
    )
    expect(await says()).toContainEqual(
      expect.stringMatching(
        /^The salt of “verdict.rationale” of leaf \d+, .* was removed, and no redaction/,
      ),
    )
  })

  it('changes nothing in a rehearsal, and tells what it would', async () => {
    await aNameInPublic()
    const before = await room.everything()
    const { leaves, rows } = await taking({ isRehearsal: true })
    expect(leaves.length).toBeGreaterThan(0)
    expect(rows).toBeGreaterThan(0)
    expect(await room.everything()).toEqual(before)
  })

  it('tells readers’ pages to be made anew', async () => {
    const { claim } = await aNameInPublic()
    await asOwner(room.ownerUrl, 'UPDATE outbox SET done_at = now()')
    await taking()
    const waiting = await room.db.outbox.findMany({ where: { doneAt: null } })
    expect(waiting.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([`claim:${claim.id}`, 'site']),
    )
  })

  it('keeps history as guarded as before, also from whoever wrote the text', async () => {
    const { verdict } = await aNameInPublic()
    await taking()
    await expect(
      asOwner(room.ownerUrl, `UPDATE verdicts SET rationale = 'x' WHERE id = $1`, [verdict.id]),
    ).rejects.toThrow(/can't be altered/)
    await expect(asOwner(room.ownerUrl, `DELETE FROM activity`)).rejects.toThrow(/only ever added/)
  })

  it('is not for the application to do', async () => {
    await expect(room.db.$queryRaw`SELECT redact_text('The final phase')`).rejects.toThrow(
      /permission denied/,
    )
  })

  it.each(['unverified', 'Nobody wrote this', 'ab', ' '])('refuses “%s”', async (text) => {
    await aNameInPublic()
    const before = await room.everything()
    const outcome = await outcomeOf(taking({ texts: [text] })).catch(
      () => 'refused by the database',
    )
    expect(outcome).toMatch(/refused/)
    expect(await room.everything()).toEqual(before)
  })

  it('finds where a text stands, and what a fact says', async () => {
    const { claim } = await aNameInPublic()
    const found = await findText(room.db, NAME)
    const published = found.find(({ type }) => type === 'verdict.published')
    expect(published?.claim).toBe(claim.slug)
    expect(await textsOfFact(room.db, published?.leaf ?? -1, 'verdict.rationale')).toEqual([
      RATIONALE,
    ])
    expect(await textsOfFact(room.db, 0, 'nothing')).toEqual([])
  })
})
