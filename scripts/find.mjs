// `npm run --silent find -- --records FILE --queries FILE [--as place|source|claim] [--jsonl]`: how well the search of readers finds
// records of yours, in a database of its own: docs/search.md.
import { runTypescript } from './launcher/foreground.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'

await runScript(async () => {
  // Standard output is the answer's; what goes on meanwhile is told beside it.
  const teller = createTeller({ out: process.stderr })
  await prepareClone(teller, { withBuild: false })

  const { startTemporaryDatabase } = await import('./match/temporary-database.mjs')
  const database = await startTemporaryDatabase()
  try {
    return await runTypescript('scripts/find.ts', { ...process.env, DATABASE_URL: database.url })
  } finally {
    await database.stop()
  }
})
