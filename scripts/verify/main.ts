// Started by scripts/verify.mjs, with what to verify as its one argument.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { getDb } from '@/lib/db'
import { dressOf, madeBy } from '@/lib/publish/past-dress'
import { type Render, renderedHere } from '@/lib/publish/render'
import { fileOf } from '@/lib/publish/store'
import { buildFolder } from '@/lib/publish/styles'
import { vkeyOf } from '@/lib/record/keys-folder'
import { parseSignerKey } from '@/lib/record/note'
import { folderReader, verifyInstance } from '@/lib/record/verify/instance'
import { stateFolder } from '@/lib/record/verify/memory'
import { verifyOutside } from '@/lib/record/verify/outside'
import { checkPages } from '@/lib/record/verify/page-run'
import { PastActs } from '@/lib/record/verify/past'
import { checkPastFolder, type PastFolder, pastIn } from '@/lib/record/verify/past-folder'
import { PublicRecord } from '@/lib/record/verify/public-record'
import { checkPublishedLog, type PublicAct } from '@/lib/record/verify/published'
import { type Finding, Report } from '@/lib/record/verify/report'
import { falseTwinsOf } from '@/lib/record/verify/twins'
import { checkpointIn } from '@/lib/record/verify/witnesses'
import { sayReport } from '@/scripts/verify/say'

type Settings = {
  mode: 'instance' | 'outside' | 'backup'
  address?: string
  published?: string | null
  /** Whether the application runs, of the version that is here. */
  isRunning?: boolean
  signers?: string | null
  verifiers?: string[] | null
  expected?: { acts: number; size: number | null; root: string | null; note: string | null }
  checkpoints: string[]
  isJson: boolean
  hasPages: boolean
  hasRows: boolean
  remembers: boolean
}

let loaded: Render | undefined

/** How long a page may take to follow an act. */
const PATIENCE_MS = 3_000

const settings = JSON.parse(process.argv[2] ?? '{}') as Settings
const say = (finding: Finding) => {
  if (!settings.isJson) console.log(`✗ ${finding.says}`)
}
/** Newest first, where there is no published list. */
const listed = [
  ...new Set([
    ...(settings.signers?.trim().split('\n') ?? []).map(parseSignerKey).map(vkeyOf),
    ...(settings.verifiers ?? []),
  ]),
]
const report = new Report(say)
const began = performance.now()
const memory = settings.remembers ? stateFolder() : null
const given = settings.checkpoints.map((file) => ({
  note: readFileSync(file, 'utf8'),
  where: file,
}))

if (settings.mode === 'outside') {
  await verifyOutside(report, {
    address: settings.address ?? '',
    memory,
    given,
    hasPages: settings.hasPages,
    hasRows: settings.hasRows,
  })
} else {
  const published = settings.published ?? null
  const record = new PublicRecord()
  const acts = new PastActs()
  const past = settings.hasPages && published ? await pastIn(published) : null
  const hasPast = past !== null && past.pages.length + past.lists.length > 0
  const note = settings.expected?.note
  const onAct = (act: PublicAct) => {
    record.add(act)
    if (hasPast) acts.add(act)
  }
  await verifyInstance(report, {
    databaseUrl: process.env.DATABASE_URL ?? '',
    published,
    memory,
    given: [...given, ...(note ? [{ note, where: 'the backup’s own list' }] : [])],
    ...(listed.length > 0 && { listed }),
    ...(settings.hasPages && published && { onAct }),
  })
  if (settings.expected) await compareExpected(settings.expected)
  if (settings.hasPages && published) {
    await report.timed('pages', () => checkFiles(record, published))
    if (hasPast) await report.timed('past pages', () => checkPastFiles(acts, past, published))
  }
}

const seconds = (performance.now() - began) / 1000
if (settings.isJson) {
  const { findings, untold, notes, counts } = report
  const shown = { isGood: report.isGood, findings, untold, notes, counts, seconds: report.seconds }
  console.log(JSON.stringify({ ...shown, total: seconds }, null, 2))
} else {
  for (const line of sayReport(report, seconds)) console.log(line)
}
process.exitCode = report.isGood ? 0 : 1
// What renders pages keeps connections for those who come next, and nobody does.
if (loaded) await getDb().$disconnect()

/** What a backup's list says it holds. */
async function compareExpected(expected: NonNullable<Settings['expected']>): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  try {
    const { rows } = await client.query('SELECT count(*)::int AS acts FROM activity')
    const acts = rows[0].acts as number
    report.count('acts', acts)
    if (acts !== expected.acts) {
      report.find({
        check: 'backup',
        says: `The backup says that it holds ${expected.acts} acts, and ${acts} were restored.`,
      })
    }
  } finally {
    await client.end()
  }
}

async function checkFiles(record: PublicRecord, published: string): Promise<void> {
  await checkPages(report, record, {
    readPage: (page) =>
      readFile(path.join(published, fileOf(page)), 'utf8').catch((error) => {
        if (error.code === 'ENOENT') return null
        throw error
      }),
    falseTwins: (page, body) => falseTwinsOf(path.join(published, fileOf(page)), body),
    ...(settings.isRunning && { renderPage: (page: string) => rendered(page) }),
    again: () => toldNow(published, new PublicRecord()),
    patienceMs: PATIENCE_MS,
    atOnce: 2,
  })
}

async function checkPastFiles(acts: PastActs, past: PastFolder, published: string): Promise<void> {
  const isDressed = await isDressedAsNow(published)
  if (settings.isRunning && !isDressed) {
    report.note(
      'The past pages are of an earlier version of the application, which makes them anew: they were compared with the leaves alone.',
    )
  }
  await checkPastFolder(report, acts, past, {
    published,
    ...(settings.isRunning &&
      isDressed && { renderPage: ({ path, moment }) => rendered(`${path}?at=${moment}`) }),
    again: () => toldNow(published, new PastActs()),
    patienceMs: PATIENCE_MS,
  })
}

/** Whether pages of the past were made by the templates that the application has now. */
async function isDressedAsNow(published: string): Promise<boolean> {
  const build = path.resolve(process.env.NEXT_DIST_DIR || '.next')
  return (await madeBy(published)) === (await dressOf(build, process.env.PUBLIC_URL ?? ''))
}

/** Tells a record what the published log says by now, and answers it. */
async function toldNow<T extends PublicRecord | PastActs>(
  published: string,
  record: T,
): Promise<T> {
  const read = folderReader(path.join(published, 'record'))
  const note = await read('checkpoint')
  await checkPublishedLog(new Report(), read, {
    size: (note && checkpointIn(note)?.size) || 0,
    sizes: [],
    onAct: (act) => record.add(act),
  })
  return record
}

/** A page as the application makes it now, with its hash at the end as its file has it. */
async function rendered(page: string): Promise<string | null> {
  const made = await renderer()(page)
  if (!made) return null
  // Text files have no hash at their end.
  if (page.split('?')[0]?.endsWith('.json')) return String(made.body)
  const hash = createHash('sha256').update(made.body).digest('hex')
  return `${made.body}<!-- sha256:${hash} -->\n`
}

/** The running version's own, which asks the database as it does. */
function renderer(): Render {
  loaded ??= renderedHere(buildFolder())
  return loaded
}
