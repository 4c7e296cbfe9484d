import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractAttributions } from '../attributions'
import type { Attribution, Span } from '../schema'
import { likelyCues } from './attributions'
import { readText } from './reading'
import { windowOf } from './span-features'

/** Who is named, by which word among others, and words that must be among what is said. */
type Row = [text: string, source: string, cue: string, content: string]

const TABLE: Row[] = [
  [
    'The minister said on Friday that the bridge had been destroyed.',
    'The minister',
    'said',
    'the bridge had been destroyed',
  ],
  [
    '“We will not leave the city,” the mayor said.',
    'the mayor',
    'said',
    'We will not leave the city',
  ],
  [
    "'Our forces hold the airport,' said Colonel Adnan Mardini.",
    'Colonel Adnan Mardini',
    'said',
    'Our forces hold the airport',
  ],
  [
    'According to the defence ministry, two drones were shot down over the port.',
    'the defence ministry',
    'According',
    'two drones were shot down over the port',
  ],
  [
    'Two drones were shot down over the port, according to the defence ministry.',
    'the defence ministry',
    'according',
    'Two drones were shot down over the port',
  ],
  [
    'The army denied that its soldiers had withdrawn from the town.',
    'The army',
    'denied',
    'its soldiers had withdrawn from the town',
  ],
  [
    'The ministry told reporters that 300 people had crossed the border overnight.',
    'The ministry',
    'told',
    '300 people had crossed the border overnight',
  ],
  [
    'Residents believe the shelling came from the hills.',
    'Residents',
    'believe',
    'the shelling came from the hills',
  ],
  [
    '‘We have begun the final phase,’ the rebel commander Hassan Abdel Ghani said in a statement.',
    'the rebel commander Hassan Abdel Ghani',
    'said',
    '‘We have begun the final phase,’',
  ],
  [
    'The president promised to rebuild the harbour.',
    'The president',
    'promised',
    'rebuild the harbour',
  ],
]

describe('who said what in English', () => {
  it.each(TABLE)('%s', (text, source, cue, content) => {
    const words = (spans: Span[]) => spans.map(([from, to]) => text.slice(from, to)).join(' ')
    const found = extractAttributions(text, 'en')
    const fit = found.find((each) => words(each.cue).includes(cue))
    expect(fit, JSON.stringify(found)).toBeDefined()
    expect(words(fit?.source ?? [])).toContain(source)
    expect(words(fit?.content ?? [])).toContain(content)
  })

  it('takes a quotation on both sides of its speaker for one', () => {
    const text = '“The road is closed,” the driver said. “Nobody has passed since Monday.”'
    const [found] = extractAttributions(text, 'en')
    const said = found?.content.map(([from, to]) => text.slice(from, to)).join(' ')
    expect(said).toContain('The road is closed')
    expect(said).toContain('Nobody has passed since Monday')
    expect(found?.isDirect).toBe(true)
  })

  it('takes a quotation that goes on over paragraphs for one', () => {
    const text =
      'The envoy was angry.\n\n“We had every permission we needed. The trucks were loaded.\n\n“At the last checkpoint we were told to go home,” she said.'
    const found = extractAttributions(text, 'en').find((each) => each.isDirect)
    const said = found?.content.map(([from, to]) => text.slice(from, to)).join(' ')
    expect(said).toContain('“We had every permission we needed. The trucks were loaded.')
    expect(said).toContain('we were told to go home')
  })

  it('finds what an agency passes on, and whom it has it from', () => {
    const text =
      'AFP reported that the Syrian Observatory for Human Rights said the province had been lost.'
    const sources = extractAttributions(text, 'en').map((each) =>
      each.source.map(([from, to]) => text.slice(from, to)).join(' '),
    )
    expect(sources).toContain('AFP')
    expect(sources.some((each) => each.includes('Syrian Observatory'))).toBe(true)
  })

  it('leaves the dateline out of what is said', () => {
    const text = 'BEIRUT (Agencies) – Two ships left the port on Monday, the harbour master said.'
    const [found] = extractAttributions(text, 'en')
    expect(text.slice(...(found?.content[0] ?? [0, 0]))).toMatch(/^Two ships left/)
  })

  it('finds the same however lines are ended and whichever quotation marks are used', () => {
    const plain =
      'Port closed\n\n"No ship has left since Tuesday," the harbour master said.\n\nHe gave no reason.'
    const curly = plain.replace('"No', '“No').replace(',"', ',”')
    const spans = (text: string) =>
      extractAttributions(text, 'en').map((each) => [each.source, each.content])
    expect(spans(curly)).toEqual(spans(plain))
    expect(spans(plain.replaceAll('\n', '\r\n')).length).toBe(spans(plain).length)
  })
})

