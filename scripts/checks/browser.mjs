import { spawnSync } from 'node:child_process'
import { findBrowser, whereIs } from '../../e2e/browser.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'

/** Latin, Arabic, and the signs in between: without them pages are measured with boxes for letters. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-liberation', 'fonts-noto-core']

/** Sees to it that there is a Chromium to test with, installing one if it must. */
export async function ensureBrowser(teller) {
  if (findBrowser()) return
  const isRoot = process.getuid?.() === 0
  if (process.platform === 'linux' && isRoot && whereIs('apt-get')) {
    await teller.step('Installing Chromium with apt', async () => {
      runQuietly('apt-get', ['update', '-qq'])
      runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES])
    })
    if (findBrowser()) return
  }
  await teller.step("Downloading Playwright's Chromium", async () => {
    const withDependencies = process.platform === 'linux' && isRoot ? ['--with-deps'] : []
    runQuietly(process.execPath, [
      'node_modules/@playwright/test/cli.js',
      'install',
      ...withDependencies,
      'chromium',
    ])
  })
  if (findBrowser()) return
  throw new StartProblem(
    'There is no Chromium to test with and none could be installed: install one (npx playwright install chromium, or apt-get install chromium), or say where it is with CHROMIUM_PATH.',
  )
}

function runQuietly(command, args) {
  const { status, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) process.stderr.write(`${command} ended with ${status}: ${stderr}\n`)
}
