// `npm run restore -- FILE`: a backup into an empty data folder, or into the empty database that DATABASE_URL names.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { prepareDataFolder } from './launcher/data-folder.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { onSignal, runScript } from './launcher/script.mjs'
import { readSettings } from './launcher/settings.mjs'

const USAGE = `usage: npm run restore -- FILE [--no-verify]

  Restores into the folder DATA_DIR, or the database DATABASE_URL (DATABASE_OWNER_URL), which must be empty.
  --no-verify  leaves verifying the record for later: npm run verify`

await runScript(async () => {
  const given = asked()
  if (!given) return 2
  const settings = readSettings()
  const ending = new AbortController()
  onSignal(() => ending.abort())
  const teller = createTeller()
  prepareDataFolder(settings.dataDir)
  await prepareClone(teller, { withBuild: false })
  const { restore } = await import('./backup/restore.mjs')
  return restore({ ...given, settings, teller, signal: ending.signal })
})

/** The file, named from where the command was typed, and whether its record is verified. */
function asked() {
  try {
    const { values, positionals } = parseArgs({
      options: { 'no-verify': { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    })
    if (!values.help && positionals.length === 1) {
      return {
        file: path.resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0]),
        verifies: !values['no-verify'],
      }
    }
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
  }
  process.stderr.write(`${USAGE}\n`)
  return undefined
}
