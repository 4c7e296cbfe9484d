// Started by scripts/read.mjs: prints the article found in each saved page.
import { readFile as readBytes } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { wordError } from '../app/_server/messages'
import { MOST_BYTES, type ReadDocument, readFile } from '../lib/documents/read/read-document'
import { AppError } from '../lib/errors'

const USAGE = 'usage: npm run --silent read -- FILE.html… [--jsonl]   (.html, .txt, also .gz)'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { jsonl: { type: 'boolean', default: false } },
})
if (positionals.length === 0) {
  console.error(USAGE)
  process.exit(2)
}
// npm starts us in the project; a path is meant from where npm was asked.
const from = process.env.INIT_CWD ?? process.cwd()
const now = new Date()

for (const file of positionals) {
  try {
    const document = await readSaved(path.resolve(from, file))
    process.stdout.write(values.jsonl ? `${asLine(file, document)}\n` : `${asText(document)}\n\n`)
  } catch (error) {
    console.error(`${file}: ${whyNot(error)}`)
    process.exitCode = 1
  }
}

async function readSaved(file: string): Promise<ReadDocument> {
  const stored = await readBytes(file)
  const isPacked = /\.gz$/i.test(file)
  const bytes = isPacked ? await promisify(gunzip)(stored, { maxOutputLength: MOST_BYTES }) : stored
  const name = path.basename(isPacked ? file.slice(0, -3) : file)
  // A page saved under a name of its own, without an ending, is still a page.
  return readFile(bytes, { name, type: /\.\w{1,5}$/.test(name) ? null : 'text/html', now })
}

function asLine(file: string, document: ReadDocument): string {
  const { title, byline, publisher, publishedAt, language, text } = document
  return JSON.stringify({ file, title, byline, publisher, publishedAt, language, text })
}

function asText(document: ReadDocument): string {
  const { title, byline, publisher, publishedAt, language, text } = document
  const particulars = [byline, publisher, publishedAt, language].filter(Boolean).join(' · ')
  return [title, particulars, text].filter(Boolean).join('\n\n')
}

function whyNot(error: unknown): string {
  if (error instanceof AppError) return wordError(error)
  const code = error instanceof Error && 'code' in error ? error.code : null
  switch (code) {
    case 'ENOENT':
      return 'There is no such file.'
    case 'EISDIR':
      return 'This is a folder.'
    case 'EACCES':
      return 'This file may not be read.'
    case 'ERR_BUFFER_TOO_LARGE':
      return wordError(new AppError('refused', 'page_too_large'))
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
