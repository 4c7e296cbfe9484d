import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Quality 5 costs a page 2 ms and is within a tenth of the best; assets are compressed once and get the best. */
const PAGE_QUALITY = 5
const ASSET_QUALITY = 11

/** Where a page lies in the published folder: `/claims/x` is `claims/x.html`, a feed keeps its name. */
export function fileOf(pagePath: string): string {
  if (pagePath === '/') return 'index.html'
  return /\.[a-z]+$/.test(pagePath) ? pagePath.slice(1) : `${pagePath.slice(1)}.html`
}

/** The body with its hash at the end, by which anybody can see whether the file is whole; text files keep plain. */
function sealed(name: string, body: string | Buffer): Buffer {
  if (typeof body !== 'string') return body
  if (!/\.(html|atom|xml)$/.test(name)) return Buffer.from(body)
  const hash = createHash('sha256').update(body).digest('hex')
  return Buffer.from(`${body}<!-- sha256:${hash} -->\n`)
}

/**
 * `isForced`: written even if it seems to be there, since somebody found it damaged. `isStale`: as well, since another
 * file is how one sees that it is none of those marked. `isStill` is asked before anything is put in place: whether what
 * was rendered is still as new as anything there.
 */
export type WriteOptions = {
  isForced?: boolean
  isStale?: boolean
  isStill?: () => Promise<boolean>
}

/** What was to be written was overtaken while it was rendered. */
export class Overtaken extends Error {}

/**
 * Puts a page into the published folder with its compressed twins: each file whole or not at all, durable when
 * the promise resolves. Answers whether anything changed.
 */
export async function writePage(
  folder: string,
  pagePath: string,
  body: string | Buffer,
  options?: WriteOptions,
): Promise<boolean> {
  const name = fileOf(pagePath)
  const bytes = sealed(name, body)
  const isSame =
    !options?.isForced &&
    (await isAlready(path.join(/*turbopackIgnore: true*/ folder, name), bytes))
  if (isSame && !options?.isStale) return false
  await writeWithTwins(folder, name, bytes, PAGE_QUALITY, options?.isStill)
  return !isSame
}

/** What is compressed already has no twins: they would be no smaller. */
const IS_COMPRESSED = /\.(?:woff2|png)$/

async function isAlready(file: string, bytes: Buffer): Promise<boolean> {
  if (IS_COMPRESSED.test(file)) {
    return (await readFile(file).catch(() => null))?.equals(bytes) === true
  }
  const [plain, br, gz] = await Promise.all([
    readFile(file).catch(() => null),
    stat(`${file}.br`).catch(() => null),
    stat(`${file}.gz`).catch(() => null),
  ])
  // Twins of a file that is what it should be were written before it; only one that is gone or empty is made anew.
  return plain?.equals(bytes) === true && (br?.size ?? 0) > 0 && (gz?.size ?? 0) > 0
}

async function writeWithTwins(
  folder: string,
  name: string,
  bytes: Buffer,
  quality: number,
  isStill: () => Promise<boolean> = async () => true,
): Promise<void> {
  const file = path.join(/*turbopackIgnore: true*/ folder, name)
  await mkdir(path.dirname(file), { recursive: true })
  if (IS_COMPRESSED.test(name)) {
    const whole = await draft(file, bytes, await secondAfter(file))
    await putInPlace([whole], isStill)
    return syncFolder(path.dirname(file))
  }
  const [br, gz] = await Promise.all([
    brotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    zip(bytes, { level: 9 }),
  ])
  const at = await secondAfter(file)
  // The plain file last: a server that sees it changed finds its twins already there.
  const drafts = await Promise.all([
    draft(`${file}.br`, br, at),
    draft(`${file}.gz`, gz, at),
    draft(file, bytes, at),
  ])
  await putInPlace(drafts, isStill)
  await syncFolder(path.dirname(file))
}

/** Names the file beside which it lies: see lib/publish/stale.ts. */
const STALE_MARK = /(^|\/)\.([^/]+)\.stale$/

const DRAFT = /\.draft-[0-9a-f-]{36}$/

/**
 * The time of what takes a file's place, in a later second than that file's. Web servers know a page by its length and the
 * second of its time (nginx's ETag), and would tell whoever has one version of a second that it has the other.
 */
