import path from 'node:path'
import { build } from 'esbuild'
import { ROOT } from './settings.mjs'

/** Bundles the one script of readers' pages, which app/(public)/proof.js serves. */
export async function buildProof(outfile) {
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
