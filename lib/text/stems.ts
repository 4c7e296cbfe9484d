/** A run of letters, digits and their marks, as it stands in a text. `[start, end)` are UTF-16 indices. */
export type Word = { text: string; start: number; end: number; script: 'arabic' | 'other' }

// Bounded on purpose: one endless "word" of a hostile text must not become one endless key.
const WORD =
  /[\p{L}\p{N}][\p{L}\p{M}\p{N}]{0,39}(?:[.,٫٬](?=\p{N})\p{N}{1,12}|['’](?=\p{L})\p{L}{1,3}){0,4}/gu

/** The words of a text in their order; hyphens part, an apostrophe or a decimal point within a word doesn't. */
export function wordsIn(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    script: /\p{Script=Arabic}/u.test(match[0]) ? 'arabic' : 'other',
  }))
}

const plainOf = new Map<string, string>()
const REMEMBERED = 20_000

/** The one spelling that a word is compared by, remembered: news says the same words again and again. */
export function plainWord({ text, script }: Pick<Word, 'text' | 'script'>): string {
  const known = plainOf.get(text)
  if (known !== undefined) return known
  const plain = script === 'arabic' ? plainArabic(text) : plainEnglish(text)
  if (plainOf.size >= REMEMBERED) plainOf.clear()
  plainOf.set(text, plain)
  return plain
}

/** One spelling for what Arabic writers spell in several: no vowels, one alif, one ya, ta marbuta as ha. */
export function plainArabic(word: string): string {
  return word
    .replace(/[\u064b-\u065f\u0670\u0640\p{Cf}]/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/ة/g, 'ه')
    .replace(/ؤ/g, 'و')
    .replace(/ئ/g, 'ي')
}

// Longest first. What stands before a noun, joined to it: and, so, with, to, as; the article.
const ARABIC_BEFORE = [
  'وبال',
  'وال',
  'فال',
  'بال',
  'كال',
  'ولل',
  'وب',
  'ول',
  'لل',
  'ال',
  'و',
  'ف',
  'ب',
  'ل',
  'ك',
]
const ARABIC_AFTER = [
  'تهما',
  'تهم',
  'تها',
  'وها',
  'وهم',
  'اتها',
  'اته',
  'اتهم',
  'يات',
  'يون',
  'يين',
  'هما',
  'كما',
  'هم',
  'هن',
  'ها',
  'نا',
  'كم',
  'وا',
  'ون',
  'ين',
  'ان',
  'ات',
  'تا',
  'يه',
  'ه',
  'ت',
  'ي',
  'ا',
  'ك',
  'ن',
]
/** Letters that make a present or future of a verb. */
const ARABIC_VERBAL = ['سي', 'ست', 'سن', 'ي', 'ت', 'ن', 'ا']
const LEAST_LETTERS = 3

/**
 * What an Arabic word may be filed under, from itself to what is left without the particles before it, the
 * endings after it and the letters of its tense: look them up in this order. A word has at most some thirty.
 */
export function arabicForms(word: string): string[] {
  const plain = plainArabic(word)
  const forms = new Set([plain])
  const bare = [plain, ...withoutBefore(plain)]
  for (const form of bare) forms.add(form)
  for (const form of bare) for (const short of withoutAfter(form)) forms.add(short)
  for (const form of bare.slice(0, 2)) {
    for (const stem of withoutTense(form)) {
      forms.add(stem)
      for (const short of withoutAfter(stem)) forms.add(short)
    }
  }
  return [...forms]
}

/** An Arabic word without article, particles and the commonest endings. */
export function arabicStem(word: string): string {
  const plain = plainArabic(word)
  const bare = withoutBefore(plain)[0] ?? plain
  return withoutAfter(bare)[0] ?? bare
}

function withoutBefore(word: string): string[] {
  return ARABIC_BEFORE.filter(
    (part) =>
      word.startsWith(part) &&
      word.length - part.length >= (part.endsWith('ل') && part.length > 1 ? 2 : LEAST_LETTERS),
  ).map((part) => word.slice(part.length))
}

function withoutAfter(word: string): string[] {
  return ARABIC_AFTER.filter(
    (part) => word.endsWith(part) && word.length - part.length >= LEAST_LETTERS,
  ).map((part) => word.slice(0, -part.length))
}

function withoutTense(word: string): string[] {
  return ARABIC_VERBAL.filter(
    (part) => word.startsWith(part) && word.length - part.length >= LEAST_LETTERS,
  ).flatMap((part) => {
    const rest = word.slice(part.length)
    // The seventh, eighth and tenth forms lose an alif in the present: ينسحب is of انسحب.
    return [rest, `ا${rest}`]
  })
}

