import { type NextRequest, NextResponse } from 'next/server'

/** Where somebody signed in works, and where they become so; readers' pages have no scripts and their own policy. */
export const config = {
  matcher: ['/desk/:path*', '/sign-in/:path*', '/sign-out/:path*', '/invite/:path*'],
}

/**
 * Lets only the scripts run that this very answer was made with. Decides nothing about who may see what: that
 * is asked in every page, query and command.
 */
export function proxy(request: NextRequest) {
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
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'private, no-store')
  return response
}
