import { type NextRequest, NextResponse } from 'next/server'
import { DEFAULT_LANGUAGE, isLanguage, languages, splitLanguage } from '@/lib/words/languages'

/** Everything but what is built, answered by an ending, or for machines. */
export const config = { matcher: ['/((?!_next/|api/).*)'] }

const DESK = /^\/(?:desk|sign-in|sign-out|invite)(?:\/|$)/

/** Read by next-intl: the language that a page is to be rendered in. */
const LANGUAGE = 'x-next-intl-locale'
/** Read by the frame of readers' pages, which leads to the same page in other languages. */
const PAGE_PATH = 'x-page-path'
/** Which language somebody at the desk chose; readers' pages know none but that of their address. */
const LANGUAGE_COOKIE = 'language'

export function proxy(request: NextRequest): NextResponse {
  return DESK.test(request.nextUrl.pathname) ? atTheDesk(request) : forReaders(request)
}

/** `/ar/claims/x` is the page `/claims/x` in Arabic. */
function forReaders(request: NextRequest): NextResponse {
  const { language, path } = splitLanguage(request.nextUrl.pathname)
  const headers = new Headers(request.headers)
  headers.set(LANGUAGE, language)
  // One slash, or what follows would be taken for a host.
  headers.set(PAGE_PATH, path.replace(/^\/+/, '/'))
  const url = request.nextUrl.clone()
  url.pathname = path
  return NextResponse.rewrite(url, { request: { headers } })
}

/**
 * Lets only the scripts run that this very answer was made with. Decides nothing about who may see what: that
 * is asked in every page, query and command.
 */
function atTheDesk(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const isDevelopment = process.env.NODE_ENV === 'development'
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-asked-for', request.nextUrl.pathname + request.nextUrl.search)
  headers.set('content-security-policy', policy)
  headers.set(LANGUAGE, languageOfBrowser(request))
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'private, no-store')
  return response
}

/** What was chosen at the desk, else the first language of the browser's that we have. */
function languageOfBrowser(request: NextRequest): string {
  const chosen = request.cookies.get(LANGUAGE_COOKIE)?.value
  if (isLanguage(chosen)) return chosen
  const accepted = request.headers.get('accept-language') ?? ''
  const known = languages().map(({ code }) => code)
  for (const part of accepted.split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase() ?? ''
    const found = known.find((code) => tag === code || tag.startsWith(`${code}-`))
    if (found) return found
  }
  return DEFAULT_LANGUAGE
}
