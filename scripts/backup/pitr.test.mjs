import { expect, test } from 'vitest'
import { findServer } from './installed-server.mjs'
import { tryPointInTime } from './pitr.mjs'

const teller = { line() {}, plain() {}, step: (_title, work) => work() }

test('A server that was lost comes back as it was at a moment: every act acknowledged by then, none begun later, and its record whole', async (ctx) => {
  const bin = findServer()
  if (!bin) return ctx.skip('no PostgreSQL server is installed here (apt install postgresql)')
  const found = await tryPointInTime({ bin, count: 60, teller })
  expect(found).toMatchObject({
    isRecovering: false,
    done: 60,
    lost: 0,
    tooMany: 0,
    treeIsPrefix: true,
  })
  expect(found.acknowledgedBefore).toBeGreaterThan(0)
  expect(found.begunAfter).toBeGreaterThan(0)
  expect(found.leaves).toBe(found.acts)
  expect(found.acts).toBe(613 + found.recovered)
}, 300_000)
