import { readFileSync } from 'node:fs'
import type { Attribution, Span } from '../schema'

/** An attribution in words: parts of a span joined by "…". */
export type Expected = { source: string; cue: string; content: string; kind: string; flags: string }
export type Passage = { text: string; expected: Expected[] }

/** The passages of a file beside this one, with what is to be found in them. */
export function readPassages(file: string): Passage[] {
  const passages: Passage[] = []
  for (const line of readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    if (!line.startsWith('> ')) {
      passages.push({ text: line.replaceAll('¶', '\n\n'), expected: [] })
      continue
    }
    const [source = '', cue = '', content = '', marks = ''] = line.slice(2).split(' | ')
    const [kind = '', ...flags] = marks.trim().split(' ')
    const bare = (part: string) => (part === '-' ? '' : part.replaceAll(' … ', '…'))
    passages.at(-1)?.expected.push({
      source: bare(source),
      cue: bare(cue),
      content: bare(content).replaceAll('¶', '\n\n'),
      kind,
      flags: flags.join(' '),
    })
  }
  return passages
}

/** What was found, in the same words. */
export function inWords(text: string, found: Attribution): Expected {
  const words = (spans: Span[]) => spans.map(([from, to]) => text.slice(from, to)).join('…')
  return {
    source: words(found.source),
    cue: words(found.cue),
    content: words(found.content),
    kind: found.kind,
    flags: [found.isDirect ? 'direct' : '', found.isHedged ? 'hedged' : '']
      .filter(Boolean)
      .join(' '),
  }
}
