// `npm run --silent read -- FILE… [--jsonl]`: the articles in saved pages and text files, as the desk reads them.
import { spawn } from 'node:child_process'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { TYPESCRIPT } from './launcher/run.mjs'
import { createTeller } from './launcher/say.mjs'
import { onSignal, runScript } from './launcher/script.mjs'
import { ROOT } from './launcher/settings.mjs'

await runScript(async () => {
  // Standard output is the answer's; what is installed first is told beside it.
  await prepareClone(createTeller({ out: process.stderr }), { withBuild: false })
  return new Promise((resolve, reject) => {
    const args = [...TYPESCRIPT, 'scripts/read.ts', ...process.argv.slice(2)]
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
    onSignal((signal) => child.kill(signal))
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal ? 1 : code))
  })
})
