import { brotliDecompressSync } from 'node:zlib'
import { readModelFile } from '../model-file'
import type { Scorer } from './features'
import type { Forest } from './forest'
import { readTables } from './linear-model'

/**
 * What scripts/train/attributions.ts has learnt: which tokens are cues, the roles around a cue token by token and step
 * by step, which words to believe, and what to make of it all.
 */
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
  loaded ??= readModel(readModelFile('english/attributions.bin'))
  return loaded
}

/** A model as `packModel` of scripts/train writes it: Brotli over the length of the forest's JSON, it, and four tables. */
export function readModel(packed: Buffer): Model {
  const bytes = brotliDecompressSync(packed)
  const tables = 4 + bytes.readUInt32LE(0)
  const judge: Forest = JSON.parse(bytes.subarray(4, tables).toString('utf8'))
  const [cues, spans, steps, belief] = readTables(bytes.subarray(tables))
  if (!cues || !spans || !steps || !belief) throw new Error('The model holds too few tables.')
  return { cues, spans, steps, belief, judge }
}
