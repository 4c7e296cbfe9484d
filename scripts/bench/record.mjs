// `node scripts/bench/record.mjs [--leaves 1000000]`: how long a log takes to be published at once, to be looked through,
// and to be signed over one act more, in a database of its own.
import { runTypescript } from '../launcher/foreground.mjs'
import { prepareClone } from '../launcher/prepare-clone.mjs'
import { createTeller } from '../launcher/say.mjs'
import { runScript } from '../launcher/script.mjs'

await runScript(async () => {
  await prepareClone(createTeller({ out: process.stderr }), { withBuild: false })

  const { startTemporaryDatabase } = await import('../match/temporary-database.mjs')
  const database = await startTemporaryDatabase()
  try {
    return await runTypescript('scripts/bench/record.ts', {
      ...process.env,
      DATABASE_URL: database.url,
    })
  } finally {
    await database.stop()
  }
})
