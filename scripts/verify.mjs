// `npm run verify -- [ADDRESS | BACKUP] [--checkpoint FILE] [--json]`: this machine's instance, a site from outside, or a
// backup, against the log, the rows, the pages and every checkpoint seen before.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runInForeground } from './launcher/foreground.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { TYPESCRIPT } from './launcher/run.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'
import { foldersOf, ROOT, readSettings } from './launcher/settings.mjs'
import { unlistedKeys } from './verify/signers.mjs'

const USAGE = `usage: npm run verify -- [ADDRESS | BACKUP] [options]

  Without an address: the instance of this machine (DATA_DIR, DATABASE_URL), while it runs or not.
  ADDRESS   a site such as https://claims.example.org, over HTTP and nothing else
  BACKUP    a file of npm run backup, restored into a database of its own for it

  --checkpoint FILE  a checkpoint that somebody kept; can be given more than once
  --json             what was found, as one JSON object on standard output
  --no-pages         leave the pages out
  --no-rows          do not ask a site what its database holds now
  --forget           neither recall nor remember checkpoints on this machine`

await runScript(async () => {
  const asked = options()
  if (!asked) return 2
  const teller = createTeller({ out: process.stderr, quiet: asked.values.json })
  await prepareClone(teller, { withBuild: false })
  const [target] = asked.positionals
  if (target === undefined) return ofInstance(asked, teller)
  if (/^https?:\/\//.test(target)) return run({ mode: 'outside', address: target }, asked)
  return ofBackup(target, asked, teller)
})

function options() {
  try {
    const asked = parseArgs({
      allowPositionals: true,
      options: {
        checkpoint: { type: 'string', multiple: true },
        json: { type: 'boolean', default: false },
        'no-pages': { type: 'boolean', default: false },
        'no-rows': { type: 'boolean', default: false },
        forget: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (!asked.values.help && asked.positionals.length <= 1) return asked
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
  }
  process.stderr.write(`${USAGE}\n`)
  return undefined
}

/** A file is meant from where the command was typed. */
function fileOf(given) {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), given)
}

function run(task, { values }, environment = {}) {
  const settings = {
    ...task,
    checkpoints: (values.checkpoint ?? []).map(fileOf),
    isJson: values.json,
    hasPages: !values['no-pages'],
    hasRows: !values['no-rows'],
    remembers: !values.forget,
  }
  return runInForeground(
    process.execPath,
    [...TYPESCRIPT, path.join(ROOT, 'scripts/verify/main.ts'), JSON.stringify(settings)],
    { ...process.env, ...environment },
  )
}

async function ofInstance(asked, teller) {
  const settings = readSettings()
  const { useInstance: withInstance } = await import('./launcher/use-instance.mjs')
  const folders = foldersOf(settings.dataDir)
  const { published } = folders
  return withInstance({ settings, teller }, ({ environment, holder }) =>
    run(
      {
        mode: 'instance',
        published: existsSync(published) ? published : null,
        isRunning: Boolean(holder?.internalOrigin),
        ...unlistedKeys(folders),
      },
      asked,
      environment,
    ),
  )
}

async function ofBackup(file, asked, teller) {
  const { openBackup } = await import('./backup/read.mjs')
  const { loadBackup } = await import('./backup/load.mjs')
  const { connectTo } = await import('./launcher/database.mjs')
  const { startEmptyDatabase } = await import('./verify/empty-database.mjs')
  const backup = await openBackup(fileOf(file))
  try {
    await teller.step('Checking the backup', () => backup.check())
    const database = await startEmptyDatabase()
    try {
      const client = await connectTo(database.url)
      await teller.step('Restoring it', () => loadBackup(client, backup))
      await client.end()
      const { record } = backup.manifest
      return await run(
        {
          mode: 'backup',
          published: null,
          signers: await signersIn(backup),
          verifiers: backup.manifest.record.vkeys ?? null,
          expected: {
            acts: record.acts,
            size: record.tree?.size ?? null,
            root: record.tree?.root ?? null,
            note: record.checkpoint?.note ?? null,
          },
        },
        asked,
        { DATABASE_URL: database.url },
      )
    } finally {
      await database.stop()
    }
  } finally {
    await backup.close()
  }
}

/** The keys that signed, where the backup has them: their public halves say whose checkpoints these are. */
async function signersIn(backup) {
  const files = await backup.readKeys()
  const signers = files.find(({ name }) => name === 'record-signers')
  return signers ? signers.bytes.toString() : null
}
