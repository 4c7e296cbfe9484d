import path from 'node:path'
import { ROOT } from './settings.mjs'

/** Small scripts of readers' pages that enhance and are never needed; each is served at `/<name>.js`. */
const SCRIPTS = {
  proof: 'lib/record/in-browser/proof.ts',
  embed: 'lib/readers-scripts/embed.ts',
  since: 'lib/readers-scripts/since.ts',
}

export async function buildReadersScripts(folder) {
  // Of a fresh clone this file is read before its packages are there.
  const { build, stop } = await import('esbuild')
  await build({
    entryPoints: Object.entries(SCRIPTS).map(([name, file]) => ({
      in: path.join(ROOT, file),
      out: name,
    })),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    tsconfig: path.join(ROOT, 'tsconfig.json'),
    legalComments: 'none',
    logLevel: 'error',
  })
  // It would wait for more as long as the front server runs.
  await stop()
}
