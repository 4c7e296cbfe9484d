import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { getHealth } from '@/lib/desk/health'
import { createStory } from '@/lib/stories/commands'
import { createStoryInput } from '@/lib/stories/schema'
import { aNewsroom, type Member, type Newsroom } from '@/lib/testing/builders'
import { asOwner } from '@/lib/testing/database'

let room: Newsroom
let rana: Member

beforeEach(async () => {
  room = await aNewsroom()
  rana = await room.aMember({ role: 'editor' })
})
afterEach(() => room.drop())

const noon = new Date('2025-01-01T12:00:00Z')
const at = (seconds: number): Context =>
  room.contextOf(rana, new Date(noon.getTime() + seconds * 1000))

const waits = (lastError: string | null, seconds = 0) =>
  room.db.outbox.create({
    data: { subject: 'site', createdAt: new Date(noon.getTime() + seconds * 1000), lastError },
  })

describe('how it stands at the desk', () => {
  it('is nothing worth a word when nothing was done, or only just', async () => {
    expect(await getHealth(at(0))).toEqual({ publication: null, clock: null, record: null })
    await waits(null)
    expect((await getHealth(at(1))).publication).toBeNull()
  })

  it('counts what readers don’t see yet, since when, and what is in the way', async () => {
    await waits(null)
    await waits('/claims/x: rendering answered 500', 5)
    expect((await getHealth(at(6))).publication).toEqual({
      waiting: 2,
      since: noon,
      isDiskFull: false,
      fault: '/claims/x: rendering answered 500',
    })
    await room.db.outbox.updateMany({ data: { doneAt: noon } })
    expect((await getHealth(at(6))).publication).toBeNull()
  })

  it('says so of what waits long without a fault, and of a full disk', async () => {
    await waits(null)
    expect((await getHealth(at(20))).publication).toMatchObject({ waiting: 1, fault: null })
    await waits('/: ENOSPC: no space left on device, write', 1)
    expect((await getHealth(at(20))).publication).toMatchObject({ isDiskFull: true })
  })

  it('says how far the clock is behind the record, until it has caught up', async () => {
    const context = at(3600)
    await createStory(context, createStoryInput.parse({ title: 'Homs', summary: 'Day by day.' }))
    expect((await getHealth(at(0))).clock).toEqual({ behindMs: 3_600_000, heldAt: context.now })
    expect((await getHealth(at(3599))).clock).toBeNull()
    expect((await getHealth(at(3700))).clock).toBeNull()
  })

  it('tells of acts that nobody has signed, and why not', async () => {
    await room.aSource()
    const { unsigned } = (await getHealth(at(0))).record ?? {}
    expect(unsigned).toBe(1)
    const problem = { reason: 'key_missing', words: 'The key is gone.' }
    const status = async () => Buffer.from(JSON.stringify({ problem }))
    expect((await getHealth(at(0), status)).record?.problem).toEqual(problem)
    for (const broken of [
      async () => Buffer.from('half {'),
      () => Promise.reject(new Error('x')),
    ]) {
      expect((await getHealth(at(0), broken)).record).toMatchObject({ unsigned: 1, problem: null })
    }
    await asOwner(
      room.ownerUrl,
      `INSERT INTO checkpoints (size, root, note, signed_at) VALUES (1, '', 'note', now())`,
    )
    expect((await getHealth(at(0))).record).toBeNull()
  })

  it('is nobody’s business outside', async () => {
    await expect(getHealth({ ...at(0), actor: { kind: 'public' } })).rejects.toThrow('forbidden')
  })
})
