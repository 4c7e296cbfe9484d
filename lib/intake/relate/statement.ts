import { type Figure, figuresIn } from '@/lib/intake/relate/figures'
import { breaksIn, type Cue, cuesIn, plainLine } from '@/lib/intake/relate/polarity'
import { STOP_WORDS } from '@/lib/intake/relate/stop-words'
import type { AttributionKind } from '@/lib/intake/schema'
import { nameKey } from '@/lib/sources/name-key'
import { type Concept, type ConceptKind, conceptsOf } from '@/lib/text/glossary'
import { plainArabic, plainWord, wordsIn } from '@/lib/text/stems'

/** A word or phrase that a statement is made of, with what it weighs when two are compared. */
export type Token = {
  names: readonly string[]
  kind: ConceptKind
  weight: number
  /** -1 where it is said not to be so. */
  sign: 1 | -1
  /** A word that the glossary doesn't know and that may be somebody's or some place's name. */
  isName: boolean
  isClaimant: boolean
  script: 'arabic' | 'other'
  /** What turned it round, where that is a word of the statement: failed, refused, halted. */
  turnedBy: Token | null
  /** Of a rise or a fall: the names of what may rise or fall; null where nothing stands near. */
  of: ReadonlySet<string> | null
  start: number
  end: number
}

/** What one text of a claim says, taken apart once for all its comparisons. */
export type Statement = {
  text: string
  tokens: Token[]
  byName: ReadonlyMap<string, Token>
  script: 'arabic' | 'other'
  /** Its words in plain form, between spaces. */
  line: string
  lineWords: string[]
  acts: Token[]
  figures: Figure[]
  /** Words that turn something round: `[start, end)` in the text. */
  denials: [number, number][]
  negations: [number, number][]
  isDenial: boolean
  /** About what has not happened yet. */
  isAhead: boolean
  /** Names of places, countries apart. */
  places: ReadonlySet<string>
  countries: ReadonlySet<string>
  /** Its text names a place or a country of its own. */
  isPlaced: boolean
  side: Side
}

/** Whose forces act: a side of a war, a country, the speaker's own (not known whose), or nobody told. */
export type Side = { is: 'government' | 'rebels' | 'country'; country: string } | null

/** Long texts say no more about one claim than their beginning does. */
const LONGEST = 1000
const MOST_TOKENS = 60

const listed = (list: string) => list.trim().split(/\s+/)

/** Concepts that are in the news whatever it is about. */
const COMMON = new Set(
  listed(`news situation territory city town village province district part all most some big small new important good bad true false now
    begin continue first final high low operation day night morning evening hour week month year today yesterday tomorrow soon already organisation
    official spokesman leader program problem central use cause result none civilian already committee evidence government party`),
)
const BARELY = new Set(
  listed(
    'news true false kilometer mile percent million billion half all part most none cause begin continue situation',
  ),
)

const WEIGHTS: Record<ConceptKind, number> = {
  act: 1.2,
  actor: 0.9,
  thing: 1,
  place: 1.3,
  time: 0,
  word: 1,
}

/** After these, what is done or happens is turned round: failed to enter, halted the advance. */
const INVERTING = new Set(listed('fail refuse forbid halt cancel delay'))

export const COUNTRIES: ReadonlySet<string> = new Set(
  listed(`syria iraq iran israel palestine lebanon jordan egypt saudi yemen emirates qatar kuwait bahrain oman turkey sudan libya tunisia algeria morocco
    mauritania somalia ethiopia russia ukraine united-states china japan north-korea south-korea korea india pakistan afghanistan britain france germany
    italy spain greece cyprus hungary austria switzerland sweden norway netherlands belgium poland europe asia africa arab canada mexico brazil argentina
    venezuela australia armenia azerbaijan indonesia middle-east islam christian`),
)
/** Whose towns they are, so that Gaza is not taken for Sudan. */
export const TOWNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    syria:
      'damascus aleppo homs hama daraa sweida idlib latakia tartus quneitra deir-ezzor raqqa palmyra manbij douma ghouta',
    iraq: 'baghdad mosul basra kirkuk anbar qaim fallujah erbil',
    iran: 'tehran isfahan',
    israel: 'tel-aviv haifa',
    palestine:
      'gaza west-bank rafah khan-younis deir-balah nuseirat jabalia nablus hebron jenin ramallah',
    lebanon: 'beirut sidon baalbek tyre',
    jordan: 'amman',
    egypt: 'cairo sinai alexandria aswan suez',
    saudi: 'riyadh mecca jeddah',
    yemen: 'sanaa aden hodeidah marib taiz',
    emirates: 'dubai abu-dhabi',
    qatar: 'doha',
    turkey: 'ankara istanbul',
    sudan: 'khartoum darfur fasher omdurman port-sudan',
    libya: 'benghazi misrata',
    russia: 'moscow kremlin',
    ukraine: 'kyiv kharkiv odesa kherson donetsk luhansk crimea mariupol bakhmut',
    afghanistan: 'kabul',
    britain: 'london',
    france: 'paris',
    germany: 'berlin',
  }).flatMap(([country, towns]) => listed(towns).map((town) => [town, country] as const)),
)
/** What "the capital" may mean. */
export const CAPITALS: ReadonlySet<string> = new Set(
  listed(
    'damascus baghdad tehran beirut amman cairo riyadh sanaa doha ankara khartoum tripoli moscow kyiv kabul london paris berlin',
  ),
)
const NO_PLACE = new Set(listed('arab islam christian white-house pentagon kremlin'))

