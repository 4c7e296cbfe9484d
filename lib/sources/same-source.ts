import { nameKey, spellingsAgree } from '@/lib/sources/name-key'
import { plainWords, readSourceWords } from '@/lib/sources/source-words'

/** Whether two names are of one source: surely, perhaps (one says less than the other), or not. */
export type Sameness = 'same' | 'likely' | 'different'

/**
 * Whether two names, in English or Arabic, are of one person, institution, armed group or outlet. Words may come in
 * any order, a country as noun or adjective, and an institution by its initials: "Syria's defence ministry",
 * "Syrian Ministry of Defense" and وزارة الدفاع السورية are the same, "the defence ministry" likely is.
 */
export function sameSource(one: string, other: string): Sameness {
  const [ones, others] = [nameOf(one), nameOf(other)]
  if (ones.words.length + ones.names.length + ones.rest.length === 0) return 'different'
  if (ones.letters === others.letters) return 'same'
  if (ones.isPerson && others.isPerson) return samePerson(ones, others)
  if (ones.isPerson || others.isPerson) return postOrPerson(ones, others)
  const known = sameInstitution(ones, others)
  return known === 'different' ? (byInitials(one, other) ?? byInitials(other, one) ?? known) : known
}

type Name = {
  letters: string
  /** What tells an institution from others, sorted: defence and ministry. */
  words: string[]
  countries: string[]
  kinds: string[]
  titles: string[]
  /** Runs of words that are in no dictionary. */
  names: string[]
  rest: string[]
  /** A title with a name, or a name that looks like nothing else. */
  isPerson: boolean
}

function nameOf(name: string): Name {
  const read = readSourceWords(name)
  const of = (role: string) =>
    [...new Set(read.filter((word) => word.role === role).map(({ concept }) => concept))].sort()
  const words = of('word')
  const kinds = of('kind')
  const titles = of('title')
  const names = read.filter(({ role }) => role === 'name').map(({ concept }) => concept)
  // Of a person everything but the name is a post.
  const isPerson =
    names.length > 0 &&
    (titles.length > 0 || (words.length === 0 && kinds.length === 0 && hasTwoParts(names)))
  return {
    letters: plainWords(name).join(' '),
    words,
    countries: of('country'),
    kinds,
    titles,
    names,
    rest: read.map(({ concept }) => concept),
    isPerson,
  }
}

function hasTwoParts(names: string[]): boolean {
  return partsOf(names.join(' ')).length > 1
}

/** Their names agree; or the shorter name is the end of the longer, as a family name is. */
function samePerson(one: Name, other: Name): Sameness {
  const [ones, others] = [personalName(one), personalName(other)]
  if (agree(ones, others)) {
    const isSamePost = sameList(one.titles, other.titles) && sameList(one.words, other.words)
    return hasOneWord(ones) && !isSamePost ? 'likely' : 'same'
  }
  const [short, long] = [ones, others]
    .map(partsOf)
    .sort((first, second) => first.length - second.length)
  if (!short || !long || short.length === 0) return 'different'
  if (short.length === long.length) return isMisheard(short, long) ? 'likely' : 'different'
  const familyNames = long.slice(-short.length)
  if (agree(short.join(' '), familyNames.join(' '))) return 'likely'
  const [first = '', last = ''] = [long[0], long.at(-1)]
  // Bashar Hafez al-Assad
  return short.length === 2 && agree(short[0] ?? '', first) && agree(short[1] ?? '', last)
    ? 'likely'
    : 'different'
}

/** All parts agree but one, which the other script writes with another letter: Guterres, غوتيريش. */
function isMisheard(one: string[], other: string[]): boolean {
  if (isArabic(one) === isArabic(other) || one.length < 2) return false
  const unlike = one.flatMap((part, at) =>
    agree(part, other[at] ?? '') ? [] : [[nameKey(part), nameKey(other[at] ?? '')]],
  )
  const [first = '', second = ''] = unlike[0] ?? []
  return (
    unlike.length === 1 &&
    first.length > 3 &&
    first.length === second.length &&
    lettersApart(first, second) === 1
  )
}

