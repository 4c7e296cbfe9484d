/**
 * Letters that stand for a sound of two Latin letters, or that Unicode does not take apart, in the Latin that
 * a newsroom would type for them.
 */
const LATIN_SPECIALS: Record<string, string> = {
  ş: 'sh',
  š: 'sh',
  ș: 'sh',
  ç: 'ch',
  č: 'ch',
  ž: 'j',
  ǧ: 'j',
  ğ: 'g',
  ḫ: 'kh',
  ẖ: 'kh',
  ġ: 'gh',
  ṯ: 'th',
  ḏ: 'dh',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'dh',
  þ: 'th',
  ı: 'i',
  ə: 'e',
}

/**
 * Longest first: what the letters of a Latin spelling sound like. Capitals are vowels and glides: A front, I, U
 * back, E either A or I, and * any of them.
 */
const LATIN_SOUNDS: [RegExp, string][] = [
  [/^(?:sch|tch|sh|ch)/, 'c'],
  [/^kh/, 'x'],
  [/^(?:dj|gh|zh|g|j)/, 'g'],
  [/^(?:dh|d)/, 'd'],
  [/^(?:th|t)/, 't'],
  [/^(?:ph|f|v)/, 'f'],
  [/^(?:b|p)/, 'b'],
  [/^c(?=[eiy])/, 's'],
  [/^(?:ck|c|k|q)/, 'k'],
  [/^x/, 'ks'],
  [/^a/, 'A'],
  [/^e/, 'E'],
  [/^[iy]/, 'I'],
  [/^[ouw]/, 'U'],
]

/** What Arabic letters (and the Persian ones among them) sound like, in the same alphabet. */
const ARABIC_SOUNDS: Record<string, string> = {
  ب: 'b',
  پ: 'b',
  ت: 't',
  ط: 't',
  ث: 't',
  ج: 'g',
  غ: 'g',
  گ: 'g',
  ژ: 'g',
  ح: 'h',
  ه: 'h',
  ہ: 'h',
  خ: 'x',
  د: 'd',
  ذ: 'd',
  ض: 'd',
  ر: 'r',
  ز: 'z',
  ظ: 'z',
  س: 's',
  ص: 's',
  ش: 'c',
  چ: 'c',
  ف: 'f',
  ڤ: 'f',
  ق: 'k',
  ك: 'k',
  ک: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ا: 'A',
  ٱ: 'A',
  و: 'U',
  ي: 'I',
  ى: 'A',
  ی: 'I',
  ع: '*',
  ء: '*',
  ة: 'A',
}

/** Fewer sounds than this are shared by names that have nothing to do with each other. */
const LEAST_SOUNDS = 2

/**
 * What is left of a name when the things that spellings differ in are taken away: case, accents, vowels,
 * doubled letters, hyphens, the Arabic article, and the script, so that "Hassan Abdel Ghani", "Hassan Abdul
 * Ghany" and حسن عبد الغني agree. A part of a name has a part of its key. Scripts other than Latin and Arabic
 * keep their letters.
 *
 * Different names can share a key (Hassan and Hussein do): `spellingsAgree` tells whether they may be one.
 * '' where too little is left to tell names apart; compare those letter by letter.
 */
export function nameKey(name: string): string {
  const key = syllablesOf(name)
    .map(({ consonant }) => consonant)
    .join('')
  return [...key].length < LEAST_SOUNDS ? '' : key
}

/**
 * Whether two names can be spellings of one: their keys agree, and so do their vowels as far as both write
 * them. Hassan Abdel Ghani and حسن عبد الغني do; Hassan and Hussein, Mohammed and Mahmoud do not.
 */
export function spellingsAgree(one: string, other: string): boolean {
  const key = nameKey(one)
  if (key === '' || key !== nameKey(other)) return false
  const [ones, others] = [syllablesOf(one), syllablesOf(other)]
  const bothIn = (script: RegExp) => script.test(one) && script.test(other)
  if (bothIn(/\p{Script=Arabic}/u)) {
    return ones.every(({ vowels }, at) => sameSet(vowels, others[at]?.vowels ?? ''))
  }
  // An acronym is no spelling of a word with vowels.
  if (bothIn(/\p{Script=Latin}/u) && hasVowels(ones) !== hasVowels(others)) return false
  const isAcrossScripts = !bothIn(/\p{Script=Latin}/u)
  return ones.every(({ vowels }, at) => {
    const theirs = others[at]?.vowels ?? ''
    return vowelsAgree(vowels, theirs) || (isAcrossScripts && isShortU(vowels, theirs))
  })
}

