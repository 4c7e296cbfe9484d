import {
  type Comparison,
  compare,
  isOfTheSame,
  type Match,
  type Substitution,
  substitutionsIn,
} from '@/lib/intake/relate/comparison'
import { type Figure, figuresAgree, isCloser } from '@/lib/intake/relate/figures'
import { areNear, areOpposite, isEuphemism } from '@/lib/intake/relate/opposites'
import {
  CAPITALS,
  COUNTRIES,
  isMeasure,
  type Side,
  type Statement,
  sidesAgree,
  statementOf,
  TOWNS,
  type Token,
} from '@/lib/intake/relate/statement'
import { STOP_WORDS } from '@/lib/intake/relate/stop-words'
import type { AttributionKind, LikelyRelation } from '@/lib/intake/schema'
import { sameSource } from '@/lib/sources/same-source'
import { conceptsOf } from '@/lib/text/glossary'

/** What is known of a claim that may stand in some relation to another, be it a candidate or tracked. */
export type RelatableClaim = {
  proposition: string
  /** The claimant's own words, in any language. */
  wording: string | null
  /** The passage that shows who says what. */
  quote?: string
  /** '' where nobody is named. */
  claimant: string
  kind?: AttributionKind
  language: string
  /** ISO 8601: a year, a month or a day. */
  said: { date: string } | null
  place: { name: string; latitude: number; longitude: number } | null
}

/** Weaker likenesses than this are not worth an editor's look. */
export const WORTH_A_LOOK = 0.4

/** A claim and one of its texts, taken apart. */
export type Told = { claim: RelatableClaim; text: Statement }
type Verdict = LikelyRelation

const read = new WeakMap<RelatableClaim, Statement[]>()

/** What a claim says: its proposition, and its wording where that is more than a part of it. */
export function statementsOf(claim: RelatableClaim): Statement[] {
  const known = read.get(claim)
  if (known) return known
  const texts = [claim.proposition]
  const wording = claim.wording?.trim()
  if (wording && !claim.proposition.includes(wording)) texts.push(wording)
  const statements = texts.map((text, at) =>
    statementOf(text, at === 0 ? claim.kind : undefined, claim.claimant),
  )
  read.set(claim, statements)
  return statements
}

const claimants = new Map<string, boolean>()

export function areSameClaimant(one: string, other: string): boolean {
  if (one === '' || other === '') return false
  if (one === other) return true
  const key = one < other ? `${one}\n${other}` : `${other}\n${one}`
  const known = claimants.get(key)
  if (known !== undefined) return known
  if (claimants.size > 10_000) claimants.clear()
  const same =
    sameSource(one, other) !== 'different' ||
    sameSource(nameWithin(one), nameWithin(other)) !== 'different' ||
    sameInWords(one, other)
  claimants.set(key, same)
  return same
}

