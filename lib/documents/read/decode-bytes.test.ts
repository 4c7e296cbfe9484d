import { describe, expect, it } from 'vitest'
import { decodeBytes } from '@/lib/documents/read/decode-bytes'

const ascii = (text: string) => Buffer.from(text, 'latin1')
/** سلام in windows-1256 and in ISO 8859-6. */
const SALAAM_1256 = '\xd3\xe1\xc7\xe3'
const SALAAM_8859 = '\xd3\xe4\xc7\xe5'

describe('a page’s character set', () => {
  it.each([
    ['the header', `<p>${SALAAM_1256}</p>`, 'text/html; charset=windows-1256'],
    [
      'the header, in capitals and quotes',
      `<p>${SALAAM_8859}</p>`,
      'text/html; charset="ISO-8859-6"',
    ],
    ['the page', `<meta charset=windows-1256><p>${SALAAM_1256}</p>`, 'text/html'],
    [
      'the page, as it used to be written',
      `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-6"><p>${SALAAM_8859}</p>`,
      'text/html',
    ],
    [
      'the page, when the header is wrong',
      `<meta charset=windows-1256><p>${SALAAM_1256}</p>`,
      'text/html; charset=utf-8',
    ],
    ['its language', `<html lang="ar"><p>${SALAAM_1256}</p>`, 'text/html'],
  ])('is told by %s', (_what, bytes, type) => {
    expect(decodeBytes(ascii(bytes), type).text).toContain('سلام')
  })

  it('is told by the byte-order mark before all', () => {
    const utf16 = Buffer.from('\ufeff<p>سلام</p>', 'utf16le')
    expect(decodeBytes(utf16, 'text/html; charset=utf-8').text).toBe('<p>سلام</p>')
    expect(decodeBytes(utf16.swap16(), 'text/html').text).toBe('<p>سلام</p>')
    expect(decodeBytes(Buffer.from('\ufeff<p>سلام</p>'), 'text/html').text).toBe('<p>سلام</p>')
  })

  it('is UTF-8 where nothing is said and it reads as that, else Western', () => {
    expect(decodeBytes(Buffer.from('<p>é سلام</p>'), null).text).toBe('<p>é سلام</p>')
    expect(decodeBytes(ascii('<p>caf\xe9</p>'), null).text).toBe('<p>café</p>')
  })

  it('is not what nobody knows', () => {
    expect(decodeBytes(ascii('<p>a</p>'), 'text/html; charset=none-such').text).toBe('<p>a</p>')
  })
})

describe('what is not as it says', () => {
  it.each([
    ['a PDF', '%PDF-1.7 \xe2\xe3', 'text/html'],
    ['an image', '\x89PNG\r\n\x1a\n', 'text/html'],
    ['an archive', 'PK\x03\x04', 'text/html'],
    ['a film', '\0\0\0\x20ftypisom', 'text/html'],
    ['a film under a tag', '<html>\0\0\0\x20ftypisom', 'text/html'],
    ['a program', '\x7fELF\x02\x01\x01\0', 'text/plain'],
    [
      'noise',
      Array.from({ length: 999 }, (_, i) => String.fromCharCode((i * 37) % 32)).join(''),
      'text/html',
    ],
  ])('is refused: %s', (_what, bytes, type) => {
    expect(() => decodeBytes(ascii(bytes), type)).toThrow('page_not_text')
  })

  it.each([
    ['data as a page', '{"a": "b"}', 'text/html'],
    ['a script as a page', 'var a = 1 < 2', 'text/html; charset=utf-8'],
    ['a page as plain text', '<!doctype html><p>a', 'text/plain'],
  ])('is refused: %s', (_what, bytes, type) => {
    expect(() => decodeBytes(ascii(bytes), type)).toThrow('page_lies_about_type')
  })

  it('is refused when empty', () => {
    expect(() => decodeBytes(ascii(' \n'), 'text/html')).toThrow('page_empty')
  })

  it('is told by its looks when it says nothing', () => {
    expect(decodeBytes(ascii('<html><p>a'), null).kind).toBe('html')
    expect(decodeBytes(ascii('A plain text.'), null).kind).toBe('text')
    expect(decodeBytes(ascii('a < b'), 'text/plain').kind).toBe('text')
  })
})
