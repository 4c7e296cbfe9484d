import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readRows } from './rows'

const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-rows-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function rowsOf(content) {
  const file = path.join(folder, 'rows.tsv')
  writeFileSync(file, content)
  return readRows(file, ['an id', 'a text'])
}

describe('Rows of a tab-separated file', () => {
  test.each([
    [
      'plain',
      'a\tone\nb\ttwo\n',
      [
        ['a', 'one'],
        ['b', 'two'],
      ],
    ],
    ['without a last line end', 'a\tone', [['a', 'one']]],
    [
      'of Windows, with a byte order mark',
      '\ufeffa\tone\r\nb\ttwo\r\n',
      [
        ['a', 'one'],
        ['b', 'two'],
      ],
    ],
    ['under headings', 'id\tclaim\ttitle\n7\tone\tT\n', [['7', 'one', 'T']]],
    ['under headings of which the first is nameless', '\ttweet_content\n0\tone\n', [['0', 'one']]],
    [
      'whose first row only looks like headings',
      'x\ttext of a claim\n',
      [['x', 'text of a claim']],
    ],
    [
      'quoted as CSV is',
      'a\t"He said ""no""."\nb\tx\n',
      [
        ['a', 'He said "no".'],
        ['b', 'x'],
      ],
    ],
    [
      'quoted over lines',
      'a\t"one\ntwo\tthree"\nb\tx\n',
      [
        ['a', 'one\ntwo\tthree'],
        ['b', 'x'],
      ],
    ],
    [
      'that only begin with a quotation',
      'a\t"No," he said\nb\t"x\n',
      [
        ['a', '"No," he said'],
        ['b', '"x'],
      ],
    ],
    [
      'with an empty text',
      'a\t\nb\tx',
      [
        ['a', ''],
        ['b', 'x'],
      ],
    ],
    [
      'with blank lines',
      '\n\na\tone\n\n\nb\ttwo\n\n',
      [
        ['a', 'one'],
        ['b', 'two'],
      ],
    ],
  ])('%s', (_, content, expected) => {
    expect(rowsOf(content)).toEqual(expected)
  })

  test.each([
    ['', /has no rows/],
    ['id\ttext\n', /has no rows/],
    ['a\tone\nb two\n', /line 2: .*no tab/],
    [Buffer.from([0x61, 0x09, 0xff, 0xfe]), /not text in UTF-8/],
  ])('refuses %j in a sentence', (content, message) => {
    expect(() => rowsOf(content)).toThrow(message)
  })

  test('refuses a file that is not there in a sentence', () => {
    expect(() => readRows(path.join(folder, 'none'), ['an id', 'a text'])).toThrow(/no file/)
  })
})
