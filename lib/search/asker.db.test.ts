import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createDb, poolOf } from '@/lib/db'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom

beforeAll(async () => {
  room = await aNewsroom()
})

afterAll(() => room.drop())

it('asks other questions of a connection that another copy of the module has asked', async () => {
  const db = createDb(room.url)
  try {
    const one = await import('@/lib/search/sql/asker')
    const oneAnswer = await one.bounded({ db }, ({ ask }) => ask<{ a: number }>`SELECT 1 AS a`)
    // The next question finds the same connection free.
    await vi.waitFor(() => expect(poolOf(db).idleCount).toBe(1))
    // As Next bundles it for each of its entries, and the renderer's bundle has it besides.
    vi.resetModules()
    const other = await import('@/lib/search/sql/asker')
    expect(other.bounded).not.toBe(one.bounded)
    const answers = await other.bounded({ db }, async ({ ask }) => [
      await ask<{ b: number }>`SELECT 2 AS b`,
      await ask<{ a: number }>`SELECT 1 AS a`,
    ])
    expect([oneAnswer, ...answers]).toEqual([[{ a: 1 }], [{ b: 2 }], [{ a: 1 }]])
  } finally {
    await db.$disconnect()
  }
})
