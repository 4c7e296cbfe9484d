// `npm run mirror [-- --check]`: brings the bucket that MIRROR_S3_… name into line with what is published.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runInForeground } from './launcher/foreground.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { TYPESCRIPT } from './launcher/run.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'
import { ROOT, readSettings } from './launcher/settings.mjs'

const USAGE = `usage: npm run mirror [-- --check]

  without      sends what the bucket lacks or has otherwise, takes away what is no more, and tells caches
  --check      only compares, object by object; ends with 1 if anything differs

Which bucket, and by which keys, the environment says: see docs/operations.md.`

await runScript(async () => {
  const values = options()
  if (!values) return 2
  const settings = readSettings()
  const teller = createTeller({ out: process.stderr })
  await prepareClone(teller, { withBuild: false })
  const { useInstance: withInstance } = await import('./launcher/use-instance.mjs')
  return withInstance({ settings, teller }, ({ environment }) =>
    runInForeground(
      process.execPath,
      [...TYPESCRIPT, path.join(ROOT, 'scripts/mirror/main.ts'), JSON.stringify(values)],
      { ...process.env, ...environment },
    ),
  )
})

function options() {
  try {
    const { values } = parseArgs({
      options: { check: { type: 'boolean' }, help: { type: 'boolean' } },
    })
    if (!values.help) return values
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
  }
  process.stderr.write(`${USAGE}\n`)
  return undefined
}
