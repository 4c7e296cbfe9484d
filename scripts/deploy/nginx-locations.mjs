import {
  ASSET_CACHING,
  PAGE_CACHING,
  SECURITY_HEADERS,
  securityHeadersOf,
} from '../launcher/front-headers.mjs'
import { linkOfPage } from '../launcher/front-memento.mjs'
import { NOTES, sendNote } from '../launcher/front-notes.mjs'
import { pastOf } from '../launcher/front-past.mjs'
import { OPEN_TO_ALL } from '../launcher/front-record.mjs'
import { DEFAULT_LANGUAGE, languages } from '../launcher/languages.mjs'

const SLUG = '[a-z0-9-]{1,120}'
const OTHERS = languages.filter((code) => code !== DEFAULT_LANGUAGE)
const IN_ANY = `/(?:(?:${OTHERS.join('|')})/)?`

const HTML = 'text/html; charset=utf-8'
const FEED = 'application/feed+json; charset=utf-8'

/**
 * What nginx serves from the published folder by itself: addresses as plain as the publisher writes them. Whatever is
 * written in another way goes to the application, whose front server knows every form. `example` is a file of the kind,
 * from whose name the headers come.
 */
const KINDS = [
  {
    says: 'Claims and stories, of which most is asked: looked for first, and their mark without another look at the name.',
    match: `(?<page>(?<page_folder>${IN_ANY}(?:claims|stories)/)(?<page_name>${SLUG}))`,
    file: '$page.html',
    mark: '$page_folder.$page_name.html.stale',
    example: 'claims/x.html',
    type: HTML,
  },
  {
    says: 'Sources.',
    match: `(?<page>${IN_ANY}sources/${SLUG})`,
    file: '$page.html',
    example: 'sources/x.html',
    type: HTML,
  },
  {
    says: 'Histories.',
    match: `(?<page>${IN_ANY}claims/${SLUG}/history)`,
    file: '$page.html',
    example: 'claims/x/history.html',
    type: HTML,
  },
  {
    says: 'Two moments of a claim beside each other.',
    match: `${IN_ANY}claims/${SLUG}/history/\\d+-\\d+`,
    file: '$uri.html',
    example: 'claims/x/history/1-2.html',
    type: HTML,
  },
  {
    says: 'The list of claims from its second page on.',
    match: `${IN_ANY}claims/page/\\d+`,
    file: '$uri.html',
    example: 'claims/page/2.html',
    type: HTML,
  },
  {
    says: 'The list of claims, which is the search as well.',
    match: `${IN_ANY}claims`,
    file: '$uri.html',
    example: 'claims.html',
    type: HTML,
    isSearch: true,
  },
  {
    says: 'Cards in frames of others.',
    match: `${IN_ANY}embed/(?:claims|stories)/${SLUG}`,
    file: '$uri.html',
    example: 'embed/claims/x.html',
    type: HTML,
  },
  {
    says: 'Other lists and standing pages. A page that is not there is the application’s to make, or to miss.',
    match: `${IN_ANY}(?:corrections/page/\\d+|(?!index$)[a-z-]+)`,
    file: '$uri.html',
    example: 'methodology.html',
    type: HTML,
  },
  {
    says: 'Feeds.',
    match: `${IN_ANY}[a-z0-9/-]+\\.atom`,
    file: '$uri',
    example: 'feeds/claims.atom',
    type: 'application/atom+xml; charset=utf-8',
  },
  {
    says: 'Feeds as JSON.',
    match: `${IN_ANY}(?:[a-z0-9/-]+/feed|feeds/[a-z]+)\\.json`,
    file: '$uri',
    example: 'feeds/claims.json',
    type: FEED,
  },
  {
    says: 'Claims as data, and what there is to embed.',
    match: `${IN_ANY}(?:claims|stories)/[a-z0-9/-]+\\.json`,
    file: '$uri',
    example: 'claims/x.json',
    type: 'application/json',
  },
  {
    says: 'Lists for search engines.',
    match: '/sitemap\\.xml|/sitemaps/[a-z0-9-]+\\.xml',
    file: '$uri',
    example: 'sitemap.xml',
    type: 'application/xml; charset=utf-8',
  },
  {
    says: 'Pictures of claims and stories.',
    match: `${IN_ANY}(?:claims|stories)/${SLUG}/picture\\.png`,
    file: '$uri',
    example: 'claims/x/picture.png',
    type: 'image/png',
    isFile: true,
  },
  {
    says: 'Marks of claims’ status on pages of others.',
    match: `${IN_ANY}embed/claims/${SLUG}/status\\.svg`,
    file: '$uri',
    example: 'embed/claims/x/status.svg',
    type: 'image/svg+xml',
    isFile: true,
  },
  {
    says: 'The scripts of pages.',
    match: '/(?:proof|since)\\.js',
    file: '$uri',
    example: 'proof.js',
    type: 'text/javascript',
    isFile: true,
  },
  {
    says: 'The script that others load beside a card.',
    match: '/embed\\.js',
    file: '$uri',
    example: 'embed.js',
    type: 'text/javascript',
    isFile: true,
  },
  {
    says: 'The icon.',
    match: '/favicon\\.svg',
    file: '$uri',
    example: 'favicon.svg',
    type: 'image/svg+xml',
    isFile: true,
  },
  {
    says: 'What robots are told.',
    match: '/robots\\.txt',
    file: '$uri',
    example: 'robots.txt',
    type: 'text/plain',
    isFile: true,
  },
]

