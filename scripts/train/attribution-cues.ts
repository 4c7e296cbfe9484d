import { addCueFeatures, viewSentence } from '../../lib/intake/english/cue-features'
import { Features } from '../../lib/intake/english/features'
import type { Article } from './attribution-corpus'
import { generator, shuffled, Weights } from './linear'

export const CUE_BITS = 20

/** Learns which tokens are the anchors of cues. */
export function trainCues(articles: Article[], rounds: number, seed: number): Weights {
  const weights = new Weights(CUE_BITS, 1, 0.02, 2e-6, 2)
  const random = generator(seed)
  const features = new Features()
  const score = new Float64Array(1)
  let number = 0
  for (const { reading } of articles) {
    for (let s = 0; s + 1 < reading.tokens.sentences.length; s++) {
      const view = viewSentence(reading, s)
      for (let i = view.from; i < view.to; i++) {
        features.clear()
        addCueFeatures(reading, view, i, features)
        weights.meet(features, number++)
      }
    }
  }
  for (let round = 0; round < rounds; round++) {
    let loss = 0
    for (const [n, { reading, gold }] of shuffled(articles, random).entries()) {
      if (round >= rounds / 2 && n % 100 === 99) weights.keep()
      const anchors = new Set(gold.map((each) => each.anchor))
      for (let s = 0; s + 1 < reading.tokens.sentences.length; s++) {
        const view = viewSentence(reading, s)
        for (let i = view.from; i < view.to; i++) {
          const isAnchor = anchors.has(i)
          features.clear()
          addCueFeatures(reading, view, i, features)
          score[0] = 0
          weights.score(features, score, 0)
          const chance = 1 / (1 + Math.exp(-(score[0] as number)))
          loss -= Math.log(Math.max(1e-9, isAnchor ? chance : 1 - chance))
          // Nothing to be learnt from what is plain.
          if (!isAnchor && chance < 0.002) continue
          score[0] = chance - (isAnchor ? 1 : 0)
          weights.learn(features, score, 0)
        }
      }
    }
    console.log(`  cues, round ${round + 1}: loss ${loss.toFixed(0)}`)
  }
  weights.settle()
  return weights
}