async function secondAfter(file: string): Promise<Date> {
  const before = await stat(file).catch(() => null)
  const second = before ? Math.floor(before.mtimeMs / 1_000) + 1 : 0
  return new Date(Math.max(Date.now(), second * 1_000))
}

type Draft = { finish: () => Promise<void>; drop: () => Promise<void> }

/** Writes beside the file, durably, and answers the step that puts it in place, and the one that does not. */
async function draft(file: string, bytes: Buffer, at?: Date): Promise<Draft> {
  const temporary = path.join(
    /*turbopackIgnore: true*/ path.dirname(file),
    `.${path.basename(file)}.draft-${randomUUID()}`,
  )
  const handle = await open(temporary, 'wx')
  try {
    await handle.writeFile(bytes)
    if (at) await handle.utimes(at, at)
    await handle.datasync()
  } catch (error) {
    await unlink(temporary).catch(() => {})
    throw error
  } finally {
    await handle.close()
  }
  return { finish: () => rename(temporary, file), drop: () => rm(temporary, { force: true }) }
}

async function putInPlace(drafts: Draft[], isStill: () => Promise<boolean>): Promise<void> {
  if (await isStill()) {
    for (const { finish } of drafts) await finish()
    return
  }
  await Promise.all(drafts.map(({ drop }) => drop()))
  throw new Overtaken('another version came first')
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Puts a file that no browser asks for into the published folder, whole or not at all. */
export async function writeData(folder: string, name: string, text: string): Promise<void> {
  const file = path.join(/*turbopackIgnore: true*/ folder, name)
  await mkdir(path.dirname(file), { recursive: true })
  const { finish } = await draft(file, Buffer.from(text))
  await finish()
}

/** Takes a page away that is no more. */
export async function removePage(folder: string, pagePath: string): Promise<void> {
  const file = path.join(/*turbopackIgnore: true*/ folder, fileOf(pagePath))
  await Promise.all([file, `${file}.br`, `${file}.gz`].map((each) => rm(each, { force: true })))
}

/** Not pages of now, and so in no list of them: assets, which old pages use, and folders that others keep in order. */
const KEPT_BY_OTHERS = /^(?:_next|past|record)\//

/** Removes what a killed publisher left half written, and pages that are in no list. */
export async function sweep(folder: string, keep?: Set<string>): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const file = path.join(/*turbopackIgnore: true*/ entry.parentPath, entry.name)
    const name = path.relative(folder, file).split(path.sep).join('/')
    const isStray =
      keep &&
      !KEPT_BY_OTHERS.test(name) &&
      !name.startsWith('.') &&
      !keep.has(name.replace(/\.(br|gz)$/, '').replace(STALE_MARK, '$1$2'))
    // The log is published at its own pace: a draft there may be what is being written just now.
    const isLeftOver = DRAFT.test(entry.name) && !name.startsWith('record/')
    if (isLeftOver || isStray) await rm(file, { force: true })
  }
}

const copied = new Set<string>()

/** Copies the styles and fonts that a page refers to out of the build, so that the folder needs nothing beside it. */
export async function copyAssets(folder: string, build: string, page: string): Promise<void> {
  const wanted = new Set(page.match(/\/_next\/static\/[\w./-]+\.(?:css|woff2|svg|png|ico)/g) ?? [])
  for (const asset of wanted) await copyAsset(folder, build, asset)
}

async function copyAsset(folder: string, build: string, asset: string): Promise<void> {
  const name = asset.slice(1)
  const key = `${folder}:${name}`
  if (copied.has(key)) return
  const bytes = await readFile(
    path.join(/*turbopackIgnore: true*/ build, asset.slice('/_next/'.length)),
  ).catch(() => null)
  if (!bytes) return
  const there = await stat(path.join(/*turbopackIgnore: true*/ folder, name)).catch(() => null)
  if (there?.size !== bytes.length) await writeWithTwins(folder, name, bytes, ASSET_QUALITY)
  if (name.endsWith('.css')) {
    for (const [, reference = ''] of bytes.toString().matchAll(/url\(["']?([^"')]+)["']?\)/g)) {
      const target = new URL(reference, `http://assets${asset}`)
      if (target.hostname === 'assets' && target.pathname.startsWith('/_next/static/')) {
        await copyAsset(folder, build, target.pathname)
      }
    }
  }
  copied.add(key)
}
