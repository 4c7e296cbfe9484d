// Trains what finds attributions in English texts, on PolNeAR's training articles. Deterministic; DEV is only scored.
//
//   node --conditions=react-server --import tsx scripts/train/attributions.ts TRAIN-FOLDER [DEV-FOLDER]
//
// Writes lib/intake/english/attributions.bin and attributions-judge.json. docs/decisions/0020 says what it is and why.
import { writeFileSync } from 'node:fs'
import { likelyCues, possibleAttributions } from '../../lib/intake/english/attributions'
import { cueChances } from '../../lib/intake/english/cues'
import { judge } from '../../lib/intake/english/forest'
import { describe, type Possible } from '../../lib/intake/english/judging'
import { readTables } from '../../lib/intake/english/linear-model'
import { findSpans } from '../../lib/intake/english/roles'
import { type Article, chooseAnchors, readCorpus } from './attribution-corpus'
import { trainCues } from './attribution-cues'
import { type Example, type SpanModel, trainSpans } from './attribution-spans'
import { growForest, lossOf } from './forest'
import { packTables } from './pack-tables'

const CUE_ROUNDS = 4
const CUE_FOLDS = 4
const SPAN_ROUNDS = 2
const SPAN_FOLDS = 2

const begun = Date.now()
const tell = (line: string) => console.log(`${((Date.now() - begun) / 1000).toFixed(0)} s  ${line}`)

const [trainFolder, devFolder] = process.argv.slice(2)
if (!trainFolder) {
  console.error('usage: attributions.ts TRAIN-FOLDER [DEV-FOLDER]')
  process.exit(2)
}
const train = readCorpus(trainFolder)
chooseAnchors(train, train)
tell(`${train.length} articles read and parsed`)

// What a later stage learns from must be as unsure as what it will meet: each article is seen by models that were
// trained on the others.
const chances = new Map<Article, Float32Array>()
for (let fold = 0; fold < CUE_FOLDS; fold++) {
  const model = trainCues(
    train.filter((_, i) => i % CUE_FOLDS !== fold),
    CUE_ROUNDS,
    fold + 1,
  )
  for (const article of train.filter((_, i) => i % CUE_FOLDS === fold)) {
    chances.set(article, cueChances(model, article.reading))
  }
}
const cues = trainCues(train, CUE_ROUNDS, 9)
tell('cues learnt')

const examples = (articles: Article[]): Example[] =>
  articles.flatMap((article) => article.gold.map((gold) => ({ article, gold })))
const rows: Float64Array[] = []
const answers: number[] = []
for (let fold = 0; fold < SPAN_FOLDS; fold++) {
  const model = trainSpans(
    examples(train.filter((_, i) => i % SPAN_FOLDS !== fold)),
    chances,
    SPAN_ROUNDS,
    fold + 5,
  )
  for (const article of train.filter((_, i) => i % SPAN_FOLDS === fold)) {
    const possible = possibleOf(article, model)
    rows.push(...possible.map((each) => each.traits))
    answers.push(...rightOnes(article, possible))
  }
}
const spanModel = trainSpans(examples(train), chances, SPAN_ROUNDS, 9)
tell('spans learnt')

const forest = growForest(rows, answers, {
  trees: 120,
  depth: 4,
  rate: 0.1,
  leastWeight: 8,
  decay: 3,
})
const packed = packTables([cues, spanModel.spans, spanModel.steps])
writeFileSync('lib/intake/english/attributions.bin', packed)
writeFileSync('lib/intake/english/attributions-judge.json', `${JSON.stringify(forest)}\n`)
tell(`judge learnt, loss ${lossOf(forest, rows, answers).toFixed(4)}; ${packed.length} bytes`)

if (devFolder) {
  const dev = readCorpus(devFolder)
  const [cueTable, spans, steps] = readTables(packed)
  if (!cueTable || !spans || !steps) throw new Error('Packing lost a table')
  const judged = dev.map((article) => ({
    article,
    possible: possibleAttributions(article.reading, { cues: cueTable, spans, steps }).map(
      (each) => ({ ...each, likelihood: 1 / (1 + Math.exp(-judge(forest, each.traits))) }),
    ),
  }))
  for (let least = 0.2; least < 0.5; least += 0.04) {
    let right = 0
    let said = 0
    let wanted = 0
    for (const { article, possible } of judged) {
      const kept = possible.filter((each) => each.likelihood > least)
      right += rightOnes(article, kept).reduce((a, b) => a + b, 0)
      said += kept.length
      wanted += article.gold.length
    }
    tell(
      `above ${least.toFixed(2)}: relation P ${((100 * right) / said).toFixed(1)} R ${((100 * right) / wanted).toFixed(1)} F1 ${((200 * right) / (said + wanted)).toFixed(1)}`,
    )
  }
}

function possibleOf(article: Article, model: SpanModel): Possible[] {
  const of = chances.get(article) as Float32Array
  return describe(
    article.reading,
    findSpans(model, article.reading, of, likelyCues(article.reading, of)),
  )
}

/** 1 for each possible attribution that meets one of the annotators', at most one to one, the closest first; or 0. */
function rightOnes(article: Article, possible: Possible[]): number[] {
  const words = (tokens: number[]) =>
    new Set(tokens.filter((i) => (article.reading.shape[i] as number) < 4))
  const wanted = article.gold.map((each) => words(each.content))
  const pairs: [number, number, number][] = []
  const contents = possible.map((each) => words(each.content))
  wanted.forEach((a, i) => {
    contents.forEach((b, j) => {
      let shared = 0
      for (const token of a) if (b.has(token)) shared++
      const likeness = shared / (a.size + b.size - shared || 1)
      if (likeness >= 0.5) pairs.push([likeness, i, j])
    })
  })
  pairs.sort((a, b) => b[0] - a[0])
  const met = new Set<number>()
  const right = new Array<number>(possible.length).fill(0)
  for (const [, i, j] of pairs) {
    if (met.has(i) || right[j] === 1) continue
    met.add(i)
    right[j] = 1
  }
  return right
}
