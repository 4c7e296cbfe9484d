import { addCueFeatures, viewSentence } from './cue-features'
import { Features, type Scorer } from './features'
import type { Reading } from './reading'

/** How likely each token of a text is the anchor of a cue. */
export function cueChances(model: Scorer, reading: Reading): Float32Array {
  const chances = new Float32Array(reading.count)
  const features = new Features()
  const score = new Float64Array(1)
  for (let s = 0; s + 1 < reading.tokens.sentences.length; s++) {
    if (reading.isProse[s] === 0) continue
    const view = viewSentence(reading, s)
    for (let i = view.from; i < view.to; i++) {
      features.clear()
      addCueFeatures(reading, view, i, features)
      score[0] = 0
      model.score(features, score, 0)
      chances[i] = 1 / (1 + Math.exp(-(score[0] as number)))
    }
  }
  return chances
}