/** "commander Hassan Abdul Ghany of the rebel alliance" is named in the middle. */
function nameWithin(claimant: string): string {
  const [, name] =
    /^\p{Ll}[\p{Ll} -]* ((?:\p{Lu}[\p{L}’'-]+ ){1,3}\p{Lu}[\p{L}’'-]+)/u.exec(claimant) ?? []
  return name ?? claimant
}

/** "The defence ministry in Damascus" is Syria's. */
function sameInWords(one: string, other: string): boolean {
  const wordsOf = (claimant: string) => {
    const concepts = conceptsOf(claimant.slice(0, 200)).filter(
      ({ names: [name = ''] }) => !STOP_WORDS.has(name),
    )
    const isKnown = concepts.length > 1 && concepts.every(({ kind }) => kind !== 'word')
    return isKnown
      ? concepts
          .map(({ names: [name = ''] }) => TOWNS.get(name) ?? name)
          .sort()
          .join()
      : ''
  }
  const words = wordsOf(one)
  return words !== '' && words === wordsOf(other)
}

/** What one text of a claim is to one of another's; null where nothing speaks for any relation. */
export function judge(one: Told, other: Told, isSameClaimant: boolean): LikelyRelation | null {
  const comparison = compare(one.text, other.text)
  if (comparison.matches.length === 0 && !mayContradict(one.text, other.text)) return null
  const isElsewhere = inOtherPlaces(one, other, comparison)
  if (isElsewhere) return null
  const figures = comparedFigures(one.text, other.text)
  const conflict = conflictOf(one, other, comparison, figures)
  // Nobody is likely to contradict himself on one day: more often he is read wrong.
  const isHisOwn = isSameClaimant && ['same', 'unknown'].includes(dayOrder(one.claim, other.claim))
  if (conflict && !(isHisOwn && conflict.reason !== 'figure')) {
    const strength = conflict.strength * (isSameClaimant ? 0.75 : 1)
    return { ...conflict, type: 'counters', strength: rounded(strength) }
  }
  return agreementOf(one, other, comparison, figures, isSameClaimant)
}

const rounded = (strength: number) => Math.round(Math.min(1, strength) * 100) / 100

// ───────────── whether both speak of one place and one side

/** A place of one is none of the other's: the same words said of somewhere else, or of somebody else. */
function inOtherPlaces(one: Told, other: Told, comparison: Comparison): boolean {
  const [ones, others] = [one.text.places, other.text.places]
  if (placesMeet(ones, others)) return false
  const areNamed = comparison.matches.some(
    ({ one: token }) => token.isName && token.script === 'other',
  )
  const [these, those] = [one.text.countries, other.text.countries]
  if (!areNamed && these.size > 0 && those.size > 0 && !shareOne(these, those)) return true
  const distance =
    one.text.isPlaced && other.text.isPlaced ? distanceOf(one.claim, other.claim) : null
  if (ones.size > 0 && others.size > 0) return distance === null || distance > 15
  if (distance !== null && distance > 40) return true
  // Names that the glossary doesn't know: Nawa and Inkhil are as different as Homs and Hama.
  const named = ({ isName, script, names }: Token) =>
    (isName && script === 'other') || names.some((name) => ones.has(name) || others.has(name))
  const isShared = comparison.matches.some(
    ({ one: token }) => token.kind === 'place' || token.isName,
  )
  return !isShared && comparison.onlyOne.some(named) && comparison.onlyOther.some(named)
}

function placesMeet(ones: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  const isOf = (these: ReadonlySet<string>, those: ReadonlySet<string>) =>
    these.has('capital') && [...those].some((name) => CAPITALS.has(name))
  return shareOne(ones, others) || isOf(ones, others) || isOf(others, ones)
}

function shareOne(ones: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const one of ones) if (others.has(one)) return true
  return false
}

/** A country is nowhere in particular. */
function isCountry({ name }: { name: string }): boolean {
  return conceptsOf(name.slice(0, 100)).every(({ names }) =>
    names.some((each) => COUNTRIES.has(each)),
  )
}

/** Kilometres between two claims' places; null where one has none, or only a country. */
function distanceOf(one: RelatableClaim, other: RelatableClaim): number | null {
  if (!one.place || !other.place || [one.place, other.place].some(isCountry)) return null
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const north = radians(one.place.latitude - other.place.latitude)
  const middle = radians((one.place.latitude + other.place.latitude) / 2)
  const east = radians(one.place.longitude - other.place.longitude) * Math.cos(middle)
  return 6371 * Math.hypot(north, east)
}

/** `unknown` where either is not known to the day. */
function dayOrder(
  one: RelatableClaim,
  other: RelatableClaim,
): 'same' | 'later' | 'earlier' | 'unknown' {
  const [day, otherDay] = [one.said?.date ?? '', other.said?.date ?? '']
  if (day.length !== 10 || otherDay.length !== 10) return 'unknown'
  return day === otherDay ? 'same' : day > otherDay ? 'later' : 'earlier'
}

// ───────────── what cannot both be so

type Conflict = Pick<Verdict, 'strength' | 'reason' | 'words'>

const isContent = ({ weight }: Token) => weight > 0.3

function mayContradict(one: Statement, other: Statement): boolean {
  return one.acts.some((act) => other.acts.some((each) => areOpposite(act.names, each.names)))
}

function conflictOf(
  one: Told,
  other: Told,
  comparison: Comparison,
  figures: FigurePair[],
): Conflict | null {
  const conflicts = [
    predicateConflict(one, other, comparison),
    controlConflict(one.text, other.text, comparison),
    figureConflict(one, other, comparison, figures),
  ].filter((conflict) => conflict !== null)
  const [strongest] = conflicts.sort((first, second) => second.strength - first.strength)
  return strongest && strongest.strength >= WORTH_A_LOOK ? strongest : null
}

