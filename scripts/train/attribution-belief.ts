import { addBeliefFeatures } from '../../lib/intake/english/belief-features'
import { Features } from '../../lib/intake/english/features'
import type { Possible } from '../../lib/intake/english/possible'
import type { Article } from './attribution-corpus'
import { generator, shuffled, Weights } from './linear'

const ROUNDS = 5

/** Learns from the words of possible attributions which are right. */
export function trainBelief(
  judged: { article: Article; possible: Possible[]; right: number[] }[],
  seed: number,
): Weights {
  const weights = new Weights(16, 1, 0.03, 2e-4, 3)
  const features = new Features()
  const score = new Float64Array(1)
  const examples = judged.flatMap(({ article, possible, right }) =>
    possible.map((each, k) => ({ article, each, right: right[k] ?? 0 })),
  )
  examples.forEach(({ article, each }, number) => {
    features.clear()
    addBeliefFeatures(article.reading, each, features)
    weights.meet(features, number)
  })
  const random = generator(seed)
  for (let round = 0; round < ROUNDS; round++) {
    for (const { article, each, right } of shuffled(examples, random)) {
      features.clear()
      addBeliefFeatures(article.reading, each, features)
      score[0] = 0
      weights.score(features, score, 0)
      score[0] = 1 / (1 + Math.exp(-(score[0] as number))) - right
      weights.learn(features, score, 0)
    }
  }
  return weights
}
