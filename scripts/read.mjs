// `npm run --silent read -- FILE… [--jsonl]`: the articles in saved pages and text files, as the desk reads them.
import { runTypescript } from './launcher/foreground.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'

await runScript(async () => {
  // Standard output is the answer's; what is installed first is told beside it.
  await prepareClone(createTeller({ out: process.stderr }), { withBuild: false })
  return runTypescript('scripts/read.ts')
})
