import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { SECURITY_HEADERS } from './front-headers.mjs'
import { isStale, renewed } from './front-stale.mjs'
import { withoutLanguage } from './languages.mjs'

const PAGE = /^\/(?:claims|stories)\/[a-z0-9-]{1,120}$/
const WIDTH = 560
const NARROWEST = 240
const CACHED_S = 300
const PICTURE = { width: 1200, height: 630 }

/**
 * oEmbed 1.0 from published files: `<page>/oembed.json` beside each page says what there is to show, and the width that
 * is asked for decides the rest. Needs neither the framework nor the database.
 */
export function createOembed({ published, publicUrl, rebuild, isBefore = () => false }) {
  const own = new URL(publicUrl)

  async function dataOf(name) {
    const read = () => readFile(path.join(published, name), 'utf8').then(JSON.parse)
    return read().catch(async () => {
      const outcome = await rebuild(name)
      if (outcome === 'rebuilt') return read().catch(() => 'later')
      return outcome === 'unknown' ? undefined : 'later'
    })
  }

  return async function serveOembed(request, response, query) {
    const asked = new URLSearchParams(query)
    const format = asked.get('format') ?? 'json'
    const send = (status, type, body, caching = 'no-store') => {
      const bytes = Buffer.from(body)
      response.writeHead(status, {
        ...SECURITY_HEADERS,
        'Content-Type': `${type}; charset=utf-8`,
        'Content-Length': String(bytes.length),
        'Cache-Control': caching,
        // Whoever shows our cards may ask from a page of their own; nothing here depends on who asks.
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      })
      response.end(request.method === 'HEAD' ? undefined : bytes)
    }
    const refuse = (status, words) => send(status, 'text/plain', `${words}\n`)

    if (format !== 'json' && format !== 'xml') {
      return refuse(501, 'This format is not known here: json or xml.')
    }
    const given = asked.get('url')
    if (!given || !URL.canParse(given))
      return refuse(400, 'The url of a claim or a story is missing.')
    const most = { width: sizeIn(asked.get('maxwidth')), height: sizeIn(asked.get('maxheight')) }
    if (Number.isNaN(most.width) || Number.isNaN(most.height)) {
      return refuse(400, 'maxwidth and maxheight are whole numbers of pixels.')
    }
    const url = new URL(given)
    const pagePath = url.pathname.replace(/\/+$/, '')
    const isOurs = url.host === own.host && /^https?:$/.test(url.protocol)
    if (!isOurs || !PAGE.test(withoutLanguage(pagePath))) {
      return refuse(404, 'There is nothing to embed at this url.')
    }
    const name = `${pagePath}/oembed.json`
    await renewed(
      name,
      async () => ({ isStale: isStale(path.join(published, name), isBefore) }),
      rebuild,
    )
    const data = await dataOf(name)
    if (data === 'later') return refuse(503, 'This can’t be answered just now.')
    if (!data) return refuse(404, 'There is nothing to embed at this url.')
    const answer = answerOf(data, most)
    const caching = `public, max-age=${CACHED_S}`
    return format === 'json'
      ? send(200, 'application/json', JSON.stringify(answer), caching)
      : send(200, 'text/xml', asXml(answer), caching)
  }
}

function sizeIn(text) {
  if (text === null || text === '') return Number.POSITIVE_INFINITY
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : Number.NaN
}

function answerOf(data, most) {
  const common = {
    version: '1.0',
    title: data.title,
    ...(data.author && { author_name: data.author.name, author_url: data.author.url }),
    provider_name: data.provider.name,
    provider_url: data.provider.url,
    cache_age: CACHED_S,
    // A picture larger than what is asked for has no place in the answer (oEmbed 2.3.4).
    ...(data.picture &&
      PICTURE.width <= most.width &&
      PICTURE.height <= most.height && {
        thumbnail_url: data.picture,
        thumbnail_width: PICTURE.width,
        thumbnail_height: PICTURE.height,
      }),
  }
  const width = Math.min(WIDTH, most.width)
  // In less room than that nothing can be read.
  if (!data.frame || width < NARROWEST) return { type: 'link', ...common }
  const height = Math.min(heightOf(width, data.letters), most.height)
  const html =
    `<iframe src="${escaped(data.frame)}" title="${escaped(data.frameTitle)}" width="${width}" height="${height}" ` +
    'style="border:0;max-width:100%" loading="lazy" referrerpolicy="no-referrer"></iframe>'
  return { type: 'rich', ...common, html, width, height }
}

/** As `cardHeight` in lib/interop/embed-card.ts has it. */
function heightOf(width, letters) {
  return 178 + 25 * Math.ceil((letters * 9.6) / Math.max(120, width - 36))
}

function asXml(answer) {
  const elements = Object.entries(answer).map(
    ([name, value]) => `<${name}>${escaped(String(value))}</${name}>`,
  )
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${elements.join('')}</oembed>\n`
}

function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
