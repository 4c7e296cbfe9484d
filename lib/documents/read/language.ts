/** Scripts that tell a language by themselves, or nearly. */
const SCRIPTS: [RegExp, string][] = [
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Ethiopic}/gu, 'am'],
]

/** Letters of one language in a script that several share; some of them must be there. */
const LETTERS: Record<string, [RegExp, string][]> = {
  ar: [
    [/[ێۆڕڵ]/g, 'ckb'],
    [/[ٹڈڑےں]/g, 'ur'],
    [/[پچژگیک]/g, 'fa'],
  ],
  ru: [
    [/[іїєґ]/gi, 'uk'],
    [/[ђћџљњј]/gi, 'sr'],
  ],
}

/** Small words that every text of the language is full of. */
const WORDS: Record<string, string> = {
  en: 'the of and to in that is was for it with as his on be at by had not are but from or have an they which were their said has',
  fr: 'le la les de des du et en un une que qui dans pour est sur pas par au avec ce il plus ne se sont',
  de: 'der die das und in den von zu mit ist des dem nicht ein eine auf für sich im auch es an als bei nach',
  es: 'el la los las de del y en que un una es por con para se no su al lo como más pero sus fue ha',
  pt: 'o a os as de do da dos das e em que um uma não para com por se no na ao mais como foi são',
  it: 'il lo la gli le di del della e che un una è per con non in si da al nel alla dei più sono',
  nl: 'de het een en van in is dat op te zijn met voor niet aan er om ook als bij door maar naar dan',
  tr: 've bir bu da de için ile olarak olan çok daha gibi kadar ama ise en sonra göre oldu dedi',
  id: 'yang dan di dari untuk dengan pada ini itu dalam tidak akan adalah oleh ke juga telah atas tersebut',
  pl: 'i w z na do nie się że jest to o jak po za od przez ale dla są był tym który jego',
  sv: 'och att det som en på är av för med den till i har de inte om ett var men sig från',
  da: 'og det at en på er af for med til i har de ikke om et var den som der fra blev',
  no: 'og det at en som på er av for med til i har de ikke om et var men seg fra å',
}
const LANGUAGES = Object.entries(WORDS).map(([tag, words]) => ({
  tag,
  words: new Set(words.split(' ')),
}))

/** The language of a text as a BCP 47 tag, by its script and its small words; `und` when neither tells. */
export function guessLanguage(text: string): string {
  const sample = text.slice(0, 20_000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return 'und'
  for (const [script, tag] of SCRIPTS) {
    const count = sample.match(script)?.length ?? 0
    // Japanese is told by a fair share of kana among its characters.
    if (count < letters * (tag === 'ja' ? 0.15 : 0.4)) continue
    const own = LETTERS[tag]?.find(
      ([pattern]) => (sample.match(pattern)?.length ?? 0) > count / 100,
    )
    return own?.[1] ?? tag
  }
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? []
  const scores = LANGUAGES.map(({ tag, words: known }) => ({
    tag,
    score: words.filter((word) => known.has(word)).length,
  })).sort((a, b) => b.score - a.score)
  const [best] = scores
  return best && best.score >= Math.max(2, words.length * 0.08) ? best.tag : 'und'
}

/**
 * The language of a page's text: what the page declares, unless the text is plainly in another. A language that we could
 * not tell ourselves is believed.
 */
export function settleLanguage(declared: string | null, text: string): string {
  const tag = canonicalTag(declared)
  const guess = guessLanguage(text)
  if (tag === null) return guess
  const [primary = ''] = tag.split('-')
  const known = { nb: 'no', nn: 'no' }[primary] ?? primary
  const couldBeTold =
    known in WORDS ||
    SCRIPTS.some(([, each]) => each === known) ||
    /^(?:fa|ur|ckb|uk|sr)$/.test(known)
  return guess === 'und' || guess === known || !couldBeTold ? tag : guess
}

function canonicalTag(declared: string | null): string | null {
  try {
    return Intl.getCanonicalLocales(declared?.trim().replace(/_/g, '-') || undefined)[0] ?? null
  } catch {
    return null
  }
}