const AHEAD =
  /(?<![\p{L}\p{M}])(?:will|won't|would|shall|going to|about to|plans? to|intends? to|سوف|لن|س(?!يطر|يار|ياس|يد|يول|يناء|ينار|يف|تين|نو|تيف|نغا|نجا|يرت)[يتن]\p{L}{3,})(?![\p{L}\p{M}])/iu

/** What a text says; `kind` tells of a denial where the text itself doesn't. */
export function statementOf(
  whole: string,
  kind: AttributionKind | undefined,
  claimant: string,
): Statement {
  const text = whole.slice(0, LONGEST).toWellFormed()
  const words = wordsIn(text)
  const plainWords = words.map((word) => ({
    text: word.text,
    start: word.start,
    end: word.end,
    plain: plainWord(word),
  }))
  const plain = plainLine(plainWords.map((word) => word.plain || '-'))
  const cues = cuesIn(plain)
  const inText = ({ from, to }: Cue): [number, number] => [
    plainWords[from]?.start ?? 0,
    plainWords[Math.min(to, plainWords.length) - 1]?.end ?? 0,
  ]
  const denials = cues.denials.map(inText)
  const negations = cues.negations.map(inText)
  const concepts = conceptsOf(text, words)
  const figures = figuresIn(text, plainWords, concepts)
  const tokens = tokensOf(text, concepts, figures, denials).slice(0, MOST_TOKENS)
  playDownClaimant(tokens, claimant)
  turnRound(text, tokens, denials, negations)
  findMeasured(text, tokens)
  const acts = tokens.filter((token) => token.kind === 'act')
  const isDenial = denials.length > 0 || kind === 'denies'
  if (kind === 'denies' && denials.length === 0 && negations.length === 0) {
    for (const token of tokens) token.sign = -1
  }
  const named = tokens.flatMap((token) => (token.kind === 'place' ? token.names : []))
  return {
    text,
    tokens,
    byName: new Map(
      tokens.toReversed().flatMap((token) => token.names.map((name) => [name, token])),
    ),
    script: /\p{Script=Arabic}/u.test(text) ? 'arabic' : 'other',
    line: ` ${plain.line} `,
    lineWords: plainWords.map((word) => word.plain),
    acts,
    figures,
    denials,
    negations,
    isDenial,
    isAhead: kind === 'predicts' || kind === 'urges' || AHEAD.test(text),
    places: new Set([
      ...named.filter((name) => !COUNTRIES.has(name) && !NO_PLACE.has(name)),
      ...(tokens.some(({ names }) => names.includes('capital')) ? ['capital'] : []),
    ]),
    countries: new Set(
      named
        .map((name) => TOWNS.get(name) ?? name)
        .filter((name) => COUNTRIES.has(name) && !NO_PLACE.has(name)),
    ),
    isPlaced: named.length > 0 || tokens.some(({ isName }) => isName),
    side:
      sideOf(tokens, text, denials.length > 0) ??
      (OURS.test(text) ||
      (isDenial && !tokens.some(({ kind }) => kind === 'actor' || kind === 'place'))
        ? sideOf(claimantTokens(claimant), claimant, false)
        : null),
  }
}

function tokensOf(
  text: string,
  concepts: Concept[],
  figures: Figure[],
  denials: [number, number][],
): Token[] {
  const inside = (start: number, spans: { start: number; end: number }[]) =>
    spans.some((span) => start >= span.start && start < span.end)
  const cueSpans = denials.map(([start, end]) => ({ start, end }))
  const counted = figures.filter(
    ({ unit, low, high }) => unit !== 'percent' || low !== high || low < 100,
  )
  return concepts.flatMap(({ names, kind, start, end }, at): Token[] => {
    // "Lost full control": what was lost is no act of its own.
    if (
      names.some((each) => each === 'take' || each === 'hold') &&
      concepts.slice(Math.max(0, at - 4), at).some((before) => before.names.includes('lose'))
    )
      return []
    if (kind === 'time' || inside(start, cueSpans) || inside(start, counted)) return []
    const [name = ''] = names
    if (kind === 'word' && (STOP_WORDS.has(name) || /^\p{N}/u.test(name) || name.length < 2))
      return []
    const word = text.slice(start, end)
    const script = /\p{Script=Arabic}/u.test(word) ? 'arabic' : 'other'
    if (kind === 'word' && script === 'arabic' && STOP_WORDS.has(plainArabic(word))) return []
    const isName =
      kind === 'word' &&
      (script === 'arabic' ? word.length > 3 : /^\p{Lu}/u.test(word) && start > 0)
    const weight = BARELY.has(name)
      ? 0.2
      : COMMON.has(name)
        ? 0.5
        : COUNTRIES.has(name)
          ? 0.8
          : isName && script === 'other'
            ? 1.3
            : WEIGHTS[kind]
    return [
      {
        names,
        kind,
        weight,
        sign: 1,
        isName,
        script,
        isClaimant: false,
        turnedBy: null,
        of: null,
        start,
        end,
      },
    ]
  })
}

/** That it is the claimant who speaks tells nothing of what is said; of his forces it does. */
function playDownClaimant(tokens: Token[], claimant: string): void {
  if (claimant === '') return
  const own = new Set(
    conceptsOf(claimant.slice(0, 200))
      .filter(
        ({ names }) =>
          !names.some((name) => name !== 'government' && (ARMED.has(name) || REBELS.has(name))),
      )
      .flatMap(({ names }) => names),
  )
  for (const token of tokens)
    if (token.kind !== 'act' && token.names.some((name) => own.has(name))) {
      token.weight = Math.min(token.weight, 0.5)
      token.isClaimant = true
    }
}

/** Sets the sign of what a denial, a negation or a failing word applies to. */
function turnRound(
  text: string,
  tokens: Token[],
  denials: [number, number][],
  negations: [number, number][],
): void {
  const breaks = breaksIn(text)
  const clauseOf = (index: number) => breaks.filter((at) => at < index).length
  const clauses = tokens.map(({ start }) => clauseOf(start))
  const flip = (token: Token | undefined) => {
    if (token) token.sign = token.sign === 1 ? -1 : 1
  }
  for (const clause of new Set(denials.map(([start]) => clauseOf(start)))) {
    const inClause = tokens.filter((_, at) => clauses[at] === clause)
    // "Reports of a withdrawal? Unfounded." denies what stands before it.
    const meant =
      inClause.length > 0 ? inClause : tokens.filter((_, at) => clauses[at] === clause - 1)
    for (const token of meant) if (!isAside(text, token)) flip(token)
  }
  for (const [, end] of negations) {
    const clause = clauseOf(end - 1)
    const following = tokens.filter(({ start }, at) => start >= end && clauses[at] === clause)
    const act = following.slice(0, 4).find(({ kind }) => kind === 'act')
    if (act) flip(act)
    else flip(following[0])
  }
  tokens.forEach((token, at) => {
    if (token.kind !== 'act' || !token.names.some((name) => INVERTING.has(name))) return
    const clause = clauses[at]
    // One fails to do, and refuses to do; what is halted stands right behind.
    const next = tokens.slice(at + 1, token.names.includes('halt') ? at + 3 : at + 4)
    const following = next.find(
      (other, ahead) =>
        other.kind === 'act' && clauses[at + 1 + ahead] === clause && !isWordForAnEnd(token, other),
    )
    if (!following) return
    flip(following)
    following.turnedBy = token
  })
}

const MEASURES = new Set(listed('rise drop improve worsen steady high low big small strong weak'))

/** Says how much there is of something, or which way it goes. */
export function isMeasure({ names }: Token): boolean {
  return names.some((name) => MEASURES.has(name))
}

/** Between what goes up and what goes down: "gold rises as the dollar falls". */
const BETWEEN =
  /[،,.;:!؟?]|(?<!\p{L})(?:as|while|with|amid|after|before|despite|and|but|because|مع|بفعل|وسط|بعد|قبل|رغم|إثر|اثر|أمام|بسبب|في ظل)(?!\p{L})/iu
const AND = /^و(?:ال|\p{L}{4,})/u
const REACH = 3

function findMeasured(text: string, tokens: Token[]): void {
  if (!tokens.some(isMeasure)) return
  const isApart = tokens.map((token, at) => {
    const before = tokens[at - 1]
    if (!before) return true
    return (
      BETWEEN.test(text.slice(before.end, token.start)) ||
      AND.test(text.slice(token.start, token.end))
    )
  })
  tokens.forEach((token, at) => {
    if (!isMeasure(token)) return
    const of = new Set<string>()
    const add = (near: Token | undefined) => {
      if (near && near.weight > 0.3 && near.kind !== 'act')
        for (const name of near.names) of.add(name)
    }
    for (let i = at; i > Math.max(0, at - REACH) && !isApart[i]; i--) add(tokens[i - 1])
    for (let i = at + 1; i <= at + REACH && isApart[i] === false; i++) add(tokens[i])
    token.of = of.size > 0 ? of : null
  })
}

/** Between two commas: "our forces, present everywhere, have withdrawn" denies no presence. */
function isAside(text: string, { start, end }: Token): boolean {
  const before = text.slice(Math.max(0, start - 80), start)
  const after = text.slice(end, end + 80)
  return /[,،][^,،.;:]*$/.test(before) && /^[^,،.;:]*[,،]\s*\p{L}/u.test(after)
}

const isWordForAnEnd = (token: Token, other: Token) =>
  token.names.some((name) => other.names.includes(name))

function claimantTokens(claimant: string): Pick<Token, 'names' | 'kind' | 'start'>[] {
  return conceptsOf(claimant.slice(0, 200))
}

/** The speaker's own; as is what somebody denies without saying of whom. */
const OURS = /(?<!\p{L})(?:our|we)(?!\p{L})|\p{L}نا(?!\p{L})/iu
const GOVERNMENT = new Set(listed('government assad defense interior ministry parliament'))
const REBELS = new Set(listed('rebels hts rsf houthi taliban islamic-state'))
/** A state has an army; others have forces, fighters, factions. */
const ARMY = /(?<!\p{L})(?:army|ال?جيش)(?!\p{L})/iu
const BY = /(?<!\p{L})(?:by|from|against|من قبل|على يد|من أيدي|ضد)(?!\p{L})/iu
const ARMED = new Set(listed('forces government fighters militia police navy air-force'))

/** The one side that a statement names, or null where it names none or both. */
function sideOf(
  tokens: Pick<Token, 'names' | 'kind' | 'start'>[],
  text: string,
  isDenial: boolean,
): Side {
  const isArmy = ARMY.test(text)
  const named = (set: ReadonlySet<string>) =>
    tokens.some(({ names }) => names.some((name) => set.has(name)))
  const [government, rebels] = [named(GOVERNMENT) || isArmy, named(REBELS)]
  const countries = new Set<string>()
  let isFirst = true
  tokens.forEach(({ names }, at) => {
    if (!isFirst || !names.some((name) => ARMED.has(name) || GOVERNMENT.has(name))) return
    isFirst = false
    for (const near of tokens.slice(Math.max(0, at - 2), at + 3)) {
      for (const name of near.names)
        if (COUNTRIES.has(name) && !NO_PLACE.has(name)) countries.add(name)
    }
  })
  const [country = ''] = countries.size === 1 ? countries : []
  if (rebels && government) {
    // Who acts is named first, but where it is done by somebody.
    if (BY.test(text) || isDenial) return null
    const first = tokens.find(({ names }) =>
      names.some((name) => GOVERNMENT.has(name) || REBELS.has(name)),
    )
    const army = ARMY.exec(text)?.index ?? Infinity
    const isRebels = first?.names.some((name) => REBELS.has(name)) && first.start < army
    return { is: isRebels ? 'rebels' : 'government', country }
  }
  if (rebels) return { is: 'rebels', country }
  if (government) return { is: 'government', country }
  return country ? { is: 'country', country } : null
}

/** Whether two statements can be of one side's doings: so where either is not known. */
export function sidesAgree(one: Side, other: Side): boolean {
  if (one === null || other === null) return true
  if (one.country && other.country && one.country !== other.country) return false
  return one.is === other.is || (one.is !== 'rebels' && other.is !== 'rebels')
}

/** The sound of a name, remembered: what tells Hassan and حسن to be one. */
export const soundOf = remembered((word: string) => nameKey(word))

function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const values = new Map<string, T>()
  return (key) => {
    const found = values.get(key)
    if (found !== undefined) return found
    const value = compute(key)
    if (values.size >= 10_000) values.clear()
    values.set(key, value)
    return value
  }
}
