import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TYPESCRIPT } from './launcher/run.mjs'

const SENTENCE = 'The bridge was reopened on Monday, officials said, after weeks of repairs to it.'
const PAGE = `<html lang="en"><title>Bridge reopened</title><p>${SENTENCE}</p><p>${SENTENCE}</p>`

let folder
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'read-'))
  writeFileSync(path.join(folder, 'a.html'), PAGE)
  writeFileSync(path.join(folder, 'b.html.gz'), gzipSync(PAGE))
  writeFileSync(path.join(folder, 'c.html'), '%PDF-1.7')
})
afterAll(() => rmSync(folder, { recursive: true }))

function read(...args) {
  return spawnSync(process.execPath, [...TYPESCRIPT, 'scripts/read.ts', ...args], {
    env: { ...process.env, INIT_CWD: folder },
    encoding: 'utf8',
  })
}

test('a line for each page, by the name it was asked by; what can’t be read is told and left out', () => {
  const { stdout, stderr, status } = read('a.html', 'c.html', 'none.html', './b.html.gz', '--jsonl')
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ file }) => file)).toEqual(['a.html', './b.html.gz'])
  expect(lines[0]).toEqual({
    file: 'a.html',
    title: 'Bridge reopened',
    byline: null,
    publisher: null,
    publishedAt: null,
    language: 'en',
    text: `${SENTENCE}\n\n${SENTENCE}`,
  })
  expect(stderr.trim().split('\n')).toEqual([
    'c.html: This is not a web page or plain text, but a PDF. Paste the article’s text.',
    'none.html: There is no such file.',
  ])
  expect(status).toBe(1)
})

test('a page as text for people, and how to ask when nothing is asked', () => {
  const { stdout, status } = read('a.html')
  expect(stdout).toBe(`Bridge reopened\n\nen\n\n${SENTENCE}\n\n${SENTENCE}\n\n`)
  expect(status).toBe(0)
  expect(read().stderr).toMatch(/^usage: npm run --silent read/)
})
