// Trains what finds attributions in English texts, on PolNeAR's training articles. Deterministic; DEV is only scored.
//
//   node --conditions=react-server --import tsx scripts/train/attributions.ts TRAIN-FOLDER [DEV-FOLDER]
//
// Writes lib/intake/english/attributions.bin. docs/decisions/0020 says what it is and why.
import { writeFileSync } from 'node:fs'
import {
  findAttributions,
  LEAST_CUE_CHANCE,
  likelyCues,
} from '../../lib/intake/english/attributions'
import { cueChances } from '../../lib/intake/english/cues'
import { addBelief, describe } from '../../lib/intake/english/judging'
import { readModel } from '../../lib/intake/english/model'
import type { Possible } from '../../lib/intake/english/possible'
import { findSpans } from '../../lib/intake/english/roles'
import { trainBelief } from './attribution-belief'
import { type Article, chooseAnchors, type Gold, readCorpus } from './attribution-corpus'
import { trainCues } from './attribution-cues'
import { type Example, type SpanModel, trainSpans } from './attribution-spans'
import { growForest, lossOf } from './forest'
import { packModel } from './pack-tables'

const CUE_ROUNDS = 4
const CUE_FOLDS = 4
const SPAN_ROUNDS = 3
const SPAN_FOLDS = 2
const BELIEF_FOLDS = 4

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
  articles.flatMap((article) =>
    article.gold.flatMap((gold) => [{ article, gold }, ...detours(article, gold)]),
  )
const judged: { article: Article; possible: Possible[]; right: number[] }[] = []
for (let fold = 0; fold < SPAN_FOLDS; fold++) {
  const model = trainSpans(
    examples(train.filter((_, i) => i % SPAN_FOLDS !== fold)),
    chances,
    SPAN_ROUNDS,
    fold + 5,
  )
  for (const article of train.filter((_, i) => i % SPAN_FOLDS === fold)) {
    const possible = possibleOf(article, model)
    judged.push({ article, possible, right: rightOnes(article, possible) })
  }
}
const spanModel = trainSpans(examples(train), chances, SPAN_ROUNDS, 9)
tell('spans learnt')

for (let fold = 0; fold < BELIEF_FOLDS; fold++) {
  const words = trainBelief(
    judged.filter((_, i) => i % BELIEF_FOLDS !== fold),
    fold + 1,
  )
  for (const [i, { article, possible }] of judged.entries()) {
    if (i % BELIEF_FOLDS === fold) addBelief(article.reading, possible, words)
  }
}
const rows = judged.flatMap(({ possible }) => possible.map((each) => each.traits))
const answers = judged.flatMap(({ right }) => right)
const forest = growForest(rows, answers, {
  trees: 120,
  depth: 4,
  rate: 0.1,
  leastWeight: 8,
  decay: 3,
})
const belief = trainBelief(judged, 9)
const packed = packModel(forest, [cues, spanModel.spans, spanModel.steps, belief])
writeFileSync('lib/intake/english/attributions.bin', packed)
tell(`judge learnt, loss ${lossOf(forest, rows, answers).toFixed(4)}; ${packed.length} bytes`)

if (devFolder) {
  const dev = readCorpus(devFolder)
  const model = readModel(packed)
  let right = 0
  let said = 0
  let wanted = 0
  for (const { reading, gold, ...article } of dev) {
    const found = findAttributions(reading, model)
    right += rightOnes({ ...article, reading, gold }, found).reduce((a, b) => a + b, 0)
    said += found.length
    wanted += gold.length
  }
  const percent = (part: number) => (100 * part).toFixed(1)
  tell(
    `relation P ${percent(right / said)} R ${percent(right / wanted)} F1 ${percent((2 * right) / (said + wanted))}`,
  )
}

/** The same attribution seen from other words of its cue that may be taken for the anchor. */
function detours(article: Article, gold: Gold): Example[] {
  const of = chances.get(article) as Float32Array
  return gold.cue
    .filter((i) => i !== gold.anchor && (of[i] as number) > LEAST_CUE_CHANCE)
    .map((anchor) => ({ article, gold: { ...gold, anchor } }))
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
