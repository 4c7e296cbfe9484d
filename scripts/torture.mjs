// `npm run torture -- [--minutes N] [--seed S] [--part crash|life|at-once]`: as long as you like at what `npm test` does
// for a moment. Kills an instance of its own for N minutes; then tells stories, and does things at once, a fifth as long.
import { runVitest } from './checks/runners.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { onSignal, runScript } from './launcher/script.mjs'
import { StartProblem } from './launcher/start-problem.mjs'

const PARTS = ['crash', 'life', 'at-once']

await runScript(async () => {
  const teller = createTeller()
  const minutes = Number(option('minutes') ?? 5)
  const seed = Number(option('seed') ?? Date.now() % 1_000_000)
  const part = option('part')
  if (!(minutes > 0) || !Number.isInteger(seed) || (part && !PARTS.includes(part))) {
    throw new StartProblem(
      `npm run torture -- --minutes 5 --seed 1 --part ${PARTS.join(' | ')}: all of them may be left out.`,
    )
  }
  const children = new Set()
  onSignal(() => {
    for (const child of children) child.kill('SIGTERM')
    process.exit(1) // whatever was started for the run ends with this process
  })
  await prepareClone(teller)
  let failed = 0
  if (!part || part === 'crash') {
    const { crash, sayReport } = await import('./torture/crash.mjs')
    const report = await crash({ milliseconds: minutes * 60_000, seed, teller })
    teller.plain(`\n${sayReport(report)}\n`)
    failed += report.faults.length
  }
  const files = {
    life: 'lib/testing/model/review-life.db.test.ts',
    'at-once': 'lib/testing/model/at-once.db.test.ts',
  }
  for (const [name, file] of Object.entries(files)) {
    if (part && part !== name) continue
    process.env.TORTURE_MINUTES = String(part ? minutes : minutes / 5)
    process.env.TORTURE_SEED = String(seed)
    const counts = await runVitest(teller, ['db'], {
      files: [file],
      onChild: (child) => children.add(child),
    })
    failed += counts.failed
  }
  teller.plain(
    failed === 0 ? 'Everything held.' : `${failed} faults; play again with --seed ${seed}.`,
  )
  return failed === 0 ? 0 : 1
})

function option(name) {
  const at = process.argv.indexOf(`--${name}`)
  return at === -1 ? undefined : process.argv[at + 1]
}
