// `npm run --silent match -- --claims FILE.tsv --queries FILE.tsv [--jsonl]`: the claims most like each text, through
// the same SQL as the desk's "already tracked?", in a database of its own.
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
    return await runTypescript('scripts/match.ts', { ...process.env, DATABASE_URL: database.url })
  } finally {
    await database.stop()
  }
})
