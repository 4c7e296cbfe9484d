import path from 'node:path'
import { checkImports } from '../imports/check-imports.mjs'
import { run } from '../launcher/run.mjs'
import { ROOT } from '../launcher/settings.mjs'

const bin = (name) => path.join(ROOT, 'node_modules', name)

/** What is looked at without running anything; each says what is wrong by throwing. */
export const STEPS = [
  {
    name: 'Types',
    run: () =>
      run(process.execPath, [bin('typescript/bin/tsc'), '--noEmit', '--incremental', 'false']),
  },
  {
    name: 'Lint and format',
    run: () =>
      run(process.execPath, [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']),
  },
  {
    name: 'Imports',
    async run() {
      const { filesRead, violations } = checkImports()
      if (violations.length > 0) throw new Error(violations.join('\n'))
      if (filesRead < 50) throw new Error(`only ${filesRead} files were read`)
    },
  },
]

/** Runs every step, even after one has failed; answers how many passed and how many did not. */
export async function runSteps(teller, steps = STEPS) {
  let passed = 0
  for (const step of steps) {
    try {
      await teller.step(step.name, step.run)
      passed += 1
    } catch (error) {
      teller.plain(`\n${step.name}: ${error.output || error.message}\n`)
    }
  }
  return { passed, failed: steps.length - passed, skipped: 0 }
}
