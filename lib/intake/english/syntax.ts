import { readModelFile } from '../model-file'
import { EXACT, LEFT, MOST_FEATURES, RIGHT, Sentence, SHIFT } from './syntax-features'
import { type Model, readModel } from './syntax-model'

/** A sentence's tags (Penn Treebank), heads (an index, -1 for the root) and labels (Universal Dependencies), by word. */
export type Syntax = { tags: string[]; heads: Int32Array; labels: string[] }

let model: Model | undefined
const sentence = new Sentence()
const features = new Int32Array(MOST_FEATURES)
const scores = new Int32Array(64)

/**
 * Tags and parses one sentence, cut as `tokenise` cuts. Takes time in proportion to the number of words, whatever they
 * are; the first call also reads the model. Exactly one word of a sentence that isn't empty has the head -1, and
 * following heads from any word ends there.
 */
export function tagAndParse(words: readonly string[]): Syntax {
  model ??= readModel(readModelFile('english/syntax.bin'))
  return parseWith(model, words)
}

/** As `tagAndParse`, with a model at hand. */
export function parseWith(using: Model, words: readonly string[]): Syntax {
  const n = words.length
  sentence.read(words)
  const tags: string[] = new Array(n)
  for (let i = 0; i < n; i++) {
    const tag =
      using.sure.get(sentence.trait(i, EXACT)) ??
      using.tag.score(features, sentence.tagFeatures(i, features), scores)
    sentence.setTag(i, tag)
    tags[i] = using.tags[tag] as string
  }
  sentence.start()
  while (sentence.front < n || sentence.depth > 0) {
    const step = nextStep(using)
    if (step === SHIFT) {
      sentence.shift()
      continue
    }
    const head = step === LEFT ? sentence.front : sentence.stacked(1)
    let label = 0 // the root's
    if (head < n) {
      using.label.score(features, sentence.labelFeatures(head, features), scores)
      label = bestBut(0, scores, using.labels.length)
    }
    sentence.attach(head, label)
  }
  const heads = sentence.heads.slice(0, n)
  const labels: string[] = new Array(n)
  for (let i = 0; i < n; i++) {
    if (heads[i] === n) heads[i] = -1
    labels[i] = using.labels[sentence.labels[i] as number] as string
  }
  return { tags, heads, labels }
}

/** What may be done next, and seems best: the root takes the last word that stands, and only that. */
function nextStep(using: Model): number {
  if (sentence.front === sentence.length) return sentence.depth > 1 ? RIGHT : LEFT
  if (sentence.depth === 0) return SHIFT
  const step = using.step.score(features, sentence.stepFeatures(features), scores)
  if (step !== RIGHT || sentence.depth > 1) return step
  return (scores[LEFT] as number) > (scores[SHIFT] as number) ? LEFT : SHIFT
}

function bestBut(no: number, scores: Int32Array, classes: number): number {
  let best = no === 0 ? 1 : 0
  for (let c = best + 1; c < classes; c++) {
    if (c !== no && (scores[c] as number) > (scores[best] as number)) best = c
  }
  return best
}
