import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { whereIs } from '../../e2e/browser.mjs'
import { ROOT } from '../launcher/settings.mjs'

const FOLDER = path.join(ROOT, 'deploy/systemd')
const units = readdirSync(FOLDER).map((name) => path.join(FOLDER, name))
// The units name the program at its usual place, and are verified with it.
const canVerify = whereIs('systemd-analyze') && existsSync('/usr/bin/node')

test.skipIf(!canVerify)('systemd finds nothing to say about the units', () => {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', ...units], {
    encoding: 'utf8',
  })
  // Warnings are about units of the machine as well; ours are named.
  const aboutOurs = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('counterclaim'))
  expect(aboutOurs).toEqual([])
  expect(status).toBe(0)
})
