import { readModelFile } from '../model-file'
import type { Scorer } from './features'
import type { Forest } from './forest'
import { readTables } from './linear-model'

/** What scripts/train/attributions.ts has learnt: which tokens are cues, the roles around a cue, and whom to believe. */
export type Model = {
  cues: Scorer
  spans: Scorer
  steps: Scorer
  belief: Scorer
  judge: Forest
}

let loaded: Model | undefined

/** The model that lies beside this file, read once. */
export function theModel(): Model {
  loaded ??= load()
  return loaded
}

function load(): Model {
  const [cues, spans, steps, belief] = readTables(readModelFile('english/attributions.bin'))
  if (!cues || !spans || !steps || !belief) throw new Error('attributions.bin holds too few tables')
  const judge = JSON.parse(readModelFile('english/attributions-judge.json').toString('utf8'))
  return { cues, spans, steps, belief, judge }
}
