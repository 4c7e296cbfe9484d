// Started by scripts/verify.mjs, with what to verify as its one argument.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'
import pg from 'pg'
import { fileOf } from '@/lib/publish/store'
import { stripRuntime } from '@/lib/publish/strip'
import { vkeyOf } from '@/lib/record/keys-folder'
import { parseSignerKey } from '@/lib/record/note'
import { folderReader, verifyInstance } from '@/lib/record/verify/instance'
import { stateFolder } from '@/lib/record/verify/memory'
import { verifyOutside } from '@/lib/record/verify/outside'
import { checkPages } from '@/lib/record/verify/page-run'
import { PublicRecord } from '@/lib/record/verify/public-record'
import { checkPublishedLog } from '@/lib/record/verify/published'
import { type Finding, Report } from '@/lib/record/verify/report'
import { checkpointIn } from '@/lib/record/verify/witnesses'
import { sayReport } from '@/scripts/verify/say'

type Settings = {
  mode: 'instance' | 'outside' | 'backup'
  address?: string
  published?: string | null
  renderOrigin?: string | null
  signers?: string | null
  expected?: { acts: number; size: number | null; root: string | null; note: string | null }
  checkpoints: string[]
  isJson: boolean
  hasPages: boolean
  hasRows: boolean
  remembers: boolean
}

const settings = JSON.parse(process.argv[2] ?? '{}') as Settings
const say = (finding: Finding) => {
  if (!settings.isJson) console.log(`✗ ${finding.says}`)
}
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
  const note = settings.expected?.note
  await verifyInstance(report, {
    databaseUrl: process.env.DATABASE_URL ?? '',
    published,
    memory,
    given: [...given, ...(note ? [{ note, where: 'the backup’s own list' }] : [])],
    ...(settings.signers && {
      listed: settings.signers.trim().split('\n').map(parseSignerKey).map(vkeyOf),
    }),
    ...(settings.hasPages && published && { onAct: (act) => record.add(act) }),
  })
  if (settings.expected) await compareExpected(settings.expected)
  if (settings.hasPages && published) {
    await report.timed('pages', () => checkFiles(record, published))
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
  const read = folderReader(path.join(published, 'record'))
  await checkPages(report, record, {
    readPage: (page) =>
      readFile(path.join(published, fileOf(page)), 'utf8').catch((error) => {
        if (error.code === 'ENOENT') return null
        throw error
      }),
    falseTwins: (page, body) => falseTwins(path.join(published, fileOf(page)), body),
    ...(settings.renderOrigin && { renderPage: (page: string) => rendered(page) }),
    again: async () => {
      const note = await read('checkpoint')
      const now = new PublicRecord()
      await checkPublishedLog(new Report(), read, {
        size: (note && checkpointIn(note)?.size) || 0,
        sizes: [],
        onAct: (act) => now.add(act),
      })
      return now
    },
    patienceMs: 3_000,
    atOnce: 2,
  })
}

async function falseTwins(file: string, page: string): Promise<string[]> {
  const forms = [
    { name: `${file}.br`, unfold: promisify(brotliDecompress) },
    { name: `${file}.gz`, unfold: promisify(gunzip) },
  ]
  const bad: string[] = []
  for (const { name, unfold } of forms) {
    const bytes = await readFile(name).catch(() => null)
    const text = bytes && (await unfold(bytes).catch(() => null))
    if (bytes && text?.toString() !== page) bad.push(path.basename(name))
  }
  return bad
}

/** A page as the application makes it now, with its hash at the end as its file has it. */
async function rendered(page: string): Promise<string | null> {
  const response = await fetch(`${settings.renderOrigin}${page}`, {
    cache: 'no-store',
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
  })
  if (response.status !== 200) return null
  const body = await stripRuntime(await response.text())
  const hash = createHash('sha256').update(body).digest('hex')
  return `${body}<!-- sha256:${hash} -->\n`
}
