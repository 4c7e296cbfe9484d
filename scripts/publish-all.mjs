// `npm run publish:all`: writes every public page anew, by the running instance if there is one.
import { mkdirSync } from 'node:fs'
import { prepareDataFolder } from './launcher/data-folder.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'
import { foldersOf, readSettings } from './launcher/settings.mjs'

await runScript(async () => {
  const teller = createTeller()
  const settings = readSettings()
  prepareDataFolder(settings.dataDir)
  await prepareClone(teller)

  const { startNext } = await import('./launcher/next-child.mjs')
  const { publish } = await import('./launcher/publishing.mjs')
  const { useInstance } = await import('./launcher/use-instance.mjs')
  const folder = foldersOf(settings.dataDir).published
  mkdirSync(folder, { recursive: true })

  await useInstance({ settings, teller }, async ({ environment, holder, keys }) => {
    const next = holder?.internalOrigin ? undefined : await startNext({ env: environment })
    try {
      const pages = await teller.step('Publishing everything', () =>
        publish({
          folder,
          publicUrl: environment.PUBLIC_URL,
          origin: holder?.internalOrigin ?? next.origin,
          secret: keys.internalSecret,
          all: true,
        }),
      )
      teller.line(`${pages} pages are published in ${folder}`)
    } finally {
      await next?.stop()
    }
  })
})
