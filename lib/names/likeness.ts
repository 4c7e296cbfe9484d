import { agreementOf, genericOf } from './generic'
import { wordsOf } from './keys'
import { Recent } from './recent'

/**
 * How like a name is to the one sought, in either script, from 0 to 1: 1 where they have the same letters, 0.75 and more
 * where one may be a spelling of the other, less than 0.6 mostly where they are different names. The whole of a name is
 * more like it than a part, and more than one that has only a part of what is sought.
 */
export function nameLikeness(sought: string, name: string): number {
  const [one, other] = [readName(sought), readName(name)]
  if (one.joined === '' || other.joined === '') return sought.trim() === name.trim() ? 1 : 0
  const likeness =
    nearLikeness(one, other) * (one.hasArticle === other.hasArticle ? 1 : WITHOUT_ARTICLE)
  // What follows a comma says which of that name: شيجوناواتي، أوساكا is the one near Osaka.
  return likeness > 0.95 || (!one.main && !other.main)
    ? likeness
    : Math.max(likeness, 0.97 * nearLikeness(one.main ?? one, other.main ?? other))
}

/** Of two names one of which has the article, which tells السلام from سالم a little. */
const WITHOUT_ARTICLE = 0.985

/** Two names without their generic words, and how far those agree; null where neither has any. */
export function withoutGeneric(
  sought: string,
  name: string,
): { cores: [string, string]; agreement: number } | null {
  const [one, other] = [readName(sought), readName(name)]
  if (one.isGeneric || other.isGeneric || one.generic.length + other.generic.length === 0)
    return null
  const cores: [string, string] = [
    coreOf(one, false).words.join(' '),
    coreOf(other, false).words.join(' '),
  ]
  return { cores, agreement: agreementOf(one.generic, other.generic) }
}

/** The same for one word each: بدمشق, "in Damascus", is like Damascus. */
export function wordLikeness(sought: string, word: string): number {
  return nameLikeness(sought, word)
}

/** Of a name that has the one sought in it, and of one that the one sought has in it. */
const HAS_IT = 0.88
const LACKS_SOME = 0.74
const MOST_WORDS = 16

/** What one language says in a word of its own is compared by meaning: North Vancouver is شمال فانكوفر. */
function nearLikeness(one: Name, other: Name): number {
  const likeness = likenessOfParts(one, other)
  if (likeness > 0.95 || (one.generic.length === 0 && other.generic.length === 0)) return likeness
  const agreement = agreementOf(one.generic, other.generic)
  if (one.isGeneric && other.isGeneric) return Math.max(likeness, 0.97 * agreement)
  if (one.isGeneric || other.isGeneric) return likeness
  return Math.max(
    likeness,
    0.995 * agreement * likenessOfParts(coreOf(one, false), coreOf(other, false)),
    0.98 * likenessOfParts(coreOf(one, true), coreOf(other, true)),
  )
}

function likenessOfParts(one: Name, other: Name): number {
  const whole = joinedLikeness(one, other)
  const apart = other.words.length - one.words.length
  if (whole > 0.9 || apart === 0) return whole
  return Math.max(
    whole,
    apart > 0 ? HAS_IT * partLikeness(one, other) : LACKS_SOME * partLikeness(other, one),
  )
}

function partLikeness(part: Name, longer: Name): number {
  let best = 0
  const size = part.words.length
  const last = Math.min(longer.words.length, MOST_WORDS) - size
  for (let at = 0; at <= last; at++) {
    // A name mostly begins with what it goes by: Aleppo Governorate.
    const weight = 1 - 0.01 * Math.min(at, 5) - 0.005 * (longer.words.length - size)
    if (weight <= best) continue
    best = Math.max(best, weight * stretchLikeness(part, stretchOf(longer, at, size)))
  }
  return best
}

/** Of hundreds of names that one is compared with, many have the same words. */
function stretchLikeness(part: Name, stretch: Name): number {
  part.compared ??= new Map()
  const before = part.compared.get(stretch)
  if (before !== undefined) return before
  const likeness = joinedLikeness(part, stretch)
  if (part.compared.size > MOST_COMPARED) part.compared.clear()
  part.compared.set(stretch, likeness)
  return likeness
}

const MOST_COMPARED = 2000

