// `node scripts/bench/verify.mjs [--claims 100000]`: how long verifying all leaves, files and tables takes, in a database of
// its own. Eleven acts a claim.
import { runTypescript } from '../launcher/foreground.mjs'
import { prepareClone } from '../launcher/prepare-clone.mjs'
import { createTeller } from '../launcher/say.mjs'
import { runScript } from '../launcher/script.mjs'

await runScript(async () => {
  await prepareClone(createTeller({ out: process.stderr }), { withBuild: false })

  const { startTemporaryDatabase } = await import('../match/temporary-database.mjs')
  const database = await startTemporaryDatabase()
  try {
    return await runTypescript('scripts/bench/verify.ts', {
      ...process.env,
      DATABASE_URL: database.url,
    })
  } finally {
    await database.stop()
  }
})
