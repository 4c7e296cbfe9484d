import { addBeliefFeatures } from './belief-features'
import { Features, type Scorer } from './features'
import type { Possible } from './possible'
import type { Reading } from './reading'
import type { Found } from './roles'

/** How many numbers `describe` gives of each possible attribution. */
export const TRAITS = 31
const BELIEF = 30

/** Words count, punctuation doesn't. */
function isWord(r: Reading, i: number): boolean {
  return (r.shape[i] as number) < 4
}

/**
 * What the spans found around cues say of being attributions, alone and side by side: `traits` for a judge that has
 * learnt from the same numbers. Cues without content are left out.
 */
export function describe(r: Reading, found: Found[]): Possible[] {
  const all: Possible[] = []
  for (const each of found) {
    const content: number[] = []
    const source: number[] = []
    for (let t = 0; t < each.roles.length; t++) {
      const i = each.from + t
      if (each.roles[t] === 2 && isWord(r, i)) content.push(i)
      else if (each.roles[t] === 1 && isWord(r, i)) source.push(i)
    }
    if (content.length > 0) {
      const traits = new Float64Array(TRAITS)
      all.push({ found: each, content, source, rival: undefined, holder: undefined, traits })
    }
  }
  // For each token, the two likeliest cues that have it in their content.
  const strongest = new Int32Array(r.count).fill(-1)
  const covers = new Int32Array(r.count)
  all.forEach((each, k) => {
    for (const i of each.content) {
      covers[i] = (covers[i] as number) + 1
      const rival = all[strongest[i] as number]
      if (!rival || rival.found.chance < each.found.chance) strongest[i] = k
    }
  })
  for (const [k, each] of all.entries()) describeOne(r, all, k, each, strongest, covers)
  return all
}

function describeOne(
  r: Reading,
  all: Possible[],
  k: number,
  each: Possible,
  strongest: Int32Array,
  covers: Int32Array,
): void {
  const { found, content, source, traits } = each
  const { anchor, from } = found
  const first = content[0] as number
  const last = content.at(-1) as number
  let sum = 0
  let least = 1
  let quoted = 0
  let taken = 0
  let shared = 0
  let spans = 1
  content.forEach((i, n) => {
    const sure = found.sureness[i - from] as number
    sum += sure
    least = Math.min(least, sure)
    if ((r.quote[i] as number) >= 0) quoted++
    if (strongest[i] !== k) taken++
    if ((covers[i] as number) > 1) shared++
    if (n > 0 && i - (content[n - 1] as number) > 1) {
      for (let j = (content[n - 1] as number) + 1; j < i; j++) {
        if (isWord(r, j)) {
          spans++
          break
        }
      }
    }
  })
  let sourceSum = 0
  for (const i of source) sourceSum += found.sureness[i - from] as number
  let contentMass = 0
  let whole = 0
  for (let t = 0; t < found.roles.length; t++) {
    contentMass += found.contentChance[t] as number
    whole += Math.log(Math.max(1e-6, found.sureness[t] as number))
  }
  // The likeliest rival for the most of its content.
  const votes = new Map<number, number>()
  for (const i of content) {
    const rival = strongest[i] as number
    if (rival !== k) votes.set(rival, (votes.get(rival) ?? 0) + 1)
  }
  let rivalAt = -1
  let most = 0
  for (const [rival, n] of votes) if (n > most) [rivalAt, most] = [rival, n]
  const rival = all[rivalAt]
  const holder = all[strongest[anchor] as number]
  each.rival = rival
  each.holder = holder === each ? undefined : holder
  const chance = Math.min(0.9999, Math.max(0.0001, found.chance))

  traits[0] = Math.log(chance / (1 - chance))
  traits[1] = sum / content.length
  traits[2] = least
  traits[3] = content.length
  traits[4] = spans
  traits[5] = source.length
  traits[6] = source.length > 0 ? sourceSum / source.length : -1
  traits[7] = quoted / content.length
  traits[8] = taken / content.length
  traits[9] = shared / content.length
  traits[10] = rival ? rival.found.chance : -1
  traits[11] = rival ? most / (rival.content.length + content.length - most) : -1
  traits[12] = rival ? Math.abs(rival.found.anchor - anchor) : 99
  traits[13] = each.holder && holder ? holder.found.chance : -1
  traits[14] = each.holder && holder ? holder.content.length : -1
  traits[15] = contentMass - content.length
  traits[16] = whole
  traits[17] = (r.quote[anchor] as number) >= 0 ? 1 : 0
  traits[18] = first > anchor ? 1 : last < anchor ? -1 : 0
  traits[19] = Math.min(Math.abs(first - anchor), Math.abs(last - anchor))
  traits[20] = (r.sentence[last] as number) === (r.sentence[first] as number) ? 0 : 1
  traits[21] = (r.sentence[first] as number) - (r.sentence[anchor] as number)
  traits[22] = source.length > 0 ? (source[0] as number) - anchor : 0
  traits[23] = r.shape[anchor] as number
  traits[24] =
    (found.sureness[Math.max(0, first - from)] as number) + (found.sureness[last - from] as number)
  const s = r.sentence[anchor] as number
  traits[25] = (r.tokens.sentences[s + 1] ?? 0) - (r.tokens.sentences[s] ?? 0)
  traits[26] = (r.quote[first] as number) >= 0 && r.quote[first] === r.quote[last] ? 1 : 0
  traits[27] = edgeChance(found, first, -1)
  traits[28] = edgeChance(found, last, 1)
  traits[29] = (r.quote[anchor] as number) >= 0 && r.quote[anchor] === r.quote[first] ? 1 : 0
}

/** How likely the token just outside of the content is content as well. */
function edgeChance(found: Found, at: number, step: number): number {
  const t = at - found.from + step
  return t >= 0 && t < found.roles.length ? (found.contentChance[t] as number) : 0
}

const features = new Features()
const score = new Float64Array(1)

/** Adds to the traits what a judge of words makes of each possible attribution. */
export function addBelief(r: Reading, all: Possible[], words: Scorer): void {
  for (const each of all) {
    features.clear()
    addBeliefFeatures(r, each, features)
    score[0] = 0
    words.score(features, score, 0)
    each.traits[BELIEF] = score[0] as number
  }
}
