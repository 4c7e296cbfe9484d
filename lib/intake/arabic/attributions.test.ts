import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attribution } from '../schema'
import { extractArabicAttributions } from './attributions'
import { inWords, readPassages } from './passages-file'

/** What was measured on passages-held-out.txt, less a little. */
const LEAST_PRECISION = 0.88
const LEAST_RECALL = 0.84

describe('extractArabicAttributions', () => {
  it.each(
    readPassages('./passages-tuned.txt').map(({ text, expected }) => [text, expected] as const),
  )('finds who says what in: %s', (text, expected) => {
    expect(extractArabicAttributions(text).map((found) => inWords(text, found))).toEqual(expected)
  })

  it('finds most in passages that no rule was made for', () => {
    const told = readPassages('./passages-held-out.txt')
    let [right, found, expected] = [0, 0, 0]
    for (const passage of told) {
      const words = extractArabicAttributions(passage.text).map((each) =>
        inWords(passage.text, each),
      )
      const key = ({ source, content }: { source: string; content: string }) =>
        `${source} | ${content}`
      const keys = new Set(words.map(key))
      right += passage.expected.filter((each) => keys.has(key(each))).length
      found += words.length
      expected += passage.expected.length
    }
    expect(right / found).toBeGreaterThan(LEAST_PRECISION)
    expect(right / expected).toBeGreaterThan(LEAST_RECALL)
  })

  const word = fc.constantFrom(
    ...'قال أكد نفى أعلنت وأضاف إن أن أنه بأن عن إلى الوزير المتحدث فلان الجيش السوري انسحاب مشيرا بحسب وفقا للمرصد نقلا'.split(
      ' ',
    ),
    ...'لا صحة أنباء قوله : ، . « » " ( ) قَالَ قـــال \u202bقال\u202c \u200f \n \n\n \ud800 12,5 said'.split(
      ' ',
    ),
    '\n\n',
  )
  const anyText = fc.oneof(
    fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
  )

  it('gives spans that lie in the text, in order, apart within a role, and never throws', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const found of extractArabicAttributions(text)) {
          attribution.parse(found)
          for (const spans of [found.source, found.cue, found.content]) {
            let last = 0
            for (const [from, to] of spans) {
              expect(from).toBeGreaterThanOrEqual(last)
              expect(to).toBeGreaterThan(from)
              expect(to).toBeLessThanOrEqual(text.length)
              last = to
            }
          }
        }
      }),
    )
  })

  it('finds the same words whatever vowels, tatweel and marks of direction are written', () => {
    const texts = readPassages('./passages-tuned.txt').map(({ text }) =>
      text.replace(/[\u064b-\u0652]/g, ''),
    )
    const unwritten = fc.constantFrom('\u0640', '\u200f', '\u202b', '\u2067', '\u00ad', '\u064b')
    fc.assert(
      fc.property(fc.constantFrom(...texts), unwritten, fc.nat(), (text, mark, seed) => {
        let n = seed
        // Within words, and not where a vowel would tell a passive or, before a last ا, an accusative.
        const marked = text.replace(/(?<=\p{L}\p{L})(?=\p{L})(?!ا(?!\p{L}))/gu, () =>
          ++n % 3 === 0 ? mark : '',
        )
        const plain = (written: string) =>
          written.replace(/[\u0640\u200f\u202b\u2067\u00ad\u064b]/g, '')
        const words = (of: string) =>
          extractArabicAttributions(of).map((found) => Object.values(inWords(of, found)).map(plain))
        expect(words(marked)).toEqual(words(text))
      }),
    )
  })

  it('finds the same with alif and hamza spelled carelessly', () => {
    const careless = 'قال المتحدث ان القوات انسحبت، واضاف انها اعادت الانتشار'
    const careful = 'قال المتحدث إن القوات انسحبت، وأضاف أنها أعادت الانتشار'
    const spans = (text: string) => extractArabicAttributions(text)
    expect(spans(careless)).toEqual(spans(careful))
  })

  it.each([
    ['nested quotations', `${'«'.repeat(10_000)}قال إن${'»'.repeat(10_000)}`],
    ['quotations never closed', 'قال "إن «'.repeat(10_000)],
    ['one endless word', 'ق'.repeat(1_000_000)],
    ['one endless diacritic', `ق${'\u064e'.repeat(1_000_000)}`],
    ['marks of direction', '\u202e'.repeat(1_000_000)],
    ['no punctuation', 'قال الوزير إن الجيش أعلن انسحاب القوات '.repeat(10_000)],
    ['nothing but cues', 'بحسب قال إن '.repeat(10_000)],
    ['nothing but commas', '،'.repeat(300_000)],
  ])('takes less than a second for %s', (_, text) => {
    // Of the processor, as the machine may be busy with other things.
    const started = process.cpuUsage()
    extractArabicAttributions(text)
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 1000).toBeLessThan(1000)
  })
})
