import 'server-only'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pLimit from 'p-limit'
import { type HeaderSettings, headersOf } from '@/lib/mirror/headers'
import { fileOfForm, formsOf, isMirrored, keyOf, nameOf } from '@/lib/mirror/names'
import type { Store } from '@/lib/mirror/store'
import type { Encoding } from '@/lib/mirror-settings'

const AT_ONCE = 16

/** How a store differs from a folder, by keys; `foreign` is what others put there, and no difference. */
export type Differences = {
  same: number
  missing: string[]
  different: string[]
  tooMany: string[]
  foreign: string[]
}

/** Compares every file with its object, headers included, and believes nothing that was noted about either. */
export async function compareMirror(given: {
  folder: string
  store: Store
  encodings: readonly Encoding[]
  headers: HeaderSettings
}): Promise<Differences> {
  const { folder, store, encodings } = given
  const found: Differences = { same: 0, missing: [], different: [], tooMany: [], foreign: [] }
  const limit = pLimit(AT_ONCE)
  const others = new Set<string>()
  for (let after = '', isLast = false; !isLast; ) {
    const page = await store.list(after)
    isLast = page.isLast || page.objects.length === 0
    after = page.objects.at(-1)?.key ?? after
    for (const { key } of page.objects) others.add(key)
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .filter(isMirrored)
  await Promise.all(
    names.flatMap((name) =>
      formsOf(name, encodings).map((encoding) =>
        limit(async () => {
          const key = keyOf(name, encoding)
          const object = others.delete(key) ? await store.head(key) : null
          if (!object) found.missing.push(key)
          else if (await isSame(given, name, encoding, object)) found.same += 1
          else found.different.push(key)
        }),
      ),
    ),
  )
  await Promise.all(
    [...others].map((key) =>
      limit(async () => {
        const isOurs = (await store.head(key))?.headers.has('x-amz-meta-surrogate-key')
        found[isOurs && isMirrored(nameOf(key).name) ? 'tooMany' : 'foreign'].push(key)
      }),
    ),
  )
  for (const keys of [found.missing, found.different, found.tooMany, found.foreign]) keys.sort()
  return found
}

async function isSame(
  { folder, headers }: { folder: string; headers: HeaderSettings },
  name: string,
  encoding: Encoding | null,
  object: { etag: string; headers: Headers },
): Promise<boolean> {
  const file = path.join(/*turbopackIgnore: true*/ folder, fileOfForm(name, encoding))
  const body = await readFile(file).catch(() => null)
  if (!body || Number(object.headers.get('content-length')) !== body.length) return false
  for (const [header, value] of Object.entries(headersOf(name, encoding, headers))) {
    if (object.headers.get(header) !== value) return false
  }
  // Of an encrypted object the tag is not the hash of what is in it.
  const isHash = /^[0-9a-f]{32}$/.test(object.etag)
  return !isHash || object.etag === createHash('md5').update(body).digest('hex')
}
