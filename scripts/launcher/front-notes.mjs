import { SECURITY_HEADERS } from './front-headers.mjs'

const page = (title, text) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} – Counterclaim</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem}</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`

/** What the front server says by itself, when there is nobody behind it to say it better. */
export const NOTES = {
  unavailable: page(
    'One moment, please',
    'The newsroom’s desk is starting or being looked after. Published pages stay available; this one will be back in a few seconds.',
  ),
  searchUnavailable: page(
    'Search is away for a moment',
    'Searching is not possible just now. All claims can still be <a href="/claims">read through as a list</a>.',
  ),
  notPublishedYet: page(
    'One moment, please',
    'This page is being prepared. Please try again shortly.',
  ),
  notFound: page(
    'No such page',
    'There is nothing at this address. Start from the <a href="/">front page</a>.',
  ),
  invalid: page('This address can’t be read', 'Start from the <a href="/">front page</a>.'),
}

export function sendNote(request, response, status, html, headers = {}) {
  const body = Buffer.from(html)
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    ...(status === 503 ? { 'Retry-After': '5' } : {}),
    ...headers,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

export function misdirected(publicUrl, host) {
  const asked = host.replace(/[^\w.:[\]-]/g, '')
  return page(
    'Open this at its own address',
    `The desk works at <a href="${publicUrl}/sign-in">${publicUrl}</a>. To use it at ${asked}, start Counterclaim with PUBLIC_URL=http://${asked}.`,
  )
}
