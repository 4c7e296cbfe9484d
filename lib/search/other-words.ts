import { synonyms } from '@/lib/search/synonyms'
import { translations } from '@/lib/text/glossary'
import { englishForms, type Word, wordsIn } from '@/lib/text/stems'

/** What another word counts for beside the writer's own. */
const SHARE = { synonym: 0.65, sameConcept: 0.4, translation: 0.8, initials: 0.8 }
/** Of one word; the glossary's concepts have dozens. */
const MOST_OF_ONE = 12
/** Of a whole text. */
const MOST = 240

/** Another word for one of a text's own, and how much of that one's weight it carries, 0 to 1. */
export type OtherWord = { of: string; is: string; share: number }

const groups = new Map<string, Set<string>>()
for (const line of synonyms.trim().split('\n')) {
  const words = line.split(' ')
  for (const word of words) {
    const known = groups.get(word) ?? new Set()
    for (const other of words) if (other !== word) known.add(other)
    groups.set(word, known)
  }
}

/** What the words of `text` are also called, in its own language and in the other: for finding claims by them. */
export function otherWordsOf(text: string): OtherWord[] {
  const found: OtherWord[] = []
  const seen = new Set<string>()
  for (const word of wordsIn(text)) {
    const of = word.text.toLowerCase()
    if (seen.has(of) || of.length < 2) continue
    seen.add(of)
    const others = new Map<string, number>()
    for (const { is, share } of othersOf(word)) {
      if (!is.includes(' ') && is !== of && !others.has(is)) others.set(is, share)
    }
    for (const [is, share] of [...others].slice(0, MOST_OF_ONE)) found.push({ of, is, share })
    if (found.length >= MOST) break
  }
  return [...found, ...initialsOf(text)].slice(0, MOST)
}

/** Names of three to five words by their initials: NRA for "National Rifle Association", SOHR without its "for". */
function initialsOf(text: string): OtherWord[] {
  const names = text.matchAll(
    /\b[A-Z][A-Za-z'’]*(?:[ -](?:(?:of|for|the|and|al)[ -]){0,2}[A-Z][A-Za-z'’]*){2,11}/g,
  )
  return [...names].flatMap(([name]) => {
    const words = name.split(/[ -]/).filter((word) => /^[A-Z]/.test(word))
    return words.flatMap((of, first) =>
      [3, 4, 5].flatMap((length) => {
        const run = words.slice(first, first + length)
        const is = run.map(([initial]) => initial).join('')
        return run.length === length
          ? [{ of: of.toLowerCase(), is: is.toLowerCase(), share: SHARE.initials }]
          : []
      }),
    )
  })
}

function othersOf(word: Word): Omit<OtherWord, 'of'>[] {
  const share = (words: string[], each: number) => words.map((is) => ({ is, share: each }))
  if (word.script === 'arabic') {
    return [
      ...share(translations(word.text, 'ar'), SHARE.translation),
      ...share(translations(word.text, 'en'), SHARE.sameConcept),
    ]
  }
  const key = englishForms(word.text).find((form) => groups.has(form))
  return [
    ...share(key ? [...(groups.get(key) ?? [])] : [], SHARE.synonym),
    ...share(translations(word.text, 'ar'), SHARE.sameConcept),
    ...share(translations(word.text, 'en').slice(0, 4), SHARE.translation),
  ]
}
