// `npm run --silent extract -- FILE… [--lang ar] [--jsonl]`: who said what in texts, as the desk's intake finds it.
import { runTypescript } from './launcher/foreground.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'

await runScript(async () => {
  // Standard output is the answer's; what is installed first is told beside it.
  await prepareClone(createTeller({ out: process.stderr }), { withBuild: false })
  return runTypescript('scripts/extract.ts')
})
