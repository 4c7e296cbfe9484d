import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileOf } from './front-path.mjs'
import { withoutLanguage } from './languages.mjs'

/** An act takes no longer than this; until then another may still come that counts as earlier. */
export const SETTLED_MS = 60_000

const SLUG = '[a-z0-9-]{1,120}'
/** Pages of which every change is known, and listed in one index. */
const WHOLE = new RegExp(`^/(?:claims/${SLUG}(?:/history)?|stories/${SLUG}|sources/${SLUG})$`)
/** Pages that change with nearly every act: of these only what was asked for is known. */
const AROUND =
  /^\/(?:|claims|(?:claims|corrections)\/page\/[1-9]\d{0,6}|sources|corrections|feeds\/[a-z-]+\.(?:atom|json)|(?:claims|stories|sources)\/[a-z0-9-]{1,120}\/feed\.(?:atom|json))$/
/** Pages that change with the program, compare what is never altered, or are for machines that follow what is now. */
const STANDING = new RegExp(
  `^/(?:methodology|design|feeds|sitemap\\.xml|sitemaps/[a-z0-9-]+\\.xml|claims/${SLUG}(?:\\.json|/history/\\d+-\\d+))$`,
)

/** How much of a page's past is known: `'whole'`, `'around'`, `'none'`; undefined for what is no page of that kind. */
export function pastOf(address) {
  const pagePath = withoutLanguage(address)
  if (AROUND.test(pagePath)) return 'around'
  if (WHOLE.test(pagePath)) return 'whole'
  return STANDING.test(pagePath) ? 'none' : undefined
}

const nameOf = (pagePath) => (pagePath === '/' ? 'index' : pagePath.slice(1))

export function indexFileOf(pagePath) {
  return `past/${nameOf(pagePath)}.json`
}

/** Where the page of a moment lies. Colons are no letters for a file on every system. */
export function pastFileOf(pagePath, moment) {
  const extension = /\.[a-z]+$/.exec(pagePath)?.[0] ?? '.html'
  return `past/${nameOf(pagePath)}/${moment.replaceAll(':', '')}${extension}`
}

/**
 * The indices of pages' pasts in memory, each read again when its file is another one. Bounded by the number of
 * moments in them; the least recently used goes first.
 */
export function createIndices({ folder, maxMoments = 500_000 }) {
  const indices = new Map()
  /** Pages looked up on disk in this turn of the event loop. */
  const looked = new Set()
  let moments = 0

  const drop = (pagePath) => {
    looked.delete(pagePath)
    const index = indices.get(pagePath)
    if (!index) return
    indices.delete(pagePath)
    moments -= index.size
  }

  const keep = (pagePath, index) => {
    drop(pagePath)
    indices.set(pagePath, index)
    moments += index.size
    for (const oldest of indices.keys()) {
      if (moments <= maxMoments || oldest === pagePath) break
      drop(oldest)
    }
  }

  return {
    /** The index in memory if it is that of the file now on disk; undefined asks for `load`. */
    peek(pagePath) {
      const index = indices.get(pagePath)
      if (!index || looked.has(pagePath)) return index
      const stats = statOf(path.join(folder, indexFileOf(pagePath)))
      if (!stats || stats.mtimeMs !== index.stats.mtimeMs || stats.ino !== index.stats.ino) {
        drop(pagePath)
        return undefined
      }
      // Whoever rewrote the page of now knew of something that the index may not know of yet.
      index.pageChangedAt = statOf(path.join(folder, fileOf(pagePath)))?.mtimeMs ?? 0
      if (looked.size === 0) setImmediate(() => looked.clear())
      looked.add(pagePath)
      indices.delete(pagePath)
      indices.set(pagePath, index)
      return index
    },
    /** Reads it from disk; undefined where there is none that makes sense. */
    async load(pagePath) {
      const file = path.join(folder, indexFileOf(pagePath))
      const stats = statOf(file)
      if (!stats) return undefined
      const text = await readFile(file, 'utf8').catch(() => undefined)
      const index = text && readIndex(text)
      if (!index) return undefined
      index.stats = stats
      index.pageChangedAt = statOf(path.join(folder, fileOf(pagePath)))?.mtimeMs ?? 0
      keep(pagePath, index)
      return index
    },
  }
}

/**
 * `{ made, moments: [ISO…] }` of a page whose every change is known, or `{ spans: [[from, to, made]…] }` of one of
 * which some stretches are. `made` is when it was asked, before the answer came; `from` null means that there was no
 * page before `to`, `to` null that `from` was in force.
 */
export function readIndex(text) {
  try {
    const { made, moments, spans } = JSON.parse(text)
    const rows = moments
      ? moments.map((from, i) => [from, moments[i + 1] ?? null, made])
      : [...spans].sort(([a], [b]) => (a ?? '').localeCompare(b ?? ''))
    if (moments && (!Array.isArray(moments) || moments.length === 0)) return undefined
    const known = rows.map(([from, to, asked]) => ({
      from,
      to,
      start: from === null ? Number.NEGATIVE_INFINITY : timeOf(from),
      end: to === null ? Number.POSITIVE_INFINITY : timeOf(to),
      made: timeOf(asked),
    }))
    if (moments) {
      known.unshift({
        from: null,
        to: moments[0],
        start: Number.NEGATIVE_INFINITY,
        end: timeOf(moments[0]),
        made: timeOf(made),
      })
    }
    return { isWhole: Boolean(moments), moments, spans: known, size: known.length }
  } catch {
    return undefined
  }
}

function timeOf(iso) {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) throw new Error('not a moment')
  return time
}

/** The known stretch of time that `at` lies in; undefined where that is not known. */
export function spanAt(index, at) {
  const { spans } = index
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle].start <= at) low = middle + 1
    else high = middle
  }
  const span = spans[low - 1]
  return span && at < span.end ? span : undefined
}

/** Whether nothing can change any more about what a stretch began with and what ended it. */
export function isFinal(span) {
  return span.end <= span.made - SETTLED_MS
}

/** Whether something may have happened since the index was made that belongs into this stretch. */
export function isInDoubt(index, span) {
  return !isFinal(span) && index.pageChangedAt > span.made
}

function statOf(file) {
  try {
    const stats = statSync(file, { throwIfNoEntry: false })
    return stats?.isFile() ? stats : undefined
  } catch {
    return undefined
  }
}
