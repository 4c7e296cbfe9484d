import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { act } from '@/lib/act'
import type { Context } from '@/lib/context'
import { createPatientDb, type Db } from '@/lib/db'
import { createStory } from '@/lib/stories/commands'
import { createStoryInput } from '@/lib/stories/schema'
import { aNewsroom, type Member, type Newsroom, outcomeOf } from '@/lib/testing/builders'
import { type FaultProxy, faultProxy } from '@/lib/testing/fault-proxy'

/** What becomes of an act when the way to the database, or the database itself, fails under it. */
let room: Newsroom
let rana: Member
let proxy: FaultProxy
let db: Db

beforeAll(async () => {
  room = await aNewsroom()
  rana = await room.aMember({ role: 'editor' })
})
afterAll(() => room.drop())
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  proxy = await faultProxy(room.url)
  db = createPatientDb(proxy.url, { statementMs: 1_000, silenceMs: 1_500, connectMs: 2_000 })
})
afterEach(async () => {
  await proxy.stop()
  await db.$disconnect()
})

const context = (): Context => ({ ...room.contextOf(rana), db })
const story = (title: string, requestId?: string) =>
  createStoryInput.parse({ title, summary: 'Day by day.', requestId })
const countOf = (title: string) => room.db.story.count({ where: { title } })

describe('an act whose answer is lost', () => {
  it('is done once, and the editor is told so although the connection broke', async () => {
    const title = `Lost ${randomUUID()}`
    proxy.loseAnswerTo('COMMIT')
    const { storyId } = await createStory(context(), story(title, randomUUID()))
    expect(await room.db.story.findMany({ where: { title }, select: { id: true } })).toEqual([
      { id: storyId },
    ])
  })

  it('is not sent again when nothing would tell the two apart', async () => {
    const title = `In doubt ${randomUUID()}`
    proxy.loseAnswerTo('COMMIT')
    expect(await outcomeOf(createStory(context(), story(title)))).toBe('unavailable: answer_lost')
    expect(await countOf(title)).toBe(1)
  })

  it('is done once when the editor presses again', async () => {
    const title = `Again ${randomUUID()}`
    const input = story(title, randomUUID())
    proxy.loseAnswerTo('COMMIT')
    const first = outcomeOf(createStory(context(), input))
    await vi.waitFor(async () => expect(await countOf(title)).toBe(1), { timeout: 15_000 })
    await proxy.goAway()
    expect(await first).toMatch(/^(unavailable: \w+|done)$/)
    await proxy.comeBack()
    await createStory(context(), input)
    expect(await countOf(title)).toBe(1)
  })
})

describe('an act while the database is away', () => {
  it('waits for a moment, and is done when it comes back', async () => {
    await proxy.goAway()
    const title = `Waiting ${randomUUID()}`
    const under = createStory(context(), story(title))
    await new Promise((resolve) => setImmediate(resolve))
    await proxy.comeBack()
    await under
    expect(await countOf(title)).toBe(1)
  })

  it('says so when it stays away, has saved nothing, and goes on without a restart', async () => {
    const title = `Away ${randomUUID()}`
    const input = story(title, randomUUID())
    await proxy.goAway()
    expect(await outcomeOf(createStory(context(), input))).toBe('unavailable: database_unreachable')
    expect(await countOf(title)).toBe(0)
    await proxy.comeBack()
    expect(await outcomeOf(createStory(context(), input))).toBe('done')
    expect(await countOf(title)).toBe(1)
  })

  it('is not kept waiting by a connection that is dead and does not know it', async () => {
    await Promise.all([1, 2, 3, 4].map(() => db.story.count()))
    proxy.fallSilent()
    const begun = performance.now()
    const title = `Silent ${randomUUID()}`
    expect(await outcomeOf(createStory(context(), story(title)))).toBe(
      'unavailable: database_unreachable',
    )
    expect(performance.now() - begun).toBeLessThan(15_000)
    proxy.speakAgain()
    expect(await outcomeOf(createStory(context(), story(title)))).toBe('done')
    expect(await countOf(title)).toBe(1)
  })
})

describe('an act that the database can’t do', () => {
  const failing = (sql: string) =>
    outcomeOf(
      act(context(), 'test', {}, async (tx) => {
        await tx.outbox.create({ data: { subject: 'site', createdAt: new Date() } })
        await tx.$executeRawUnsafe(sql)
        return {}
      }),
    )

  const raise = (code: string) =>
    `DO $$ BEGIN RAISE EXCEPTION 'made up for a test' USING ERRCODE = '${code}'; END $$`

  it.each([
    ['a full disk', raise('53100'), 'database_disk_full'],
    ['a disk that fails', raise('58030'), 'database_disk_fails'],
    ['too little memory', raise('53200'), 'database_out_of_memory'],
    ['a server that shuts down', raise('57P01'), 'database_unreachable'],
    ['a statement that takes too long', 'SELECT pg_sleep(5)', 'database_too_slow'],
    [
      'a database that is read only',
      'SET TRANSACTION READ ONLY; UPDATE outbox SET attempts = 1',
      'database_read_only',
    ],
  ])('says what is the matter and leaves nothing: %s', async (_, sql, reason) => {
    const before = await room.everything()
    const statements = sql.startsWith('DO') ? [sql] : sql.split('; ')
    const [first = '', second] = statements
    const outcome = second
      ? await outcomeOf(
          act(context(), 'test', {}, async (tx) => {
            await tx.$executeRawUnsafe(first)
            await tx.outbox.create({ data: { subject: 'site', createdAt: new Date() } })
            return {}
          }),
        )
      : await failing(first)
    expect(outcome).toBe(`unavailable: ${reason}`)
    expect(await room.everything()).toEqual(before)
  })

  it('finds no connection while others hold them all, and finds one when they let go', async () => {
    const owner = new pg.Client(room.ownerUrl)
    await owner.connect()
    // Of this database alone: other tests are on the same server.
    const name = pg.escapeIdentifier(new URL(room.ownerUrl).pathname.slice(1))
    const limit = (count: number) => owner.query(`ALTER DATABASE ${name} CONNECTION LIMIT ${count}`)
    const title = `Crowded ${randomUUID()}`
    try {
      await limit(0)
      expect(await outcomeOf(createStory(context(), story(title)))).toBe(
        'unavailable: database_too_busy',
      )
    } finally {
      await limit(-1)
      await owner.end()
    }
    expect(await outcomeOf(createStory(context(), story(title)))).toBe('done')
    expect(await countOf(title)).toBe(1)
  })
})