const isTurning = ({ reason }: Opposition) => reason === 'denial' || reason === 'negation'

type Opposition = { one: Token; other: Token; reason: string; base: number }

/** The same done and not done; or two things of which only one can be. */
function predicateConflict(one: Told, other: Told, comparison: Comparison): Conflict | null {
  if (one.text.isAhead !== other.text.isAhead) return null
  if (!sidesAgree(one.text.side, other.text.side)) return null
  let strongest: Conflict | null = null
  for (const opposition of oppositions(one.text, other.text, comparison)) {
    const about = argumentsShared(one.text, other.text, comparison, opposition)
    if (about === null) continue
    // Some forces are reinforced while others leave another place.
    const isVague =
      !isTurning(opposition) && (one.text.places.size === 0) !== (other.text.places.size === 0)
    const strength = opposition.base * (0.45 + 0.55 * about) * (isVague ? 0.65 : 1)
    if (strongest && strongest.strength >= strength) continue
    strongest = {
      strength,
      reason: opposition.reason,
      words: [
        tellingWords(one, opposition.one, opposition.reason),
        tellingWords(other, opposition.other, opposition.reason),
      ],
    }
  }
  return strongest
}

function oppositions(one: Statement, other: Statement, comparison: Comparison): Opposition[] {
  const found: Opposition[] = []
  const isDenied = one.isDenial !== other.isDenial
  const turned = isDenied ? { reason: 'denial', base: 0.95 } : { reason: 'negation', base: 0.9 }
  const agreed = new Set<Token>()
  for (const { one: act, other: each, credit } of comparison.matches) {
    if (act.kind === 'act' && credit === 1 && act.sign === each.sign) agreed.add(act).add(each)
  }
  // What remains has not withdrawn: unless the one says in so many words what the other denies.
  const pairs = one.acts.flatMap((act) => other.acts.map((each) => [act, each] as const))
  const turnedPairs = pairs.filter(([act, each]) => act.sign !== each.sign)
  const isSaidOutright = turnedPairs.some(
    ([act, each]) =>
      act.names.some((name) => each.names.includes(name)) || areNear(act.names, each.names),
  )
  if (!isSaidOutright) {
    for (const [act, each] of turnedPairs)
      if (areOpposite(act.names, each.names)) agreed.add(act).add(each)
  }
  const isAlsoTold = (act: Token, { acts }: Statement) =>
    acts.some((each) => each.sign === act.sign && areNear(act.names, each.names))
  const isSaidOfBoth = (token: Token) =>
    token.turnedBy?.names.some((name) => one.byName.has(name) && other.byName.has(name)) ?? false
  for (const act of one.acts) {
    for (const each of other.acts) {
      const isSame = act.names.some((name) => each.names.includes(name))
      if (isSame || areNear(act.names, each.names)) {
        if (act.sign === each.sign || agreed.has(act) || agreed.has(each)) continue
        // What was stopped, or failed, is that one thing.
        if (!isSame && (act.turnedBy || each.turnedBy)) continue
        if (isSaidOfBoth(act) || isSaidOfBoth(each) || !isOfTheSame(act, each)) continue
        found.push({ ...turned, one: act, other: each, base: turned.base * (isSame ? 1 : 0.75) })
      } else if (act.sign === 1 && each.sign === 1 && isOfTheSame(act, each)) {
        if (agreed.has(act) || agreed.has(each)) continue
        // Who withdrew, leaving a town in others' control, has lost control of it.
        if (isAlsoTold(act, other) || isAlsoTold(each, one)) continue
        if (areOpposite(act.names, each.names))
          found.push({ one: act, other: each, reason: 'antonym', base: 0.8 })
        else if (isEuphemism(act.names, each.names))
          found.push({ one: act, other: each, reason: 'euphemism', base: 0.65 })
      }
    }
  }
  if (found.length > 0 || agreed.size > 0) return found
  const hasActs = one.acts.length > 0 && other.acts.length > 0
  for (const { one: token, other: each, credit } of comparison.matches) {
    if (token.kind === 'act' || credit < 1 || token.sign === each.sign || !isContent(token))
      continue
    if (hasActs && token.weight < 0.9) continue
    found.push({ ...turned, one: token, other: each, base: turned.base * (hasActs ? 0.6 : 0.85) })
  }
  for (const token of comparison.onlyOne) {
    for (const each of comparison.onlyOther) {
      if (token.kind === 'act' || each.kind === 'act' || token.sign !== each.sign) continue
      if (areOpposite(token.names, each.names))
        found.push({ one: token, other: each, reason: 'antonym', base: 0.75 })
    }
  }
  return found
}

