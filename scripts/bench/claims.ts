/**
 * Claims of a conflict that never was: a hundred thousand of them differ in who, what, where, when and how many, and
 * share those words as the claims of one running story do. The same every time.
 */

export const PLACES = syllabic(
  ['Al', 'Bar', 'Dei', 'Far', 'Ham', 'Jar', 'Kaf', 'Man', 'Qal', 'Sar', 'Tal', 'Zab'],
  ['a', 'amra', 'bin', 'diya', 'mana', 'ra', 'raya', 'sur', 'tin', 'wan', 'zour', 'qa'],
  ['', ' East', ' al-Gharbi', 'bad'],
)
export const GROUPS = syllabic(
  ['Northern', 'Southern', 'United', 'Free', 'Popular', 'National', 'Desert', 'Mountain'],
  [' Front', ' Brigades', ' Shield', ' Guard', ' Council', ' Army', ' Movement'],
  ['', ' of Liberation', ' for Unity'],
)
export const NAMES = syllabic(
  ['Kar', 'Nad', 'Sam', 'Yus', 'Ras', 'Lay', 'Tar', 'Mun', 'Hik', 'Dal'],
  ['im', 'ir', 'uf', 'han', 'la', 'iq', 'met'],
  [' Haddad', ' Nasrawi', ' Othman', ' Qabbara', ' Shami', ' Tawil', ' Zaydan', ' Barazi'],
)
const THINGS = [
  'bridge',
  'hospital',
  'airbase',
  'power station',
  'grain silo',
  'refinery',
  'checkpoint',
  'convoy',
  'mosque',
  'school',
  'dam',
  'railway depot',
  'market',
  'water plant',
  'barracks',
  'radio mast',
  'aid warehouse',
  'border crossing',
  'prison',
  'port',
]
const SAYINGS: ((one: Draw) => string)[] = [
  (one) => `${one.group} fighters captured the ${one.thing} at ${one.place} on ${one.day}.`,
  (one) =>
    `At least ${one.count} civilians were killed when shells hit a ${one.thing} in ${one.place}.`,
  (one) =>
    `${one.name} ordered ${one.count} soldiers to withdraw from positions around ${one.place}.`,
  (one) => `Government aircraft bombed the ${one.thing} near ${one.place} for ${one.count} days.`,
  (one) => `A drone strike on ${one.place} destroyed a ${one.thing} belonging to the ${one.group}.`,
  (one) =>
    `${one.count} families fled ${one.place} after the ${one.group} cut the road to the ${one.thing}.`,
  (one) =>
    `The ${one.group} agreed to a ceasefire with ${one.name} around ${one.place} until ${one.day}.`,
  (one) =>
    `Residents of ${one.place} have had no water for ${one.count} days since the ${one.thing} was hit.`,
  (one) =>
    `A video shows ${one.name} surrendering to the ${one.group} beside a burning ${one.thing}.`,
  (one) =>
    `${one.name} denied that ${one.count} prisoners had escaped from the ${one.thing} in ${one.place}.`,
  (one) =>
    `Foreign advisers left the ${one.thing} at ${one.place} in ${one.count} trucks on ${one.day}.`,
  (one) =>
    `Chlorine was used against the ${one.group} during fighting for the ${one.thing} of ${one.place}.`,
  (one) =>
    `The ${one.group} paid ${one.count} thousand dollars to ${one.name} for the release of aid workers.`,
  (one) =>
    `${one.count} tonnes of wheat were stolen from a ${one.thing} in ${one.place} by the ${one.group}.`,
]
/** What is put for what in another's account of the same. */
const REWORDED: [RegExp, string][] = [
  [/\bcaptured\b/, 'seized'],
  [/\bcivilians were killed\b/, 'residents died'],
  [/\bsoldiers\b/, 'troops'],
  [/\bwithdraw from\b/, 'pull out of'],
  [/\bbombed\b/, 'carried out air raids on'],
  [/\bdestroyed\b/, 'wrecked'],
  [/\bfled\b/, 'had to flee'],
  [/\bagreed to a ceasefire\b/, 'accepted a truce'],
  [/\bhave had no water\b/, 'are without water'],
  [/\bA video shows\b/, 'Footage appears to show'],
  [/\bdenied that\b/, 'rejected reports that'],
  [/\bForeign advisers left\b/, 'Advisers from abroad drove away from'],
  [/\bwas used against\b/, 'was dropped on'],
  [/\bpaid\b/, 'handed over'],
  [/\bwere stolen from\b/, 'disappeared from'],
]

type Draw = {
  place: string
  group: string
  name: string
  thing: string
  count: number
  day: string
}

export type Asked = { kind: 'tweet' | 'sentence' | 'paragraph'; text: string; row: number }

export function claimsOfNowhere(count: number): { claim: string; title: string }[] {
  const random = randomFrom(20241207)
  return Array.from({ length: count }, () => {
    const one = draw(random)
    const say = pick(random, SAYINGS)
    return {
      claim: say(one),
      title: `${pick(random, ['What we know about', 'Claims and denials over', 'Fighting near', 'Report:'])} ${one.place}, ${one.day}`,
    }
  })
}

/** Accounts of claims among `claims`, each reworded, in three lengths. */
export function askedAbout(claims: { claim: string }[], count: number): Asked[] {
  const random = randomFrom(7)
  return Array.from({ length: count }, (_, at) => {
    const row = Math.floor(random() * claims.length)
    const said = REWORDED.reduce(
      (text, [from, to]) => text.replace(from, to),
      claims[row]?.claim ?? '',
    )
    const kind = (['tweet', 'sentence', 'paragraph'] as const)[at % 3] ?? 'tweet'
    const text = {
      sentence: said,
      tweet: `BREAKING: ${said.replace(/\.$/, '')}, sources tell us 🚨 #${draw(random).place.replace(/\W/g, '')}News https://example.org/${at} @${draw(random).name.replace(/\W/g, '')}`,
      paragraph: `In a statement read out on state radio in the evening, an official addressed the events of the day. ${said} The account could not be independently confirmed, and telephone lines to the area were down for most of the night. Aid agencies appealed for access, and shops stayed shut in the capital, where people queued for bread and fuel. Talks are expected to resume next week, diplomats said.`,
    }[kind]
    return { kind, text, row }
  })
}

function draw(random: () => number): Draw {
  return {
    // As in the news: a few places and people are in most of it.
    place: pickSkewed(random, PLACES),
    group: pickSkewed(random, GROUPS),
    name: pickSkewed(random, NAMES),
    thing: pick(random, THINGS),
    count: Math.floor(random() ** 2 * 900) + 2,
    day: `${1 + Math.floor(random() * 28)} ${pick(random, ['January', 'March', 'May', 'July', 'October', 'December'])}`,
  }
}

export function pick<T>(random: () => number, from: T[]): T {
  return from[Math.floor(random() * from.length)] as T
}

export function pickSkewed<T>(random: () => number, from: T[]): T {
  return from[Math.floor(random() ** 2 * from.length)] as T
}

function syllabic(...parts: string[][]): string[] {
  return parts.reduce(
    (words, part) => words.flatMap((word) => part.map((each) => word + each)),
    [''],
  )
}

/** Mulberry32: the same numbers from the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
