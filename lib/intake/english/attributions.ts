import type { Attribution } from '../schema'
import { cueChances } from './cues'
import { judge } from './forest'
import { describe, type Possible } from './judging'
import { mannerOf } from './kinds'
import { type Model, theModel } from './model'
import { type Reading, readText } from './reading'
import { findSpans } from './roles'
import { cueSpan, cueTokens, spansOf } from './spans'

/** A token less likely than this to be a cue is not looked at further. */
export const LEAST_CUE_CHANCE = 0.08
/** More likely than this to be an attribution, and it is one: set where relations came out best in development. */
const LEAST_LIKELIHOOD = 0.32

/** The attributions of an English text, in its order. */
export function extractEnglishAttributions(text: string): Attribution[] {
  const reading = readText(text)
  return findAttributions(reading, theModel()).map((each) => attributionOf(reading, each))
}

/** What `model` takes for attributions in a text, by the order of their cues. */
export function findAttributions(reading: Reading, model: Model): Possible[] {
  return possibleAttributions(reading, model).filter(
    (each) => 1 / (1 + Math.exp(-judge(model.judge, each.traits))) > LEAST_LIKELIHOOD,
  )
}

/** All that the judge is asked about. */
export function possibleAttributions(reading: Reading, model: Omit<Model, 'judge'>): Possible[] {
  const chances = cueChances(model.cues, reading)
  const anchors: number[] = []
  for (let i = 0; i < reading.count; i++) {
    if ((chances[i] as number) > LEAST_CUE_CHANCE) anchors.push(i)
  }
  return describe(reading, findSpans(model, reading, chances, anchors))
}

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
  const content = spansOf(reading, inRole(2), new Set([...inRole(1), ...cue]))
  return {
    source: spansOf(reading, inRole(1), new Set([...inRole(2), ...cue])),
    cue: cueSpan(reading, cue),
    content,
    ...mannerOf(reading, found.anchor, cue, content),
  }
}
