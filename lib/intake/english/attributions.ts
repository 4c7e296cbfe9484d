import type { Attribution } from '../schema'
import { cueChances } from './cues'
import { judge } from './forest'
import { hashWord } from './hashing'
import { addBelief, describe } from './judging'
import { isHedged, kindOf } from './kinds'
import { carryQuotes } from './long-quotes'
import { type Model, theModel } from './model'
import type { Possible } from './possible'
import { type Reading, readText } from './reading'
import { findSpans } from './roles'
import { cueSpan, cueTokens, fillGaps, isPassive, spansOf } from './spans'
import { stemOf } from './stems'

/** A token less likely than this to be a cue is not looked at further. */
export const LEAST_CUE_CHANCE = 0.08
/** More likely than this to be an attribution, and it is one: set where relations came out best in development. */
const LEAST_LIKELIHOOD = 0.36
const LEAST_FOR_NEWS = 0.2
/** In words. */
const LONG = 8

/** The attributions of an English text, in its order. */
export function extractEnglishAttributions(text: string): Attribution[] {
  const reading = readText(text)
  return findAttributions(reading, theModel())
    .map((each) => attributionOf(reading, each))
    .filter((each) => each.content.length > 0)
}

/** What `model` takes for attributions in a text, by the order of their cues. */
export function findAttributions(reading: Reading, model: Model): Possible[] {
  const possible = possibleAttributions(reading, model)
  const likelihoods = possible.map((each) => 1 / (1 + Math.exp(-judge(model.judge, each.traits))))
  return carryQuotes(reading, choose(reading, possible, likelihoods))
}

/**
 * The likely ones; of the others those that say at some length what no likely one says, if they are not too unlikely:
 * that somebody said it is then surer than who and how; and what a likely one passes on as said by somebody else, which
 * the annotators of the training articles seldom marked, and the desk must know.
 */
export function choose(reading: Reading, possible: Possible[], likelihoods: number[]): Possible[] {
  const chosen = new Set<Possible>()
  const said = new Set<number>()
  const take = (each: Possible) => {
    chosen.add(each)
    for (const i of each.content) said.add(i)
  }
  possible.forEach((each, k) => {
    if ((likelihoods[k] ?? 0) > LEAST_LIKELIHOOD) take(each)
  })
  const others = [...possible.keys()]
    .filter(
      (k) => (likelihoods[k] ?? 0) > LEAST_FOR_NEWS && (likelihoods[k] ?? 0) <= LEAST_LIKELIHOOD,
    )
    .sort((a, b) => (likelihoods[b] ?? 0) - (likelihoods[a] ?? 0) || a - b)
  for (const k of others) {
    const each = possible[k]
    if (!each || each.content.length < LONG) continue
    const known = each.content.filter((i) => said.has(i)).length
    if (known < each.content.length * 0.3) take(each)
  }
  const anchors = new Set([...chosen].map((each) => each.found.anchor))
  for (const each of possible) if (isPassedOn(reading, each, anchors)) take(each)
  return possible.filter((each) => chosen.has(each))
}

const SAYING = new Set(
  'say tell report confirm announce claim deny add state declare insist quote'
    .split(' ')
    .map(stemOf),
)
const CLAUSE = hashWord('ccomp')

/** "AFP reported that *the ministry said…*": a saying that is itself what a chosen cue says, with a speaker of its own. */
function isPassedOn(r: Reading, each: Possible, anchors: Set<number>): boolean {
  const { anchor } = each.found
  const outer = r.head[anchor] as number
  return (
    r.label[anchor] === CLAUSE &&
    anchors.has(outer) &&
    each.source.length > 0 &&
    each.content.length > 2 &&
    SAYING.has(stemOf(r.words[anchor] ?? '')) &&
    SAYING.has(stemOf(r.words[outer] ?? ''))
  )
}

/** All that the judge is asked about. */
export function possibleAttributions(reading: Reading, model: Omit<Model, 'judge'>): Possible[] {
  const chances = cueChances(model.cues, reading)
  const found = findSpans(model, reading, chances, likelyCues(reading, chances))
  const possible = describe(reading, found)
  addBelief(reading, possible, model.belief)
  return possible
}

/** No sentence has more cues than this, unless somebody wants to keep us busy. */
const MOST_CUES = 14

/** The tokens worth looking around, in order: at most so many to a sentence, the likeliest. */
export function likelyCues(reading: Reading, chances: Float32Array): number[] {
  const { sentences } = reading.tokens
  const anchors: number[] = []
  for (let s = 0; s + 1 < sentences.length; s++) {
    const here: number[] = []
    for (let i = sentences[s] ?? 0; i < (sentences[s + 1] ?? 0); i++) {
      if ((chances[i] as number) > LEAST_CUE_CHANCE) here.push(i)
    }
    if (here.length > MOST_CUES) {
      here.sort((a, b) => (chances[b] as number) - (chances[a] as number) || a - b)
      here.length = MOST_CUES
      here.sort((a, b) => a - b)
    }
    anchors.push(...here)
  }
  return anchors
}

/** Words that name nobody on their own: "amid reports" has no source. */
const NAMELESS =
  /^(?:amid|amidst|despite|after|before|with|without|by|on|in|of|from|to|for|as|at|into|over|and|or|but|not|also|then|now|had|has|have|is|was|were|[,.])$/

function attributionOf(reading: Reading, possible: Possible): Attribution {
  const { found } = possible
  const inRole = (role: number) => {
    const tokens: number[] = []
    found.roles.forEach((each, t) => {
      if (each === role) tokens.push(found.from + t)
    })
    return tokens
  }
  const cue = cueTokens(reading, found.anchor)
  const isOurs = (role: number) => (i: number) =>
    i !== found.anchor && [0, role].includes(found.roles[i - found.from] ?? 0)
  const named = inRole(1)
  const source = named.every((i) => NAMELESS.test(reading.words[i] ?? ''))
    ? []
    : fillGaps(reading, named, isOurs(1))
  const content = fillGaps(
    reading,
    [...new Set([...inRole(2), ...possible.content])].sort((a, b) => a - b),
    isOurs(2),
  )
  const text = (tokens: number[]) => tokens.map((i) => reading.words[i] ?? '')
  const words = {
    source: text(source),
    cue: text(cue),
    content: text(content),
    isPassive: isPassive(reading, found.anchor),
  }
  return {
    source: spansOf(reading, source, new Set([...content, ...cue])),
    cue: cueSpan(reading, cue),
    content: spansOf(reading, content, new Set([...source, ...cue])),
    kind: kindOf(words),
    isDirect: possible.content.every((i) => isQuoted(reading, i)),
    isHedged: isHedged(words),
  }
}

function isQuoted(reading: Reading, i: number): boolean {
  return (reading.quote[i] as number) >= 0 || (reading.single[i] as number) >= 0
}
