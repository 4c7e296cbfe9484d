import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  id,
  languageTag,
  line,
  nameLine,
  optional,
  prose,
  quoted,
  requestId,
  version,
  webAddress,
} from '@/lib/text/fields'

/** What is wrong with `value` by `field`'s own words; [] when nothing is. */
function complaints(field: z.ZodType, value: unknown): string[] {
  const result = field.safeParse(value)
  return result.success ? [] : result.error.issues.map((issue) => issue.message)
}

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
/** What PostgreSQL stores as it was given, in a text column and in JSON. */
const isStorable = (text: string) => !text.includes('\u0000') && text.isWellFormed()

describe('prose', () => {
  it.each([
    ['keeps its lines', 'one\ntwo', 'one\ntwo'],
    ['has one kind of line end', 'one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['loses space around it', ' \n one \n', 'one'],
    ['is composed, so that one word is one word', 'Ḥamā', 'Ḥamā'.normalize('NFC')],
    ['drops controls that cannot be shown', 'o\u0000n\u0007e\u009b', 'one'],
    ['keeps tabs', 'one\ttwo', 'one\ttwo'],
    ['keeps joiners, which Persian and emoji need', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['mends half a character', 'one \ud800 two', 'one \ufffd two'],
  ])('%s', (_, typed, kept) => {
    expect(prose(100).parse(typed)).toBe(kept)
  })

  it.each([
    ['nothing', undefined, 'required'],
    ['a file', new Blob(), 'required'],
    ['blank', ' \n\t', 'required'],
    ['controls only', '\u0000\u0001', 'required'],
    ['a letter too many', 'x'.repeat(101), 'too_long:100'],
  ])('refuses %s', (_, typed, reason) => {
    expect(complaints(prose(100), typed)).toEqual([reason])
  })

  it('counts after trimming', () => {
    expect(complaints(prose(3), '  abc  ')).toEqual([])
    expect(complaints(prose(10, 5), '  abc  ')).toEqual(['too_short:5'])
  })

  it('gives what can be stored, and the same when it is given again', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const result = prose(1000).safeParse(typed)
        if (!result.success) return
        expect(isStorable(result.data)).toBe(true)
        expect(prose(1000).parse(result.data)).toBe(result.data)
      }),
    )
  })
})

describe('a line', () => {
  it('joins what was pasted over several lines', () => {
    expect(line(100).parse('one \n  two\r\nthree')).toBe('one two three')
  })
})

describe('a name', () => {
  it.each([
    ['\u202eevil', 'evil'],
    ['Abdel\u200f Ghani', 'Abdel Ghani'],
    ['Abdel \u00a0\n Ghani', 'Abdel Ghani'],
    ['عبد الغني', 'عبد الغني'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(nameLine(100).parse(typed)).toBe(kept)
  })

  it.each(['\u200b', '\u2060\u200d', '\u202e\u2066', '\ufeff'])(
    'cannot be invisible: %j',
    (typed) => {
      expect(complaints(nameLine(100), typed)).toEqual(['required'])
    },
  )
})

describe('a quote', () => {
  it.each(['  as it stands  ', 'e\u0301', 'عَبْدُ', 'tab\tand\u0007bell', '🏳️‍🌈'])(
    'is not altered: %j',
    (typed) => {
      expect(quoted(100).parse(typed)).toBe(typed)
    },
  )

  it('has one kind of line end, as the browser shows it', () => {
    expect(quoted(100).parse('one\r\ntwo')).toBe('one\ntwo')
  })

  it.each([
    ['blank', ' \n ', 'required'],
    ['with a NUL', 'a\u0000b', 'has_nul'],
    ['with half a character', 'a\ud800b', 'not_unicode'],
    ['too long', 'x'.repeat(101), 'too_long:100'],
  ])('is refused when it is %s, rather than mended', (_, typed, reason) => {
    expect(complaints(quoted(100), typed)).toEqual([reason])
  })

  it('gives what can be stored', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const result = quoted(1000).safeParse(typed)
        if (result.success) expect(isStorable(result.data)).toBe(true)
      }),
    )
  })
})

describe('a web address', () => {
  it.each([
    'https://apnews.com/article/x?y=1#z',
    'http://example.org',
    'HTTPS://Example.org/A',
    'https://ar.wikipedia.org/wiki/دمشق',
  ])('may be %s', (typed) => {
    expect(complaints(webAddress, ` ${typed} `)).toEqual([])
    // documents.url is held to this by the database.
    expect(webAddress.parse(typed)).toMatch(/^https?:\/\/\S+$/)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.org',
    'example.org',
    'http:example.org',
    'http:/example.org',
    'https:\\\\example.org',
    'https://exa\nmple.org/',
    'https://example.org/a b',
    'https://',
    '',
    `https://example.org/${'a'.repeat(2000)}`,
  ])('may not be %j', (typed) => {
    expect(complaints(webAddress, typed)).not.toEqual([])
  })
})

describe('a language', () => {
  it.each([
    ['en', 'en'],
    ['AR-sy', 'ar-SY'],
    ['zh-hant', 'zh-Hant'],
  ])('%s is %s', (typed, kept) => {
    expect(languageTag.parse(typed)).toBe(kept)
  })

  it.each(['', 'english!', 'e', '123', 'en_US'])('%j is none', (typed) => {
    expect(complaints(languageTag, typed)).toEqual(['not_a_language'])
  })
})

describe('an id', () => {
  it('has one spelling, so that one thing never looks like two', () => {
    expect(id.parse('0193A3B4-7C00-7000-8000-00000000000A')).toBe(
      '0193a3b4-7c00-7000-8000-00000000000a',
    )
  })

  it.each(['', 'x', '0193a3b4', "' OR 1=1"])('%j names nothing', (typed) => {
    expect(complaints(id, typed)).toEqual(['not_found'])
  })
})

describe('a version', () => {
  it.each(['', '0', '-1', '1.5', 'x', undefined, null])('%j is none', (typed) => {
    expect(complaints(version, typed)).not.toEqual([])
  })

  it('is a number however the form carried it', () => {
    expect(version.parse('7')).toBe(7)
  })
})

describe('a field that may be left empty', () => {
  it.each([undefined, '', '  '])('%j is nothing', (typed) => {
    expect(optional(line(10)).parse(typed)).toBeUndefined()
    expect(requestId.parse(typed)).toBeUndefined()
  })

  it('is held to its rule once something is in it', () => {
    expect(complaints(optional(line(3)), 'four')).toEqual(['too_long:3'])
    expect(complaints(requestId, 'not-a-uuid')).not.toEqual([])
  })
})
