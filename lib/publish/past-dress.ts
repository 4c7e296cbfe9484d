import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** Says, among the published files, what the pages of the past are dressed in. */
export const DRESS_FILE = 'past/.made-by'

/** What pages of the past made by this build at this address are dressed in: its stamp and the address. */
export async function dressOf(build: string, publicUrl: string): Promise<string> {
  const stamp = await textIn(path.join(/*turbopackIgnore: true*/ build, 'counterclaim-build'))
  return `${stamp ?? 'unknown'} ${publicUrl}`
}

/** The dress of the pages of the past in a published folder; null where there are none. */
export function madeBy(folder: string): Promise<string | null> {
  return textIn(path.join(/*turbopackIgnore: true*/ folder, DRESS_FILE))
}

function textIn(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null)
}
