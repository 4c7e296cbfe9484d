/**
 * Trains the English tagger and parser and writes lib/intake/english/syntax.bin. Deterministic. From the root:
 *
 *     nice npx tsx scripts/train/syntax.ts UD_English-EWT UD_English-GUM [UD_English-PUD]
 *
 * The folders are laid out as Universal Dependencies releases are. A treebank with a training part is trained on; its
 * development and test parts, and whole treebanks with a test part only, are for the figures printed.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseWith } from '@/lib/intake/english/syntax'
import {
  EXACT,
  LEFT,
  MOST_FEATURES,
  RIGHT,
  Sentence,
  SHIFT,
} from '@/lib/intake/english/syntax-features'
import { type Row, readModel, writeModel } from '@/lib/intake/english/syntax-model'
import { Perceptron } from './syntax-perceptron'
import { readTreebank, type Tree } from './syntax-treebank'

const TAG_EPOCHS = Number(process.env.TAG_EPOCHS ?? 6)
const PARSE_EPOCHS = Number(process.env.PARSE_EPOCHS ?? 7)
const FOLDS = 4
/** How many features each part of the model keeps, the strongest. */
const KEPT = {
  tag: Number(process.env.KEPT_TAG ?? 75_000),
  step: Number(process.env.KEPT_STEP ?? 220_000),
  label: Number(process.env.KEPT_LABEL ?? 65_000),
}
const OUT = process.env.OUT ?? path.join(import.meta.dirname, '../../lib/intake/english/syntax.bin')

/**
 * Parts of GUM whose texts may be used only non-commercially (decision 0021), and everyday talk, which is nothing like
 * what we read. EWT has none such.
 */
const UNWANTED = /^GUM_(?:fiction|whow|essay|letter|podcast|reddit|conversation)_/

let seed = 20_261_124
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
  return (seed >>> 8) / 2 ** 24
}

function shuffle<T>(list: T[]) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[list[i], list[j]] = [list[j] as T, list[i] as T]
  }
}

const folders = process.argv.slice(2)
const train = folders.flatMap((folder) => readTreebank(folder, 'train', (id) => !UNWANTED.test(id)))
const tags = [...new Set(train.flatMap((tree) => tree.tags))].sort()
const labels = [
  'root',
  ...[...new Set(train.flatMap((tree) => tree.labels))].filter((each) => each !== 'root').sort(),
]
const tagNumber = new Map(tags.map((tag, i) => [tag, i]))
const labelNumber = new Map(labels.map((label, i) => [label, i]))
console.log(`${train.length} sentences, ${tags.length} tags, ${labels.length} labels`)

/** Words that are nearly always the same part of speech, and so need no weighing. */
const surely = new Map<number, number>()
const sentence = new Sentence()
const features = new Int32Array(MOST_FEATURES)
const scores = new Float32Array(64)
{
  const seen = new Map<number, Map<string, number>>()
  for (const tree of train) {
    sentence.read(tree.words)
    tree.tags.forEach((tag, i) => {
      const word = sentence.trait(i, EXACT)
      const counts = seen.get(word) ?? new Map<string, number>()
      seen.set(word, counts.set(tag, (counts.get(tag) ?? 0) + 1))
    })
  }
  for (const [word, counts] of seen) {
    const all = [...counts.values()].reduce((a, b) => a + b)
    const [tag, most] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))
    if (all >= 25 && most / all >= 0.995) surely.set(word, tagNumber.get(tag) ?? 0)
  }
}

type Item = {
  tree: Tree
  tags: Int32Array
  heads: Int32Array
  labels: Int32Array
  guessed: Int32Array
}
const items: Item[] = train.map((tree) => ({
  tree,
  tags: Int32Array.from(tree.tags, (tag) => tagNumber.get(tag) ?? 0),
  heads: tree.heads.map((head) => (head < 0 ? tree.words.length : head)),
  labels: Int32Array.from(tree.labels, (label) => labelNumber.get(label) ?? 0),
  guessed: new Int32Array(tree.words.length),
}))

