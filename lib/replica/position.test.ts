import { expect, it } from 'vitest'
import { createBreaker } from '@/lib/replica/breaker'
import { createLag } from '@/lib/replica/lag'
import { formatPosition, parsePosition } from '@/lib/replica/position'

it.each([
  ['0/0', 0n],
  ['0/1B80F20', 0x1b80f20n],
  ['16/B374D848', 0x16_b374_d848n],
  ['FFFFFFFF/FFFFFFFF', 0xffff_ffff_ffff_ffffn],
])('%s is a place in the log, and is written as it was read', (text, position) => {
  expect(parsePosition(text)).toBe(position)
  expect(formatPosition(position)).toBe(text)
})

it.each(['', '0', '1/', '/1', '1/2/3', '-1/2', '123456789/0', '1/G'])('%j is no place', (text) => {
  expect(parsePosition(text)).toBeNull()
})

it('lets nothing pass before it was seen well, and waits longer after each failure, up to half a minute', () => {
  const breaker = createBreaker(1_000)
  expect(breaker.isOpen).toBe(true)
  expect(breaker.mayTry(0)).toBe(true)
  breaker.close(0)
  expect(breaker.isOpen).toBe(false)
  let at = 1
  const waits = Array.from({ length: 7 }, () => {
    breaker.trip(at)
    const from = at
    while (!breaker.mayTry(at)) at += 100
    return Math.round((at - from) / 1000)
  })
  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30])
})

it('takes a failure after a minute of being well for a new one', () => {
  const breaker = createBreaker(1_000)
  breaker.trip(0)
  breaker.trip(1_000)
  breaker.close(3_000)
  breaker.trip(3_500)
  expect(breaker.mayTry(7_400)).toBe(false)
  breaker.close(8_000)
  breaker.trip(80_000)
  expect(breaker.mayTry(81_000)).toBe(true)
})

it('counts as lag how long ago the primary was first seen where the copy is not yet', () => {
  const lag = createLag()
  expect(lag.milliseconds(0)).toBeNull()
  lag.primaryAt(100n, 0)
  lag.replicaAt(100n)
  expect([lag.milliseconds(50), lag.bytes()]).toEqual([0, 0])
  lag.primaryAt(200n, 1_000)
  lag.primaryAt(300n, 2_000)
  expect([lag.milliseconds(2_500), lag.bytes()]).toEqual([1_500, 200])
  lag.replicaAt(200n)
  expect([lag.milliseconds(2_500), lag.bytes()]).toEqual([500, 100])
  lag.replicaAt(300n)
  expect([lag.milliseconds(9_000), lag.bytes()]).toEqual([0, 0])
})

it('does not call a copy late that stands still because the primary does', () => {
  const lag = createLag()
  lag.replicaAt(100n)
  for (const at of [0, 1_000, 2_000, 60_000]) lag.primaryAt(100n, at)
  expect(lag.milliseconds(60_000)).toBe(0)
})
