import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Why a file can't be used, in one sentence for whoever named it. */
export class UnusableFile extends Error {}

/** npm starts us in the project; a path is meant from where npm was asked. */
export function pathOf(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file)
}

/** Names that the first row of a file gives its columns, rather than being one of its rows. */
const HEADINGS =
  /^(?:id|claim|claims|vclaim|title|text|query|tweet|content|(?:tweet|claim|vclaim|query)_(?:id|content|text))$/i

/**
 * The rows of a tab-separated file, without its headings and blank lines. A field that begins with a quotation mark
 * is read as CSV writers quote it where it is well quoted (it may then hold tabs and line ends), else as it stands.
 */
export function readRows(file: string, columns: string[]): string[][] {
  const rows = rowsOf(textOf(file)).filter(({ fields }) => fields.some((field) => field.trim()))
  const [first] = rows
  if (first && isHeadings(first.fields)) rows.shift()
  if (rows.length === 0) throw new UnusableFile(`${file} has no rows.`)
  for (const { fields, line } of rows) {
    if (fields.length < columns.length) {
      throw new UnusableFile(
        `${file}, line ${line}: a row should be ${columns.join(', a tab, ')}, but there is no tab${fields.length > 1 ? ` after the ${columns[fields.length - 1]}` : ''}.`,
      )
    }
  }
  return rows.map(({ fields }) => fields)
}

function textOf(file: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new UnusableFile(`There is no file ${file}.`)
    if (code === 'EISDIR') throw new UnusableFile(`${file} is a folder.`)
    if (code === 'EACCES') throw new UnusableFile(`${file} may not be read.`)
    throw error
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UnusableFile(`${file} is not text in UTF-8.`)
  }
}

type Row = { fields: string[]; line: number }

function rowsOf(text: string): Row[] {
  const rows: Row[] = []
  let fields: string[] = []
  let line = 1
  let begun = 1
  // Well quoted within a line, else well quoted over several, else whatever stands up to the next tab.
  const field = /"((?:[^"\n]|"")*)"(?=[\t\r\n]|$)|"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\n]*)/y
  for (let at = 0; at <= text.length; ) {
    field.lastIndex = at
    const [whole = '', quoted, spread, plain = ''] = field.exec(text) ?? []
    const inside = quoted ?? spread
    fields.push(inside === undefined ? plain.replace(/\r$/, '') : inside.replaceAll('""', '"'))
    line += whole.split('\n').length - 1
    at += whole.length
    if (text[at] === '\t') {
      at++
      continue
    }
    rows.push({ fields, line: begun })
    fields = []
    at += text[at] === '\r' ? 2 : 1
    begun = ++line
  }
  return rows
}

/** A nameless first column is what data frames are written with. */
function isHeadings([id = '', ...others]: string[]): boolean {
  return (
    others.length > 0 &&
    (id.trim() === '' || HEADINGS.test(id.trim())) &&
    others.every((name) => HEADINGS.test(name.trim()))
  )
}