function best(classes: number, isOpen: (c: number) => boolean): number {
  let found = -1
  for (let c = 0; c < classes; c++) {
    if (isOpen(c) && (found < 0 || (scores[c] as number) > (scores[found] as number))) found = c
  }
  return found
}

const any = () => true

function trainTagger(on: Item[], epochs: number): Perceptron {
  const learner = new Perceptron(tags.length)
  const order = [...on]
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order)
    let wrong = 0
    let all = 0
    for (const item of order) {
      sentence.read(item.tree.words)
      for (let i = 0; i < sentence.length; i++) {
        const sure = surely.get(sentence.trait(i, EXACT))
        if (sure !== undefined) {
          sentence.setTag(i, sure)
          continue
        }
        const count = sentence.tagFeatures(i, features)
        learner.score(features, count, scores.subarray(0, tags.length))
        const guess = best(tags.length, any)
        const gold = item.tags[i] as number
        if (guess !== gold) {
          learner.update(features, count, gold, guess)
          wrong++
        }
        learner.step++
        all++
        sentence.setTag(i, guess)
      }
    }
    console.log(`  tagger, round ${epoch + 1}: ${((100 * wrong) / all).toFixed(2)} % wrong`)
  }
  learner.settle()
  return learner
}

function tagWith(learner: Perceptron, item: Item) {
  sentence.read(item.tree.words)
  for (let i = 0; i < sentence.length; i++) {
    let guess = surely.get(sentence.trait(i, EXACT))
    if (guess === undefined) {
      learner.score(features, sentence.tagFeatures(i, features), scores.subarray(0, tags.length))
      guess = best(tags.length, any)
    }
    sentence.setTag(i, guess)
    item.guessed[i] = guess
  }
}

/** How many arcs of the gold tree each step would put out of reach (Goldberg and Nivre 2013, for arc-hybrid). */
const costs = new Int32Array(3)
function reckonCosts(heads: Int32Array, children: number[][]) {
  const { front, length } = sentence
  const top = sentence.stacked(0)
  const below = sentence.stacked(1)
  costs.fill(0)
  let topInBuffer = 0
  for (const child of children[top] as number[]) if (child >= front) topInBuffer++
  const topHead = heads[top] as number
  costs[LEFT] = topInBuffer + (topHead === below || topHead > front ? 1 : 0)
  costs[RIGHT] = topInBuffer + (topHead >= front ? 1 : 0)
  if (front < length) {
    const frontHead = heads[front] as number
    let lost = 0
    for (let k = 0; k < sentence.depth; k++) {
      const word = sentence.stacked(k)
      if (heads[word] === front) lost++
      if (k > 0 && frontHead === word) lost++
    }
    costs[SHIFT] = lost
  }
}

function trainParser(epochs: number): { step: Perceptron; label: Perceptron } {
  const step = new Perceptron(3)
  const label = new Perceptron(labels.length)
  const order = [...items]
  const isOpen = (c: number) => {
    if (sentence.front === sentence.length) return c === (sentence.depth > 1 ? RIGHT : LEFT)
    return c === SHIFT || (c === LEFT ? sentence.depth > 0 : sentence.depth > 1)
  }
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order)
    let wrongSteps = 0
    let wrongLabels = 0
    let all = 0
    for (const { tree, heads, labels: gold, guessed } of order) {
      const n = tree.words.length
      const children: number[][] = Array.from({ length: n + 1 }, () => [])
      for (const [child, head] of heads.entries()) children[head]?.push(child)
      sentence.read(tree.words)
      for (let i = 0; i < n; i++) sentence.setTag(i, guessed[i] as number)
      sentence.start()
      while (sentence.front < n || sentence.depth > 0) {
        let chosen: number
        if (sentence.depth === 0) chosen = SHIFT
        else if (sentence.front === n) chosen = sentence.depth > 1 ? RIGHT : LEFT
        else {
          const count = sentence.stepFeatures(features)
          step.score(features, count, scores.subarray(0, 3))
          chosen = best(3, isOpen)
          reckonCosts(heads, children)
          const right = best(3, (c) => isOpen(c) && costs[c] === 0)
          step.step++
          if (right >= 0 && costs[chosen] !== 0) {
            wrongSteps++
            step.update(features, count, right, chosen)
            if (epoch === 0 || random() > 0.9) chosen = right
          }
        }
        if (chosen === SHIFT) {
          sentence.shift()
          continue
        }
        const child = sentence.stacked(0)
        const head = chosen === LEFT ? sentence.front : sentence.stacked(1)
        let given = 0
        if (head < n) {
          const count = sentence.labelFeatures(head, features)
          label.score(features, count, scores.subarray(0, labels.length))
          given = best(labels.length, (c) => c > 0)
          if (heads[child] === head) {
            label.step++
            all++
            const right = gold[child] as number
            if (given !== right) {
              wrongLabels++
              label.update(features, count, right, given)
            }
          }
        }
        sentence.attach(head, given)
      }
    }
    console.log(
      `  parser, round ${epoch + 1}: ${wrongSteps} wrong steps, ${((100 * wrongLabels) / all).toFixed(2)} % wrong labels (${step.size}, ${label.size} features; ${seconds()} s)`,
    )
  }
  step.settle()
  label.settle()
  return { step, label }
}