/**
 * How much of what the shorter says beside its predicate the other says too, 0 to 1; null where they speak of
 * different people or things.
 */
function argumentsShared(
  one: Statement,
  other: Statement,
  { matches, onlyOne, onlyOther }: Comparison,
  opposition: Opposition,
): number | null {
  const predicates = [opposition.one, opposition.other]
  // What is said beside it to the same effect is no matter of its own: redeploying, not retreating.
  const isArgument = (token: Token) =>
    isContent(token) &&
    !predicates.some((each) => each === token || (token.kind === 'act' && areKin(each, token)))
  const ones = one.tokens.filter(isArgument)
  const others = other.tokens.filter(isArgument)
  const pairs = matches.filter((match) => isArgument(match.one) && isArgument(match.other))
  // That it is he who speaks asks for no like; nor does a word for anywhere.
  const sum = (tokens: Token[], only: Token[]) =>
    tokens.reduce((total, token) => {
      if (!only.includes(token)) return total + token.weight
      if (token.isClaimant) return total
      return total + token.weight * (token.names.some((name) => ANYWHERE.has(name)) ? 0.3 : 1)
    }, 0)
  const least = Math.min(sum(ones, onlyOne), sum(others, onlyOther))
  if (areStrangers(onlyOne, onlyOther, pairs)) return null
  const isTurned = isTurning(opposition)
  if (
    !isTurned &&
    isMeasure(opposition.one) &&
    [onlyOne, onlyOther].every((only) => only.some(isMeasured))
  )
    return null
  // "Any withdrawal": said of nobody and nowhere, it is said of all.
  if (least < 0.6) {
    const isWhole = opposition.one.kind === 'act' || opposition.reason === 'denial'
    return isTurned && isWhole ? 0.6 : null
  }
  const shared = pairs.reduce(
    (total, match) => total + match.credit * Math.min(match.one.weight, match.other.weight),
    0,
  )
  const isAspect =
    !isTurned && predicates.some(({ names }) => names.some((name) => ASPECTS.has(name)))
  const isDeed = ({ one: token }: Match) =>
    token.kind !== 'actor' && token.kind !== 'place' && token.weight >= 0.9
  // One thing begins while another stops.
  if (isAspect && !pairs.some(isDeed)) return null
  const part = Math.min(1, shared / least)
  return part < 0.34 ? null : part
}

const ASPECTS = new Set(['begin', 'continue', 'halt', 'complete', 'cancel', 'delay'])
const ANYWHERE = new Set([
  'position',
  'important',
  'front',
  'territory',
  'party',
  'province',
  'city',
  'operation',
  'any',
])

function areKin({ names: ones }: Token, { names: others }: Token): boolean {
  return areOpposite(ones, others) || areNear(ones, others) || isEuphemism(ones, others)
}

/** Prices may rise while wages fall. */
const isMeasured = (token: Token) => isContent(token) && token.kind !== 'place' && !isMeasure(token)

/** Both name who acts, and none of them is the same. */
function areStrangers(onlyOne: Token[], onlyOther: Token[], pairs: Match[]): boolean {
  const isSomebody = ({ kind, isName, isClaimant, weight }: Token) =>
    (kind === 'actor' && (weight > 0.5 || isClaimant)) || (isName && weight > 1)
  return (
    !pairs.some(({ one: token }) => isSomebody(token)) &&
    onlyOne.some(isSomebody) &&
    onlyOther.some(isSomebody)
  )
}

