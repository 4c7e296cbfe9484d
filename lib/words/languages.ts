import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Messages } from 'use-intl/core'

/** The language whose pages have no prefix in their address, and whose words stand where another's are missing. */
export const DEFAULT_LANGUAGE = 'en'

/** What a language says of itself, in `messages/<code>.json` under `language`. */
export type Language = {
  /** BCP 47, as in addresses and `lang`. */
  code: string
  /** Its name in itself. */
  name: string
  dir: 'ltr' | 'rtl'
  /** BCP 47 for formatting: with its numerals, where they are to be others than the usual. */
  locale: string
}

type File = { language: Language; messages: Messages; readAt: number }

const FOLDER = 'messages'
const files = new Map<string, File>()

/** Every language there are words for, the default first: one file each, so a further one is a further file. */
export function languages(): Language[] {
  if (known && process.env.NODE_ENV !== 'development') return known
  known = codes().map((code) => fileOf(code).language)
  return known
}

let known: Language[] | null = null

export function isLanguage(code: string | undefined): code is string {
  return code !== undefined && codes().includes(code)
}

/** What a language says of itself; the default's for a code that is none. */
export function languageOfCode(code: string): Language {
  return fileOf(isLanguage(code) ? code : DEFAULT_LANGUAGE).language
}

/** The language that formats as `locale` does, which is what next-intl hands on. */
export function languageFormattedAs(locale: string): Language {
  return languages().find((language) => language.locale === locale) ?? languageOfCode(locale)
}

/** The words of a language, where one lacks some those of the default. */
export function messagesOf(code: string): Messages {
  return fileOf(isLanguage(code) ? code : DEFAULT_LANGUAGE).messages
}

/** `/ar/claims/x` is `{ language: 'ar', path: '/claims/x' }`, and `/claims/x` that of the default. */
export function splitLanguage(address: string): { language: string; path: string } {
  const [, code, rest] = /^\/([a-z]{2,3}(?:-[A-Za-z]{4})?)(\/.*)?$/.exec(address) ?? []
  if (code === undefined || code === DEFAULT_LANGUAGE || !isLanguage(code)) {
    return { language: DEFAULT_LANGUAGE, path: address }
  }
  return { language: code, path: rest ?? '/' }
}

/** The address of a page in a language: the other way round. */
export function inLanguage(pagePath: string, code: string): string {
  if (code === DEFAULT_LANGUAGE) return pagePath
  return pagePath === '/' ? `/${code}` : `/${code}${pagePath}`
}

let listed: string[] | null = null

function codes(): string[] {
  // Words are part of the program; in development they change under it.
  if (listed && process.env.NODE_ENV !== 'development') return listed
  const found = readdirSync(folder())
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
  listed = [DEFAULT_LANGUAGE, ...found.filter((code) => code !== DEFAULT_LANGUAGE)]
  return listed
}

function folder(): string {
  return path.join(/*turbopackIgnore: true*/ process.cwd(), FOLDER)
}

function fileOf(code: string): File {
  const before = files.get(code)
  // Asked with every sentence: no more is done than is needed.
  if (before && process.env.NODE_ENV !== 'development') return before
  const file = path.join(/*turbopackIgnore: true*/ folder(), `${code}.json`)
  const changedAt = statSync(/*turbopackIgnore: true*/ file).mtimeMs
  if (before && before.readAt === changedAt) return before
  const own = JSON.parse(readFileSync(/*turbopackIgnore: true*/ file, 'utf8')) as Messages
  const messages =
    code === DEFAULT_LANGUAGE ? own : (filledIn(own, messagesOf(DEFAULT_LANGUAGE)) as Messages)
  const { name, dir, locale } = messages.language
  const read: File = {
    language: { code, name, dir: dir === 'rtl' ? 'rtl' : 'ltr', locale },
    messages,
    readAt: changedAt,
  }
  files.set(code, read)
  return read
}

type Tree = { [key: string]: string | Tree }

function filledIn(own: Tree, from: Tree): Tree {
  const all: Tree = { ...own }
  for (const [key, value] of Object.entries(from)) {
    const mine = own[key]
    if (typeof value === 'string') all[key] = mine ?? value
    else all[key] = filledIn(typeof mine === 'object' ? mine : {}, value)
  }
  return all
}
