import path from 'node:path'
import { ROOT } from './settings.mjs'

/** Small scripts of readers' pages that enhance and are never needed; each is served at `/<name>.js`. */
const NAMES = ['embed', 'since']

export async function buildReadersScripts(folder) {
  // Of a fresh clone this file is read before its packages are there.
  const { build } = await import('esbuild')
  await build({
    entryPoints: NAMES.map((name) => path.join(ROOT, `lib/readers-scripts/${name}.ts`)),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    tsconfig: path.join(ROOT, 'tsconfig.json'),
    legalComments: 'none',
    logLevel: 'error',
  })
}
