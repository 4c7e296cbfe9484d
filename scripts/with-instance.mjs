// Runs a command with the environment of an instance, started for it if it isn't running:
//   node scripts/with-instance.mjs [--owner] -- command …
// --owner is for work on the schema: the development database, as the role that owns it.
import { prepareDataFolder } from './launcher/data-folder.mjs'
import { runInForeground } from './launcher/foreground.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'
import { readSettings } from './launcher/settings.mjs'

await runScript(async () => {
  const separator = process.argv.indexOf('--')
  const isOwner = process.argv.slice(2, separator).includes('--owner')
  const [command, ...args] = process.argv.slice(separator + 1)
  if (separator === -1 || !command) {
    throw new Error('Say which command to run: node scripts/with-instance.mjs -- command …')
  }
  if (isOwner) process.env.DATA_DIR ||= '.data/dev'
  const settings = readSettings()
  const teller = createTeller({ out: process.stderr, quiet: !process.stderr.isTTY })
  prepareDataFolder(settings.dataDir)
  await prepareClone(teller, { withBuild: false })

  const { useInstance } = await import('./launcher/use-instance.mjs')
  return useInstance({ settings, teller }, ({ environment, database }) => {
    const owner = isOwner
      ? { DATABASE_URL: database.ownerUrl, DATABASE_OWNER_URL: database.ownerUrl }
      : {}
    return runInForeground(command, args, { ...process.env, ...environment, ...owner })
  })
})
