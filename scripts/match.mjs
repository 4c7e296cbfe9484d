// `npm run --silent match -- --claims FILE.tsv --queries FILE.tsv [--jsonl]`: the claims most like each text, through
// the same SQL as the desk's "already tracked?", in a database of its own.
import { spawn } from 'node:child_process'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { TYPESCRIPT } from './launcher/run.mjs'
import { createTeller } from './launcher/say.mjs'
import { onSignal, runScript } from './launcher/script.mjs'
import { ROOT } from './launcher/settings.mjs'

await runScript(async () => {
  // Standard output is the answer's; what goes on meanwhile is told beside it.
  const teller = createTeller({ out: process.stderr })
  await prepareClone(teller, { withBuild: false })

  const { startTemporaryDatabase } = await import('./match/temporary-database.mjs')
  const database = await startTemporaryDatabase()
  try {
    return await new Promise((resolve, reject) => {
      const args = [...TYPESCRIPT, 'scripts/match.ts', ...process.argv.slice(2)]
      const child = spawn(process.execPath, args, {
        cwd: ROOT,
        stdio: 'inherit',
        env: { ...process.env, DATABASE_URL: database.url },
      })
      onSignal((signal) => child.kill(signal))
      child.once('error', reject)
      child.once('exit', (code, signal) => resolve(signal ? 1 : code))
    })
  } finally {
    await database.stop()
  }
})
