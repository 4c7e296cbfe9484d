// Started by scripts/match.mjs on an empty database: loads the claims and prints those most like each text.
import { parseArgs } from 'node:util'
import pLimit from 'p-limit'
import { createDb } from '@/lib/db'
import { nearestClaims } from '@/lib/search/queries'
import { claimId, loadClaims } from './match/load-claims'
import { pathOf, readRows, UnusableFile } from './match/rows'

const USAGE = `usage: npm run --silent match -- --claims FILE.tsv --queries FILE.tsv [--jsonl]

  --claims   rows of an id, a tab, a claim, and where there is one a tab and the title it appeared under
  --queries  rows of an id, a tab and a text
  --jsonl    one line a text: {"query": id, "claims": [ids, best first]}`
const SHOWN = 20

// Whoever reads no further (head) has what they wanted.
process.stdout.on('error', () => process.exit(0))

async function main(): Promise<number> {
  const { claims: claimsFile, queries: queriesFile, jsonl } = options()
  if (!claimsFile || !queriesFile) {
    console.error(USAGE)
    return 2
  }
  const claims = readRows(pathOf(claimsFile), ['an id', 'a claim'])
  const queries = readRows(pathOf(queriesFile), ['an id', 'a text'])
  const at = claims.findIndex(([, claim = '']) => claim.trim() === '')
  if (at >= 0)
    throw new UnusableFile(`${claimsFile}: the claim with the id ${claims[at]?.[0]} has no words.`)

  const db = createDb(process.env.DATABASE_URL ?? '')
  try {
    console.error(`Indexing ${claims.length} claims…`)
    await loadClaims(
      db,
      claims.map(([, claim = '', title = '']) => ({ claim, title })),
    )
    console.error(`Looking for claims like ${queries.length} texts…`)
    const idOf = new Map(claims.map(([id = ''], row) => [claimId(row), id]))
    const atOnce = pLimit(3)
    const answers = queries.map(([, text = '']) =>
      atOnce(() =>
        nearestClaims({ actor: { kind: 'system' }, now: new Date(), db }, text, SHOWN, {
          least: 0,
        }),
      ),
    )
    for (const [row, answer] of answers.entries()) {
      const [id = '', text = ''] = queries[row] ?? []
      const near = (await answer).map((each) => ({ ...each, row: idOf.get(each.id) ?? '' }))
      process.stdout.write(
        jsonl
          ? `${JSON.stringify({ query: id, claims: near.map((each) => each.row) })}\n`
          : `${id}  ${text.replace(/\s+/g, ' ')}\n${near
              .slice(0, 5)
              .map((each) => `  ${each.similarity.toFixed(2)}  ${each.row}  ${each.proposition}\n`)
              .join('')}\n`,
      )
    }
    return 0
  } finally {
    await db.$disconnect()
  }
}

function options(): { claims?: string; queries?: string; jsonl?: boolean } {
  try {
    return parseArgs({
      options: {
        claims: { type: 'string' },
        queries: { type: 'string' },
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
