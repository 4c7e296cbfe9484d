import 'server-only'
import { readdir } from 'node:fs/promises'
import path from 'node:path'

/** A history, whose comparisons of any two verdicts are made when somebody first asks for them. */
const HISTORY = /^(?:\/[a-z-]+)?\/claims\/([a-z0-9-]{1,120})\/history$/
const COMPARISON = /^([1-9]\d{0,3}-[1-9]\d{0,3})\.html$/

/**
 * The pages given, and with each history the comparisons that somebody has asked for: there are as many as pairs of
 * verdicts, so the others wait until they are wanted.
 */
export async function withAskedFor(folder: string, pages: string[]): Promise<string[]> {
  const all: string[] = []
  for (const page of pages) {
    all.push(page)
    if (!HISTORY.test(page)) continue
    const names = await readdir(path.join(/*turbopackIgnore: true*/ folder, page)).catch(() => [])
    for (const name of names.sort()) {
      const pair = COMPARISON.exec(name)?.[1]
      if (pair) all.push(`${page}/${pair}`)
    }
  }
  return all
}
