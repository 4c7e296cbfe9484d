// Learns what each sign of likeness counts for, from texts and the claims they were about:
//   node --conditions=react-server --import tsx scripts/train/match.ts \
//     --claims CLAIMS.tsv --train TEXTS.tsv,QRELS --dev TEXTS.tsv,QRELS [--write]
// With the titles of the claims and without, so that the weights serve both. --write puts them in lib/search/sql.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createDb, type Db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import { otherWordsOf } from '@/lib/search/other-words'
import { bounded } from '@/lib/search/sql/asker'
import { likenessOf } from '@/lib/search/sql/nearest'
import { stemmed } from '@/lib/search/sql/stems'
import { claimId, loadClaims } from '../match/load-claims'
import { readRows } from '../match/rows'
import { startTemporaryDatabase } from '../match/temporary-database.mjs'

const ROUNDS = 300
const STEP = 0.05
/** Of the squares of the weights, against the sum of all texts' losses. */
const RESTRAINT = 3
const FOLDS = 5
const WEIGHTS = new URL('../../lib/search/sql/weights.ts', import.meta.url)

type Compared = { isRelevant: boolean; asking: number; signs: number[] }
type Asked = { relevant: number; fold: number; compared: Compared[] }

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '' },
    train: { type: 'string', default: '' },
    dev: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
})

const claims = readRows(values.claims, ['an id', 'a claim']).map(
  ([id = '', claim = '', title = '']) => ({ id, claim, title }),
)
const rowOf = new Map(claims.map(({ id }, row) => [id, row]))
/** Columns of a likeness that are no signs of it. */
const NO_SIGNS = new Set(['claim_id', 'docket', 'asking', 'is_same'])
let names: string[] = []
const sets = { train: [] as Asked[], dev: [] as Asked[] }
for (const hasTitles of [false, true]) {
  const database = await startTemporaryDatabase()
  const db = createDb(database.url)
  try {
    await loadClaims(
      db,
      claims.map(({ claim, title }) => ({ claim, title: hasTitles ? title : '' })),
    )
    for (const set of ['train', 'dev'] as const) {
      const asked = await askAll(db, values[set])
      if (set === 'train') {
        console.log(
          `cross-validated ${hasTitles ? 'with' : 'without'} titles: MAP@5 ${crossValidated(asked).toFixed(4)}`,
        )
      }
      sets[set].push(...asked)
    }
  } finally {
    await db.$disconnect()
    await database.stop()
  }
}

const weights = learn(sets.train)
const half = sets.dev.length / 2
console.log(
  `dev: MAP@5 ${precision(sets.dev.slice(0, half), weights).toFixed(4)} without titles, ${precision(sets.dev.slice(half), weights).toFixed(4)} with`,
)
const odds = calibrate(sets.train, weights)
const written = `/**
 * What each sign of likeness counts for. Learned by scripts/train/match.ts.
 */
export const weights = {
${names.map((name, at) => `  ${name}: ${plain(weights[at] ?? 0)},`).join('\n')}
} as const

/** The logarithm of the odds that a claim says what a text says: a sum of \`constant\`, the weighed signs and ln(asking). */
export const odds = { constant: ${plain(odds[0])}, signs: ${plain(odds[1])}, asking: ${plain(odds[2])} } as const
`
console.log(written)
if (values.write) writeFileSync(WEIGHTS, written)

async function askAll(db: Db, files: string): Promise<Asked[]> {
  const [textsFile = '', qrelsFile = ''] = files.split(',')
  const relevantTo = new Map<string, Set<string>>()
  for (const line of readFileSync(qrelsFile, 'utf8').split('\n')) {
    const [query = '', , claim] = line.trim().split('\t')
    if (claim) relevantTo.set(query, (relevantTo.get(query) ?? new Set()).add(claim))
  }
  const asked: Asked[] = []
  for (const [id = '', text = ''] of readRows(textsFile, ['an id', 'a text'])) {
    const relevant = relevantTo.get(id)
    if (!relevant) continue
    const others = await bounded({ db }, (asker) => stemmed(asker, otherWordsOf(text)))
    const rows = await db.$queryRaw<Record<string, unknown>[]>`
      ${likenessOf(text, others, { visible: Prisma.sql`TRUE`, spare: 2 })}
      SELECT * FROM likeness ORDER BY claim_id`
    names = Object.keys(rows[0] ?? {}).filter((name) => !NO_SIGNS.has(name))
    const at = new Map(rows.map((row, place) => [row.claim_id, place]))
    const compared = rows.map((row) => ({
      isRelevant: false,
      asking: Number(row.asking),
      signs: names.map((name) => Math.round(Number(row[name]) * 1e6) / 1e6),
    }))
    for (const claim of relevant) {
      const place = at.get(claimId(rowOf.get(claim) ?? -1))
      const found = place === undefined ? undefined : compared[place]
      if (found) found.isRelevant = true
    }
    // Texts about one claim stay in one fold.
    const fold = (rowOf.get([...relevant][0] ?? '') ?? 0) % FOLDS
    asked.push({ relevant: relevant.size, fold, compared })
  }
  return asked
}

function crossValidated(asked: Asked[]): number {
  let sum = 0
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = learn(asked.filter((each) => each.fold !== fold))
    const held = asked.filter((each) => each.fold === fold)
    sum += precision(held, weights) * held.length
  }
  return sum / asked.length
}