const PIECES = [
  'The minister said ',
  'that the army',
  ' had left',
  '. ',
  '“',
  '”',
  '"',
  "'",
  '’',
  '‘',
  ',',
  ':',
  '\n',
  '\n\n',
  ' according to ',
  'officials',
  ' — ',
  'he denied ',
  '(',
  ')',
  'U.S. ',
  'Mr. Adnan ',
  '2,000 ',
  '\u202e',
  '\u00ad',
  '😀',
  'قال',
  '?',
  '!',
  '...',
  "''",
  '``',
  '\t',
  '\u0000',
]

describe('any text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  )

  it('gives spans that lie in the text, in its order, apart from each other within a role', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const each of extractAttributions(text, 'en')) {
          expect(each.content.length).toBeGreaterThan(0)
          for (const role of ['source', 'cue', 'content'] as const) isOrdered(each, role, text)
        }
      }),
      { numRuns: 150 },
    )
  })

  function isOrdered(each: Attribution, role: 'source' | 'cue' | 'content', text: string) {
    let last = 0
    for (const [from, to] of each[role]) {
      expect(from).toBeGreaterThanOrEqual(last)
      expect(to).toBeGreaterThan(from)
      expect(to).toBeLessThanOrEqual(text.length)
      last = to
    }
  }

  it('is read in steps that grow with its length alone', () => {
    const sentence =
      '“We said so,” the men who said that he said it said, according to Mr. Said, who said no. '
    const work = (times: number) => {
      const reading = readText(sentence.repeat(times))
      const cues = likelyCues(reading, new Float32Array(reading.count).fill(0.5))
      return cues.reduce((sum, cue) => {
        const [from, to] = windowOf(reading, cue)
        return sum + to - from
      }, reading.count)
    }
    const once = work(20)
    expect(work(80)).toBeLessThan(once * 4.5)
  })

  it.each([
    ['ten thousand nested quotation marks', `${'“"‘'.repeat(10_000)}x${'”"’'.repeat(10_000)}`],
    ['ten thousand quotations opened and never closed', '“ he said '.repeat(10_000)],
    ['one word of a million letters', 'a'.repeat(1_000_000)],
    ['bidirectional controls', '\u202e\u2066abc\u2069 '.repeat(50_000)],
    ['no punctuation at all', 'the man said that he would go there and '.repeat(10_000)],
    ['nothing but cues', 'said '.repeat(100_000)],
    ['a million full stops', '. '.repeat(500_000)],
    ['a line to each letter', 'a\n'.repeat(200_000)],
  ])('%s: reads little of it and ends', (_, text) => {
    const reading = readText(text)
    let read = 0
    for (let s = 0; s + 1 < reading.tokens.sentences.length; s++) {
      if (reading.isProse[s] === 1) {
        read += (reading.tokens.sentences[s + 1] ?? 0) - (reading.tokens.sentences[s] ?? 0)
      }
    }
    expect(read).toBeLessThan(4_000)
    expect(() => extractAttributions(text, 'en')).not.toThrow()
  })
})
