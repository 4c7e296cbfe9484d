import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deskText } from '@/lib/observe/desk-text'
import { valueIn } from '@/lib/observe/meters.mjs'
import { mirrorOf } from '@/lib/observe/mirror'
import { doesAnswer, queueOf } from '@/lib/observe/queue'
import { createStory } from '@/lib/stories/commands'
import { createStoryInput } from '@/lib/stories/schema'
import { aNewsroom, type Member, type Newsroom } from '@/lib/testing/builders'

let room: Newsroom
let rana: Member

beforeEach(async () => {
  room = await aNewsroom()
  rana = await room.aMember({ role: 'editor' })
  await room.db.outbox.deleteMany()
})
afterEach(() => room.drop())

const noon = new Date('2025-01-01T12:00:00Z')
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000)

describe('the queue of what is to be published', () => {
  it('is empty, and of no age, when nothing waits', async () => {
    expect(await queueOf(room.db, noon)).toEqual({
      waiting: 0,
      failing: 0,
      oldestSeconds: null,
      publishedAt: null,
    })
  })

  it('is as old as the first that still waits', async () => {
    await room.db.outbox.createMany({
      data: [
        { subject: 'site', createdAt: noon, doneAt: later(2) },
        { subject: 'site', createdAt: later(10) },
        { subject: 'site', createdAt: later(20), lastError: 'rendering answered 500' },
      ],
    })
    expect(await queueOf(room.db, later(70))).toEqual({
      waiting: 2,
      failing: 1,
      oldestSeconds: 60,
      publishedAt: later(2),
    })
  })

  it('has no age below nothing when acts are held at a later time', async () => {
    await room.db.outbox.create({ data: { subject: 'site', createdAt: later(60) } })
    expect((await queueOf(room.db, noon)).oldestSeconds).toBe(0)
  })
})

describe('what the desk tells of itself', () => {
  it('names the queue, the pool, and each act by its command and how it went', async () => {
    const story = createStoryInput.parse({ title: 'Homs', summary: 'Day by day.' })
    await createStory(room.contextOf(rana, noon), story)
    const mira = await room.aMember({ role: 'contributor' })
    await expect(createStory(room.contextOf(mira, noon), story)).rejects.toThrow('forbidden')
    await room.db.outbox.create({ data: { subject: 'site', createdAt: noon } })
    const text = await deskText(room.db, later(5))
    const saves = (outcome: string) =>
      valueIn(
        text,
        `counterclaim_save_duration_seconds_count{command="createStory",outcome="${outcome}"}`,
      )
    expect([saves('done'), saves('forbidden')]).toEqual([1, 1])
    expect(valueIn(text, 'counterclaim_database_up')).toBe(1)
    expect(valueIn(text, 'counterclaim_outbox_waiting')).toBe(1)
    expect(valueIn(text, 'counterclaim_outbox_oldest_seconds')).toBe(5)
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds{process="desk"}')
  })

  it('tells the rest while the database is away', async () => {
    const away = { $queryRaw: () => Promise.reject(new Error('away')) } as never
    const text = await deskText(away, noon)
    expect(valueIn(text, 'counterclaim_database_up')).toBe(0)
    expect(text).toContain('nodejs_heap_size_used_bytes{process="desk"}')
    expect(await doesAnswer(away)).toBe(false)
    expect(await doesAnswer(room.db)).toBe(true)
  })
})

describe('the mirror', () => {
  const ENVIRONMENT = {
    MIRROR_S3_ENDPOINT: 'https://store.example',
    MIRROR_S3_BUCKET: 'pages',
    MIRROR_S3_ACCESS_KEY_ID: 'key',
    MIRROR_S3_SECRET_ACCESS_KEY: 'secret',
  }

  it('is nothing where there is none, and says what is set up wrongly without saying what it was set to', async () => {
    expect(await mirrorOf(room.db, noon, {})).toBeNull()
    const { MIRROR_S3_BUCKET: _, ...without } = ENVIRONMENT
    expect((await mirrorOf(room.db, noon, without))?.problem).toBe(
      'The mirror is not set up right: MIRROR_S3_BUCKET is missing.',
    )
    const wrong = { ...ENVIRONMENT, MIRROR_S3_BUCKET: 'Hidden Thing' }
    expect((await mirrorOf(room.db, noon, wrong))?.problem).not.toContain('Hidden')
  })

  it('is behind since the first change that it does not have, published here or not', async () => {
    await room.db.outbox.createMany({
      data: [
        { subject: 'site', createdAt: noon, doneAt: later(1), mirroredAt: later(2) },
        { subject: 'site', createdAt: later(10), doneAt: later(11) },
        { subject: 'site', createdAt: later(20) },
      ],
    })
    await room.db.mirror.create({
      data: {
        target: 'https://store.example/pages/',
        followedAt: later(5),
        failingSince: later(6),
        lastError: 'no answer',
      },
    })
    expect(await mirrorOf(room.db, later(70), ENVIRONMENT)).toEqual({
      target: 'https://store.example/pages/',
      waiting: 2,
      oldestSeconds: 60,
      followedAt: later(5),
      failingSince: later(6),
      problem: 'no answer',
    })
  })
})
