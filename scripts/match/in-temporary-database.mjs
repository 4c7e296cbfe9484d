import { runTypescript } from '../launcher/foreground.mjs'
import { prepareClone } from '../launcher/prepare-clone.mjs'
import { createTeller } from '../launcher/say.mjs'
import { runScript } from '../launcher/script.mjs'

/** Runs a TypeScript file with an empty database of its own as DATABASE_URL, gone when it ends; a fresh clone is prepared. */
export async function runInTemporaryDatabase(file) {
  await runScript(async () => {
    // Standard output is the answer's; what goes on meanwhile is told beside it.
    const teller = createTeller({ out: process.stderr })
    await prepareClone(teller, { withBuild: false })

    // Of a fresh clone this is read once its packages are there.
    const { startTemporaryDatabase } = await import('./temporary-database.mjs')
    const database = await startTemporaryDatabase()
    try {
      return await runTypescript(file, { ...process.env, DATABASE_URL: database.url })
    } finally {
      await database.stop()
    }
  })
}
