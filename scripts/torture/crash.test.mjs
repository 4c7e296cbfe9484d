import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createTeller } from '../launcher/say.mjs'
import { crash, sayReport } from './crash.mjs'
import { dice, pick } from './dice.mjs'
import { strike } from './strike.mjs'
import { rootOver } from './tree.mjs'

const LONG = 240_000 // it may have to build first, on a machine that has other things to do

// Linux tells whose children are whose.
describe.runIf(process.platform === 'linux')('An instance under load', () => {
  test(
    'loses no act that was acknowledged and does none by half, whichever part is killed',
    async () => {
      const inTurn = ['writer', 'backend', 'postgres', 'next', 'site']
      const teller = createTeller({ quiet: true })
      const report = await crash({ inTurn, seed: 1, writers: 2, teller })
      expect(report.faults, sayReport(report)).toEqual([])
      expect(report.killed).toBe(inTurn.length)
      expect(report.acknowledged).toBeGreaterThan(0)
      expect(report.leaves).toBeGreaterThanOrEqual(report.acknowledged)
      expect(report.checkpoints).toBeGreaterThan(0)
    },
    LONG,
  )
})

test('What ended by itself before it was hit was not killed, and is no fault', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)'])
  await once(child, 'spawn')
  const ended = once(child, 'exit')
  expect(strike(child.pid)).toBe(true)
  expect(await ended).toEqual([null, 'SIGKILL'])
  expect(strike(child.pid)).toBe(false)
})

test('The dice fall alike for one seed, and weights are kept to', () => {
  const rolls = (seed) => Array.from({ length: 50 }, dice(seed).bind(null, 6))
  expect(rolls(7)).toEqual(rolls(7))
  expect(rolls(7)).not.toEqual(rolls(8))
  const roll = dice(1)
  const picked = Array.from({ length: 1000 }, () => pick(roll, { often: 9, seldom: 1, never: 0 }))
  expect(picked.filter((each) => each === 'seldom').length).toBeGreaterThan(50)
  expect(picked).not.toContain('never')
})

test('The tree that is reckoned apart is that of RFC 6962', () => {
  // The test vectors of the Certificate Transparency reference implementation.
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657']
  const hashes = leaves.map((hex) => leafOf(Buffer.from(hex, 'hex')))
  expect(rootOver([]).toString('hex')).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  )
  expect(rootOver(hashes.slice(0, 1)).toString('hex')).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  )
  expect(rootOver(hashes.slice(0, 3)).toString('hex')).toBe(
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  )
  expect(rootOver(hashes).toString('hex')).toBe(
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  )
})

function leafOf(entry) {
  return createHash('sha256')
    .update(Buffer.concat([Buffer.from([0]), entry]))
    .digest()
}
