import { describe, expect, it } from 'vitest'
import { readProse } from '@/lib/documents/read/prose'

const BODY =
  'DAMASCUS, Dec 7 (Reuters) - The ministry said on Saturday that its forces had not left any of the towns.\n\nIt gave no further details.'

describe('a pasted text', () => {
  it('gives its headline, byline and time, and keeps the rest to the letter', () => {
    const read = readProse(
      `Ministry denies retreat\r\nBy Jane Doe\r\nDecember 7, 2024\r\n\r\n${BODY}`,
    )
    expect(read).toEqual({
      title: 'Ministry denies retreat',
      byline: 'Jane Doe',
      publishedAt: '2024-12-07',
      text: BODY,
    })
  })

  it('gives them in Arabic', () => {
    const body = 'دمشق (أ ف ب) - قالت الوزارة إن القوات لم تنسحب من أي موقع من مواقعها.'
    const read = readProse(`الوزارة تنفي الانسحاب\nبقلم سلمى حداد\n\n${body}`)
    expect(read).toMatchObject({
      title: 'الوزارة تنفي الانسحاب',
      byline: 'سلمى حداد',
      text: body,
    })
  })

  it.each([
    ['a dateline', BODY],
    ['prose', 'The bridge was reopened on Monday.\nTraffic flowed again.'],
    ['one line', 'Bridge reopened'],
    [
      'wrapped prose',
      'The bridge over the river that was\nclosed for weeks was reopened on Mon-\nday, officials said in the capital of the\nprovince.',
    ],
  ])('has no headline when it begins with %s', (_what, text) => {
    expect(readProse(text)).toEqual({ title: null, byline: null, publishedAt: null, text })
  })

  it('keeps marks of direction and quotes, and every blank line', () => {
    const text = '\u202bقال: «لن ننسحب».\u202c\n\n“We won’t,” he said.\u200f'
    expect(readProse(text).text).toBe(text)
  })

  it('is refused when there is nothing in it, or no text', () => {
    expect(() => readProse(' \n\t\n')).toThrow('text_empty')
    expect(() => readProse('a\0b')).toThrow('text_is_binary')
    expect(() => readProse('\u0001\u0002\u0003'.repeat(20))).toThrow('text_is_binary')
  })

  it('is well-formed even when half a character was pasted', () => {
    expect(readProse('a \ud800 b').text.isWellFormed()).toBe(true)
  })
})