const INDEX = '(?:x\\d{3}/)*\\d{3}'
/** Only what lies there as it is asked for; the beginning of a full tile is the application’s to cut. */
const RECORD = [
  {
    match: `/record/tile/\\d{1,2}/${INDEX}(?:\\.p/[1-9]\\d{0,2})?`,
    type: 'application/octet-stream',
    caching: ASSET_CACHING,
  },
  {
    match: `/record/tile/entries/${INDEX}(?:\\.p/[1-9]\\d{0,2})?`,
    type: 'application/octet-stream',
    caching: ASSET_CACHING,
    isZipped: true,
  },
  {
    match: `/record/disclosures/${INDEX}`,
    type: 'application/json',
    caching: PAGE_CACHING,
    isZipped: true,
  },
  { match: '/record/status', type: 'application/json', caching: 'no-cache' },
  {
    match: '/record/(?:checkpoint|keys)',
    type: 'text/plain; charset=utf-8',
    caching: 'no-cache',
  },
]

const MADE =
  '# Made by `node scripts/deploy/write-nginx.mjs` from what the front server sends; not edited by hand.\n'

const locationOf = (kind) => location(kind, `~ "^(?:${kind.match})$"`)

/** What nginx is to try before any other form of an address. */
export function nginxFirst() {
  return [MADE, ...KINDS.slice(0, 1).map(locationOf)].join('\n')
}

/** The locations of everything else that is published, as an include of nginx. */
export function nginxLocations() {
  return [
    MADE,
    location(
      { says: 'The front page.', file: '/index.html', example: 'index.html', type: HTML },
      '= /',
    ),
    ...KINDS.slice(1).map(locationOf),
    location(
      {
        says: 'Styles and fonts, each under a name of its own for good.',
        file: '$uri',
        example: '_next/static/x.css',
        type: {
          css: 'text/css',
          js: 'text/javascript',
          woff2: 'font/woff2',
          svg: 'image/svg+xml',
          png: 'image/png',
          ico: 'image/x-icon',
        },
        caching: ASSET_CACHING,
        isFile: true,
      },
      '^~ /_next/static/',
    ),
    ...RECORD.map(recordLocation),
  ].join('\n')
}

function location(kind, match) {
  const pagePath = `/${kind.example.replace(/(?:^index)?\.html$/, '')}`
  const hasMementos = pastOf(pagePath) === 'whole'
  const headers = {
    ...securityHeadersOf(kind.example),
    'Cache-Control': kind.caching ?? PAGE_CACHING,
    Vary: hasMementos ? 'Accept-Encoding, Accept-Datetime' : 'Accept-Encoding',
    ...(hasMementos
      ? { Link: linkOfPage('$public_url', pagePath).replaceAll(pagePath, '$page') }
      : {}),
    // Pages are not asked for in pieces, and known by their ETag alone.
    ...(kind.isFile ? {} : { 'Last-Modified': '' }),
  }
  return block(kind.says, match, [
    ...typeLines(kind.type),
    ...(kind.isFile ? [] : ['max_ranges 0;']),
    ...headerLines(headers),
    ...(kind.caching
      ? []
      : [`if (-f $document_root$marks${kind.mark ?? markOf(kind.file)}) { return 418; }`]),
    `try_files ${kind.isSearch ? '$search_elsewhere' : '$elsewhere'}${kind.file} ${kind.isSearch ? '@search' : '@app'};`,
  ])
}

