import 'server-only'
import { stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * Its time is when the templates of now came to the published folder; scripts/launcher/front-era.mjs says who writes it. A
 * page that is older was made by other templates, and is as stale as one that is marked: a template that changes makes
 * every page old at once, however many there are, without a touch of any.
 */
const ERA_FILE = '.templates-since'

/** Begins another one: every page there is is to be made anew. */
export async function renewEra(folder: string): Promise<void> {
  const file = path.join(/*turbopackIgnore: true*/ folder, ERA_FILE)
  const now = new Date()
  await utimes(file, now, now).catch(() => writeFile(file, ''))
}

/** In UTC milliseconds by the file system's clock; 0 where nothing says so. */
export async function eraOf(folder: string): Promise<number> {
  const file = path.join(/*turbopackIgnore: true*/ folder, ERA_FILE)
  return (await stat(file).catch(() => null))?.mtimeMs ?? 0
}