function tellingWords({ claim, text }: Told, token: Token, reason: string): string {
  if (reason === 'denial' || reason === 'negation') {
    const cue =
      text.denials[0] ?? (token.sign === -1 ? nearestBefore(text.negations, token) : undefined)
    if (cue && token.sign === -1) return text.text.slice(...cue)
    if (token.sign === -1 && claim.kind === 'denies') {
      const [told] = DENIED.exec(claim.quote ?? '') ?? []
      if (told) return told
    }
  }
  return text.text.slice(token.start, token.end)
}

const DENIED =
  /(?<!\p{L})(?:den(?:y|ies|ied|ying|ials?)|refut\p{L}+|reject\p{L}+|dismiss\p{L}+|نف[ىتي]\p{L}*|ينفي|تنفي|أنكر\p{L}*)(?!\p{L})/iu

function nearestBefore(cues: [number, number][], token: Token): [number, number] | undefined {
  return cues.findLast(([, end]) => end <= token.start) ?? cues[0]
}

/** Who has a place, where that is what a statement is about: +1 has or takes it, -1 loses or leaves it. */
const CONTROL: Record<string, 1 | -1> = {
  take: 1,
  hold: 1,
  enter: 1,
  lose: -1,
  withdraw: -1,
  flee: -1,
}

/** Two sides of a war cannot both have a town. */
function controlConflict(
  one: Statement,
  other: Statement,
  { matches }: Comparison,
): Conflict | null {
  if (one.isAhead !== other.isAhead || !areFoes(one.side, other.side)) return null
  const isOneTown = matches.some(({ one: { isName, script } }) => isName && script === 'other')
  if (!isOneTown && !shareOne(one.places, other.places)) return null
  const [mine, yours] = [controlOf(one), controlOf(other)]
  if (!mine || !yours || mine.has !== 1 || yours.has !== 1) return null
  // "Still in Homs" and "entered Homs" may both be so for an hour.
  const isFirm = [mine, yours].every(({ token }) => !token.names.includes('enter'))
  return {
    strength: isFirm ? 0.75 : 0.55,
    reason: 'control',
    words: [
      one.text.slice(mine.token.start, mine.token.end),
      other.text.slice(yours.token.start, yours.token.end),
    ],
  }
}

function areFoes(one: Side, other: Side): boolean {
  if (one === null || other === null) return false
  if ((one.is === 'rebels') !== (other.is === 'rebels')) return true
  return one.country !== '' && other.country !== '' && one.country !== other.country
}

function controlOf({ acts, tokens }: Statement): { token: Token; has: number } | null {
  for (const token of acts) {
    for (const name of token.names) {
      const has = Object.hasOwn(CONTROL, name) ? CONTROL[name] : undefined
      if (has) return { token, has: has * token.sign }
      if (name === 'stay' && standsBehindForces(token, tokens)) return { token, has: token.sign }
    }
  }
  return null
}

/** Forces remain; so do doubts. */
function standsBehindForces(token: Token, tokens: Token[]): boolean {
  const before = tokens[tokens.indexOf(token) - 1]
  const after = tokens[tokens.indexOf(token) + 1]
  const areForces = (each: Token | undefined) =>
    each?.names.some((name) => FORCES.has(name)) ?? false
  return areForces(before) || (token.script === 'arabic' && areForces(after))
}

const FORCES = new Set(['forces', 'rebels', 'fighters', 'militia', 'police', 'government'])

// ───────────── figures

type FigurePair = { one: Figure; other: Figure; agree: boolean }

/** Figures of both that count the same thing or measure the same way. */
function comparedFigures(one: Statement, other: Statement): FigurePair[] {
  return one.figures.flatMap((figure) =>
    other.figures.flatMap((each) =>
      isComparable(figure, each)
        ? [{ one: figure, other: each, agree: figuresAgree(figure, each) }]
        : [],
    ),
  )
}

function isComparable(one: Figure, other: Figure): boolean {
  if (one.unit !== other.unit) return false
  if (one.unit === 'money' || one.unit === 'km') return true
  const names = (figure: Figure) => figure.of.filter((name) => !UNCOUNTED.has(name))
  const [ones, others] = [names(one), names(other)]
  if (one.unit === 'percent')
    return ones.slice(0, 4).some((name) => others.slice(0, 4).includes(name))
  const [nearest, otherNearest] = [ones.slice(0, 3), others.slice(0, 3)]
  return nearest.some((name) => otherNearest.includes(name)) || areNear(nearest, otherNearest)
}

