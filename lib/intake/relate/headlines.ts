import { type Comparison, compare, substitutionsIn } from '@/lib/intake/relate/comparison'
import weighted from '@/lib/intake/relate/headline-weights.json'
import { judge, type Told } from '@/lib/intake/relate/judge'
import { areNear, areOpposite } from '@/lib/intake/relate/opposites'
import type { Statement, Token } from '@/lib/intake/relate/statement'
import type { LikelyRelation } from '@/lib/intake/schema'

/** What two headlines are to each other, and in which order `headline-weights.json` weighs for them. */
export const HEADLINE_CLASSES = ['agree', 'disagree', 'other'] as const

/** By feature, what it adds to each class. Made by `scripts/train/relate-headlines.ts`. */
export type HeadlineWeights = Record<string, number[]>

const weights: HeadlineWeights = weighted

/**
 * What one headline is to another when nothing is known of either but its words. Two headlines on one story that
 * don't say the same are about as often as not each other's contradiction, so the rules' reserve, which asks for
 * the same claimant, day and place, would find little here: a weighting learnt from pairs of headlines decides.
 */
export function relateHeadlines(one: Told, other: Told): LikelyRelation | null {
  const comparison = compare(one.text, other.text)
  const byRule = judge(one, other, false)
  const sums = HEADLINE_CLASSES.map(() => 0)
  for (const [feature, value] of headlineFeatures(one, other)) {
    const known = Object.hasOwn(weights, feature) ? weights[feature] : undefined
    known?.forEach((weight, at) => {
      sums[at] = (sums[at] ?? 0) + weight * value
    })
  }
  const best = Math.max(...sums)
  const likely = HEADLINE_CLASSES[sums.indexOf(best)]
  if (likely === 'other' || likely === undefined) return null
  const type = likely === 'disagree' ? 'counters' : 'supports'
  if (byRule?.type === type) return byRule
  const total = sums.reduce((sum, each) => sum + Math.exp(each - best), 0)
  return {
    type,
    strength: Math.round(100 / total) / 100,
    reason: 'weighed',
    words: tellingWords(one.text, other.text, comparison, type),
  }
}

function tellingWords(
  one: Statement,
  other: Statement,
  { matches, onlyOne, onlyOther }: Comparison,
  type: LikelyRelation['type'],
): [string, string] {
  const words = ({ text }: Statement, token: Token | undefined) =>
    token ? text.slice(token.start, token.end) : text.slice(0, 80).trim()
  const heaviest = (tokens: Token[]) =>
    tokens.toSorted((first, second) => second.weight - first.weight)[0]
  return type === 'counters'
    ? [words(one, heaviest(onlyOne)), words(other, heaviest(onlyOther))]
    : [words(one, matches[0]?.one), words(other, matches[0]?.other)]
}

