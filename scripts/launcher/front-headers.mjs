/** Public pages are text, styles, fonts and pictures of our own; nothing on them may run. */
const PUBLIC_POLICY = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  // No page of ours asks for anything; auditors that read robots.txt from within a page do.
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Pages with a script of ours, such as the one that has the reader's own browser prove what the log says. */
export const PROVING_POLICY = PUBLIC_POLICY.replace(
  "default-src 'none'",
  "default-src 'none'; script-src 'self'",
)
/** Histories prove the log; pages of claims and stories can tell a reader what changed since they were here. */
const HAS_SCRIPT =
  /^(?:past\/)?(?:[a-z-]+\/)?(?:claims\/[^/]+\/history(?:\.html$|\/)|(?:claims|stories)\/[^/]+(?:\/\d[^/]*)?\.html$)/
const IS_CARD = /^(?:[a-z-]+\/)?embed\//
/** What others show on their pages, wherever they are. */
const FOR_OTHERS = /^(?:(?:[a-z-]+\/)?embed\/|embed\.js$|favicon\.svg$)|\/picture\.png$/

/** A card that others show in a frame, whoever they are: it loads nothing but the script that tells its height. */
const CARD_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ')

/** What a page may run, by the name of its file. */
export function policyFor(name) {
  if (IS_CARD.test(name)) return CARD_POLICY
  return HAS_SCRIPT.test(name) ? PROVING_POLICY : PUBLIC_POLICY
}

/** What goes with a published file, by its name. */
export function securityHeadersOf(name) {
  const { 'X-Frame-Options': unframed, ...others } = SECURITY_HEADERS
  return {
    ...others,
    ...(IS_CARD.test(name)
      ? { 'Referrer-Policy': 'no-referrer' }
      : { 'X-Frame-Options': unframed }),
    ...(FOR_OTHERS.test(name) ? { 'Cross-Origin-Resource-Policy': 'cross-origin' } : {}),
    'Content-Security-Policy': policyFor(name),
  }
}

export const SECURITY_HEADERS = {
  'Content-Security-Policy': PUBLIC_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

/** A page may be kept but must be asked about each time: a status that changed is seen at once. */
export const PAGE_CACHING = 'public, max-age=0, must-revalidate'
export const ASSET_CACHING = 'public, max-age=31536000, immutable'

/** `br`, `gzip` or `identity`, the best of what the reader accepts. */
export function chooseEncoding(acceptEncoding) {
  if (!acceptEncoding) return 'identity'
  // The two forms nearly every browser sends need no parsing.
  let best = 'identity'
  for (const part of acceptEncoding.split(',')) {
    const [name, ...parameters] = part.trim().toLowerCase().split(';')
    const weight = parameters.find((each) => each.trim().startsWith('q='))
    if (weight && Number(weight.trim().slice(2)) === 0) continue
    if (name === 'br' || name === '*') return name === '*' ? 'gzip' : 'br'
    if (name === 'gzip') best = 'gzip'
  }
  return best
}

export function isNotModified(ifNoneMatch, etag) {
  if (!ifNoneMatch) return false
  if (ifNoneMatch === etag || ifNoneMatch === '*') return true
  return ifNoneMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)
}
