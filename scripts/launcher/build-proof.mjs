import path from 'node:path'
import { ROOT } from './settings.mjs'

/** Bundles the one script of readers' pages, which app/(public)/proof.js serves. */
export async function buildProof(outfile) {
  // Of a fresh clone this file is read before its packages are there.
  const { build } = await import('esbuild')
  await build({
    entryPoints: [path.join(ROOT, 'lib/record/in-browser/proof.ts')],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    tsconfig: path.join(ROOT, 'tsconfig.json'),
    legalComments: 'none',
    logLevel: 'error',
  })
}
