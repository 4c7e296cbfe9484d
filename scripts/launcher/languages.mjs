import { readdirSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './settings.mjs'

const DEFAULT_LANGUAGE = 'en'
const known = new Set(
  readdirSync(path.join(ROOT, 'messages'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((code) => code !== DEFAULT_LANGUAGE),
)

/** The page that an address is in some language, as in lib/words/languages.ts: `/ar/claims/x` is `/claims/x`. */
export function withoutLanguage(address) {
  const [, code, rest] = /^\/([^/]+)(\/.*)?$/.exec(address) ?? []
  return known.has(code) ? (rest ?? '/') : address
}

/** The language's folder among the published files that an address is in: `ar/`, or nothing for the default. */
export function languageOf(address) {
  const code = address.split(/[/?]/, 2)[1]
  return known.has(code) ? `${code}/` : ''
}
