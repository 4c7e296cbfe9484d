// Started by scripts/find.mjs on an empty database: loads the records and asks the readers' search for them.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createDb, type Db } from '@/lib/db'
import { searchJson } from '@/lib/interop/search-json'
import { searchAll } from '@/lib/search/public/search-all'
import { claimSearch, findKind } from '@/lib/search/schema'
import { pathOf, readRows, UnusableFile } from './match/rows'

const USAGE = `usage: npm run --silent find -- --records FILE --queries FILE [--as place|source|claim] [--jsonl]

  --records  rows of an id, a tab and a text; or JSON lines {"id": …, "text": …}
  --queries  rows of the id of the record that is meant, a tab and what is asked; or JSON lines {"id": …, "text": …}
  --as       what a record becomes: a claim about a place of that name (the default), a source of that name with a
             claim of its own, or a claim that says the text
  --jsonl    one line a query: {"id": …, "text": …, "rank": 1, "first": id, "ms": 3.2}; rank null where it is not there`
const WHO = '00000000-0000-7000-8000-000000000000'
const BATCH = 2000
const AS = ['place', 'source', 'claim'] as const
type As = (typeof AS)[number]
type Row = { id: string; text: string }

process.stdout.on('error', () => process.exit(0))

async function main(): Promise<number> {
  const { records: recordsFile, queries: queriesFile, as = 'place', jsonl } = options()
  if (!recordsFile || !queriesFile || !AS.includes(as as As)) {
    console.error(USAGE)
    return 2
  }
  const records = rowsOf(recordsFile)
  const queries = rowsOf(queriesFile)
  const db = createDb(process.env.DATABASE_URL ?? '')
  try {
    console.error(`Loading ${records.length} records…`)
    await load(db, records, as as As)
    console.error(`Asking ${queries.length} times…`)
    const taken: number[] = []
    const ranks: (number | null)[] = []
    for (const { id, text } of queries) {
      const since = performance.now()
      const search = claimSearch.parse({ q: text })
      const found = await searchAll(
        { actor: { kind: 'public' }, now: new Date(), db, at: null },
        search,
        findKind.options,
      )
      const ms = performance.now() - since
      taken.push(ms)
      const { results } = searchJson(found, search, { origin: '' })
      const ids = results.map((result) => idsOf(result, records, as as As))
      const at = ids.findIndex((each) => each.includes(id))
      ranks.push(at < 0 ? null : at + 1)
      const line = {
        id,
        text,
        rank: ranks.at(-1) ?? null,
        first: ids[0]?.[0] ?? null,
        ms: Math.round(ms * 10) / 10,
      }
      if (jsonl) process.stdout.write(`${JSON.stringify(line)}\n`)
      else if (line.rank !== 1)
        process.stdout.write(`${line.rank ?? '–'}\t${id}\t${text}\tfirst: ${line.first ?? '–'}\n`)
    }
    const sorted = [...taken].sort((one, other) => one - other)
    const time = (share: number) =>
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
    const share = (most: number) =>
      (
        (100 * ranks.filter((rank) => rank !== null && rank <= most).length) /
        Math.max(1, ranks.length)
      ).toFixed(1)
    const summary = `first: ${share(1)} %, in three: ${share(3)} %, in ten: ${share(10)} %; p50 ${time(0.5)} ms, p95 ${time(0.95)} ms, p99 ${time(0.99)} ms\n`
    if (jsonl) process.stderr.write(summary)
    else process.stdout.write(summary)
    return 0
  } finally {
    await db.$disconnect()
  }
}

/** The records that a result stands for: those of one name are one place. */
function idsOf(
  result: ReturnType<typeof searchJson>['results'][number],
  records: Row[],
  as: As,
): string[] {
  byText ??= groupByText(records)
  if (result.kind === 'claim') return byRow(records, result.slug)
  if (result.kind === 'place' && as === 'place') return byText.get(result.name.trim()) ?? []
  if (result.kind === 'source' && as === 'source' && 'slug' in result)
    return byRow(records, result.slug ?? '')
  return []
}

let byText: Map<string, string[]> | undefined
function groupByText(records: Row[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { id, text } of records) groups.set(text, [...(groups.get(text) ?? []), id])
  // A place is called by the first spelling of its name.
  for (const [text, ids] of groups) {
    const folded = text.toLowerCase()
    if (folded !== text && groups.has(folded))
      groups.set(text, [...ids, ...(groups.get(folded) ?? [])])
  }
  return groups
}

function byRow(records: Row[], slug: string): string[] {
  const row = records[Number(/^record-(\d+)$/.exec(slug)?.[1] ?? -1)]
  return row ? [row.id] : []
}

async function load(db: Db, records: Row[], as: As): Promise<void> {
  await db.$executeRaw`INSERT INTO users (id, email, name, role, created_at) VALUES (${WHO}::uuid, 'desk@desk.example', 'Desk', 'editor', '2000-01-01')`
  await db.$executeRaw`INSERT INTO sources (id, slug, name, kind, created_at) VALUES (${WHO}::uuid, 'somebody', 'Somebody', 'other', '2000-01-01')`
  for (let from = 0; from < records.length; from += BATCH) {
    const batch = records.slice(from, from + BATCH)
    const ids = batch.map(
      (_, at) => `00000000-0000-7000-8000-${(from + at + 1).toString(16).padStart(12, '0')}`,
    )
    const slugs = batch.map((_, at) => `record-${from + at}`)
    const texts = batch.map(({ text }) => text)
    if (as === 'source') {
      await db.$executeRaw`
        INSERT INTO sources (id, slug, name, kind, created_at)
        SELECT id, slug, text, 'other', '2000-01-01' FROM unnest(${ids}::uuid[], ${slugs}::text[], ${texts}::text[]) AS r(id, slug, text)`
    }
    await db.$executeRaw`
      INSERT INTO claims (id, slug, claimant_id, proposition, place_name, public_since, filed_by_id, filed_at, changed_at)
      SELECT id, slug, CASE WHEN ${as} = 'source' THEN id ELSE ${WHO}::uuid END,
        CASE WHEN ${as} = 'source' THEN 'Something was said.' ELSE text END, CASE WHEN ${as} = 'place' THEN text END,
        '2000-01-01', ${WHO}::uuid, '2000-01-01', '2000-01-01'
      FROM unnest(${ids}::uuid[], ${slugs}::text[], ${texts}::text[]) AS r(id, slug, text)`
  }
  await db.$executeRaw`VACUUM ANALYZE`
}

function rowsOf(file: string): Row[] {
  const where = pathOf(file)
  if (/\.(?:jsonl|ndjson)$/.test(file)) {
    const lines = readFileSync(where, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
    return lines.map((line) => {
      const { id, text } = JSON.parse(line) as { id: unknown; text: unknown }
      return { id: String(id), text: String(text) }
    })
  }
  return readRows(where, ['an id', 'a text']).map(([id = '', text = '']) => ({ id, text }))
}

function options(): { records?: string; queries?: string; as?: string; jsonl?: boolean } {
  try {
    return parseArgs({
      options: {
        records: { type: 'string' },
        queries: { type: 'string' },
        as: { type: 'string' },
        jsonl: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    console.error((error as Error).message)
    return {}
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof UnusableFile)) throw error
  console.error(error.message)
  process.exitCode = 1
}
