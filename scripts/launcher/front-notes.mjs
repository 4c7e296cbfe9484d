import { readFileSync } from 'node:fs'
import path from 'node:path'
import { DateTime } from 'luxon'
import { createTranslator } from 'use-intl/core'
import { SECURITY_HEADERS } from './front-headers.mjs'
import { DEFAULT_LANGUAGE, languageOf } from './languages.mjs'
import { ROOT } from './settings.mjs'

const known = new Map()

/** What a note takes to be said in a language: its words, moments, and the first part of its pages' addresses. */
function wordsIn(code) {
  if (known.has(code)) return known.get(code)
  const messagesOf = (each) =>
    JSON.parse(readFileSync(path.join(ROOT, 'messages', `${each}.json`), 'utf8'))
  const usual = messagesOf(DEFAULT_LANGUAGE)
  const { language, time, frontNote } = code === DEFAULT_LANGUAGE ? usual : messagesOf(code)
  const say = createTranslator({
    locale: language.locale,
    messages: { time: { ...usual.time, ...time }, ...usual.frontNote, ...frontNote },
    onError: (error) => {
      throw error
    },
  }).markup
  const { baseName, numberingSystem = 'latn' } = new Intl.Locale(language.locale)
  const words = {
    code,
    dir: language.dir,
    say,
    sayMoment: (iso) => {
      const at = DateTime.fromISO(iso, { zone: 'utc' }).reconfigure({
        locale: baseName,
        numberingSystem,
      })
      return say('time.utc', { moment: at.toFormat(say('time.minute')) })
    },
    prefix: code === DEFAULT_LANGUAGE ? '' : `/${code}`,
  }
  known.set(code, words)
  return words
}

/** The grounds and inks of app/tokens.css; fonts are what the device has. */
const STYLE = [
  ':root{color-scheme:light dark;background:#fbfaf6;color:#1b1a17}',
  'a{color:#0b4f7a}',
  '@media(prefers-color-scheme:dark){:root{background:#151412;color:#edebe4}a{color:#8fc6ee}}',
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;overflow-wrap:anywhere}',
].join('')

function page({ code, dir }, title, ...paragraphs) {
  return `<!doctype html>
<html lang="${code}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – Counterclaim</title>
<style>${STYLE}</style>
</head>
<body><main><h1>${title}</h1>${paragraphs.map((each) => `<p>${each}</p>`).join('')}</main></body>
</html>
`
}

const linkTo = (address) => (text) => `<a href="${address}">${text}</a>`

/** A note of two messages, in the language of the address that is answered. */
const plain = (name) => (words) =>
  page(
    words,
    words.say(`${name}.title`),
    words.say(`${name}.text`, {
      home: linkTo(words.prefix || '/'),
      claims: linkTo(`${words.prefix}/claims`),
    }),
  )

/** What the front server says by itself, when there is nobody behind it to say it better. */
export const NOTES = {
  unavailable: plain('unavailable'),
  searchUnavailable: plain('searchUnavailable'),
  notPublishedYet: plain('notPublishedYet'),
  pastUnavailable: plain('pastUnavailable'),
  notFound: plain('notFound'),
  invalid: plain('invalid'),
}

const escaped = (text) =>
  text.replace(
    /[&<>"']/g,
    (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[each],
  )

/** What was typed, at a length that can be read, and marked off whatever direction it runs in. */
function quoted(text, { say }) {
  const short = text.length > 80 ? `${text.slice(0, 79)}…` : text
  return say('quoted', { text: `<bdi>${escaped(short)}</bdi>` })
}

const code = (text) => `<code dir="ltr">${text}</code>`

const EXAMPLES = ['2024-12-07', '2024-12-07T18:00Z', '2024-12-07T21:00:00+03:00']

/** In a list as the language has it. */
const listed = (parts, words) => parts.join(words.dir === 'rtl' ? '، ' : ', ')

/** An `at` that can't be read; `moments` are all that were given. */
export const notAMoment = (moments, reason, address) => (words) => {
  const { say } = words
  const forms = say('forms', { examples: listed(EXAMPLES.map(code), words) })
  const now = linkTo(escaped(address))(say('now'))
  if (moments.length > 1) {
    const given = moments.slice(0, 3).map((each) => quoted(each, words))
    const text = say('several.text', { moments: listed(given, words) })
    return page(words, say('several.title'), `${text} ${forms}`, now)
  }
  const why = say(`noMoment.${reason}`, { moment: quoted(moments[0], words) })
  return page(words, say('noMoment.title'), `${why} ${forms}`, now)
}

/** A moment before there was anything at this address. */
export const notThereYet = (asked, first, address) => (words) => {
  const { say } = words
  const since = `<time datetime="${first}">${words.sayMoment(first)}</time>`
  const then = linkTo(`${escaped(address)}?at=${first}`)(say('notThereYet.then'))
  const now = linkTo(escaped(address))(say('notThereYet.now'))
  return page(
    words,
    say('notThereYet.title'),
    say('notThereYet.text', { first: since, moment: quoted(asked, words) }),
    `${then} · ${now}`,
  )
}

/** A page of which only the form of now is kept. */
export const hasNoPast = (address) => (words) =>
  page(
    words,
    words.say('hasNoPast.title'),
    words.say('hasNoPast.text', { now: linkTo(escaped(address)) }),
  )

/** An `Accept-Datetime` that is none. */
export const notADate = (given) => (words) => {
  const { say } = words
  const example = code('Sat, 07 Dec 2024 18:00:00 GMT')
  return page(
    words,
    say('notADate.title'),
    say('notADate.text', { date: quoted(given, words), example }),
  )
}

/** The desk at an address that is not its own. */
export const misdirected = (publicUrl, host) => (words) => {
  const { say } = words
  const asked = host.replace(/[^\w.:[\]-]/g, '')
  return page(
    words,
    say('misdirected.title'),
    say('misdirected.text', {
      place: `<a href="${publicUrl}/sign-in">${publicUrl}</a>`,
      asked,
      setting: code(`PUBLIC_URL=http://${asked}`),
    }),
  )
}

/** Sends a note in the language of the address that was asked for; `note` is null where headers say it all. */
export function sendNote(request, response, status, note, headers = {}) {
  const body = Buffer.from(note ? note(wordsIn(languageOf(request.url))) : '')
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
