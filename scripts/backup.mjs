// `npm run backup -- [FILE] [--with-keys]`: the whole database at one instant, in one file, while everybody works on.
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { keysTold } from './launcher/record-keys.mjs'
import { createTeller } from './launcher/say.mjs'
import { onSignal, runScript } from './launcher/script.mjs'
import { foldersOf, ROOT, readSettings } from './launcher/settings.mjs'

const USAGE = `usage: npm run backup -- [FILE | FOLDER] [--with-keys]

  FILE         what to write; a new file in DATA_DIR/backups where none is named
  --with-keys  put in the keys as well: whoever has the file can then sign the record and sign people in`

await runScript(async () => {
  const asked = options()
  if (!asked) return 2
  const settings = readSettings()
  const ending = new AbortController()
  onSignal(() => ending.abort())
  const teller = createTeller()
  await prepareClone(teller, { withBuild: false })

  const { withDatabaseAsItIs } = await import('./backup/database.mjs')
  const { readKeyFiles } = await import('./backup/key-files.mjs')
  const { isThere, writeBackup } = await import('./backup/write.mjs')
  const file = fileFor(asked.target, settings)
  if (existsSync(file)) throw isThere(file)
  const folders = foldersOf(settings.dataDir)
  const vkeys = keysTold(folders)
  const keys = asked.withKeys ? readKeyFiles(folders.keys) : []

  const manifest = await withDatabaseAsItIs({ settings, signal: ending.signal }, (client) =>
    teller.step('Backing up', () =>
      writeBackup(client, { file, product: productVersion(), keys, vkeys }),
    ),
  )

  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const { acts, tree } = manifest.record
  teller.line(
    `${file}: ${megabytes(statSync(file).size)}, ${manifest.tables.length} tables, ${rows} rows, as of ${manifest.takenAt}`,
  )
  teller.line(
    tree
      ? `${acts} acts, in a tree of ${tree.size} leaves with the root ${tree.root}`
      : `${acts} acts, of before there was a log of them`,
  )
  teller.plain(
    keys.length > 0
      ? '\nThe keys are in it: whoever has this file can sign the record and sign people in. Keep it as you keep the keys.'
      : '\nThe keys are not in it: keep a copy of DATA_DIR/keys somewhere else. An instance restored without the key of the record goes on under a new one, and says so.',
  )
})

function options() {
  try {
    const { values, positionals } = parseArgs({
      options: { 'with-keys': { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    })
    if (!values.help && positionals.length <= 1) {
      return { target: positionals[0], withKeys: values['with-keys'] === true }
    }
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
  }
  process.stderr.write(`${USAGE}\n`)
  return undefined
}

/** Names are taken from where the command was typed, and a folder gets a file named for the moment. */
function fileFor(target, { dataDir }) {
  const name = `counterclaim-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar`
  if (target) {
    const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), target)
    return statSync(file, { throwIfNoEntry: false })?.isDirectory() ? path.join(file, name) : file
  }
  const folder = path.join(dataDir, 'backups')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return path.join(folder, name)
}

function productVersion() {
  return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
