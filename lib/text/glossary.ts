import { actors } from '@/lib/text/glossary/actors'
import { acts } from '@/lib/text/glossary/acts'
import { places } from '@/lib/text/glossary/places'
import { things } from '@/lib/text/glossary/things'
import { times } from '@/lib/text/glossary/times'
import {
  arabicForms,
  arabicStem,
  englishForms,
  englishStem,
  plainArabic,
  plainEnglish,
  type Word,
  wordsIn,
} from '@/lib/text/stems'

export type ConceptKind = 'act' | 'actor' | 'thing' | 'place' | 'time' | 'word'

/**
 * What a word or a phrase of a text means, whatever the language: `withdraw` for "pulled out" and for انسحبت.
 * A word that the glossary doesn't know is a concept of its own, of kind `word`: its stem. `[start, end)` are
 * UTF-16 indices of the text.
 */
export type Concept = {
  /** More than one where the word has senses: "fell" is `fall` and `drop`. */
  names: readonly string[]
  kind: ConceptKind
  start: number
  end: number
}

type Entry = { name: string; kind: ConceptKind; en: string[]; ar: string[] }
type Phrase = { keys: string[]; name: string; kind: ConceptKind }

const ENTRIES: Entry[] = [
  ...entriesOf(acts, 'act'),
  ...entriesOf(actors, 'actor'),
  ...entriesOf(things, 'thing'),
  ...entriesOf(places, 'place'),
  ...entriesOf(times, 'time'),
]

function entriesOf(lines: string, kind: ConceptKind): Entry[] {
  return lines
    .split('\n')
    .filter((line) => line.includes('|'))
    .map((line) => {
      const [name = '', en = '', ar = ''] = line.split('|').map((part) => part.trim())
      const list = (part: string) => part.split(',').map((word) => word.trim())
      return { name, kind, en: list(en), ar: list(ar) }
    })
}

/** What single words mean, by their plain form. */
const singles = new Map<string, { names: string[]; kind: ConceptKind }>()
/** Phrases of two words and more by the plain form of their first, longest first. */
const phrases = new Map<string, Phrase[]>()
/** The words of both languages by concept. */
const byName = new Map<string, Entry>()

for (const entry of ENTRIES) {
  byName.set(entry.name, entry)
  for (const word of [...entry.en, ...entry.ar]) {
    const keys = wordsIn(word).map(plainOf)
    const [first] = keys
    if (first === undefined) continue
    if (keys.length > 1) {
      phrases.set(first, [
        ...(phrases.get(first) ?? []),
        { keys, name: entry.name, kind: entry.kind },
      ])
      continue
    }
    const known = singles.get(first)
    if (!known) singles.set(first, { names: [entry.name], kind: entry.kind })
    else if (!known.names.includes(entry.name)) known.names.push(entry.name)
  }
}
for (const list of phrases.values()) list.sort((one, other) => other.keys.length - one.keys.length)

function plainOf(word: Word): string {
  return word.script === 'arabic' ? plainArabic(word.text) : plainEnglish(word.text)
}

/** Phrases are looked up first, then the word as it stands, then ever less of it. */
const known = new Map<string, string[]>()
const REMEMBERED = 20_000

/** The plain forms a word may be filed under, from itself to its stem. */
function formsOf(word: Word): string[] {
  const remembered = known.get(word.text)
  if (remembered) return remembered
  const forms = word.script === 'arabic' ? arabicForms(word.text) : englishForms(word.text)
  if (known.size >= REMEMBERED) known.clear()
  known.set(word.text, forms)
  return forms
}

/**
 * The concepts of a text in their order: phrases as one, words of no meaning of their own included as they
 * are, so that whoever asks can leave out what it doesn't need.
 */
export function conceptsOf(text: string): Concept[] {
  const words = wordsIn(text)
  const concepts: Concept[] = []
  for (let at = 0; at < words.length; ) {
    const word = words[at]
    if (!word) break
    const phrase = phraseAt(words, at)
    const last = words[at + (phrase?.keys.length ?? 1) - 1] ?? word
    const { start } = word
    const { end } = last
    if (phrase) concepts.push({ names: [phrase.name], kind: phrase.kind, start, end })
    else concepts.push({ ...meaningOf(word), start, end })
    at += phrase?.keys.length ?? 1
  }
  return concepts
}

function phraseAt(words: Word[], at: number): Phrase | undefined {
  const word = words[at]
  if (!word) return undefined
  for (const form of formsOf(word)) {
    const found = phrases.get(form)?.find(({ keys }) =>
      keys.every((key, ahead) => {
        const next = words[at + ahead]
        return ahead === 0 || (next !== undefined && formsOf(next).includes(key))
      }),
    )
    if (found) return found
  }
  return undefined
}

function meaningOf(word: Word): { names: readonly string[]; kind: ConceptKind } {
  for (const form of formsOf(word)) {
    const meaning = singles.get(form)
    if (meaning) return meaning
  }
  const stem = word.script === 'arabic' ? arabicStem(word.text) : englishStem(word.text)
  return { names: [stem], kind: 'word' }
}

/**
 * What a word or phrase is in the other language, as the glossary has it, the usual word first; none where it
 * doesn't know. At most twelve.
 */
export function translations(word: string, from: 'en' | 'ar'): string[] {
  const names = conceptsOf(word.slice(0, 100))
    .filter(({ kind }) => kind !== 'word')
    .flatMap((concept) => concept.names)
  const words = names.flatMap((name) => byName.get(name)?.[from === 'en' ? 'ar' : 'en'] ?? [])
  return [...new Set(words)].slice(0, 12)
}
