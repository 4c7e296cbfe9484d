import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Reading, readText } from '../../lib/intake/english/reading'

/** What annotators marked: tokens by number, in order. `anchor` is the one cue token that stands for the cue. */
export type Gold = { anchor: number; cue: number[]; source: number[]; content: number[] }
export type Article = { name: string; reading: Reading; gold: Gold[] }

/** Reads PolNeAR's standoff annotations, of each article those of its first annotator. */
export function readCorpus(folder: string, read = readText): Article[] {
  const articles: Article[] = []
  const seen = new Set<string>()
  for (const file of readdirSync(path.join(folder, 'attributions')).sort()) {
    const name = file.replace(/_[0-9a-z]{4}\.ann$/, '.txt')
    if (seen.has(name)) continue
    seen.add(name)
    const text = readFileSync(path.join(folder, 'text', name), 'utf8')
    const reading = read(text)
    const gold = readAnnotations(
      readFileSync(path.join(folder, 'attributions', file), 'utf8'),
      reading,
    )
    articles.push({ name, reading, gold })
  }
  return articles
}

function readAnnotations(lines: string, reading: Reading): Gold[] {
  const { text, start, end } = reading.tokens
  // Offsets are in code points; ours in UTF-16 units.
  const units = [0]
  for (const character of text) units.push((units.at(-1) ?? 0) + character.length)
  const spans = new Map<string, [number, number][]>()
  const found: Gold[] = []
  const tokensIn = (ranges: [number, number][]) => {
    const tokens = new Set<number>()
    for (const [from, to] of ranges) {
      for (let i = firstEndingAfter(end, from); i < reading.count && (start[i] ?? 0) < to; i++)
        tokens.add(i)
    }
    return [...tokens].sort((a, b) => a - b)
  }
  for (const line of lines.split('\n')) {
    const [id, body] = line.split('\t')
    if (!id || body === undefined) continue
    if (id.startsWith('T')) {
      const ranges = body.slice(body.indexOf(' ') + 1).split(';')
      spans.set(
        id,
        ranges.map((range) => {
          const [from = 0, to = 0] = range
            .split(' ')
            .map((each) => units[Number(each)] ?? text.length)
          return [from, to]
        }),
      )
    } else if (id.startsWith('E')) {
      const parts = body
        .trim()
        .split(/\s+/)
        .map((each) => each.split(':'))
      const role = (wanted: string) =>
        tokensIn(
          parts
            .filter(([name]) => name?.replace(/\d+$/, '') === wanted)
            .flatMap(([, target]) => spans.get(target ?? '') ?? []),
        )
      const content = role('Content')
      const cue = role('Cue')
      if (content.length > 0 && cue.length > 0) {
        found.push({ anchor: -1, cue, source: role('Source'), content })
      }
    }
  }
  return found
}

function firstEndingAfter(end: Int32Array, at: number): number {
  let low = 0
  let high = end.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((end[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Chooses each cue's anchor: of its tokens, the one whose word is most often part of a cue wherever it stands in the
 * corpus, so that "said in a statement" is anchored at "said".
 */
export function chooseAnchors(articles: Article[], learnFrom: Article[]): void {
  const all = new Map<string, number>()
  const cues = new Map<string, number>()
  for (const { reading, gold } of learnFrom) {
    for (let i = 0; i < reading.count; i++) {
      const word = reading.words[i] ?? ''
      all.set(word, (all.get(word) ?? 0) + 1)
    }
    for (const { cue } of gold) {
      for (const i of cue) {
        const word = reading.words[i] ?? ''
        cues.set(word, (cues.get(word) ?? 0) + 1 / cue.length)
      }
    }
  }
  for (const { reading, gold } of articles) {
    for (const each of gold) {
      let best = -1
      for (const i of each.cue) {
        const word = reading.words[i] ?? ''
        const isWord = /\p{L}/u.test(word)
        const score = ((cues.get(word) ?? 0) + (isWord ? 0.05 : 0.001)) / ((all.get(word) ?? 0) + 2)
        if (score > best) {
          best = score
          each.anchor = i
        }
      }
    }
  }
}
