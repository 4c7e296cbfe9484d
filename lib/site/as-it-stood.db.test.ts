import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/lib/db'
import { getMoments, getMomentsAround } from '@/lib/site/moments'
import { freshDatabase } from '@/lib/testing/database'
import { everyAddress, lists, type Served, viewAt, watch } from '@/lib/testing/readers-views'
import { tellTheStory } from '@/scripts/seed/instance'

/** The same choice at every run: mulberry32. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

let db: Db
let drop: () => Promise<void>
let served: Served

beforeAll(async () => {
  const fresh = await freshDatabase()
  drop = fresh.drop
  const roll = dice(7)
  db = fresh.db
  served = watch(db, (addresses) => [
    ...lists.filter(() => roll(20) === 0),
    ...addresses.filter((each) => !lists.includes(each) && roll(60) === 0),
  ])
  await tellTheStory(db)
}, 300_000)
afterAll(() => drop())

const textAt = async (address: string, at: Date | null) =>
  JSON.stringify(await viewAt({ db, at }, address))

describe('the demo story, asked for as it stood', () => {
  it('shows at each moment of its acts what was served then', async () => {
    let compared = 0
    for (const [moment, pages] of served) {
      for (const [address, then] of pages) {
        expect(await textAt(address, new Date(moment)), `${address} at ${moment}`).toBe(then)
        compared += 1
      }
    }
    expect(served.size).toBeGreaterThan(50)
    expect(compared).toBeGreaterThan(200)
  }, 300_000)

  it('shows at this moment, and at any to come, what it shows now', async () => {
    for (const address of await everyAddress(db)) {
      const now = await textAt(address, null)
      expect(await textAt(address, new Date('9999-12-31T23:59:59.999Z')), address).toBe(now)
    }
  }, 60_000)

  it('had no page before it began', async () => {
    const before = new Date('2024-12-06T00:00:00Z')
    for (const address of await everyAddress(db)) {
      if (lists.includes(address)) continue
      expect(await textAt(address, before), address).toBe('null')
    }
    expect(await viewAt({ db, at: before }, '/')).toEqual({
      changes: [],
      disputed: [],
      stories: [],
    })
  }, 60_000)
})

describe('the moments of a page', () => {
  it('are those at which it changed, each with what changed', async () => {
    const roll = dice(5)
    const some = (await everyAddress(db)).filter(() => roll(4) === 0)
    for (const address of some) {
      const moments = await getMoments({ db }, address)
      if (lists.includes(address)) {
        expect(moments, address).toBeNull()
        continue
      }
      let before = 'null'
      for (const { at, changed } of moments ?? []) {
        const after = await textAt(address, new Date(at))
        expect(after, `${address} at ${at}`).not.toBe(before)
        expect(await textAt(address, new Date(Date.parse(at) - 1)), `before ${at}`).toBe(before)
        expect(changed.length, `${address} at ${at}`).toBeGreaterThan(0)
        expect(new Set(changed).size).toBe(changed.length)
        before = after
      }
      expect(before, address).toBe(await textAt(address, null))
    }
  }, 300_000)

  it('hold for whatever lies between them', async () => {
    const roll = dice(11)
    const addresses = await everyAddress(db)
    const [first = '', last = ''] = [[...served.keys()][0], [...served.keys()].at(-1)]
    const span = Date.parse(last) - Date.parse(first)
    for (let round = 0; round < 40; round++) {
      const address = round < 15 ? lists[roll(lists.length)] : addresses[roll(addresses.length)]
      if (!address) throw new Error('no address')
      const at = new Date(Date.parse(first) + roll(span))
      const around = await getMomentsAround({ db }, address, at)
      const { current = null, before = null, after = null } = around ?? {}
      const text = await textAt(address, at)
      const name = `${address} at ${at.toISOString()}`
      if (current) expect(await textAt(address, new Date(current)), name).toBe(text)
      else if (!lists.includes(address)) expect(text, name).toBe('null')
      if (after) {
        expect(await textAt(address, new Date(Date.parse(after) - 1)), name).toBe(text)
        expect(Date.parse(after)).toBeGreaterThan(at.getTime())
      } else expect(await textAt(address, null), name).toBe(text)
      if (current) expect(Date.parse(current)).toBeLessThanOrEqual(at.getTime())
      if (before && current) expect(Date.parse(before)).toBeLessThan(Date.parse(current))
      const moments = await getMoments({ db }, address)
      if (!moments) continue
      const at_ = at.toISOString()
      expect(current, name).toBe(moments.findLast((each) => each.at <= at_)?.at ?? null)
      expect(before, name).toBe(moments.findLast((each) => each.at < (current ?? ''))?.at ?? null)
      expect(after, name).toBe(moments.find((each) => each.at > at_)?.at ?? null)
    }
  }, 300_000)
})
