import { EVERYTHING, surrogateKeyOf } from '@/lib/mirror/names'
import type { Encoding } from '@/lib/mirror-settings'
import { pastOf } from '@/lib/publish/past-files'
import {
  ASSET_CACHING,
  PAGE_CACHING,
  securityHeadersOf,
} from '@/scripts/launcher/front-headers.mjs'
import { linkOfPage } from '@/scripts/launcher/front-memento.mjs'
import { OPEN_TO_ALL } from '@/scripts/launcher/front-record.mjs'

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  json: 'application/json',
  txt: 'text/plain',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
}
const IS_JSON_FEED = /(?:^|\/)(?:feed|feeds\/[a-z]+)\.json$/
const IS_TILE = /^record\/tile\//

export type HeaderSettings = { publicUrl: string; sharedMaxAge: number }

/**
 * What goes with an object. A store keeps type, encoding and caching as headers of its own and sends them on; whatever
 * else the front server sends it keeps as metadata, which a cache before it can turn into the headers that they name.
 */
export function headersOf(
  name: string,
  encoding: Encoding | null,
  settings: HeaderSettings,
): Record<string, string> {
  const about = {
    ...(name.startsWith('record/') ? OPEN_TO_ALL : securityHeadersOf(name)),
    ...aboutItself(name, settings.publicUrl),
    'Surrogate-Key': `${surrogateKeyOf(name)} ${EVERYTHING}`,
  }
  return {
    'Content-Type': typeOf(name),
    'Cache-Control': cachingOf(name, settings.sharedMaxAge),
    ...(encoding ? { 'Content-Encoding': encoding } : {}),
    ...Object.fromEntries(
      Object.entries(about).map(([header, value]) => [`x-amz-meta-${header.toLowerCase()}`, value]),
    ),
  }
}

function aboutItself(name: string, publicUrl: string): Record<string, string> {
  const address = `/${name.replace(/\.html$/, '')}`
  // Its moments are told by the application, at the readers' address.
  if (pastOf(address) !== 'whole') return { Vary: 'Accept-Encoding' }
  return { Vary: 'Accept-Encoding, Accept-Datetime', Link: linkOfPage(publicUrl, address) }
}

function typeOf(name: string): string {
  if (name.startsWith('record/')) {
    if (IS_TILE.test(name)) return 'application/octet-stream'
    return /^record\/(?:disclosures\/|status$)/.test(name)
      ? 'application/json'
      : 'text/plain; charset=utf-8'
  }
  if (IS_JSON_FEED.test(name)) return 'application/feed+json; charset=utf-8'
  return TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
}

function cachingOf(name: string, sharedMaxAge: number): string {
  if (/^_next\/static\//.test(name) || IS_TILE.test(name)) return ASSET_CACHING
  if (/^record\/(?!disclosures\/)/.test(name)) return 'no-cache'
  if (sharedMaxAge === 0) return PAGE_CACHING
  return PAGE_CACHING.replace('max-age=0', `max-age=0, s-maxage=${sharedMaxAge}`)
}