const UNCOUNTED = new Set(['percent', 'all', 'province', 'city', 'big', 'new'])

function figureConflict(
  one: Told,
  other: Told,
  comparison: Comparison,
  figures: FigurePair[],
): Conflict | null {
  const { containment, dice, matches, onlyOne, onlyOther } = comparison
  if (figures.some(({ agree }) => agree)) return null
  const [clash] = figures
  const isMirrored = areMirrored(one.text, other.text)
  if (!clash || !(isMirrored || sidesAgree(one.text.side, other.text.side))) return null
  if (one.text.isAhead !== other.text.isAhead) return null
  // Counts grow from one day to the next.
  const order = dayOrder(one.claim, other.claim)
  if (order === 'later' || order === 'earlier') return null
  if (!isMirrored && areStrangers(onlyOne, onlyOther, matches)) return null
  const bothAct = one.text.acts.length > 0 && other.text.acts.length > 0
  if (
    bothAct &&
    !isMirrored &&
    !matches.some((match) => match.one.kind === 'act' && match.one.sign === match.other.sign)
  )
    return null
  const isShare = clash.one.unit === 'percent'
  const others = substitutionsIn(one.text, other.text, comparison).filter(
    (each) => isContent(each.one) && isContent(each.other),
  )
  if (others.some((each) => isShare || each.one.kind === each.other.kind)) return null
  const isDistance = clash.one.unit === 'km'
  if (containment < 0.55 || dice < (isDistance ? 0.6 : 0.42)) return null
  return {
    strength: (order === 'same' ? 0.85 : 0.75) * (0.4 + 0.6 * containment),
    reason: 'figure',
    words: [wordsOfFigure(one.text, clash.one), wordsOfFigure(other.text, clash.other)],
  }
}

function wordsOfFigure({ text }: Statement, { start, end }: Figure): string {
  const [sign = ''] = /^\s?[%٪]/.exec(text.slice(end)) ?? []
  return text.slice(start, end) + sign
}

// ───────────── the same said again

const ALIKE = 0.6

function agreementOf(
  one: Told,
  other: Told,
  comparison: Comparison,
  figures: FigurePair[],
  isSameClaimant: boolean,
): Verdict | null {
  const { dice, containment, shared, matches } = comparison
  const isVerbatim = containsLine(one.text, other.text) || containsLine(other.text, one.text)
  const score = isVerbatim ? 0.95 : 0.5 * dice + 0.5 * containment
  if (!isVerbatim && isSameClaimant && tellsTheSameCount(one, other, comparison, figures)) {
    const strength = rounded(Math.max(0.7, 0.35 + 0.6 * score))
    const words = figureWords(one.text, other.text, figures)
    return { type: 'repeats', strength, reason: 'figure', words }
  }
  if (shared < (isVerbatim ? 1 : 2) || score < ALIKE) {
    const loosely = bothDeny(one, other, comparison) ?? mirrored(one.text, other.text, figures)
    if (!loosely) return null
    // Another word chosen for it is another statement, tied to the first.
    return isSameClaimant && !['euphemism', 'antonym'].includes(loosely.reason)
      ? { ...loosely, type: 'repeats', strength: 0.45 }
      : { ...loosely, type: 'supports', strength: 0.55 }
  }
  if (!sidesAgree(one.text.side, other.text.side)) return null
  if (one.text.isAhead !== other.text.isAhead && !isVerbatim) return null
  const acts = matches.filter((match) => match.one.kind === 'act')
  const bothAct = one.text.acts.length > 0 && other.text.acts.length > 0
  if (bothAct && acts.length === 0) return null
  if (saysOtherwise(one.text, other.text, matches)) return null
  if (areSwapped(one.text, other.text, matches)) return null
  if (!isVerbatim && substitutionsIn(one.text, other.text, comparison).some(changesMatter))
    return null
  const disagree = figures.length > 0 && !figures.some(({ agree }) => agree)
  const order = dayOrder(one.claim, other.claim)
  if (disagree) {
    const isUpdate = isSameClaimant && order === 'later'
    return isUpdate
      ? {
          type: 'refines',
          strength: 0.55,
          reason: 'figure',
          words: figureWords(one.text, other.text, figures),
        }
      : null
  }
  const words: [string, string] = [
    sharedWords(one.text, matches, 'one'),
    sharedWords(other.text, matches, 'other'),
  ]
  const strength = rounded(0.35 + 0.6 * score)
  const reason = isVerbatim
    ? 'same-words'
    : one.text.script === other.text.script
      ? 'reworded'
      : 'translated'
  if (!isSameClaimant) return { type: 'supports', strength: rounded(strength * 0.9), reason, words }
  const isPreciser = saysMore(one.text, other.text, comparison, figures, isVerbatim)
  return {
    type: isPreciser ? 'refines' : 'repeats',
    strength,
    reason: isPreciser ? 'preciser' : reason,
    words,
  }
}

