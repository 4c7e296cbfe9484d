import { Features, type Scorer } from './features'
import type { Reading } from './reading'
import { addSpanFeatures, addStepFeatures, CueView, WIDEST } from './span-features'

/** What a token is to a cue: 0 nothing, 1 of its source, 2 of its content. */
export const ROLES = 3

export type RoleModel = { spans: Scorer; steps: Scorer }

/** Scores, and the chances of each role and step, of one window. Kept and used again. */
export class Lattice {
  readonly scores = new Float64Array(WIDEST * ROLES)
  readonly steps = new Float64Array(WIDEST * ROLES * ROLES)
  readonly forward = new Float64Array(WIDEST * ROLES)
  readonly backward = new Float64Array(WIDEST * ROLES)
  length = 0

  run(): number {
    const { scores, steps, forward, backward, length } = this
    for (let y = 0; y < ROLES; y++) forward[y] = scores[y] as number
    for (let t = 1; t < length; t++) {
      for (let y = 0; y < ROLES; y++) {
        let top = Number.NEGATIVE_INFINITY
        for (let x = 0; x < ROLES; x++) {
          const v =
            (forward[(t - 1) * ROLES + x] as number) +
            (steps[(t * ROLES + x) * ROLES + y] as number)
          if (v > top) top = v
        }
        let sum = 0
        for (let x = 0; x < ROLES; x++) {
          sum += Math.exp(
            (forward[(t - 1) * ROLES + x] as number) +
              (steps[(t * ROLES + x) * ROLES + y] as number) -
              top,
          )
        }
        forward[t * ROLES + y] = top + Math.log(sum) + (scores[t * ROLES + y] as number)
      }
    }
    for (let y = 0; y < ROLES; y++) backward[(length - 1) * ROLES + y] = 0
    for (let t = length - 2; t >= 0; t--) {
      for (let x = 0; x < ROLES; x++) {
        let top = Number.NEGATIVE_INFINITY
        for (let y = 0; y < ROLES; y++) {
          const v =
            (backward[(t + 1) * ROLES + y] as number) +
            (scores[(t + 1) * ROLES + y] as number) +
            (steps[((t + 1) * ROLES + x) * ROLES + y] as number)
          if (v > top) top = v
        }
        let sum = 0
        for (let y = 0; y < ROLES; y++) {
          sum += Math.exp(
            (backward[(t + 1) * ROLES + y] as number) +
              (scores[(t + 1) * ROLES + y] as number) +
              (steps[((t + 1) * ROLES + x) * ROLES + y] as number) -
              top,
          )
        }
        backward[t * ROLES + x] = top + Math.log(sum)
      }
    }
    let top = Number.NEGATIVE_INFINITY
    for (let y = 0; y < ROLES; y++) top = Math.max(top, forward[(length - 1) * ROLES + y] as number)
    let sum = 0
    for (let y = 0; y < ROLES; y++)
      sum += Math.exp((forward[(length - 1) * ROLES + y] as number) - top)
    return top + Math.log(sum)
  }
}

/** Scores every token of the window that `view` looks at. */
export function fillLattice(
  model: RoleModel,
  view: CueView,
  cue: number,
  lattice: Lattice,
  features: Features,
): void {
  lattice.length = view.to - view.from
  lattice.scores.fill(0, 0, lattice.length * ROLES)
  lattice.steps.fill(0, 0, lattice.length * ROLES * ROLES)
  for (let i = view.from; i < view.to; i++) {
    const t = i - view.from
    features.clear()
    addSpanFeatures(view, cue, i, features)
    model.spans.score(features, lattice.scores, t * ROLES)
    if (t > 0) {
      features.clear()
      addStepFeatures(view, cue, i, features)
      model.steps.score(features, lattice.steps, t * ROLES * ROLES)
    }
  }
}

export type Found = {
  anchor: number
  chance: number
  from: number
  roles: Uint8Array
  /** The chance of the role it was given, of each token. */
  sureness: Float32Array
  contentChance: Float32Array
  sourceChance: Float32Array
}

/** The likeliest roles around each of `anchors`. */
export function findSpans(
  model: RoleModel,
  reading: Reading,
  chances: Float32Array,
  anchors: number[],
): Found[] {
  const view = new CueView(reading, chances)
  const lattice = new Lattice()
  const features = new Features()
  return anchors.map((cue) => {
    view.look(cue)
    fillLattice(model, view, cue, lattice, features)
    const whole = lattice.run()
    const { forward, backward, length } = lattice
    const roles = new Uint8Array(length)
    const sureness = new Float32Array(length)
    const contentChance = new Float32Array(length)
    const sourceChance = new Float32Array(length)
    for (let t = 0; t < length; t++) {
      let best = -1
      for (let y = 0; y < ROLES; y++) {
        const chance = Math.exp(
          (forward[t * ROLES + y] as number) + (backward[t * ROLES + y] as number) - whole,
        )
        if (y === 1) sourceChance[t] = chance
        if (y === 2) contentChance[t] = chance
        if (chance > best) {
          best = chance
          roles[t] = y
          sureness[t] = chance
        }
      }
    }
    giveSpeakerBack(reading, cue, view.from, roles)
    if (!roles.includes(1)) nameSource(roles, sourceChance)
    return {
      anchor: cue,
      chance: chances[cue] as number,
      from: view.from,
      roles,
      sureness,
      contentChance,
      sourceChance,
    }
  })
}

/** Seldom is nobody named: a source that is unlikely at each single token is still likelier than none. */
const LEAST_SOURCE_CHANCE = 0.15

function nameSource(roles: Uint8Array, chances: Float32Array): void {
  let best = -1
  let most = LEAST_SOURCE_CHANCE
  chances.forEach((chance, t) => {
    if (chance > most && roles[t] === 0) {
      most = chance
      best = t
    }
  })
  if (best < 0) return
  const belongs = (t: number) => roles[t] === 0 && (chances[t] ?? 0) > most / 2
  for (let t = best; belongs(t); t--) roles[t] = 1
  for (let t = best + 1; belongs(t); t++) roles[t] = 1
}

const LONGEST_SPEAKER = 25

/** In “…,” the rebel commander said, what stands between a quotation and its cue is the speaker, never more of what is said. */
function giveSpeakerBack(r: Reading, cue: number, from: number, roles: Uint8Array): void {
  for (let k = cue - 1; k > from && cue - k <= LONGEST_SPEAKER; k--) {
    if (r.sentence[k] !== r.sentence[cue]) return
    const q = r.quote[k] as number
    if (q < 0) continue
    const isSpeech =
      r.quotes[q]?.close === k && /^[,?!—]$/.test(r.words[k - 1] ?? '') && roles[k - 2 - from] === 2
    if (!isSpeech) return
    for (let i = k + 1; i < cue; i++) if (roles[i - from] === 2) roles[i - from] = 1
    return
  }
}
