import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'

/** Names of the compressed forms beside a file that do not unfold to its text. */
export async function falseTwinsOf(file: string, text: string): Promise<string[]> {
  const forms = [
    { name: `${file}.br`, unfold: promisify(brotliDecompress) },
    { name: `${file}.gz`, unfold: promisify(gunzip) },
  ]
  const bad: string[] = []
  for (const { name, unfold } of forms) {
    const bytes = await readFile(name).catch(() => null)
    const unfolded = bytes && (await unfold(bytes).catch(() => null))
    if (bytes && unfolded?.toString() !== text) bad.push(path.basename(name))
  }
  return bad
}