/** The same number of the same, doing the same on the same day: whatever else is told of it differs. */
function tellsTheSameCount(
  one: Told,
  other: Told,
  { matches }: Comparison,
  figures: FigurePair[],
): boolean {
  const isCounted = ({ one: figure }: FigurePair) => isReckoned(figure) && figure.unit !== 'percent'
  if (!figures.some(isCounted) || !figures.every(({ agree }) => agree)) return false
  if (one.text.isDenial || other.text.isDenial || one.text.isAhead !== other.text.isAhead)
    return false
  if (dayOrder(one.claim, other.claim) !== 'same') return false
  if (!sidesAgree(one.text.side, other.text.side)) return false
  if (saysOtherwise(one.text, other.text, matches) || areSwapped(one.text, other.text, matches))
    return false
  const isPlaceShared = matches.some(({ one: token }) => token.kind === 'place' || token.isName)
  return (
    isPlaceShared && matches.some(({ one: token, credit }) => token.kind === 'act' && credit === 1)
  )
}

/**
 * A denial beside what comes to the same: another denial in other words, a word chosen to avoid what is denied
 * (redeploying, not withdrawing), or that its opposite is so (they remain).
 */
function bothDeny(one: Told, other: Told, comparison: Comparison): Conflict | null {
  if (![one.text, other.text].some((text) => text.isDenial || text.negations.length > 0))
    return null
  if (!sidesAgree(one.text.side, other.text.side) || one.text.isAhead !== other.text.isAhead)
    return null
  for (const act of one.text.acts) {
    for (const each of other.text.acts) {
      const reason = inEffect(act, each, one.text.isDenial, other.text.isDenial)
      if (!reason) continue
      const opposition = { one: act, other: each, reason: 'denial', base: 1 }
      const about = argumentsShared(one.text, other.text, comparison, opposition)
      if (about === null || about < 0.5) continue
      const words = ({ text }: Statement, token: Token) => text.slice(token.start, token.end)
      return { strength: 0.5, reason, words: [words(one.text, act), words(other.text, each)] }
    }
  }
  return null
}

/** By what two acts come to the same, of which at least one is denied; null where they don't. */
function inEffect(act: Token, each: Token, isDenied: boolean, isOtherDenied: boolean) {
  if (act.sign === -1 && each.sign === -1)
    return act.names.some((name) => each.names.includes(name)) ? 'denial' : null
  if (act.sign === each.sign) return null
  if (isEuphemism(act.names, each.names)) return 'euphemism'
  const isWholly = act.sign === -1 ? isDenied : isOtherDenied
  return isWholly && areOpposite(act.names, each.names) ? 'antonym' : null
}

/** What one side takes the other loses. */
function mirrored(one: Statement, other: Statement, figures: FigurePair[]): Conflict | null {
  if (one.isAhead !== other.isAhead || !areMirrored(one, other)) return null
  if (!shareOne(one.places, other.places) || figures.some(({ agree }) => !agree)) return null
  const words = (statement: Statement) => {
    const token = controlOf(statement)?.token
    return token ? statement.text.slice(token.start, token.end) : statement.text
  }
  return { strength: 0.5, reason: 'control', words: [words(one), words(other)] }
}

