import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../launcher/settings.mjs'

const CRUISED = ['app', 'lib', 'e2e', 'scripts', 'instrumentation.ts', 'proxy.ts']

/** Runs the import rules over a tree like ours; `violations` are `rule: from → to`. */
export function checkImports(root = ROOT) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      path.join(ROOT, 'scripts/imports/typescript-6.mjs'),
      path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      path.join(ROOT, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      ...CRUISED.filter((each) => existsSync(path.join(root, each))),
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 512 * 1024 * 1024 },
  )
  if (!stdout.startsWith('{')) {
    throw new Error(`dependency-cruiser ended with ${status}:\n${stderr || stdout}`)
  }
  const { summary } = JSON.parse(stdout)
  return {
    filesRead: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  }
}
