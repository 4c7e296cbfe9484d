import { readFile } from 'node:fs/promises'
import path from 'node:path'

export const dynamic = 'force-dynamic'

/** What tells readers what changed since their last visit, bundled with the build; see scripts/launcher/build-readers-scripts.mjs. */
export async function GET(): Promise<Response> {
  const build = path.resolve(/* turbopackIgnore: true */ process.env.NEXT_DIST_DIR || '.next')
  const file = path.join(/* turbopackIgnore: true */ build, 'since.js')
  const script = await readFile(file, 'utf8').catch(() => null)
  if (script === null) return new Response(null, { status: 404 })
  return new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } })
}