function areMirrored(one: Statement, other: Statement): boolean {
  if (!areFoes(one.side, other.side)) return false
  const [mine, yours] = [controlOf(one), controlOf(other)]
  return mine !== null && yours !== null && mine.has === -yours.has
}

/** Somebody or something else in the same place: it is not the same that is said. */
function changesMatter({ one, other }: Substitution): boolean {
  const isKnown = ({ kind, isName, script }: Token) =>
    kind === 'thing' || kind === 'actor' || kind === 'place' || (isName && script === 'other')
  return isKnown(one) && isKnown(other) && isContent(one) && isContent(other)
}

/** Something that one affirms, the other doesn't. */
function saysOtherwise(one: Statement, other: Statement, matches: Match[]): boolean {
  const turned = ({ denials, negations }: Statement) => denials.length + negations.length
  const isEven = one.isDenial === other.isDenial && turned(one) === turned(other)
  return matches.some(
    (match) =>
      match.one.sign !== match.other.sign &&
      isContent(match.one) &&
      (match.one.kind === 'act' || !isEven),
  )
}

/** At least so many words that stand in the other as they are and in their order. */
const LEAST_LINE = 4

function containsLine(long: Statement, short: Statement): boolean {
  const { lineWords: words } = short
  if (words.length < LEAST_LINE) return false
  if (long.line.includes(short.line)) return true
  // With something put in between: one cut of a quote is longer than the other.
  let at = 0
  for (const word of long.lineWords) if (word === words[at]) at++
  return at === words.length
}

/** Not merely "all" or "half". */
const isReckoned = ({ unit, low }: Figure) => unit !== 'percent' || !ROUND_SHARES.has(low)
const ROUND_SHARES = new Set([1, 45, 51, 100])

/** A figure or a place that the other leaves out, or a closer figure; and nothing left out that the other has. */
function saysMore(
  one: Statement,
  other: Statement,
  { onlyOne, onlyOther }: Comparison,
  figures: FigurePair[],
  isVerbatim: boolean,
): boolean {
  if (figures.some((pair) => isCloser(pair.other, pair.one))) return false
  if (figures.some((pair) => isCloser(pair.one, pair.other))) return true
  const hasOwn = onlyOther.some(({ kind, isName }) => kind === 'place' || isName)
  const [ones, others] = [one, other].map(({ figures: all }) => all.filter(isReckoned).length) as [
    number,
    number,
  ]
  if (hasOwn || others > ones) return false
  const morePlaces =
    !isVerbatim && other.places.size === 0 && onlyOne.some(({ kind }) => kind === 'place')
  return ones > others || (morePlaces && other.script === one.script)
}

/** Who does what to whom is turned round: Russia attacks Ukraine, Ukraine attacks Russia. */
function areSwapped(one: Statement, other: Statement, matches: Match[]): boolean {
  const parties = matches.filter(
    ({ one: token, credit }) => credit === 1 && (token.kind === 'place' || token.isName),
  )
  const acts = matches.filter(({ one: token }) => token.kind === 'act')
  if (acts.length === 0 || PASSIVE.test(one.text) || PASSIVE.test(other.text)) return false
  const isBefore = (token: Token, each: Token) => token.start < each.start
  return parties.some((first) =>
    parties.some(
      (second) =>
        first !== second &&
        acts.some(
          (act) =>
            isBefore(first.one, act.one) &&
            isBefore(act.one, second.one) &&
            isBefore(second.other, act.other) &&
            isBefore(act.other, first.other),
        ),
    ),
  )
}

const PASSIVE = /(?<!\p{L})(?:by|من قبل|على يد|بسبب)(?!\p{L})/iu

function figureWords(one: Statement, other: Statement, [pair]: FigurePair[]): [string, string] {
  return pair ? [wordsOfFigure(one, pair.one), wordsOfFigure(other, pair.other)] : ['', '']
}

/** The stretch of text from the first to the last shared word, cut at eighty characters. */
function sharedWords({ text }: Statement, matches: Match[], side: 'one' | 'other'): string {
  const tokens = matches.map((match) => match[side])
  const start = Math.min(...tokens.map((token) => token.start))
  const ends = tokens.map(({ end }) => end).filter((end) => end - start <= 80)
  return text.slice(start, Math.max(...ends))
}
