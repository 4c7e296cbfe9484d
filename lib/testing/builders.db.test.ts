import { afterAll, beforeAll, expect, it } from 'vitest'
import { stage } from '@/lib/claims/schema'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom
beforeAll(async () => {
  room = await aNewsroom()
})
afterAll(() => room.drop())

it.each(stage.options)('builds a claim that is in %s', async (each) => {
  const { id } = await room.aClaim({ stage: each })
  expect((await room.db.claim.findUniqueOrThrow({ where: { id } })).stage).toBe(each)
})
