// `npm run record:key -- show | rotate | lost | retire`: the key that signs the record.
import { prepareDataFolder } from './launcher/data-folder.mjs'
import { runTypescript } from './launcher/foreground.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'
import { readSettings } from './launcher/settings.mjs'

await runScript(async () => {
  const settings = readSettings()
  const teller = createTeller({ out: process.stderr, quiet: !process.stderr.isTTY })
  prepareDataFolder(settings.dataDir)
  await prepareClone(teller, { withBuild: false })

  const { useInstance } = await import('./launcher/use-instance.mjs')
  return useInstance({ settings, teller }, ({ environment }) =>
    runTypescript('scripts/record-key.ts', { ...process.env, ...environment }),
  )
})
