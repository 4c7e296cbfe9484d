import { readFile } from 'node:fs/promises'
import path from 'node:path'

export const dynamic = 'force-dynamic'

/** The one script of readers' pages, bundled with the build; see scripts/launcher/build-proof.mjs. */
export async function GET(): Promise<Response> {
  const build = path.resolve(/* turbopackIgnore: true */ process.env.NEXT_DIST_DIR || '.next')
  const script = await readFile(
    path.join(/* turbopackIgnore: true */ build, 'proof.js'),
    'utf8',
  ).catch(() => null)
  // A server for development has no build: the page says the same without it.
  if (script === null) return new Response(null, { status: 404 })
  return new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } })
}
