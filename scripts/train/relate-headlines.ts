/**
 * Learns what two headlines are to each other (`lib/intake/relate/headlines.ts`) from pairs that people have judged:
 *
 *   node --import tsx scripts/train/relate-headlines.ts TRAIN.csv DEV.csv [--keep]
 *
 * Rows are `s1,s2,stance` with agree, disagree or other. Says how the weighting, and the rules alone, do on DEV; `--keep`
 * writes the weights. The same input makes the same weights.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import {
  HEADLINE_CLASSES,
  type HeadlineWeights,
  headlineFeatures,
} from '@/lib/intake/relate/headlines'
import { judge, type RelatableClaim, statementsOf, type Told } from '@/lib/intake/relate/judge'

type Pair = { one: Told; other: Told; is: number }

const WEIGHTS = 'lib/intake/relate/headline-weights.json'
/** A feature that fewer pairs have teaches nothing that holds elsewhere. */
const LEAST = 4
const ROUNDS = 300
const RATE = 0.05
const DECAY = 0.001
/** The rare class counts this much more than its share. */
const EVEN = 0.6

const [trainFile, devFile] = process.argv.slice(2)
if (!trainFile || !devFile) throw new Error('Usage: relate-headlines.ts TRAIN.csv DEV.csv [--keep]')
const [train, dev] = [read(trainFile), read(devFile)]
const learnt = learn(train)
score('rules alone', dev, (pair) => byRule(pair))
score('weighting, on what it learnt from', train, (pair) => decide(learnt, pair))
score('weighting', dev, (pair) => decide(learnt, pair))
if (process.argv.includes('--keep')) {
  const lines = Object.entries(learnt).map(
    ([name, weights]) => `  ${JSON.stringify(name)}: [${weights.join(', ')}]`,
  )
  writeFileSync(WEIGHTS, `{\n${lines.join(',\n')}\n}\n`)
}

function read(file: string): Pair[] {
  const fields = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of readFileSync(file, 'utf8').trim().matchAll(fields)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '') break
    if (end !== ',') rows.push([])
  }
  return rows.slice(1).map(([one = '', other = '', stance = '']) => ({
    one: told(one),
    other: told(other),
    is: HEADLINE_CLASSES.findIndex((each) => each === stance),
  }))
}

function told(proposition: string): Told {
  const claim: RelatableClaim = {
    proposition,
    wording: null,
    claimant: '',
    language: 'ar',
    said: null,
    place: null,
  }
  const [text] = statementsOf(claim)
  if (!text) throw new Error('A claim has a statement')
  return { claim, text }
}

/** Multinomial logistic regression with weight decay, by Adam on all pairs at once. */
function learn(pairs: Pair[]): HeadlineWeights {
  const seen = new Map<string, number>()
  const rows = pairs.map(({ one, other }) => headlineFeatures(one, other))
  for (const row of rows) for (const name of row.keys()) seen.set(name, (seen.get(name) ?? 0) + 1)
  const names = [...seen]
    .filter(([, times]) => times >= LEAST)
    .map(([name]) => name)
    .sort()
  const index = new Map(names.map((name, at) => [name, at]))
  const sparse = rows.map((row) =>
    [...row].flatMap(([name, value]) => {
      const at = index.get(name)
      return at === undefined ? [] : [[at, value] as const]
    }),
  )
  const classes = HEADLINE_CLASSES.length
  const share = HEADLINE_CLASSES.map(
    (_, is) => pairs.filter((pair) => pair.is === is).length / pairs.length,
  )
  const worth = share.map((part) => (1 / classes / part) ** EVEN)
  const size = names.length * classes
  const [weights, first, second] = [0, 0, 0].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let round = 1; round <= ROUNDS; round++) {
    const slope = new Float64Array(size)
    sparse.forEach((row, at) => {
      const is = pairs[at]?.is ?? 0
      const sums = HEADLINE_CLASSES.map((_, k) =>
        row.reduce(
          (sum, [feature, value]) => sum + (weights[feature * classes + k] ?? 0) * value,
          0,
        ),
      )
      const best = Math.max(...sums)
      const powers = sums.map((sum) => Math.exp(sum - best))
      const total = powers.reduce((sum, power) => sum + power, 0)
      powers.forEach((power, k) => {
        const error = (power / total - (k === is ? 1 : 0)) * (worth[is] ?? 1)
        for (const [feature, value] of row)
          slope[feature * classes + k] = (slope[feature * classes + k] ?? 0) + error * value
      })
    })
    for (let i = 0; i < size; i++) {
      const weight = weights[i] ?? 0
      const step = (slope[i] ?? 0) / pairs.length + DECAY * weight
      first[i] = 0.9 * (first[i] ?? 0) + 0.1 * step
      second[i] = 0.999 * (second[i] ?? 0) + 0.001 * step * step
      weights[i] =
        weight -
        (RATE * ((first[i] ?? 0) / (1 - 0.9 ** round))) /
          (Math.sqrt((second[i] ?? 0) / (1 - 0.999 ** round)) + 1e-8)
    }
  }
  const rounded = (value: number) => Math.round(value * 100) / 100
  return Object.fromEntries(
    names
      .map(
        (name, at) =>
          [name, HEADLINE_CLASSES.map((_, k) => rounded(weights[at * classes + k] ?? 0))] as const,
      )
      .filter(([, values]) => values.some((value) => Math.abs(value) >= 0.05)),
  )
}

function decide(weights: HeadlineWeights, { one, other }: Pair): number {
  const sums = HEADLINE_CLASSES.map(() => 0)
  for (const [name, value] of headlineFeatures(one, other))
    weights[name]?.forEach((weight, at) => {
      sums[at] = (sums[at] ?? 0) + weight * value
    })
  return sums.indexOf(Math.max(...sums))
}

function byRule({ one, other }: Pair): number {
  const found = judge(one, other, false)
  return HEADLINE_CLASSES.indexOf(
    !found ? 'other' : found.type === 'counters' ? 'disagree' : 'agree',
  )
}

function score(what: string, pairs: Pair[], choose: (pair: Pair) => number): void {
  const table = HEADLINE_CLASSES.map(() => HEADLINE_CLASSES.map(() => 0))
  for (const pair of pairs) {
    const row = table[pair.is]
    const chosen = choose(pair)
    if (row) row[chosen] = (row[chosen] ?? 0) + 1
  }
  const right = HEADLINE_CLASSES.reduce((sum, _, at) => sum + (table[at]?.[at] ?? 0), 0)
  const f1 = HEADLINE_CLASSES.map((_, at) => {
    const given = table.reduce((sum, row) => sum + (row[at] ?? 0), 0)
    const meant = table[at]?.reduce((sum, each) => sum + each, 0) ?? 0
    return (2 * (table[at]?.[at] ?? 0)) / (given + meant || 1)
  })
  const macro = f1.reduce((sum, each) => sum + each, 0) / f1.length
  const shown = HEADLINE_CLASSES.map((name, at) => `${name} ${(f1[at] ?? 0).toFixed(3)}`).join(', ')
  console.log(
    `${what}: accuracy ${(right / pairs.length).toFixed(3)}, macro F1 ${macro.toFixed(3)} (${shown})`,
  )
}
