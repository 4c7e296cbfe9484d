import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findQuotes } from './quotes'
import { tokenise } from './tokens'

const wordsOf = (text: string) => {
  const { count, start, end } = tokenise(text)
  return Array.from({ length: count }, (_, i) => text.slice(start[i], end[i]))
}
const sentencesOf = (text: string) => {
  const { start, end, sentences } = tokenise(text)
  return Array.from({ length: sentences.length - 1 }, (_, s) =>
    text.slice(start[sentences[s] ?? 0], end[(sentences[s + 1] ?? 0) - 1]),
  )
}
const quotesOf = (text: string) => {
  const tokens = tokenise(text)
  return findQuotes(tokens).map(({ open, close }) =>
    text.slice(tokens.start[open], tokens.end[close]),
  )
}

describe('tokens', () => {
  it.each([
    ['He didn’t say so.', ['He', 'did', 'n’t', 'say', 'so', '.']],
    ["Syria's army", ['Syria', "'s", 'army']],
    ['Mr. Haddad of the U.S. arrived.', ['Mr.', 'Haddad', 'of', 'the', 'U.S.', 'arrived', '.']],
    ['2,000 troops (12.5%)', ['2,000', 'troops', '(', '12.5', '%', ')']],
    ['Deir ez-Zor fell—again…', ['Deir', 'ez-Zor', 'fell', '—', 'again', '…']],
    ["''No,'' she said", ["''", 'No', ',', "''", 'she', 'said']],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it('cuts sentences after their closing marks and not after titles', () => {
    expect(sentencesOf('“Go,” said Gen. Aziz. “Now.” They went. No. 7 stayed.')).toEqual([
      '“Go,” said Gen. Aziz.',
      '“Now.”',
      'They went.',
      'No. 7 stayed.',
    ])
  })

  it('takes each line for a paragraph, unless lines are wrapped', () => {
    expect(tokenise('Port closed\nNobody said why.').paragraphs.length - 1).toBe(2)
    const wrapped = [
      'The harbour master said on Monday that no ship had left the',
      'port since the storm, and that none would be let in before',
      'the end of the week, when the channel will have been swept',
      'and its lights are working.',
      '',
      'The ministry said nothing.',
    ].join('\n')
    expect(tokenise(wrapped).paragraphs.length - 1).toBe(2)
  })

  it('has every token in a sentence and every sentence in a paragraph, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { count, start, end, sentences, paragraphs } = tokenise(text)
        expect(sentences[sentences.length - 1]).toBe(count)
        expect(paragraphs[paragraphs.length - 1]).toBe(sentences.length - 1)
        let last = 0
        for (let i = 0; i < count; i++) {
          if ((start[i] ?? 0) < last || (end[i] ?? 0) <= (start[i] ?? 0)) expect.unreachable()
          last = end[i] ?? 0
        }
      }),
    )
  })
})

describe('quotations', () => {
  it.each([
    ['“One,” he said, “two.”', ['“One,”', '“two.”']],
    ['"One," he said, "two."', ['"One,"', '"two."']],
    ["''One,'' he said.", ["''One,''"]],
    ["'One,' said the rebels' leader, who didn't stay.", ["'One,'"]],
    ['‘We don’t know,’ she said.', ['‘We don’t know,’']],
    ['He called it “so-called ‘peace’” twice.', ['“so-called ‘peace’”']],
    ['The 1990s’ end and the rebels’ lines', []],
  ])('%s', (text, quotes) => {
    expect(quotesOf(text)).toEqual(quotes)
  })

  it('knows a quotation that goes on in the next paragraph', () => {
    const tokens = tokenise('“One.\n\n“Two,” he said.')
    const quotes = findQuotes(tokens)
    expect(quotes.map((quote) => quote.continues)).toEqual([-1, 0])
    expect(quotes[0]?.isClosed).toBe(false)
  })
})