/** To whole numbers up to 127. None is cut: the few that are large decide much. Small ones vanish. */
function quantise(learner: Perceptron, limit: number): Row[] {
  const rows = learner.strongest(limit)
  const sizes = rows.flatMap(({ weights }) => [...weights].map(Math.abs).filter((w) => w > 0))
  sizes.sort((a, b) => a - b)
  const median = sizes[sizes.length >> 1] ?? 1
  const largest = sizes[sizes.length - 1] ?? 1
  const unit = Math.max(largest / 127, median * 0.6)
  return rows.map(({ hash, weights }) => ({
    hash,
    weights: Int8Array.from(weights, (w) => Math.round(w / unit)),
  }))
}

const began = Date.now()
function seconds(): number {
  return Math.round((Date.now() - began) / 1000)
}

// The parser learns with tags as wrong as they will be: each part is tagged by what the others taught.
for (let fold = 0; fold < FOLDS; fold++) {
  const tagger = trainTagger(
    items.filter((_, i) => i % FOLDS !== fold),
    2,
  )
  for (const [i, item] of items.entries()) if (i % FOLDS === fold) tagWith(tagger, item)
}
const tagger = trainTagger(items, TAG_EPOCHS)
console.log(`tagger trained, ${tagger.size} features, ${seconds()} s`)
const parser = trainParser(PARSE_EPOCHS)

const file = writeModel(tags, labels, surely, {
  tag: quantise(tagger, KEPT.tag),
  step: quantise(parser.step, KEPT.step),
  label: quantise(parser.label, KEPT.label),
})
writeFileSync(OUT, file)
console.log(`wrote ${file.length} bytes, ${seconds()} s`)

const model = readModel(file)
for (const folder of folders) {
  for (const part of ['dev', 'test'] as const) {
    for (const keepsTokens of [false, true]) {
      const trees = readTreebank(folder, part, () => true, keepsTokens)
      if (trees.length === 0) continue
      const n = { words: 0, tags: 0, heads: 0, both: 0 }
      const from = performance.now()
      for (const tree of trees) {
        const got = parseWith(model, tree.words)
        for (let i = 0; i < tree.words.length; i++) {
          n.words++
          if (got.tags[i] === tree.tags[i]) n.tags++
          if (got.heads[i] !== tree.heads[i]) continue
          n.heads++
          if (got.labels[i] === tree.labels[i]) n.both++
        }
      }
      const percent = (k: number) => ((100 * k) / n.words).toFixed(2)
      const speed = Math.round(n.words / (performance.now() - from))
      console.log(
        `${path.basename(folder)} ${part}${keepsTokens ? ', its own tokens' : ''}: ${n.words} words, tags ${percent(n.tags)}, UAS ${percent(n.heads)}, LAS ${percent(n.both)}; ${speed} words/ms`,
      )
    }
  }
}
