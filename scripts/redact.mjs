// `npm run redact`: takes a text away by law, as the owner of the database, and has every page made anew.
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runInForeground } from './launcher/foreground.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { TYPESCRIPT } from './launcher/run.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'
import { foldersOf, ROOT, readSettings } from './launcher/settings.mjs'

const USAGE = `usage: npm run redact -- --find TEXT
       npm run redact -- --text TEXT --reason WHY [--by EMAIL]
       npm run redact -- --leaf N --name NAME --reason WHY [--by EMAIL]

  --find    only say which leaves hold a text, and as which facts
  --text    the text to take away, everywhere and letter by letter; can be given more than once
  --leaf    the number of a leaf, and --name the fact of it whose whole text is to go (verdict.rationale)
  --reason  why, for everybody to read; it must not say what is taken away
  --by      the admin who answers for it; without it the record says that it was the system`

await runScript(async () => {
  const values = options()
  if (!values) return 2
  const settings = readSettings()
  const teller = createTeller({ out: process.stderr })
  await prepareClone(teller, { withBuild: !values.find })
  const { useInstance: withInstance } = await import('./launcher/use-instance.mjs')
  return withInstance({ settings, teller }, async ({ environment, database, holder, keys }) => {
    const code = await runInForeground(
      process.execPath,
      [...TYPESCRIPT, path.join(ROOT, 'scripts/redact/main.ts'), JSON.stringify(values)],
      { ...process.env, ...environment, REDACT_OWNER_URL: database.ownerUrl },
    )
    // 3: looked only, or thought better of it.
    if (code !== 0) return code === 3 ? 0 : code
    await publishAnew({ settings, teller, environment, holder, keys })
    return 0
  })
})

/** Pages of the past hold the text too; they are made again when somebody asks for them. */
async function publishAnew({ settings, teller, environment, holder, keys }) {
  const { published } = foldersOf(settings.dataDir)
  if (!existsSync(published)) return
  const { startNext } = await import('./launcher/next-child.mjs')
  const { publish } = await import('./launcher/publishing.mjs')
  rmSync(path.join(published, 'past'), { recursive: true, force: true })
  const next = holder?.internalOrigin ? undefined : await startNext({ env: environment })
  try {
    await teller.step('Publishing every page anew', () =>
      publish({
        folder: published,
        publicUrl: environment.PUBLIC_URL,
        origin: holder?.internalOrigin ?? next.origin,
        secret: keys.internalSecret,
        all: true,
      }),
    )
  } finally {
    await next?.stop()
  }
  // A page of the past that was being made meanwhile was of before.
  rmSync(path.join(published, 'past'), { recursive: true, force: true })
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        find: { type: 'string' },
        text: { type: 'string', multiple: true },
        leaf: { type: 'string' },
        name: { type: 'string' },
        reason: { type: 'string' },
        by: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    const isChosen = values.text !== undefined || (values.leaf !== undefined && values.name)
    if (!values.help && (values.find || (isChosen && values.reason?.trim()))) return values
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
  }
  process.stderr.write(`${USAGE}\n`)
  return undefined
}
