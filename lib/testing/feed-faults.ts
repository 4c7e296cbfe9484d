import { create } from 'xmlbuilder2'

const ATOM = 'http://www.w3.org/2005/Atom'
const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0'

/** A feed as a reader of feeds gets it: from which address, with which `Content-Type`. */
export type GivenFeed = { address: string; contentType: string; text: string }

/**
 * What a validator would find in a feed: for Atom the rules of the W3C's feed validator that bear on elements such as
 * ours (RFC 4287, and RFC 6721 for what is called back), for JSON those of JSON Feed 1.1.
 */
export function feedFaults(given: GivenFeed): string[] {
  return given.text.trimStart().startsWith('<') ? atomFaults(given) : jsonFaults(given)
}

const TAG_URI =
  /^tag:(?:[\w.+-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[\w\-.~%:@/?!$&'()*+,;=]*$/
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+(?:\s*;.*)?$/
const RELATIONS = ['alternate', 'self', 'related', 'via', 'enclosure', 'search', 'next', 'previous']

const isDate = (text: string) => RFC_3339.test(text) && !Number.isNaN(Date.parse(text))
const isAbsolute = (text: string) =>
  /^https?:\/\//.test(text) && URL.canParse(text) && !/\s/.test(text)

/** Which elements may stand in another, how often: once, at most once, or as often as may be. */
type Model = Record<string, '1' | '?' | '*'>
const FEED: Model = {
  id: '1',
  title: '1',
  updated: '1',
  subtitle: '?',
  rights: '?',
  icon: '?',
  logo: '?',
  generator: '?',
  author: '*',
  contributor: '*',
  category: '*',
  link: '*',
  entry: '*',
  'deleted-entry': '*',
}
const ENTRY: Model = {
  id: '1',
  title: '1',
  updated: '1',
  published: '?',
  summary: '?',
  content: '?',
  rights: '?',
  source: '?',
  author: '*',
  contributor: '*',
  category: '*',
  link: '*',
}
const PERSON: Model = { name: '1', uri: '?', email: '?' }

function atomFaults({ address, contentType, text }: GivenFeed): string[] {
  const faults: string[] = []
  const say = (where: string, what: string) => faults.push(`${where}: ${what}`)
  if (!/^application\/atom\+xml; ?charset=utf-8$/i.test(contentType)) say('type', contentType)
  const feed = create(text).root().node as unknown as Element
  if (feed.localName !== 'feed' || feed.namespaceURI !== ATOM) return [`root: ${feed.nodeName}`]

  const children = (of: Element) => [...of.childNodes].filter((each) => each.nodeType === 1)
  const all = (of: Element, name: string) =>
    (children(of) as Element[]).filter((each) => each.localName === name)
  const attribute = (of: Element, name: string) => of.getAttribute(name) ?? ''
  const wordsOf = (of: Element, name: string) => all(of, name)[0]?.textContent ?? ''

  function keeps(of: Element, model: Model, where: string) {
    for (const each of children(of) as Element[]) {
      const isKnown = (each.localName ?? '') in model
      const space = each.localName === 'deleted-entry' ? TOMBSTONES : ATOM
      if (!isKnown || each.namespaceURI !== space)
        say(where, `<${each.nodeName}> has no place here`)
    }
    for (const [name, times] of Object.entries(model)) {
      const found = all(of, name).length
      if (times === '1' && found !== 1) say(where, `${found} times <${name}>`)
      if (times === '?' && found > 1) say(where, `${found} times <${name}>`)
    }
  }

  function isText(of: Element, where: string) {
    for (const name of ['title', 'subtitle', 'summary', 'content', 'rights']) {
      for (const each of all(of, name)) {
        const type = each.getAttribute('type') ?? 'text'
        if (!/^(?:text|html)$/.test(type)) say(where, `<${name}> of type ${type}`)
        if (children(each).length > 0) say(where, `<${name}> has elements in it`)
        if (!each.textContent?.trim()) say(where, `<${name}> is blank`)
        if (type === 'text' && /<\/?[a-z][^>]*>|&[a-z]+;/.test(each.textContent ?? ''))
          say(where, `<${name}> has markup in what is called text`)
      }
    }
  }

  function isOne(of: Element, where: string) {
    for (const name of ['updated', 'published']) {
      for (const each of all(of, name)) {
        if (!isDate(each.textContent ?? '')) say(where, `<${name}> is no date of RFC 3339`)
      }
    }
    const id = wordsOf(of, 'id')
    if (!TAG_URI.test(id) && !isAbsolute(id)) say(where, `its id is no full IRI: ${id}`)
    for (const person of [...all(of, 'author'), ...all(of, 'contributor')]) {
      keeps(person, PERSON, `${where}, a person`)
      const uri = wordsOf(person, 'uri')
      if (uri && !isAbsolute(uri)) say(where, `a person’s address is relative: ${uri}`)
    }
    for (const category of all(of, 'category')) {
      if (!attribute(category, 'term')) say(where, 'a category without a term')
      const scheme = attribute(category, 'scheme')
      if (scheme && !isAbsolute(scheme)) say(where, `a relative scheme: ${scheme}`)
    }
    const alternates = new Set<string>()
    for (const link of all(of, 'link')) {
      const [rel, type, href] = ['rel', 'type', 'href'].map((name) => attribute(link, name))
      if (!RELATIONS.includes(rel || 'alternate')) say(where, `a link of no relation: ${rel}`)
      if (type && !MEDIA_TYPE.test(type)) say(where, `a link of no media type: ${type}`)
      if (!isAbsolute(href ?? '')) say(where, `a relative link: ${href}`)
      if (link.textContent) say(where, 'a link with something in it')
      const kind = `${type} ${attribute(link, 'hreflang')}`
      if (rel === 'alternate' && alternates.has(kind)) say(where, `two alternates of ${kind}`)
      if (rel === 'alternate') alternates.add(kind)
    }
    const language = of.getAttribute('xml:lang')
    if (!language || !LANGUAGE.test(language)) say(where, `in no language: ${language}`)
    isText(of, where)
    return { id, alternates }
  }

  keeps(feed, FEED, 'feed')
  isOne(feed, 'feed')
  const own = all(feed, 'link').filter((each) => attribute(each, 'rel') === 'self')
  if (own.length !== 1) say('feed', `${own.length} links to itself`)
  else if (attribute(own[0] as Element, 'href') !== address)
    say('feed', `it is at ${address} and says ${attribute(own[0] as Element, 'href')}`)

  const seen = new Set<string>()
  let last = ''
  for (const entry of all(feed, 'entry')) {
    const { id, alternates } = isOne(entry, `entry ${wordsOf(entry, 'id')}`)
    const where = `entry ${id}`
    keeps(entry, ENTRY, where)
    if (seen.has(id)) say(where, 'is there twice')
    seen.add(id)
    if (all(entry, 'author').length + all(feed, 'author').length === 0) say(where, 'by nobody')
    if (all(entry, 'content').length === 0 && alternates.size === 0) say(where, 'leads nowhere')
    const [updated, published] = [wordsOf(entry, 'updated'), wordsOf(entry, 'published')]
    if (published && Date.parse(published) > Date.parse(updated))
      say(where, 'changed before it was')
    if (last && updated > last) say(where, 'is not in the order of changes')
    last = updated
  }
  const [first] = all(feed, 'entry')
  if (first && wordsOf(first, 'updated') !== wordsOf(feed, 'updated'))
    say('feed', 'it changed at another time than its newest entry')
  for (const gone of all(feed, 'deleted-entry')) {
    if (!TAG_URI.test(attribute(gone, 'ref'))) say('deleted-entry', attribute(gone, 'ref'))
    if (!isDate(attribute(gone, 'when'))) say('deleted-entry', attribute(gone, 'when'))
  }
  return faults
}

const TEXT = (value: unknown) => typeof value === 'string' && value.trim() !== ''
const ADDRESS = (value: unknown) => typeof value === 'string' && isAbsolute(value)
const DATE = (value: unknown) => typeof value === 'string' && isDate(value)
const TONGUE = (value: unknown) => typeof value === 'string' && LANGUAGE.test(value)
const LIST = (isIt: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every(isIt)
const AUTHOR = (value: unknown) =>
  isObject(value) &&
  Object.entries(value).length > 0 &&
  Object.entries(value).every(([name, each]) => (name === 'name' ? TEXT(each) : ADDRESS(each)))

const JSON_FEED: Record<string, (value: unknown) => boolean> = {
  version: (value) => value === 'https://jsonfeed.org/version/1.1',
  title: TEXT,
  home_page_url: ADDRESS,
  feed_url: ADDRESS,
  description: TEXT,
  next_url: ADDRESS,
  icon: ADDRESS,
  favicon: ADDRESS,
  authors: LIST(AUTHOR),
  language: TONGUE,
  items: Array.isArray,
}
const JSON_ITEM: typeof JSON_FEED = {
  id: TEXT,
  url: ADDRESS,
  external_url: ADDRESS,
  title: TEXT,
  content_text: TEXT,
  content_html: TEXT,
  summary: TEXT,
  image: ADDRESS,
  date_published: DATE,
  date_modified: DATE,
  authors: LIST(AUTHOR),
  tags: LIST(TEXT),
  language: TONGUE,
}

function jsonFaults({ address, contentType, text }: GivenFeed): string[] {
  const faults: string[] = []
  const keeps = (given: unknown, model: typeof JSON_FEED, where: string, needed: string[]) => {
    if (!isObject(given)) return {}
    for (const [name, value] of Object.entries(given)) {
      if (model[name]?.(value) !== true)
        faults.push(`${where}: ${name} is ${JSON.stringify(value)}`)
    }
    for (const name of needed) if (!(name in given)) faults.push(`${where}: no ${name}`)
    return given
  }
  if (!/^application\/feed\+json; ?charset=utf-8$/i.test(contentType)) faults.push(contentType)
  const feed = keeps(JSON.parse(text), JSON_FEED, 'feed', ['version', 'title', 'items', 'feed_url'])
  if (feed.feed_url !== address) faults.push(`it is at ${address} and says ${feed.feed_url}`)
  const seen = new Set<unknown>()
  for (const each of Array.isArray(feed.items) ? feed.items : []) {
    const item = keeps(each, JSON_ITEM, `item ${each?.id}`, ['id', 'url'])
    if (!('content_text' in item || 'content_html' in item)) faults.push(`${item.id}: no content`)
    if (seen.has(item.id)) faults.push(`${item.id} is there twice`)
    seen.add(item.id)
  }
  return faults
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
