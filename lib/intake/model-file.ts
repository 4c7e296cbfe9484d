import { readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The bytes of a model that lies in `lib/intake`, by its path from there, such as `english/syntax.bin`. Every way this
 * code runs (tsx, vitest, `next start`) starts at the root of the repository, and a bundled module has no folder of its
 * own to look beside; so the root it is. The bundler is told not to trace it, or it would take the whole folder along.
 */
export function readModelFile(name: string): Buffer {
  return readFileSync(path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/intake', name))
}