/** The u of Trump, which Arabic writes ترامب. */
function isShortU(one: string, other: string): boolean {
  return (one === 'U' && other === 'A') || (one === 'A' && other === 'U')
}

type Syllable = { vowels: string; consonant: string }

/** Each sounded consonant with the vowels before it; the last has none, only what follows. */
function syllablesOf(name: string): Syllable[] {
  const syllables: Syllable[] = []
  let vowels = ''
  for (const sound of wordsOf(name).map(soundsOf).join('')) {
    if (/[AEIU*]/.test(sound)) {
      vowels += sound
    } else if (sound !== syllables.at(-1)?.consonant) {
      syllables.push({ vowels, consonant: sound })
      vowels = ''
    }
  }
  return [...syllables, { vowels, consonant: '' }]
}

function hasVowels(syllables: Syllable[]): boolean {
  return syllables.some(({ vowels }) => vowels !== '')
}

function sameSet(one: string, other: string): boolean {
  const sorted = (vowels: string) => [...new Set(vowels)].sort().join('')
  return sorted(one) === sorted(other)
}

/** A short vowel may go unwritten, a long one may not. */
function vowelsAgree(one: string, other: string): boolean {
  if (one.includes('*') || other.includes('*')) return true
  if (one === '' || other === '') return (one || other).length < 2
  const spread = (vowels: string) => vowels.replaceAll('E', 'AI')
  return [...spread(one)].some((vowel) => spread(other).includes(vowel))
}

/** The words of a name without articles, in lower case and without marks. */
function wordsOf(name: string): string[] {
  return (
    name
      .toWellFormed()
      .normalize('NFC')
      .toLowerCase()
      // Apostrophes, the signs for ayn and hamza, tatweel and marks of writing direction join what they stand between.
      .replace(/['`´’‘ʻʼʽʾʿˈ\u0640\u00ad\p{Cf}]/gu, '')
      // Only alif without hamza makes the article: ألمانيا has none.
      .replace(/(?<![\p{L}\p{M}])[اٱ]ل(?=\p{L})/gu, '')
      .replace(/(?<![\p{L}\p{M}])عبد[اٱ]ل(?=\p{L})/gu, 'عبد')
      .replace(/[şšșçčžǧğḫẖġṯḏßæœøłđðþıə]/g, (letter) => LATIN_SPECIALS[letter] ?? letter)
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .map((word) => word.replace(/^(?:al|el|ul)$/, '').replace(/^abd[aeiou]l/, 'abd'))
      .filter(Boolean)
  )
}

function soundsOf(word: string): string {
  let sounds = ''
  for (let rest = word; rest !== ''; ) {
    const [letter = ''] = rest
    const latin = LATIN_SOUNDS.find(([spelling]) => spelling.test(rest))
    const length = latin ? (latin[0].exec(rest)?.[0].length ?? 1) : letter.length
    sounds += latin ? latin[1] : (ARABIC_SOUNDS[letter] ?? digitOf(letter) ?? letter)
    rest = rest.slice(length)
  }
  return (
    sounds
      // At a word's end h comes and goes: Jaramana, Jaramanah; Salah is صلاح.
      .replace(/h$/, '')
      // So does the sign for ayn, which Sharaa writes as a vowel and Sharʿ doesn't.
      .replace(/AA$/, 'A')
      // An alif that opens a word bears any vowel: إدلب is Idlib.
      .replace(/^A/, word.startsWith('ا') ? '*' : 'A')
  )
}

/** 0–9 for the digits of the Arabic and Persian keyboards. */
function digitOf(letter: string): string | undefined {
  const code = letter.codePointAt(0) ?? 0
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660)
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0)
  return undefined
}
