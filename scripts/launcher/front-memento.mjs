import { sayHttpDate } from './front-instant.mjs'
import { encodePath } from './front-path.mjs'

/** Mementos on one page of a TimeMap. */
export const TIMEMAP_PAGE = 1_000
const FORMAT = 'type="application/link-format"'

/** RFC 7089, pattern 1.1: the page is its own TimeGate, and each moment of it a memento with an address of its own. */
export function mementoAddresses(publicUrl, pagePath) {
  const page = publicUrl + (pagePath === '/' ? '/' : encodePath(pagePath))
  return {
    page,
    timeMap: (number = 1) => `${page}/timemap${number === 1 ? '' : `/${number}`}`,
    at: (moment) => `${page}?at=${moment}`,
  }
}

/** What the page of now says of its past, without looking for it. */
export function linkOfPage(publicUrl, pagePath) {
  const addresses = mementoAddresses(publicUrl, pagePath)
  return `<${addresses.page}>; rel="original timegate", <${addresses.timeMap()}>; rel="timemap"; ${FORMAT}`
}

/** The links of one memento, and of the answer that leads to it. */
export function linkOfMemento(publicUrl, pagePath, moments, position) {
  const addresses = mementoAddresses(publicUrl, pagePath)
  const last = moments.length - 1
  const relations = new Map()
  const relate = (at, relation) => {
    if (at < 0 || at > last) return
    relations.set(at, [...(relations.get(at) ?? []), relation])
  }
  relate(0, 'first')
  relate(last, 'last')
  relate(position - 1, 'prev')
  relate(position + 1, 'next')
  relate(position, 'memento')
  const mementos = [...relations]
    .sort(([a], [b]) => a - b)
    .map(([at, names]) => {
      const relation = [...names.filter((name) => name !== 'memento'), 'memento'].join(' ')
      return `<${addresses.at(moments[at])}>; rel="${relation}"; datetime="${sayHttpDate(moments[at])}"`
    })
  const [from, until] = [moments[0], moments[last]].map(sayHttpDate)
  return [
    `<${addresses.page}>; rel="original timegate"`,
    `<${addresses.timeMap()}>; rel="timemap"; ${FORMAT}; from="${from}"; until="${until}"`,
    ...mementos,
  ].join(', ')
}

/** Page `number` of the list of all mementos; undefined beyond the last. */
export function timeMap(publicUrl, pagePath, moments, number) {
  const addresses = mementoAddresses(publicUrl, pagePath)
  const last = Math.ceil(moments.length / TIMEMAP_PAGE)
  if (number > last) return undefined
  const part = (page) => moments.slice((page - 1) * TIMEMAP_PAGE, page * TIMEMAP_PAGE)
  const map = (page, relation) => {
    const covered = part(page)
    const [from, until] = [covered[0], covered.at(-1)].map(sayHttpDate)
    return `<${addresses.timeMap(page)}>; rel="${relation}"; ${FORMAT}; from="${from}"; until="${until}"`
  }
  const lines = [`<${addresses.page}>; rel="original timegate"`, map(number, 'self')]
  for (let page = 1; page <= last; page++) if (page !== number) lines.push(map(page, 'timemap'))
  const before = (number - 1) * TIMEMAP_PAGE
  for (const [i, moment] of part(number).entries()) {
    const names = []
    if (before + i === 0) names.push('first')
    if (before + i === moments.length - 1) names.push('last')
    const relation = [...names, 'memento'].join(' ')
    lines.push(`<${addresses.at(moment)}>; rel="${relation}"; datetime="${sayHttpDate(moment)}"`)
  }
  return `${lines.join(',\n')}\n`
}

/**
 * The memento nearest to what was asked for: the newest that is not later, on the second that HTTP dates are exact
 * to; the first where none is.
 */
export function chooseMemento(moments, at) {
  const until = Math.floor(at / 1_000) * 1_000 + 999
  let chosen = 0
  for (const [i, moment] of moments.entries()) if (Date.parse(moment) <= until) chosen = i
  return chosen
}
