import { afterEach, beforeEach, expect, it } from 'vitest'
import { getRunning } from '@/lib/desk/running'
import { createStory } from '@/lib/stories/commands'
import { createStoryInput } from '@/lib/stories/schema'
import { aNewsroom, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom

beforeEach(async () => {
  room = await aNewsroom()
})
afterEach(() => room.drop())

const noon = new Date('2025-01-01T12:00:00Z')
const READERS = [
  'counterclaim_http_requests_per_second 12.5',
  'counterclaim_front_copies_bytes{of="now"} 2048',
  'counterclaim_front_resident_bytes 4096',
].join('\n')

it('says of a save how long it took, and of readers what their server counts', async () => {
  const ctx = room.contextOf(await room.aMember({ role: 'editor' }), noon)
  const before = await getRunning(ctx, null)
  expect(before.readers).toBeNull()
  expect(before.replica).toBeNull()
  await createStory(ctx, createStoryInput.parse({ title: 'Homs', summary: 'Day by day.' }))
  const running = await getRunning(ctx, READERS)
  expect(running.saves.count).toBe(before.saves.count + 1)
  expect(running.saves.p95Ms).toBeGreaterThan(0)
  expect(running.readers).toEqual({ perSecond: 12.5, copiesBytes: 2048, memoryBytes: 4096 })
})

it('is for people at the desk', async () => {
  const stranger = { actor: { kind: 'public' as const }, now: noon, db: room.db }
  await expect(getRunning(stranger, null)).rejects.toThrow('forbidden')
})