/** What the weighting goes by, with its amount. The same whichever headline comes first. */
export function headlineFeatures(one: Told, other: Told): Map<string, number> {
  const features = new Map<string, number>()
  const put = (name: string, value = 1) => features.set(name, value)
  const count = (name: string, number: number) => {
    for (let at = 1; at <= Math.min(number, 3); at++) put(`${name}>=${at}`)
  }
  const comparison = compare(one.text, other.text)
  const { matches, onlyOne, onlyOther, dice, containment, shared } = comparison
  put('bias')
  for (const step of [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
    if (dice >= step) put(`dice>=${step}`)
    if (containment >= step) put(`containment>=${step}`)
  }
  count('shared', Math.floor(shared))
  const letters = trigramOverlap(one.text.line, other.text.line)
  for (const step of [0.15, 0.3, 0.45, 0.6, 0.75]) if (letters >= step) put(`letters>=${step}`)

  const rule = judge(one, other, false)
  put(`rule:${rule ? `${rule.type}:${rule.reason}` : 'none'}`)
  if (rule) put(`strength:${rule.type}`, rule.strength)

  count('turned', matches.filter((match) => match.one.sign !== match.other.sign).length)
  const cues = ({ denials, negations }: Statement) => denials.length + negations.length
  if (cues(one.text) > 0 !== cues(other.text) > 0) put('one-negates')
  if (one.text.isDenial !== other.text.isDenial) put('one-denies')
  count('only', Math.min(onlyOne.length, onlyOther.length))
  count('only-more', Math.abs(onlyOne.length - onlyOther.length))

  const skeletons = (tokens: Token[]) =>
    new Set(tokens.map(({ names }) => skeletonOf(names[0] ?? '')))
  const [bones, otherBones] = [skeletons(onlyOne), skeletons(onlyOther)]
  const alike = [...bones].filter((each) => otherBones.has(each)).length
  count('alike', alike)
  count('strange', Math.min(bones.size, otherBones.size) - alike)

  const kinds = (tokens: Token[]) => new Set(tokens.map(({ kind }) => kind))
  const [kindsOne, kindsOther] = [kinds(onlyOne), kinds(onlyOther)]
  for (const kind of ['act', 'actor', 'thing', 'place', 'word'] as const) {
    if (kindsOne.has(kind) && kindsOther.has(kind)) put(`both-only:${kind}`)
    else if (kindsOne.has(kind) || kindsOther.has(kind)) put(`one-only:${kind}`)
  }
  const substitutions = substitutionsIn(one.text, other.text, comparison)
  count('substitutions', substitutions.length)
  for (const each of substitutions)
    put(`instead:${[each.one.kind, each.other.kind].sort().join('-')}`)
  count('near', matches.filter(({ credit }) => credit < 1).length)

  const pairs = onlyOne.flatMap((mine) => onlyOther.map((yours) => [mine, yours] as const))
  count('opposite', pairs.filter(([mine, yours]) => areOpposite(mine.names, yours.names)).length)
  const opposed = one.text.tokens.flatMap((mine) =>
    other.text.tokens.filter(
      (yours) => areOpposite(mine.names, yours.names) && !areNear(mine.names, yours.names),
    ),
  )
  count('opposed', opposed.length)

  const [numbers, otherNumbers] = [numbersIn(one.text), numbersIn(other.text)]
  if (numbers.size > 0 && otherNumbers.size > 0) {
    const common = [...numbers].filter((number) => otherNumbers.has(number)).length
    put(
      common === Math.max(numbers.size, otherNumbers.size)
        ? 'numbers:same'
        : common > 0
          ? 'numbers:some'
          : 'numbers:other',
    )
  } else if (numbers.size + otherNumbers.size > 0) put('numbers:one')

  const [mine, yours] = [countriesOf(one.text), countriesOf(other.text)]
  if (mine.length > 0 && yours.length > 0) {
    const sorted = (names: string[]) => names.toSorted().join()
    if (sorted(mine) === sorted(yours)) {
      put(mine.join() === yours.join() ? 'countries:same' : 'countries:turned')
    } else put(mine.some((name) => yours.includes(name)) ? 'countries:some' : 'countries:other')
  }
  if (shared >= 1) {
    for (const [only, against] of [
      [onlyOne, other.text],
      [onlyOther, one.text],
    ] as const) {
      for (const token of only) {
        for (const name of token.names) put(`word:${name}`)
        if (token.kind === 'act' && against.acts.length > 0) put('act-only')
      }
    }
    for (const [mine, yours] of pairs)
      for (const name of mine.names)
        for (const against of yours.names) put(`pair:${[name, against].sort().join('|')}`)
    for (const { one: token } of matches)
      if (token.kind === 'act') for (const name of token.names) put(`both:${name}`)
    for (const token of oneSided(one.text, other.text)) put(`sign:${token}`)
  }
  return features
}

/** Letters that stay through most forms of an Arabic root. */
function skeletonOf(word: string): string {
  const bones = word.replace(/^(?:است|مست|ان|من|ت|م|ا|ي)/, '').replace(/[اويهءىت]/g, '')
  return bones.length >= 2 ? bones : word
}

/** Small words that only one of them has and that change much: without, but, despite, no. */
function oneSided(one: Statement, other: Statement): string[] {
  const has = ({ line }: Statement, word: string) => line.includes(` ${word} `)
  return TURNING.filter((word) => has(one, word) !== has(other, word))
}

const TURNING = [
  'لا',
  'لم',
  'لن',
  'ليس',
  'ليست',
  'دون',
  'بدون',
  'غير',
  'عدم',
  'بلا',
  'رغم',
  'برغم',
  'بل',
  'لكن',
  'فقط',
  'هل',
  'قد',
  'بسبب',
  'ما',
  'من',
  'كيف',
  'لماذا',
  'مع',
  'بعد',
  'قبل',
  'علي',
  'الي',
  'عن',
]

function numbersIn({ line }: Statement): Set<string> {
  const western = line.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
  return new Set(western.match(/\d+/g) ?? [])
}

function countriesOf({ tokens, countries }: Statement): string[] {
  return tokens.flatMap(({ names }) => names.filter((name) => countries.has(name)).slice(0, 1))
}

function trigramOverlap(one: string, other: string): number {
  const [ones, others] = [trigramsOf(one), trigramsOf(other)]
  if (ones.size + others.size === 0) return 0
  let common = 0
  for (const each of ones) if (others.has(each)) common++
  return (2 * common) / (ones.size + others.size)
}

function trigramsOf(line: string): Set<string> {
  const trigrams = new Set<string>()
  for (let at = 0; at + 3 <= line.length; at++) trigrams.add(line.slice(at, at + 3))
  return trigrams
}
