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
  pastUnavailable: page(
    'One moment, please',
    'This page can’t be shown as it stood then just now. Please try again shortly.',
  ),
  notFound: page(
    'No such page',
    'There is nothing at this address. Start from the <a href="/">front page</a>.',
  ),
  invalid: page('This address can’t be read', 'Start from the <a href="/">front page</a>.'),
}

const escaped = (text) =>
  text.replace(
    /[&<>"']/g,
    (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[each],
  )

/** What was typed, at a length that can be read, and marked off whatever direction it runs in. */
const quoted = (text) =>
  `“<bdi>${escaped(text.length > 80 ? `${text.slice(0, 79)}…` : text)}</bdi>”`

const MOMENTS =
  'Write a day, which is taken as it stood when it was over, or a moment: <code>2024-12-07</code>, <code>2024-12-07T18:00Z</code>, <code>2024-12-07T21:00:00+03:00</code>. Without an offset it is UTC.'

/** An `at` that can't be read; `moments` are all that were given. */
export function notAMoment(moments, reason, address) {
  const now = `<p><a href="${escaped(address)}">This page as it stands now</a></p>`
  if (moments.length > 1) {
    const given = moments.slice(0, 3).map(quoted).join(', ')
    return page(
      'One moment at a time',
      `The address asks for several: ${given}. ${MOMENTS}</p>${now}<p>`,
    )
  }
  const why = {
    malformed: `${quoted(moments[0])} can’t be read as a day or a moment.`,
    impossible: `${quoted(moments[0])} has the form of a moment, but no calendar or clock has it.`,
    out_of_range: `${quoted(moments[0])} lies outside the years 1 to 9999.`,
  }[reason]
  return page('There is no such moment', `${why} ${MOMENTS}</p>${now}<p>`)
}

/** A moment before there was anything at this address. */
export function notThereYet(asked, first, address) {
  return page(
    'This page was not there yet',
    `It exists since <time datetime="${first}">${sayMoment(first)}</time>; you asked for ${quoted(asked)}.</p><p><a href="${escaped(address)}?at=${first}">As it stood then</a> · <a href="${escaped(address)}">as it stands now</a>`,
  )
}

/** A page of which only the form of now is kept. */
export function hasNoPast(address) {
  return page(
    'This page has no past here',
    `Only pages of claims, stories and sources, their lists, corrections and feeds are kept as they stood. <a href="${escaped(address)}">The page as it stands now</a>.`,
  )
}

/** An `Accept-Datetime` that is none. */
export function notADate(given) {
  return page(
    'There is no such date',
    `The header Accept-Datetime says ${quoted(given)}. RFC 7089 takes one form: <code>Sat, 07 Dec 2024 18:00:00 GMT</code>.`,
  )
}

function sayMoment(iso) {
  const words = new Date(iso).toLocaleString('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  return `${words.replace(' at ', ', ')} UTC`
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
