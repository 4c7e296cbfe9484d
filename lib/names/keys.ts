import { genericOf, likewiseOf } from './generic'

/** Texts of at most this many words are taken for names: two words of one may be written as one. */
const MOST_WORDS_OF_A_NAME = 6
const LONGEST_KEY = 24

// The steps below are those of the SQL function name_keys, one by one and in its order; a test holds the two together.

/** Apostrophes, marks, tatweel and marks of writing direction join what they stand between. */
const JOINERS =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the marks are meant one by one
  /['`\u00ad\u00b4\u02b0-\u02ff\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2018\u2019\u201b\u2032\u202a-\u202e\u2060-\u2069\ufeff]+/g
const SEPARATORS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no name has one
  /[\u0001-/:-@[-`{-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u206f\u3000-\u303f]+/g

/** Small letters that Unicode does not take apart as a newsroom would; capitals stand for sounds, see LATIN. */
const SPECIALS = 'čšșžǧğġḫẖṯḏđðþłøœæßıəñς'
const SPECIAL_SOUNDS = 'CCCGGGGXXTDDDTlooesienσ'

/** What Arabic letters sound like, the Persian, Urdu and Kurdish ones among them; those that are vowels stay as they are. */
const ARABIC = 'بپتطثجغگژحهخدذضرزظسصشچفڤقكکگلمنھہڕڵٹڈڑںڭة٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹'
const ARABIC_SOUNDS = 'BBTTTGGGGHHXDDDRSSSSCCFFKKKGLMNHHRLTDRNNو01234567890123456789'

/** Spellings of one sound, longest first. */
const LATIN: [string, string][] = [
  ['tsch', 'C'],
  ['sch', 'C'],
  ['tch', 'C'],
  ['sh', 'C'],
  ['ch', 'C'],
  ['kh', 'X'],
  ['dj', 'G'],
  ['gh', 'G'],
  ['zh', 'G'],
  ['dh', 'D'],
  ['th', 'T'],
  ['ph', 'F'],
  ['ce', 'S'],
  ['ci', 'S'],
  ['cy', 'S'],
  ['x', 'KS'],
]
const LETTERS = 'bpfvtdszqkcgjlmnr'
const SOUNDS = 'BBFFTDSSKKKGGLMNR'

/**
 * Keys of the words of a text: what is left of each when the things that spellings differ in are taken away, which are
 * case, accents, vowels, doubled letters, the article and the script. Homs, Hims and حمص have one, and so have Deir
 * ez-Zor and دير الزور. A name has the keys of two neighbouring words as one as well: نيويورك is New York.
 *
 * Different names share keys; `nameLikeness` tells which is meant.
 */
export function nameKeys(text: string): string[] {
  return [...new Set(keysOf(tokensOf(text)))]
}

/**
 * For each telling word of a query the keys under which a spelling of it may be stored, then the same for neighbouring words
 * taken as one. The first of a row is the word's own key.
 */
export function soughtKeys(query: string): string[][] {
  const all = wordsOf(query)
  const telling = all.filter((word) => !genericOf(word))
  // الشمالية الغربية is North West, of which no word is spelt alike.
  const words = telling.length > 0 ? telling : [...all, ...all.flatMap(likewiseOf)]
  const pairs =
    all.length > 1 && all.length <= MOST_WORDS_OF_A_NAME
      ? [
          ...all.slice(1).map((word, at) => (all[at] ?? '') + word),
          all.join(''),
          telling.join(''),
        ].filter(Boolean)
      : []
  // الاسكا is Alaska, whose al is no article.
  const unstripped = (word: string) => (query.includes(`ل${word.slice(0, 2)}`) ? [`ل${word}`] : [])
  return [...new Set([...words, ...pairs])]
    .map((word) => [
      ...new Set([...spellingsOfWord(word), ...unstripped(word)].flatMap((each) => keysOf([each]))),
    ])
    .filter((row) => row.length > 0)
}

/** A key and what is left of it when any one sound is taken out: keys one sound apart have one of these in common. */
export function nearKeys(key: string): string[] {
  if (key.length < 3) return [key]
  return [...new Set([key, ...[...key].map((_, at) => key.slice(0, at) + key.slice(at + 1))])]
}

/** The words of a name in small letters, without marks and articles. */
export function wordsOf(text: string): string[] {
  let line = PLAIN.test(text)
    ? text.toLowerCase().replace(/[أإآؤئ]/g, (letter) => BARE[letter] ?? letter)
    : withoutMarks(text)
  line = ` ${line.trim().replace(/ +/g, '  ')} `
  return line
    .replace(/ (?:al|el|ul|il) (?= \S)/g, '')
    .replace(/ [aeiou]([snrdztlcŞ]|sh|th|dh|ch) {2}(\1)/g, ' $2')
    .replace(/ abd[aeiou]l?(?= |[b-df-hj-np-tv-z][a-z]{2})/g, ' abd')
    .replace(/ عبد[اٱ]ل(?=\S{2})/g, ' عبد')
    .replace(/ [اٱ]ل (?= \S)/g, '')
    .replace(/ [اٱ]ل(?=\S{2})/g, ' ')
    .split(' ')
    .filter(Boolean)
}

/** Most names have no letter that needs more than this, which is worth a second when the places are read. */
const PLAIN = /^[A-Za-z\u0621-\u063a\u0641-\u064a ]*$/
const BARE: Record<string, string> = { أ: 'ا', إ: 'ا', آ: 'ا', ؤ: 'و', ئ: 'ي' }

function withoutMarks(text: string): string {
  return (
    text
      .toWellFormed()
      .normalize('NFC')
      .toLowerCase()
      .replace(
        /[čšșžǧğġḫẖṯḏđðþłøœæßıəñς]/g,
        (letter) => SPECIAL_SOUNDS[SPECIALS.indexOf(letter)] ?? '',
      )
      // The cedilla is lost with the other marks; ş and ç are read twice, see tokensOf.
      .replace(/ş/g, 'Ş')
      .replace(/ç/g, 'Ç')
      .normalize('NFKD')
      .replace(/S\u0327/g, 'Ş')
      .replace(/C\u0327/g, 'Ç')
      .replace(JOINERS, '')
      .replace(SEPARATORS, ' ')
  )
}

function tokensOf(text: string): string[] {
  const words = wordsOf(text)
  const tokens =
    words.length > 1 && words.length <= MOST_WORDS_OF_A_NAME
      ? [...words, ...words.slice(1).map((word, at) => (words[at] ?? '') + word), words.join('')]
      : words
  // Clitics in running text: بدمشق is in Damascus, والجيش and the army.
  return words.length > MOST_WORDS_OF_A_NAME
    ? tokens.flatMap((word) => {
        const bare = word.replace(/^[وف]?[بلك]?(?:[اٱ]?ل)?(?=[\u0621-\u064a]{3})/, '')
        return bare === word || !/^[وفبلك]/.test(word) ? [word] : [word, bare]
      })
    : tokens
}

function keysOf(tokens: string[]): string[] {
  let line = ` ${tokens.join('  ')} `
  if (/[ŞÇ]/.test(line)) {
    line = line.replace(/Ş/g, 's').replace(/Ç/g, 's') + line.replace(/[ŞÇ]/g, 'C')
  }
  line = line
    .replace(/[بپتطةثجغگژحهخدذضرزظسصشچفڤقكکگلمنھہڕڵٹڈڑںڭ٠-٩۰-۹]/g, (letter) => {
      return ARABIC_SOUNDS[ARABIC.indexOf(letter)] ?? ''
    })
    .replace(/([b-df-hj-np-tvxz])\1+/g, '$1')
  for (const [letters, sound] of LATIN) line = line.replaceAll(letters, sound)
  line = line
    .replace(/ (?:ou(?=[aeiouy])|w|و)/g, ' W')
    .replace(/ (?:y|ي|ی)/g, ' Y')
    .replace(/ [hH]/g, ' J')
    .replace(/[aeiouywhHاٱويىیعءۆۇێەۈۋےئؤأإآ]+/g, '')
  return line
    .split(' ')
    .map((word) =>
      word
        .replace(/[bpfvtdszqkcgjlmnr]/g, (letter) => SOUNDS[LETTERS.indexOf(letter)] ?? '')
        .replace(/J/g, 'H')
        .replace(/C/g, 'S')
        .replace(/([A-Z])\1+/g, '$1')
        .slice(0, LONGEST_KEY)
        .toLowerCase(),
    )
    .filter(Boolean)
}

/** A word in the other spellings that its letters allow, itself first; at most two changes at once. */
function spellingsOfWord(word: string): string[] {
  let spellings = [word]
  for (const [pattern, ...others] of OTHER_READINGS) {
    if (!pattern.test(word)) continue
    spellings = spellings.concat(
      spellings.flatMap((each) => others.map((other) => each.replace(pattern, other))),
    )
    if (spellings.length > 24) break
  }
  return spellings.slice(0, 25)
}

/** What a letter may be in another spelling, besides what its key says. */
const OTHER_READINGS: [RegExp, ...string[]][] = [
  // The article may be written on to a name, and names begin like it: Albukamal, البوكمال.
  [/^[ae]l(?=[a-z]{3})/, ''],
  [/ة$/, 'ت'],
  [/(?<=[a-z]{2}[aei])t$/, ''],
  [/(?<=[a-z]{2}[ae])h$/, 'ت'],
  [/^g/, 'q'],
  [/^ق/, 'ج'],
  [/ظ/, 'د'],
  [/ذ/, 'ز'],
  [/dh/, 'z'],
  [/ث/, 'س'],
  [/th/, 's'],
  [/ج/, 'ش'],
  [/(?<!s)ch/, 'k', 'kh', 'tsh'],
  [/تش/, 'ش', 'ك'],
  [/تس/, 'س'],
  [/(?<=.)ف(?=.)/, 'و'],
  [/C/, 'tC'],
  [/خ/, 'ج', 'ك', 'ش'],
  [/j|g(?=[ei])/, 'kh', 'y'],
  [/(?<=.)w(?=[aeiou])/, 'v'],
  [/^w|w$/, 'v'],
  [/sz/, 'sh', 's'],
  [/rz/, 'zh'],
  [/cz/, 'ch'],
  [/gn/, 'n'],
  [/دج/, 'ج'],
  [/^و/, 'ف'],
  [/^v/, 'w'],
  [/v/, 'b'],
  [/ts|tz/, 's'],
  [/gh/, ''],
  [/z/, 'ts'],
  [/c(?=[eiy])/, 'ch', 'ts'],
  [/ll/, 'y'],
  [/x/, 'sh', 's', 'kh'],
]
