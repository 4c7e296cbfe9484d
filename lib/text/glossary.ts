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
  plainWord,
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
    const keys = wordsIn(word).map(plainWord)
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

type Meaning = {
  names: readonly string[]
  kind: ConceptKind
  /** The plain forms that the word may be filed under, from itself to its stem. */
  forms: string[]
  /** Phrases that may begin with it. */
  opens: Phrase[]
}

const meanings = new Map<string, Meaning>()
const REMEMBERED = 20_000

/** A word is looked up as it stands, then ever less of it; what was found is remembered. */
function meaningOf(word: Word): Meaning {
  const remembered = meanings.get(word.text)
  if (remembered) return remembered
  const isArabic = word.script === 'arabic'
  const forms = isArabic ? arabicForms(word.text) : englishForms(word.text)
  const form = forms.find((each) => singles.has(each))
  const known = form === undefined ? undefined : singles.get(form)
  const meaning: Meaning = {
    names: known?.names ?? [isArabic ? arabicStem(word.text) : englishStem(word.text)],
    kind: known?.kind ?? 'word',
    forms,
    opens: forms.flatMap((each) => phrases.get(each) ?? []),
  }
  if (meanings.size >= REMEMBERED) meanings.clear()
  meanings.set(word.text, meaning)
  return meaning
}

/**
 * The concepts of a text in their order: phrases as one, words of no meaning of their own included as they
 * are, so that whoever asks can leave out what it doesn't need. `words` are the text's own, where they are known.
 */
export function conceptsOf(text: string, words: readonly Word[] = wordsIn(text)): Concept[] {
  const read = words.map(meaningOf)
  const concepts: Concept[] = []
  for (let at = 0; at < words.length; ) {
    const [word, meaning] = [words[at], read[at]]
    if (!word || !meaning) break
    const phrase = meaning.opens.find(({ keys }) =>
      keys.every((key, ahead) => ahead === 0 || read[at + ahead]?.forms.includes(key)),
    )
    const length = phrase?.keys.length ?? 1
    concepts.push({
      names: phrase ? [phrase.name] : meaning.names,
      kind: phrase ? phrase.kind : meaning.kind,
      start: word.start,
      end: words[at + length - 1]?.end ?? word.end,
    })
    at += length
  }
  return concepts
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