const ENGLISH_IRREGULAR = new Map(
  Object.entries({
    arise: 'arose arisen',
    be: 'is are was were been am being',
    beat: 'beaten',
    become: 'became',
    begin: 'began begun',
    bleed: 'bled',
    blow: 'blew blown',
    break: 'broke broken',
    bring: 'brought',
    build: 'built',
    burn: 'burnt',
    buy: 'bought',
    catch: 'caught',
    choose: 'chose chosen',
    come: 'came',
    deal: 'dealt',
    die: 'dying died',
    draw: 'drew drawn',
    drive: 'drove driven',
    fall: 'fell fallen',
    feel: 'felt',
    fight: 'fought',
    find: 'found',
    flee: 'fled',
    fly: 'flew flown flies',
    forbid: 'forbade forbidden',
    freeze: 'froze frozen',
    get: 'got gotten',
    give: 'gave given',
    go: 'went gone goes',
    grow: 'grew grown',
    have: 'has had having',
    hear: 'heard',
    hide: 'hid hidden',
    hold: 'held',
    keep: 'kept',
    know: 'knew known',
    lead: 'led',
    leave: 'left',
    lie: 'lying lain',
    lose: 'lost',
    make: 'made',
    meet: 'met',
    overthrow: 'overthrew overthrown',
    pay: 'paid',
    retake: 'retook retaken',
    rise: 'rose risen',
    run: 'ran',
    say: 'said',
    see: 'saw seen',
    seek: 'sought',
    sell: 'sold',
    send: 'sent',
    shake: 'shook shaken',
    shoot: 'shot',
    sink: 'sank sunk',
    speak: 'spoke spoken',
    stand: 'stood',
    steal: 'stole stolen',
    strike: 'struck stricken',
    take: 'took taken',
    tell: 'told',
    think: 'thought',
    throw: 'threw thrown',
    undergo: 'underwent undergone',
    win: 'won',
    withdraw: 'withdrew withdrawn',
    write: 'wrote written',
    man: 'men',
    woman: 'women',
    child: 'children',
    person: 'persons',
  }).flatMap(([base, forms]) => forms.split(' ').map((form) => [form, base] as const)),
)

/** What an English word may be filed under, from itself to its stem: look them up in this order. */
export function englishForms(word: string): string[] {
  const plain = plainEnglish(word)
  const irregular = ENGLISH_IRREGULAR.get(plain)
  if (irregular) return [plain, irregular]
  const forms = new Set([plain])
  const add = (stem: string, ...more: string[]) => {
    if (stem.length < 2) return
    for (const each of [stem, ...more]) forms.add(each)
  }
  if (/ies$/.test(plain)) add(`${plain.slice(0, -3)}y`)
  if (/(?:s|x|z|ch|sh|o)es$/.test(plain)) add(plain.slice(0, -2))
  if (/[^su]s$/.test(plain)) add(plain.slice(0, -1))
  if (/ied$/.test(plain)) add(`${plain.slice(0, -3)}y`)
  for (const ending of ['ed', 'ing', 'ings', 'er', 'ers']) {
    if (!plain.endsWith(ending) || plain.length - ending.length < 3) continue
    const stem = plain.slice(0, -ending.length)
    add(stem, `${stem}e`)
    if (/([^aeiouls])\1$/.test(stem) || /ll$/.test(stem)) add(stem.slice(0, -1))
  }
  return [...forms]
}

/** An English word without the endings of number, tense and agreement. */
export function englishStem(word: string): string {
  const plain = plainEnglish(word)
  const stem = (ENGLISH_IRREGULAR.get(plain) ?? plain)
    .replace(/(?<=[a-z]{2})ies$/, 'y')
    .replace(/(?<=s|x|z|ch|sh)es$/, '')
    .replace(/(?<=[a-z]{2}[^su])s$/, '')
    .replace(/(?<=[a-z]{2})ied$/, 'y')
    .replace(/(?<=[a-z]{3})(?:ed|ing)$/, '')
  return stem.replace(/([^aeiouls])\1$/, '$1').replace(/(?<=[a-z]{3})e$/, '')
}

/** Lower case, no accents, no possessive; British spellings as American ones. */
export function plainEnglish(word: string): string {
  return word
    .toWellFormed()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/['’](?:s|re|ve|ll|d|m)?$/, '')
    .replace(/’/g, "'")
    .replace(/(?<=[a-z]{2})isation(?=s?$)/, 'ization')
    .replace(/(?<=[a-z]{3})is(?=(?:e|ed|es|ing)$)/, 'iz')
    .replace(/(?<=[a-z]{3})our(?=$|s$|ed$|ing$|ite$)/, 'or')
    .replace(/^defence/, 'defense')
    .replace(/(?<=[a-z]t)re(?=s?$)/, 'er')
}
