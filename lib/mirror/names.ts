import type { Encoding } from '@/lib/mirror-settings'
import { DEFAULT_LANGUAGE, languages } from '@/lib/words/languages'

/**
 * Published files and objects. An object's key is the address at which readers find it, so that a cache asks for what it
 * was asked for; compressed forms lie beside it under the endings that their files have.
 */

const ENDINGS: Record<Encoding, string> = { br: '.br', gzip: '.gz' }
/** Hashes, and what is compressed already, have no compressed form. */
const IS_ALONE = /^record\/|\.(?:woff2|png)$/

/** Names that begin with a dot are drafts, stamps and marks for servers on this disk; the past is computed by `?at=`. */
export function isMirrored(name: string): boolean {
  return !/(?:^|\/)\.|^past\/|\.(?:br|gz)$/.test(name)
}

/** The forms of a file that are sent: plain, and as compressed. */
export function formsOf(name: string, encodings: readonly Encoding[]): (Encoding | null)[] {
  return IS_ALONE.test(name) ? [null] : [null, ...encodings]
}

/** Where a form of a file lies in the published folder. */
export function fileOfForm(name: string, encoding: Encoding | null): string {
  return encoding ? name + ENDINGS[encoding] : name
}

/** `claims/x.html` is `claims/x`, and compressed `claims/x.br`; what else has an ending keeps it. */
export function keyOf(name: string, encoding: Encoding | null): string {
  const address = name === 'index.html' ? name : name.replace(/\.html$/, '')
  return fileOfForm(address, encoding)
}

/** The other way round. */
export function nameOf(key: string): { name: string; encoding: Encoding | null } {
  const encoding = key.endsWith('.br') ? 'br' : key.endsWith('.gz') ? 'gzip' : null
  const address = encoding ? key.slice(0, -ENDINGS[encoding].length) : key
  const isPage = !/^(?:record|_next)\//.test(address) && !/\.[a-z0-9]+$/.test(address)
  return { name: isPage ? `${address}.html` : address, encoding }
}

const SLUG = '([a-z0-9-]{1,120})'
const NOUNS = { claims: 'claim', stories: 'story', sources: 'source' } as const
const OF_ONE = new RegExp(`^(?:embed/)?(claims|stories|sources)/${SLUG}(?:/|\\.(?:html|json)$)`)
const LISTS: [RegExp, string][] = [
  [/^index\.html$/, 'list:home'],
  [/^(?:claims\.html$|claims\/page\/|feeds\/claims\.)/, 'list:claims'],
  [/^(?:corrections\.html$|corrections\/page\/|feeds\/corrections\.)/, 'list:corrections'],
  [/^sources\.html$/, 'list:sources'],
  [/^(?:sitemap\.xml$|sitemaps\/)/, 'list:addresses'],
  [/^record\//, 'record'],
  [/^_next\//, 'assets'],
]

/** The language's own folder off the name. */
function inDefaultLanguage(name: string): string {
  for (const { code } of languages()) {
    if (code === DEFAULT_LANGUAGE) continue
    if (name === `${code}.html`) return 'index.html'
    if (name.startsWith(`${code}/`)) return name.slice(code.length + 1)
  }
  return name
}

/** Which pages go together: whose they are. All of them carry `site` beside it. */
export function surrogateKeyOf(name: string): string {
  const plain = inDefaultLanguage(name)
  const list = LISTS.find(([pattern]) => pattern.test(plain))
  if (list) return list[1]
  const [, noun, slug] = OF_ONE.exec(plain) ?? []
  return noun ? `${NOUNS[noun as keyof typeof NOUNS]}:${slug}` : 'standing'
}

export const EVERYTHING = 'site'

/** In which order they are sent: what others name before what names it. */
export const RANKS = 5
export function rankOf(name: string): number {
  if (/^_next\/|\.(?:js|svg|png|woff2|css)$/.test(name)) return 0
  // The checkpoint is signed over tiles that readers then ask for.
  if (name.startsWith('record/')) return /^record\/(?:tile|disclosures)\//.test(name) ? 0 : 4
  const key = surrogateKeyOf(name)
  if (key.startsWith('claim:')) return 1
  if (/^(?:story|source):/.test(key)) return 2
  if (key === 'list:addresses') return 4
  return key.startsWith('list:') ? 3 : 2
}

const NAMED = new RegExp(
  `(?:["'>]|://[^/"'<>\\s]+)(/(?:[a-z]{2,3}/)?(?:claims|stories|sources)/${SLUG})(?=["'<?#])`,
  'g',
)

/** The pages of claims, stories and sources that a page names, as files. */
export function pagesNamedBy(body: string): Set<string> {
  const named = new Set<string>()
  for (const [, address = ''] of body.matchAll(NAMED)) named.add(`${address.slice(1)}.html`)
  return named
}