/** Weights under which the relevant claim is the likeliest of those compared, by Adam on the whole set. */
function learn(asked: Asked[]): number[] {
  const usable = asked.filter(({ compared }) => compared.some(({ isRelevant }) => isRelevant))
  const spread = names.map((_, sign) => {
    let sum = 0
    let count = 0
    for (const { compared } of usable) {
      const mean =
        compared.reduce((total, { signs }) => total + (signs[sign] ?? 0), 0) / compared.length
      for (const { signs } of compared) sum += ((signs[sign] ?? 0) - mean) ** 2
      count += compared.length
    }
    return Math.sqrt(sum / count) || 1
  })
  const scaled = usable.map(({ compared }) => {
    const relevant = compared.filter(({ isRelevant }) => isRelevant).length
    return compared.map(({ isRelevant, signs }) => ({
      wanted: isRelevant ? 1 / relevant : 0,
      signs: signs.map((value, sign) => value / (spread[sign] ?? 1)),
    }))
  })
  const weights = names.map(() => 0)
  const mean = names.map(() => 0)
  const square = names.map(() => 0)
  for (let round = 1; round <= ROUNDS; round++) {
    const slope = weights.map((weight) => 2 * RESTRAINT * weight)
    for (const compared of scaled) {
      const scores = compared.map(({ signs }) => dot(signs, weights))
      const highest = Math.max(...scores)
      const shares = scores.map((score) => Math.exp(score - highest))
      const total = shares.reduce((sum, share) => sum + share, 0)
      compared.forEach(({ wanted, signs }, at) => {
        const off = (shares[at] ?? 0) / total - wanted
        if (Math.abs(off) < 1e-4) return
        signs.forEach((value, sign) => {
          slope[sign] = (slope[sign] ?? 0) + off * value
        })
      })
    }
    slope.forEach((each, sign) => {
      const gradient = each / scaled.length
      mean[sign] = 0.9 * (mean[sign] ?? 0) + 0.1 * gradient
      square[sign] = 0.999 * (square[sign] ?? 0) + 0.001 * gradient ** 2
      const step = (mean[sign] ?? 0) / (1 - 0.9 ** round)
      const size = Math.sqrt((square[sign] ?? 0) / (1 - 0.999 ** round))
      weights[sign] = (weights[sign] ?? 0) - (STEP * step) / (size + 1e-8)
    })
  }
  return weights.map((weight, sign) => weight / (spread[sign] ?? 1))
}

/** Logistic regression by Newton's method. */
function calibrate(asked: Asked[], weights: number[]): [number, number, number] {
  const rows = asked.flatMap(({ compared }) =>
    compared.map(({ isRelevant, asking, signs }) => ({
      y: isRelevant ? 1 : 0,
      x: [1, dot(signs, weights) / 10, Math.log(asking)],
    })),
  )
  let found = [0, 0, 0]
  for (let round = 0; round < 50; round++) {
    const equations: number[][] = [0, 1, 2].map((row) =>
      [0, 1, 2, 3].map((column) => (row === column ? 1e-6 : 0)),
    )
    for (const { x, y } of rows) {
      const p = 1 / (1 + Math.exp(-dot(x, found)))
      for (const [i, row] of equations.entries()) {
        for (let j = 0; j < 3; j++) row[j] = (row[j] ?? 0) + p * (1 - p) * (x[i] ?? 0) * (x[j] ?? 0)
        row[3] = (row[3] ?? 0) + (p - y) * (x[i] ?? 0)
      }
    }
    const step = solve(equations)
    found = found.map((each, at) => each - (step[at] ?? 0))
  }
  const [constant = 0, signs = 0, asking = 0] = found
  return [constant, signs / 10, asking]
}

/** Gauss's elimination; the last column is what the others shall come to. */
function solve(rows: number[][]): number[] {
  for (const [at, pivot] of rows.entries()) {
    for (const row of rows.slice(at + 1)) {
      const factor = (row[at] ?? 0) / (pivot[at] ?? 1)
      row.forEach((value, column) => {
        row[column] = value - factor * (pivot[column] ?? 0)
      })
    }
  }
  const found = rows.map(() => 0)
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at] ?? []
    const rest = found.reduce((sum, value, column) => sum + value * (row[column] ?? 0), 0)
    found[at] = ((row[rows.length] ?? 0) - rest) / (row[at] ?? 1)
  }
  return found
}

/** Mean average precision of the first five; where two are equally likely, the one filed first is before the other. */
function precision(asked: Asked[], weights: number[]): number {
  let sum = 0
  for (const { relevant, compared } of asked) {
    const scored = compared.map(({ isRelevant, signs }) => ({
      isRelevant,
      score: Math.round(dot(signs, weights) * 1e4),
    }))
    let hits = 0
    let each = 0
    scored
      .sort((one, other) => other.score - one.score)
      .slice(0, 5)
      .forEach(({ isRelevant }, place) => {
        if (!isRelevant) return
        hits++
        each += hits / (place + 1)
      })
    sum += each / Math.min(relevant, 5)
  }
  return sum / asked.length
}

function dot(one: number[], other: number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
}

function plain(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