/** The second name of a file that says what is no longer so (lib/publish/stale.ts), where one is looked for. */
function markOf(file) {
  if (file === '/index.html') return '/.index.html.stale'
  return `$hidden_name${file.endsWith('.html') ? '.html' : ''}.stale`
}

function recordLocation({ match, type, caching, isZipped }) {
  const isShort = caching === 'no-cache'
  return block('The record.', `~ "^${match}$"`, [
    ...typeLines(type),
    'max_ranges 0;',
    // As short as their ETag, which could not tell two of one second apart.
    ...(isShort ? ['etag off;', 'if_modified_since off;'] : []),
    ...(isZipped ? ['gzip on;', `gzip_types ${type};`, 'gzip_min_length 1024;'] : []),
    ...headerLines({
      ...OPEN_TO_ALL,
      'Cache-Control': caching,
      Vary: 'Accept-Encoding',
      'Last-Modified': '',
    }),
    'try_files $elsewhere$uri @app;',
  ])
}

/** Where nginx keeps what it says when no application answers, by language. */
export function nginxNotes() {
  const notes = { unavailable: 'unavailable', 'search-unavailable': 'searchUnavailable' }
  return Object.fromEntries(
    languages.flatMap((code) =>
      Object.entries(notes).map(([name, note]) => [
        `notes/${name}.${code}.html`,
        textOf(note, code),
      ]),
    ),
  )
}

function textOf(note, code) {
  let text
  const request = { url: code === DEFAULT_LANGUAGE ? '/' : `/${code}`, method: 'GET' }
  const response = { writeHead() {}, end: (body) => (text = body.toString()) }
  sendNote(request, response, 503, NOTES[note])
  return text
}

/** What is told with such a note, and which one in which language. */
export function nginxUnavailable() {
  const byLanguage = (variable, name) =>
    [
      `map $request_uri ${variable} {`,
      ...OTHERS.map((code) => `    ~^/${code}(?:[/?]|$) /.notes/${name}.${code}.html;`),
      `    default /.notes/${name}.${DEFAULT_LANGUAGE}.html;`,
      '}',
    ].join('\n')
  return [
    MADE,
    byLanguage('$note', 'unavailable'),
    byLanguage('$search_note', 'search-unavailable'),
    '',
  ].join('\n')
}

export function nginxNoteLocation() {
  return `${MADE}\n${block('What is said when no application answers.', '^~ /.notes/', [
    'internal;',
    'alias /etc/nginx/counterclaim/notes/;',
    'gzip_static off;',
    ...typeLines(HTML),
    'etag off;',
    'max_ranges 0;',
    ...headerLines(
      { ...SECURITY_HEADERS, 'Cache-Control': 'no-store', 'Retry-After': '5', 'Last-Modified': '' },
      ' always',
    ),
  ])}`
}

const typeLines = (type) =>
  typeof type === 'string'
    ? ['types { }', `default_type "${type}";`]
    : [
        `types { ${Object.entries(type)
          .map(([ending, name]) => `${name} ${ending};`)
          .join(' ')} }`,
      ]

const headerLines = (headers, always = '') => [
  ...Object.entries(headers).map(
    ([name, value]) => `add_header ${name} "${value.replaceAll('"', '\\"')}"${always};`,
  ),
  `add_header Strict-Transport-Security $hsts${always};`,
]

function block(says, match, lines) {
  return `# ${says}\nlocation ${match} {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`
}

/** Every file that is made, by its name under deploy/nginx/counterclaim. */
export function nginxFiles() {
  return {
    'first.conf': nginxFirst(),
    'published.conf': nginxLocations(),
    'notes.conf': nginxNoteLocation(),
    'notes-by-language.conf': nginxUnavailable(),
    ...nginxNotes(),
  }
}
