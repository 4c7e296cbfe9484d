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
    const same = to.byName.get(token.names[0] ?? '') ?? firstOf(token.names, to)
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

function firstOf(names: readonly string[], to: Statement): Token | undefined {
  for (const name of names) {
    const found = to.byName.get(name)
    if (found) return found
  }
  return undefined
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
