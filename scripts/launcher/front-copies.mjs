import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { markOf } from './front-stale.mjs'

const decompress = { br: promisify(zlib.brotliDecompress), gz: promisify(zlib.gunzip) }
const compress = {
  br: promisify((bytes, done) =>
    zlib.brotliCompress(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } }, done),
  ),
  gz: promisify(zlib.gzip),
}

/** `<!-- sha256:… -->`, the hash of everything before it, at the very end of a published file; JSON has no place for one. */
const TRAILER = /<!-- sha256:([0-9a-f]{64}) -->\s*$/
const TRAILER_LENGTH = 96

/** A file still this young may be one of three being replaced just now, and is not called damaged. */
const SETTLED_MS = 2_000

/**
 * The published pages in memory, each verified against the hash it carries when it is first read
 * and whenever the file on disk is another one. Bounded by bytes; least recently used goes first. `headersFor(name,
 * form)` answers the headers of each, `{ headers, unchanged }`, the latter for whoever has the page already. `isBefore`
 * says of a file's time that it was made by the templates of before, and so is stale.
 */
export function createCopies({
  folder,
  headersFor,
  maxBytes = 64 * 1024 * 1024,
  isBefore = () => false,
}) {
  const copies = new Map()
  const loading = new Map()
  /** Names looked up on disk in this turn of the event loop: nothing can have been seen since. */
  const looked = new Set()
  let bytes = 0

  const drop = (name) => {
    looked.delete(name)
    const copy = copies.get(name)
    if (!copy) return
    copies.delete(name)
    bytes -= copy.size
  }

  const keep = (name, copy) => {
    drop(name)
    if (copy.size > maxBytes) return
    copies.set(name, copy)
    bytes += copy.size
    for (const oldest of copies.keys()) {
      if (bytes <= maxBytes) break
      drop(oldest)
    }
  }

  const load = (name) => {
    const running = loading.get(name)
    if (running) return running
    // Of a page that is marked many ask again and again, until there is a newer one.
    const known = copies.get(name)
    const stats = known?.isStale && statOf(path.join(folder, name))
    if (stats && isSameFile(stats, known.stats)) return Promise.resolve(known)
    const work = readCopy(path.join(folder, name), (form) => headersFor(name, form))
      .then((copy) => {
        if (copy.state === 'whole') {
          copy.isStale ||= isBefore(copy.stats.mtimeMs)
          keep(name, copy)
        }
        return copy
      })
      .finally(() => loading.delete(name))
    loading.set(name, work)
    return work
  }

  return {
    /** The copy in memory if it is that of the file now on disk and nothing newer is to be had; undefined asks for `load`. */
    peek(name) {
      const copy = copies.get(name)
      if (copy?.isStale || (copy && isBefore(copy.stats.mtimeMs))) return undefined
      if (!copy || looked.has(name)) return copy
      const stats = statOf(path.join(folder, name))
      if (!stats || !isSameFile(stats, copy.stats)) {
        drop(name)
        return undefined
      }
      if (looked.size === 0) setImmediate(() => looked.clear())
      looked.add(name)
      // To the young end of the row, unless it stands there already.
      if (copies.size > 1) {
        copies.delete(name)
        copies.set(name, copy)
      }
      return copy
    },
    /**
     * `{ state: 'whole' | 'missing' | 'damaged', … }`; `isFrayed` says that a compressed twin is bad, `isStale` that a newer
     * one is to be had.
     */
    load,
    get bytes() {
      return bytes
    },
  }
}

async function readCopy(file, headersFor) {
  const stats = statOf(file)
  if (!stats) return { state: 'missing' }
  const plain = await readOr(file)
  if (!plain) return { state: 'missing' }
  const hash = file.endsWith('.json') ? hashOfJson(plain) : verifiedHash(plain)
  // Replaced while we read: the newer one is what is wanted.
  const after = statOf(file)
  if (!after || !isSameFile(stats, after)) return readCopy(file, headersFor)
  if (!hash) return { state: 'damaged' }

  const [br, gz] = await Promise.all([twin(file, 'br', plain), twin(file, 'gz', plain)])
  const isSettled = Date.now() - stats.mtimeMs > SETTLED_MS
  const bodies = { identity: plain, br: br.bytes, gzip: gz.bytes }
  const forms = {}
  for (const [encoding, body] of Object.entries(bodies)) {
    const etag = `"${hash.slice(0, 24)}${encoding === 'identity' ? '' : `-${encoding}`}"`
    // Made once, as the flat lists that Node writes fastest: headers cost more than the page does.
    forms[encoding] = { body, etag, ...headersFor({ body, encoding, etag }) }
  }
  return {
    state: 'whole',
    isStale: statOf(markOf(file))?.ino === stats.ino,
    isFrayed: isSettled && !(br.isGood && gz.isGood),
    stats,
    forms,
    size: plain.length + br.bytes.length + gz.bytes.length,
  }
}

function verifiedHash(bytes) {
  const tail = bytes.subarray(-TRAILER_LENGTH).toString('latin1')
  const match = TRAILER.exec(tail)
  if (!match) return undefined
  const content = bytes.subarray(0, bytes.length - match[0].length)
  const hash = createHash('sha256').update(content).digest('hex')
  return hash === match[1] ? hash : undefined
}

/** Of JSON it can be told that it is whole. */
function hashOfJson(bytes) {
  try {
    JSON.parse(bytes.toString())
    return createHash('sha256').update(bytes).digest('hex')
  } catch {
    return undefined
  }
}

/** The compressed file beside a page, or, when it isn't the page's, one made here. */
async function twin(file, kind, plain) {
  const bytes = await readOr(`${file}.${kind}`)
  if (bytes) {
    try {
      const unpacked = await decompress[kind](bytes, { maxOutputLength: plain.length + 1 })
      if (unpacked.equals(plain)) return { bytes, isGood: true }
    } catch {
      // Cut short or overwritten; what follows is the mend.
    }
  }
  return { bytes: await compress[kind](plain), isGood: false }
}

async function readOr(file) {
  try {
    return await readFile(file)
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR')
      return undefined
    throw error
  }
}

function statOf(file) {
  try {
    const stats = statSync(file, { throwIfNoEntry: false })
    return stats?.isFile() ? stats : undefined
  } catch {
    return undefined // a name too long, or a file where a folder is meant
  }
}

function isSameFile(a, b) {
  return (
    a.ino === b.ino &&
    a.mtimeMs === b.mtimeMs &&
    a.size === b.size &&
    a.ctimeMs === b.ctimeMs &&
    // A mark is a second name, and may come within the tick of the clock that the file was written in.
    a.nlink === b.nlink
  )
}
