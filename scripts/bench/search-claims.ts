/**
 * Claims in English and Arabic whose words are as unevenly spread as words are (Zipf): a few are in most claims, most
 * are in a few. The same every time.
 */
export type Row = {
  proposition: string
  wording: string | null
  language: string
  place: string
  source: number
  said: string
}

const LATIN = [
  'ba',
  'de',
  'ri',
  'mo',
  'ka',
  'lu',
  'te',
  'sho',
  'na',
  'gri',
  'ver',
  'plo',
  'sta',
  'hin',
  'or',
  'cal',
  'fe',
  'dun',
  'mis',
  'tro',
]
const ARABIC = [
  'با',
  'در',
  'ري',
  'مو',
  'كا',
  'لو',
  'تر',
  'شو',
  'نا',
  'جر',
  'فر',
  'بل',
  'ست',
  'هن',
  'ار',
  'كل',
  'في',
  'دن',
  'مس',
  'تر',
]
const KNOWN =
  'army forces government rebels city soldiers withdrawal said killed attack military civilians reports control officials troops border hospital strike town'.split(
    ' ',
  )
const KNOWN_ARABIC =
  'الجيش القوات الحكومة مدينة قتلى هجوم انسحاب جنود معارضة حدود مستشفى قصف سيطرة مدنيين بلدة'.split(
    ' ',
  )
export const PLACES: [string, string][] = [
  ['Damascus', 'دمشق'],
  ['Aleppo', 'حلب'],
  ['Homs', 'حمص'],
  ['Hama', 'حماة'],
  ['Daraa', 'درعا'],
  ['Latakia', 'اللاذقية'],
  ['Raqqa', 'الرقة'],
  ['Idlib', 'إدلب'],
  ['Palmyra', 'تدمر'],
  ['Deir ez-Zor', 'دير الزور'],
  ['Qamishli', 'القامشلي'],
  ['Tartus', 'طرطوس'],
]
export const VOCABULARY = 120_000
export const SOURCES = 2000

export function wordAt(rank: number, isArabic: boolean): string {
  const known = isArabic ? KNOWN_ARABIC : KNOWN
  const word = known[rank]
  if (word) return word
  const syllables = isArabic ? ARABIC : LATIN
  let rest = rank + 400
  let made = ''
  while (rest > 0) {
    made += syllables[rest % 20]
    rest = Math.floor(rest / 20)
  }
  return made
}

export function* claimsToSearch(count: number): Generator<Row> {
  const random = randomFrom(20241208)
  const words = (length: number, isArabic: boolean) =>
    Array.from({ length }, () => wordAt(zipf(random), isArabic)).join(' ')
  for (let at = 0; at < count; at++) {
    const isArabic = random() < 0.3
    const [latin, arabic] = PLACES[Math.floor(random() ** 2 * PLACES.length)] as [string, string]
    const isOwn = random() < 0.5
    yield {
      proposition: `${words(6 + Math.floor(random() * 6), isArabic)} ${isArabic ? `في ${arabic}` : `in ${latin}`} ${words(3, isArabic)}`,
      wording: isOwn ? words(12, isArabic) : null,
      language: isArabic ? 'ar' : 'en',
      place:
        random() < 0.7
          ? isArabic
            ? arabic
            : latin
          : `${wordAt(200 + Math.floor(random() * 3000), false)} ${latin}`,
      source: Math.floor(random() ** 2 * SOURCES),
      said: `2024-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
    }
  }
}

/** A rank of the vocabulary, the first the likeliest. */
export function zipf(random: () => number): number {
  return Math.floor(VOCABULARY ** random()) - 1
}

/** Mulberry32: the same numbers from the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
