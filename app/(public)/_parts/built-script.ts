import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { buildFolder } from '@/lib/publish/styles'

/** A script of readers' pages, bundled with the build; see scripts/launcher/build-readers-scripts.mjs. */
export async function answerBuiltScript(name: string): Promise<Response> {
  const file = path.join(/* turbopackIgnore: true */ buildFolder(), `${name}.js`)
  const script = await readFile(file, 'utf8').catch(() => null)
  if (script === null) return new Response(null, { status: 404 })
  return new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } })
}