type Name = {
  text: string
  words: string[]
  /** The words with what is written for ʿayn and hamza in Latin letters, as ʕ. */
  spoken: string[]
  joined: string
  sounds: Uint8Array
  /** With the article that it seems to begin with, which may be none: ألانيا is Alanya. */
  withArticle: Uint8Array | null
  /** As it is read elsewhere in Europe, where that is another thing: Chorzów is خوجوف; undefined until it is asked for. */
  foreign: Uint8Array | null | undefined
  hasArticle: boolean
  isArabic: boolean
  /** What is before the comma. */
  main: Name | null
  /** What its generic words mean, and the name without them; itself where it has none or no other. */
  generic: NonNullable<ReturnType<typeof genericOf>>[]
  core: Name | null
  withoutKind: Name | null
  isGeneric: boolean
  stretches: Map<number, Name> | null
  compared: Map<Name, number> | null
}

const known = new Recent<Name>(16_000)

function readName(name: string): Name {
  const before = known.get(name)
  if (before) return before
  const words = wordsOf(name)
  const hasArticle =
    /^\s*[\u0622\u0623\u0625\u0627\u0671]ل(?=\S{2})/.test(name) ||
    /^\s*(?:[ae]l|a[dhnrstz]h?)[\s-]/i.test(name)
  const marked = name.replace(/[`'‘’ʹʻʼʾʿ]/g, 'ʕ')
  const spoken = marked === name ? words : wordsOf(marked)
  const read = nameOf(words, hasArticle, spoken.length === words.length ? spoken : words)
  const [main = name] = /^[^,،(/]*[\p{L}\p{N}][^,،(/]*/u.exec(name) ?? []
  if (main.length < name.length) read.main = readName(main)
  const generic = words.flatMap((word) => genericOf(word) ?? [])
  read.text = name
  read.generic = generic
  read.isGeneric = generic.length === words.length
  known.set(name, read)
  return read
}

function nameOf(words: string[], hasArticle: boolean, spoken = words): Name {
  const joined = words.join('')
  const isArabic = /[\u0621-\u06d3]/.test(joined)
  return {
    text: joined,
    words,
    spoken,
    joined,
    sounds: soundsOf(spoken),
    withArticle:
      isArabic && hasArticle ? soundsOf([`ال${words[0] ?? ''}`, ...words.slice(1)]) : null,
    foreign: undefined,
    hasArticle,
    isArabic,
    main: null,
    generic: [],
    core: null,
    withoutKind: null,
    isGeneric: false,
    stretches: null,
    compared: null,
  }
}

/** A name without its generic words, or only without those that say what sort of place it is. */
function coreOf(name: Name, isOfKindsOnly: boolean): Name {
  if (name.generic.length === 0) return name
  const isKept = (_: string, at: number) => {
    const generic = genericOf(name.words[at] ?? '')
    return !(isOfKindsOnly ? generic?.isKind : generic)
  }
  const kept = name.words.filter(isKept)
  if (kept.length === 0 || kept.length === name.words.length) return name
  const key = isOfKindsOnly ? 'withoutKind' : 'core'
  name[key] ??= nameOf(
    kept,
    name.text.includes(`ل${kept[0]?.slice(0, 2)}`),
    name.spoken.filter(isKept),
  )
  return name[key]
}

/** Single words of names, which many have in common. */
const single = new Recent<Name>(8_000)

function stretchOf(name: Name, at: number, size: number): Name {
  if (size === 1) {
    const [word = '', spoken = ''] = [name.words[at], name.spoken[at]]
    const text = word === spoken ? word : `${word} ${spoken}`
    const before = single.get(text)
    if (before) return before
    const read = nameOf([word], false, [spoken])
    single.set(text, read)
    return read
  }
  const key = at * MOST_WORDS + size
  name.stretches ??= new Map()
  let stretch = name.stretches.get(key)
  if (!stretch) {
    stretch = nameOf(name.words.slice(at, at + size), false, name.spoken.slice(at, at + size))
    name.stretches.set(key, stretch)
  }
  return stretch
}

function joinedLikeness(one: Name, other: Name): number {
  if (one.joined === other.joined) return 1
  const across = one.isArabic !== other.isArabic
  let best = soundsLikeness(one.sounds, other.sounds, across)
  if (across && best < 0.9 && (one.withArticle || other.withArticle)) {
    const [ones, others] = [one.withArticle ?? one.sounds, other.withArticle ?? other.sounds]
    best = Math.max(best, 0.99 * soundsLikeness(ones, others, across))
  }
  if (across && best < 0.85) {
    const [ones, others] = [foreignReading(one), foreignReading(other)]
    if (ones || others) {
      best = Math.max(best, 0.98 * soundsLikeness(ones ?? one.sounds, others ?? other.sounds, true))
    }
  }
  return best < 0.75
    ? Math.max(best, withoutClitic(one, other, across), withoutClitic(other, one, across))
    : best
}

function withoutClitic(cliticised: Name, plain: Name, across: boolean): number {
  if (!cliticised.isArabic || cliticised.words.length > 1) return 0
  const bare = cliticised.joined.replace(/^[وفبلك](?=.{3})/, '')
  if (bare === cliticised.joined) return 0
  const stripped = readName(bare)
  return stripped.joined === plain.joined
    ? 0.95
    : 0.96 * soundsLikeness(stripped.sounds, plain.sounds, across)
}

const STEEPNESS = 2.2
const UNLIKE_LETTERS = 0.97

function soundsLikeness(one: Uint8Array, other: Uint8Array, isAcross: boolean): number {
  const long = Math.max(one.length, other.length, 3)
  const most = long / STEEPNESS
  if (Math.abs(one.length - other.length) > 0.6 * long + 2) return 0
  const cost = distance(one, other, isAcross, most)
  return Math.max(0, UNLIKE_LETTERS * (1 - (STEEPNESS * cost) / long))
}

const rows = [new Float64Array(64), new Float64Array(64)]

/** The least cost of turning one row of sounds into another; stops where it is more than `most`. */
function distance(one: Uint8Array, other: Uint8Array, isAcross: boolean, most: number): number {
  const width = other.length + 1
  if (rows[0] && rows[0].length < width) {
    rows[0] = new Float64Array(2 * width)
    rows[1] = new Float64Array(2 * width)
  }
  let [before, now] = rows as [Float64Array, Float64Array]
  const left = isAcross ? LEFT_OUT_ACROSS : LEFT_OUT
  before[0] = 0
  for (let j = 1; j < width; j++) {
    const sound = other[j - 1] ?? 0
    before[j] = (before[j - 1] ?? 0) + (j === width - 1 ? endCost(sound, left) : (left[sound] ?? 1))
  }
  for (let i = 1; i <= one.length; i++) {
    const sound = one[i - 1] ?? 0
    const without = i === one.length ? endCost(sound, left) : (left[sound] ?? 1)
    now[0] = (before[0] ?? 0) + without
    let least = now[0]
    for (let j = 1; j < width; j++) {
      const theirs = other[j - 1] ?? 0
      const exchanged = (before[j - 1] ?? 0) + (CHANGES[sound * SIZE + theirs] ?? 1)
      const ours = (before[j] ?? 0) + without
      const added =
        (now[j - 1] ?? 0) + (j === width - 1 ? endCost(theirs, left) : (left[theirs] ?? 1))
      const cost =
        exchanged < ours ? (exchanged < added ? exchanged : added) : ours < added ? ours : added
      now[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return least
    ;[before, now] = [now, before]
  }
  return before[width - 1] ?? 0
}

/** At its end a name loses more easily: an h, the t of a feminine, a French letter that nobody speaks. */
function endCost(sound: number, left: Float64Array): number {
  return Math.min(left[sound] ?? 1, END[sound] ?? 1)
}

// Sounds. Latin ones in Latin letters; capitals for those of two letters (C ch, S sh, X kh, J zh and dj, Q gh, D dh,
// T th, A aa, I ee and ie, U ou and oo, Y ai and ei, W au, Z soft c); Arabic letters for themselves, č for تش, ț for تس.
const ALL =
  ' abcdefghijklmnopqrstuvwxyzACSXJQDTIUYWZبپتطةثجغگژحهخدذضرزظسصشچفڤقكلمناويىعءčțʕ0123456789?'
const SIZE = ALL.length
const CODES = new Map([...ALL].map((letter, at) => [letter, at]))
const OTHER = SIZE - 1

const DIGRAPHS: [RegExp, string][] = [
  [/tsch|tch/g, 'C'],
  [/sch/g, 'S'],
  [/eaux?/g, 'o'],
  [/cz/g, 'C'],
  [/sz/g, 's'],
  [/t[sz]/g, 'ț'],
  [/gl(?=i[aeou])/g, 'ly'],
  [/(?<![a-z])x(?=[aeiu])/g, 'S'],
  [/sh/g, 'S'],
  [/ch/g, 'C'],
  [/kh/g, 'X'],
  [/dj|zh/g, 'J'],
  [/gh/g, 'Q'],
  [/dh/g, 'D'],
  [/th/g, 'T'],
  [/ph/g, 'f'],
  [/ck/g, 'k'],
  [/qu(?=[aeioy])/g, 'q'],
  [/c(?=[eiy])/g, 'Z'],
  [/x/g, 'ks'],
  [/ou(?=[aeiouy])/g, 'w'],
  [/ou|oo|uu/g, 'U'],
  [/aa/g, 'A'],
  [/ee|ie|ii/g, 'I'],
  [/(?:ai|ei|ay|ey)/g, 'Y'],
  [/(?:au|aw|ow)(?![aeiou])/g, 'W'],
  [/y(?![aeiou])/g, 'i'],
  [/w(?![aeiouyAIUYW])/g, 'u'],
  [/ce|c/g, 'k'],
]

/** Letters that Slavs, the Dutch, the French and Italians read otherwise. */
const FOREIGN: [RegExp, string][] = [
  [/szcz/g, 'Stch'],
  [/cz/g, 'tch'],
  [/sz/g, 'sh'],
  [/rz/g, 'zh'],
  [/ch/g, 'kh'],
  [/c(?![hk])/g, 'ț'],
  [/w/g, 'v'],
  [/ij(?![aeiou])/g, 'ei'],
  [/j/g, 'i'],
  [/gn/g, 'ny'],
]

function foreignReading(name: Name): Uint8Array | null {
  if (name.foreign === undefined) {
    const words = name.isArabic
      ? name.words
      : name.words.map((word) =>
          FOREIGN.reduce((line, [letters, sound]) => line.replace(letters, sound), word),
        )
    name.foreign = words.every((word, at) => word === name.words[at]) ? null : soundsOf(words)
  }
  return name.foreign
}

const ARABIC_ALIKE: Record<string, string> = {
  ک: 'ك',
  ھ: 'ه',
  ہ: 'ه',
  ە: 'ه',
  ی: 'ي',
  ێ: 'ي',
  ې: 'ي',
  ۆ: 'و',
  ۇ: 'و',
  ڕ: 'ر',
  ڵ: 'ل',
  ں: 'ن',
  ڭ: 'ن',
  ٹ: 'ت',
  ڈ: 'د',
  ڑ: 'ر',
  ے: 'ي',
  ٱ: 'ا',
}

/** Names have words in common, so each is read once. */
const heard = new Recent<Uint8Array>(8_000)
const MOST_SOUNDS = 61

function soundsOf(words: string[]): Uint8Array {
  const each = words.map(soundsOfWord)
  const [first] = each
  if (first && each.length === 1) return first
  const sounds = new Uint8Array(
    Math.min(
      MOST_SOUNDS,
      each.reduce((sum, { length }) => sum + length, 0),
    ),
  )
  let at = 0
  for (const its of each) {
    const rest = sounds.length - at
    sounds.set(its.length > rest ? its.subarray(0, rest) : its, at)
    at += Math.min(rest, its.length)
  }
  return sounds
}

function soundsOfWord(word: string): Uint8Array {
  const before = heard.get(word)
  if (before) return before
  let line = word
    .replace(/zz/g, 'tz')
    .replace(/([b-df-hj-np-tv-z])\1+/g, '$1')
    .replaceAll('Ş', 's')
    .replaceAll('Ç', 'C')
    .replaceAll('G', 'g')
    .replaceAll('تش', 'č')
    .replaceAll('تس', 'ț')
    .replaceAll('دج', 'ج')
  if (/[a-z]/.test(line)) {
    for (const [letters, sound] of DIGRAPHS) line = line.replace(letters, sound)
  }
  const sounds: number[] = []
  for (const letter of line) {
    if (sounds.length === MOST_SOUNDS) break
    if (letter === ' ') continue
    const code = CODES.get(ARABIC_ALIKE[letter] ?? digitOf(letter) ?? letter)
    sounds.push(code ?? OTHER)
  }
  const read = Uint8Array.from(sounds)
  heard.set(word, read)
  return read
}

function digitOf(letter: string): string | undefined {
  const code = letter.codePointAt(0) ?? 0
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660)
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0)
  return undefined
}

/** What it costs to write one sound as another: each line a cost, then pairs, either way round. */
const CHANGES = costsOf(`
  0 اa اA اe' بb بp پp پb تt طt ةa ةe ثT جj جg جJ غg غQ گg ژJ ژj حh هh خX دd ذD ضd رr زz ظz سs صs سZ شS چC فf فv ڤv قq قk كk كc كC' لl مm نn وu وo وU وW وw يi يI يy يY يe ىa ىA čC عA عa كg'
  0 عʕ ءʕ اʕ
  0 هa هe ىi ىI ىY غG Yي
  0.05 aA uU oU iI eI ضD ظD UW oW uW iY eY ya' Jj Jg jg Qg ثt ذd جZ' ةA ىe شC تT
  0.05 kq Tt Dd vw Xk' cS țZ țz țs'
  0.1 țC' țس' țز' țص' țث' țچ' țt' țk' شZ شs
  0.1 ةt كq زث' zث Zث
  0.2 كZ țش țč țS țز
  0.3 قZ جC ضT طT
  0.1 اe سT صZ eiكك ei ou اo ae قg گj CS čS čc' ظd ذz دD ضz بv فw طT wu yi Yi We ذT زs وv هA عi عe عu عo عI عU عY سz ثs ىY يa'
  0.1 qX' Qq' غk' جC' شJ
  0.15 sz Zs ZC شs' جy' وa' ية ea
  0.2 Xh خh خC خQ شj čZ čk كC كX خk جS چS چč شč قQ قج Cj SJ čS čt' عh' عA اi اY اu اU اW يa يA يu وI' وe وi' نl'
  0.25 oa خj خg غj جق ظT زD زT صz طd تd دt طت سص حه قك كج ضد ذد ظز ذز ثس ثت سز صز ضظ سث اى يى ةه ةا ةت اه حa'
  0.3 aY aW ae' Xc' Ck gk kQ qg bp td fv bv fw يو اع ءا ءي ءو ىا هة جغ جگ خك شچ فب بپ lr' دت غق غگ كگ كق هح بف سش' جژ
  0.35 ai io iu' Uo eo ui' IY'
  0.4 au eu iU aU aI oI UI yj jh' lي' nm ZS sS Th hX jX دط تط صس ضذ ذظ
  0.5 دg' زj' سج' عق
`)
const LEFT_OUT = lettersOut(
  0.6,
  'ʕ0.05 a0.55 e0.5 i0.55 o0.55 u0.55 A0.8 I0.8 U0.8 Y0.8 W0.8 y0.5 w0.6 h0.35 Q0.7 ا0.6 و0.7 ي0.7 ى0.6 ع0.7 ء0.3 ة0.3 ه0.6',
)
const LEFT_OUT_ACROSS = lettersOut(
  1,
  'ʕ0.08 a0.06 e0.08 i0.09 o0.13 u0.11 A0.3 I0.5 U0.6 Y0.5 W0.5 y0.4 w0.4 h0.25 Q0.6 ا0.22 و0.45 ي0.45 ى0.2 ع0.06 ء0.06 ة0.25 ه0.3',
)
const END = lettersOut(1, 'h0.08 a0.3 e0.12 ه0.08 ة0.25 s0.5 t0.5 x0.3 d0.6 ع0.05 ء0.05 ا0.3 A0.3')

function costsOf(table: string): Float64Array {
  const costs = new Float64Array(SIZE * SIZE).fill(1)
  const vowels = 'aeiouAIUYWyw'
  for (const one of vowels) {
    for (const other of vowels) set(costs, one, other, 0.5)
  }
  for (const line of table.trim().split('\n')) {
    const [cost, ...pairs] = line.trim().split(' ')
    for (const pair of pairs) {
      const [one = '', other = ''] = pair
      if (pair.replace("'", '').length === 2) {
        set(
          costs,
          one,
          other,
          Math.min(
            Number(cost) + (pair.endsWith("'") ? 0.1 : 0),
            costs[(CODES.get(one) ?? 0) * SIZE + (CODES.get(other) ?? 0)] ?? 1,
          ),
        )
      }
    }
  }
  for (let at = 0; at < SIZE; at++) costs[at * SIZE + at] = at === OTHER ? 0.5 : 0
  return costs
}

function set(costs: Float64Array, one: string, other: string, cost: number): void {
  const [a, b] = [CODES.get(one), CODES.get(other)]
  if (a === undefined || b === undefined) return
  costs[a * SIZE + b] = cost
  costs[b * SIZE + a] = cost
}

function lettersOut(other: number, table: string): Float64Array {
  const costs = new Float64Array(SIZE).fill(other === 0.6 ? 1 : other)
  for (const each of table.split(' '))
    costs[CODES.get(each[0] ?? '') ?? OTHER] = Number(each.slice(1))
  return costs
}