function lettersApart(one: string, other: string): number {
  return [...one].filter((letter, at) => letter !== other[at]).length
}

function isArabic(parts: string[]): boolean {
  return parts.some((part) => /\p{Script=Arabic}/u.test(part))
}

/** The run of words with a forename: "rebel commander Hassan Abdel Ghani". */
function personalName({ names }: Name): string {
  return names.find((name) => partsOf(name).length > 1) ?? names.join(' ')
}

function hasOneWord(name: string): boolean {
  return partsOf(name).length < 2
}

/** Parts of a personal name: Abdel Ghani and al-Sharaa are one each. */
function partsOf(name: string): string[] {
  const parts: string[] = []
  let joined = ''
  for (const word of name.split(' ')) {
    if (
      /^(?:abd[aeiu]?l?|abu|abo|ibn|bin|ben|bint|al|el|as|ash|ar|ad|az|an|at|عبد|ابو|ابي|ابا|ابن|بن|بنت|ال)$/.test(
        word,
      )
    ) {
      joined += `${word} `
    } else {
      parts.push(joined + word)
      joined = ''
    }
  }
  return joined ? [...parts, joined.trim()] : parts
}

function agree(one: string, other: string): boolean {
  return one === other || spellingsAgree(one, other)
}

/** "The interior minister" may be whoever is named with that post; nobody is an institution. */
function postOrPerson(one: Name, other: Name): Sameness {
  const [person, post] = one.isPerson ? [one, other] : [other, one]
  if (post.titles.length === 0) {
    // Hassan Abdel Ghani, Abdel Ghani: a name without a title that is short enough to look like anything.
    const isBare =
      post.names.length > 0 && post.words.length + post.kinds.length + post.countries.length === 0
    return isBare ? samePerson(person, post) : 'different'
  }
  const fits = [...post.titles, ...post.words].every(
    (word) => person.titles.includes(word) || person.words.includes(word),
  )
  return fits && countriesOf(one, other) !== 'different' ? 'likely' : 'different'
}

function sameInstitution(one: Name, other: Name): Sameness {
  if (!sameList(one.words, other.words) || !sameList(one.titles, other.titles)) return 'different'
  const [ones, others] = [one.names.join(' '), other.names.join(' ')]
  if (ones !== others && !spellingsAgree(ones, others)) return 'different'
  const isTold = one.words.length + one.names.length + one.titles.length > 0
  const countries = countriesOf(one, other)
  if (!isTold)
    return countries === 'same' && sameList(one.kinds, other.kinds) ? 'same' : 'different'
  if (countries !== 'same') return countries
  // A channel and a newspaper of one name; the agency may go unsaid.
  const clash =
    one.kinds.length > 0 &&
    other.kinds.length > 0 &&
    !one.kinds.some((kind) => other.kinds.includes(kind))
  return clash ? 'likely' : 'same'
}

function countriesOf(one: Name, other: Name): Sameness {
  if (sameList(one.countries, other.countries)) return 'same'
  const [few, many] = [one.countries, other.countries].sort(
    (first, second) => first.length - second.length,
  )
  return few?.every((country) => many?.includes(country)) ? 'likely' : 'different'
}

function sameList(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at])
}

/** SNHR is the Syrian Network for Human Rights; three letters are shared by too many to be sure. */
function byInitials(acronym: string, name: string): Sameness | null {
  const letters = acronym.replace(/\./g, '').replace(/^the /i, '').trim()
  if (!/^[A-Z]{3,7}$/.test(letters)) return null
  const words = name.split(/[^\p{L}\p{M}]+/u).filter((word) => /^\p{Script=Latin}/u.test(word))
  if (words.length < 3) return null
  const initials = (of: string[]) => of.map((word) => word[0]?.toUpperCase() ?? '').join('')
  const telling = words.filter((word) => !/^(?:the|of|for|and|in|on|to|al|el)$/i.test(word))
  const fits = initials(telling) === letters || initials(words) === letters
  return fits ? (letters.length > 3 ? 'same' : 'likely') : null
}
