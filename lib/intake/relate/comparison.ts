import { areNear } from '@/lib/intake/relate/opposites'
import { type Statement, soundOf, type Token } from '@/lib/intake/relate/statement'
import { spellingsAgree } from '@/lib/sources/name-key'

/** A word of one statement and its like in the other; `credit` is 1 where they mean the same, less where they come near. */
export type Match = { one: Token; other: Token; credit: number }

export type Comparison = {
  matches: Match[]
  /** Words of the first, and of the second, that have no like. */
  onlyOne: Token[]
  onlyOther: Token[]
  /** Shared weight over all weight, 0 to 1. */
  dice: number
  /** Shared weight over the weight of the one that says less. */
  containment: number
  /** The weight they share. */
  shared: number
}

const NEAR = 0.6
const SOUNDS_ALIKE = 0.9
/** A name that one language has and the other's glossary lacks tells little against a translation. */
const UNKNOWN_ACROSS = 0.4

/** What two statements have in common, word by word. The same from both sides. */
export function compare(one: Statement, other: Statement): Comparison {
  const isAcross = one.script !== other.script
  const ones = best(one, other, isAcross)
  const others = best(other, one, isAcross)
  const matches = ones.flatMap((found, at): Match[] => {
    const token = one.tokens[at]
    return found && token ? [{ one: token, other: found.token, credit: found.credit }] : []
  })
  for (const [at, found] of others.entries()) {
    const token = other.tokens[at]
    if (found && token && !matches.some((match) => match.other === token)) {
      matches.push({ one: found.token, other: token, credit: found.credit })
    }
  }
  const [shareOne, shareOther] = [share(one, ones, isAcross), share(other, others, isAcross)]
  const least = Math.min(shareOne.all, shareOther.all)
  const shared = Math.min(shareOne.shared, shareOther.shared)
  return {
    matches,
    onlyOne: one.tokens.filter((_, at) => !ones[at]),
    onlyOther: other.tokens.filter((_, at) => !others[at]),
    dice: ratio(shareOne.shared + shareOther.shared, shareOne.all + shareOther.all),
    containment: Math.min(1, ratio(shared, least)),
    shared,
  }
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : 0)

type Found = { token: Token; credit: number } | undefined

function best(from: Statement, to: Statement, isAcross: boolean): Found[] {
  return from.tokens.map((token) => {
    const same = firstOf(token, to)
    if (same) return { token: same, credit: 1 }
    if (token.kind === 'word') {
      if (!token.isName || !isAcross) return undefined
      const alike = to.tokens.find((each) => soundsAlike(token, each, from.text, to.text))
      return alike && { token: alike, credit: SOUNDS_ALIKE }
    }
    const near = to.tokens.find((each) => areNear(token.names, each.names))
    return near && { token: near, credit: NEAR }
  })
}

function firstOf(token: Token, to: Statement): Token | undefined {
  for (const name of token.names) {
    const found = to.byName.get(name)
    if (found && isOfTheSame(token, found)) return found
    // Another of that name may go with what this one goes with.
    if (found)
      return to.tokens.find((each) => each.names.includes(name) && isOfTheSame(token, each))
  }
  return undefined
}

/** Whether a rise and a rise, or a rise and a fall, can be of one thing. */
export function isOfTheSame({ of: ones }: Token, { of: others }: Token): boolean {
  if (!ones || !others) return true
  for (const one of ones) if (others.has(one)) return true
  return false
}

function soundsAlike(token: Token, each: Token, text: string, otherText: string): boolean {
  if (!each.isName || each.script === token.script) return false
  const [one, other] = [text.slice(token.start, token.end), otherText.slice(each.start, each.end)]
  const key = soundOf(one)
  return key !== '' && key === soundOf(other) && spellingsAgree(one, other)
}

function share(of: Statement, found: Found[], isAcross: boolean): { all: number; shared: number } {
  let [all, shared] = [0, 0]
  of.tokens.forEach((token, at) => {
    const match = found[at]
    const weight =
      isAcross && !match && token.kind === 'word' ? token.weight * UNKNOWN_ACROSS : token.weight
    all += weight
    if (match) shared += weight * match.credit
  })
  return { all, shared }
}

export type Substitution = { one: Token; other: Token }

/** Words without a like that stand in the same place of both: oil prices rose, gold prices rose. */
export function substitutionsIn(
  one: Statement,
  other: Statement,
  { matches, onlyOne, onlyOther }: Comparison,
): Substitution[] {
  if (onlyOne.length === 0 || onlyOther.length === 0) return []
  const partner = new Map(matches.map((match) => [match.one, match.other]))
  const [lonely, lonelyOther] = [new Set(onlyOne), new Set(onlyOther)]
  const found: Substitution[] = []
  one.tokens.forEach((token, at) => {
    if (!lonely.has(token)) return
    for (const step of [-1, 1]) {
      const neighbour = one.tokens[at + step]
      const like = neighbour && partner.get(neighbour)
      const place = like ? other.tokens.indexOf(like) : -1
      const instead = place < 0 ? undefined : other.tokens[place - step]
      if (instead && lonelyOther.has(instead) && !found.some((each) => each.other === instead)) {
        found.push({ one: token, other: instead })
        return
      }
    }
  })
  return found
}
