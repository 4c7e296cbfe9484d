import { withoutLanguage } from './languages.mjs'

/** What the framework, and nobody outside, may say to itself: prefixes of request headers to drop. */
const INTERNAL_HEADERS =
  /^(?:x-(?:middleware|nextjs|next|invoke|matched|internal|prerender|now|vercel|action|forwarded|original|rewrite|http-method|real-ip|client-ip|cluster-client|envoy)(?:-|$)|forwarded$|via$|true-client-ip$|cf-connecting-ip$|proxy(?:-|$)|te$|trailer$|upgrade$|expect$)/

export function isInternalHeader(name) {
  return INTERNAL_HEADERS.test(name)
}

/** Never answered from outside: Next's internal handlers, our own drafts and stamps, compressed twins, and files of the past by their names. */
const HIDDEN = /^\/api\/internal(?:\/|$)|^\/past(?:\/|$)|\/\.|\.(?:br|gz)$/

const PROXIED = /^\/(?:sign-in|sign-out|invite|desk|api)(?:\/|$)/

/** Query parameters that others add to our links and that change nothing about a page. */
const TRACKING = /^(?:utm_|fbclid$|gclid$|mc_)/

/**
 * Decides what a request target means, before anything is looked up:
 * `{ kind: 'invalid' }`, `{ kind: 'redirect', to }`, `{ kind: 'proxy' | 'search' | 'asset' | 'page' | 'health' | 'readiness' | 'metrics', path, query }`,
 * or `{ kind: 'past', path, query, moments }` for a page as it stood; `moments` are all that `at` was said to be.
 * `path` is decoded, and only then judged, since Next would decode it too: an encoded letter must
 * not open a door that the plain one leaves shut.
 */
export function understandTarget(target) {
  const [rawPath, query] = splitOnce(target, '?')
  const path = decodePath(rawPath)
  if (path === undefined) return { kind: 'invalid' }
  const suffix = query ? `?${query}` : ''

  if (path === '/healthz') return { kind: 'health', path, query }
  if (path === '/readyz') return { kind: 'readiness', path, query }
  if (path === '/metrics') return { kind: 'metrics', path, query }
  if (path === '/oembed') return { kind: 'oembed', path, query }
  if (HIDDEN.test(path)) return { kind: 'page', path: '/404', query }
  if (PROXIED.test(path)) return { kind: 'proxy', path, query }
  if (path !== '/' && path.endsWith('/')) {
    return { kind: 'redirect', to: encodePath(path.replace(/\/+$/, '')) + suffix }
  }
  if (path === '/index' || path === '/index.html') return { kind: 'redirect', to: `/${suffix}` }
  if (path.endsWith('.html'))
    return { kind: 'redirect', to: encodePath(path.slice(0, -5)) + suffix }
  const moments = momentsIn(query)
  if (withoutLanguage(path) === '/claims' && isSearch(query))
    return { kind: 'search', path, query, moments }
  if (path.startsWith('/_next/') || /\.(?!(?:atom|xml|json)$)[a-z0-9]{1,8}$/i.test(path))
    return { kind: 'asset', path, query }
  return { kind: moments.length > 0 ? 'past' : 'page', path, query, moments }
}

/** Where in the published folder a page or feed lies. */
export function fileOf(path) {
  if (path === '/') return 'index.html'
  if (/\.(?:atom|json|xml)$/.test(path)) return path.slice(1)
  return `${path.slice(1)}.html`
}

export function encodePath(path) {
  return path.split('/').map(encodeURIComponent).join('/')
}

function isSearch(query) {
  return [...new URLSearchParams(query)].some(
    ([name, value]) => value !== '' && name !== 'at' && !TRACKING.test(name),
  )
}

/** All that a query says of `at`. An empty one is a field of a form that was left empty, and asks for the page of now. */
function momentsIn(query) {
  return query === '' ? [] : new URLSearchParams(query).getAll('at').filter((each) => each !== '')
}

function decodePath(raw) {
  if (!raw.startsWith('/') || raw.length > 2_000) return undefined
  let path
  try {
    path = decodeURIComponent(raw)
  } catch {
    return undefined
  }
  // An encoded slash would move a segment's border; a percent sign left over could be decoded again.
  if (/%2f|%5c/i.test(raw) || /[\\%]|\/\//.test(path)) return undefined
  for (const character of path) if (character < ' ' || character === '\x7f') return undefined
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) return undefined
  return path.normalize('NFC')
}

function splitOnce(text, separator) {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
