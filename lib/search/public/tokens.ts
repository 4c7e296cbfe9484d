/** What separates words: that of the SQL function search_tokens(), to which a test holds it. */
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: controls separate words, too.
// biome-ignore-start lint/suspicious/noMisleadingCharacterClass: variation selectors do, wherever they stand.
const BETWEEN =
  /[\u0001- !-/:-@[-`{-\u00bf\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u2bff\u2e00-\u2e7f\u3000-\u303f\ufe00-\ufe0f\u{1f000}-\u{1faff}]+/u
// biome-ignore-end lint/suspicious/noMisleadingCharacterClass: variation selectors do, wherever they stand.
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: controls separate words, too.
const UNSEEN =
  /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'\u2018\u2019\u02bb-\u02bf`]/g
const LONGEST_WORD = 40

/** Text as a searcher means it: the SQL function fold_text() in TypeScript. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .toLowerCase()
    .replace(/[ىةٱ]/g, (letter) => (letter === 'ى' ? 'ي' : letter === 'ة' ? 'ه' : 'ا'))
    .replace(/[\s\u00a0\u2010-\u2015-]+/g, ' ')
    .replace(/^ +| +$/g, '')
}

/** The words of a text as they are indexed, in their order. */
export function tokensOf(text: string): string[] {
  const before = known.get(text)
  if (before) return before
  const words = cut(text)
  if (known.size > MOST_KNOWN) known.clear()
  if (text.length <= LONGEST_KNOWN) known.set(text, words)
  return words
}

/** The names and propositions that are compared are the same again and again. */
const known = new Map<string, string[]>()
const MOST_KNOWN = 10_000
const LONGEST_KNOWN = 500

/** Most texts have no letter that needs more than this, and a search cuts a hundred of them. */
const PLAIN = /^[ -~\u0621-\u063a\u0641-\u064a]*$/
const BETWEEN_PLAIN = /[ -/:-@[-`{-~]+/
const BARE: Record<string, string> = {
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ؤ: 'و',
  ئ: 'ي',
  ى: 'ي',
  ة: 'ه',
}

function cutPlain(text: string): string[] {
  let line = text.toLowerCase()
  if (line.includes("'") || line.includes('`')) {
    line = line.replace(/([\p{L}\p{N}])'s(?![\p{L}\p{N}_])/gu, '$1').replace(/['`]/g, '')
  }
  if (line.includes(',')) line = line.replace(/(\d),(?=\d{3})/g, '$1')
  if (line.includes('abd')) line = line.replace(/(?<![a-z0-9_])(abd[aeu]l)(?=[a-z]{3})/g, '$1 ')
  line = line.replace(/[آأإؤئىة]/g, (letter) => BARE[letter] ?? letter)
  if (line.includes('عبدال')) {
    line = line.replace(/(?<![\p{L}\p{N}_])عبد(?=ال..)/gu, 'عبد ')
  }
  return line
    .split(BETWEEN_PLAIN)
    .filter(Boolean)
    .map((word) => (word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD) : word))
}

function cut(text: string): string[] {
  if (PLAIN.test(text)) return cutPlain(text)
  return foldText(
    asciiDigits(text)
      .replace(/([\p{L}\p{N}])['\u2019]s(?![\p{L}\p{N}_])/giu, '$1')
      .replace(/(\d),(?=\d{3})/g, '$1'),
  )
    .replace(/(?<![\p{L}\p{N}_])(abd[aeu]l)(?=[a-z]{3})/gu, '$1 ')
    .replace(/(?<![\p{L}\p{N}_])عبد(?=ال..)/gu, 'عبد ')
    .split(BETWEEN)
    .filter(Boolean)
    .map((word) => [...word].slice(0, LONGEST_WORD).join(''))
}

function asciiDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹٬٫]/g, (digit) => {
    if (digit === '٬') return ','
    if (digit === '٫') return '.'
    const code = digit.charCodeAt(0)
    return String(code >= 0x6f0 ? code - 0x6f0 : code - 0x660)
  })
}
