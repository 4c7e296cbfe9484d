import { Features } from '../../lib/intake/english/features'
import { fillLattice, Lattice, ROLES } from '../../lib/intake/english/roles'
import { addSpanFeatures, addStepFeatures, CueView } from '../../lib/intake/english/span-features'
import type { Article, Gold } from './attribution-corpus'
import { generator, shuffled, Weights } from './linear'

export const SPAN_BITS = 19
export const STEP_BITS = 16

export type SpanModel = { spans: Weights; steps: Weights }
export type Example = { article: Article; gold: Gold }

/** Learns the roles of tokens around a given cue: 0 none, 1 source, 2 content. */
export function trainSpans(
  examples: Example[],
  chances: Map<Article, Float32Array>,
  rounds: number,
  seed: number,
): SpanModel {
  const model = {
    spans: new Weights(SPAN_BITS, ROLES, 0.02, 1e-6, 5),
    steps: new Weights(STEP_BITS, ROLES * ROLES, Number(process.env.RATE ?? 0.04), 1e-6),
  }
  const random = generator(seed)
  const lattice = new Lattice()
  const features = new Features()
  const gradient = new Float64Array(ROLES)
  const stepGradient = new Float64Array(ROLES * ROLES)
  const views = new Map<Article, CueView>()
  const viewOf = (article: Article) => {
    let view = views.get(article)
    if (!view) {
      view = new CueView(article.reading, chances.get(article) as Float32Array)
      views.set(article, view)
    }
    return view
  }
  examples.forEach(({ article, gold }, number) => {
    const view = viewOf(article)
    view.look(gold.anchor)
    for (let i = view.from; i < view.to; i++) {
      features.clear()
      addSpanFeatures(view, gold.anchor, i, features)
      model.spans.meet(features, number)
      if (i === view.from) continue
      features.clear()
      addStepFeatures(view, gold.anchor, i, features)
      model.steps.meet(features, number)
    }
  })
  for (let round = 0; round < rounds; round++) {
    let loss = 0
    for (const [n, { article, gold }] of shuffled(examples, random).entries()) {
      if (round > 0 && n % 1000 === 999) {
        model.spans.keep()
        model.steps.keep()
      }
      const view = viewOf(article)
      const cue = gold.anchor
      view.look(cue)
      const roles = new Uint8Array(view.to - view.from)
      for (const i of gold.source)
        if (i >= view.from && i < view.to && i !== cue) roles[i - view.from] = 1
      for (const i of gold.content)
        if (i >= view.from && i < view.to && i !== cue) roles[i - view.from] = 2
      fillLattice(model, view, cue, lattice, features)
      const whole = lattice.run()
      const { scores, steps, forward, backward, length } = lattice
      let right = 0
      for (let t = 0; t < length; t++) {
        const y = roles[t] as number
        right += scores[t * ROLES + y] as number
        if (t > 0) right += steps[(t * ROLES + (roles[t - 1] as number)) * ROLES + y] as number
      }
      loss += whole - right
      for (let i = view.from; i < view.to; i++) {
        const t = i - view.from
        let most = 0
        for (let y = 0; y < ROLES; y++) {
          const chance = Math.exp(
            (forward[t * ROLES + y] as number) + (backward[t * ROLES + y] as number) - whole,
          )
          gradient[y] = chance - (roles[t] === y ? 1 : 0)
          most = Math.max(most, Math.abs(gradient[y] as number))
        }
        if (most > 0.01) {
          features.clear()
          addSpanFeatures(view, cue, i, features)
          model.spans.learn(features, gradient, 0)
        }
        if (t > 0) {
          most = 0
          for (let x = 0; x < ROLES; x++) {
            for (let y = 0; y < ROLES; y++) {
              const chance = Math.exp(
                (forward[(t - 1) * ROLES + x] as number) +
                  (steps[(t * ROLES + x) * ROLES + y] as number) +
                  (scores[t * ROLES + y] as number) +
                  (backward[t * ROLES + y] as number) -
                  whole,
              )
              const g = chance - (roles[t - 1] === x && roles[t] === y ? 1 : 0)
              stepGradient[x * ROLES + y] = g
              most = Math.max(most, Math.abs(g))
            }
          }
          if (most > 0.01) {
            features.clear()
            addStepFeatures(view, cue, i, features)
            model.steps.learn(features, stepGradient, 0)
          }
        }
      }
    }
    console.log(`  spans, round ${round + 1}: loss ${(loss / examples.length).toFixed(3)} a cue`)
  }
  model.spans.settle()
  model.steps.settle()
  return model
}
