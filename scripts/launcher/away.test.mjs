import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createPatientDb } from '@/lib/db'
import { createStory } from '@/lib/stories/commands'
import { createStoryInput } from '@/lib/stories/schema'
import { startEmbeddedPostgres } from './embedded-postgres.mjs'
import { applyGrants } from './grants.mjs'
import { keepKeys } from './keys.mjs'
import { migrate } from './migrate.mjs'
import { supervise } from './supervise.mjs'
import { temporaryFolder } from './testing.mjs'

/** The application on a database that is really stopped, killed, and out of room. */
let place
let settings
let keeper
let db
let ctx
const said = []

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  place = temporaryFolder('away')
  settings = {
    folder: path.join(place.folder, 'postgres'),
    keys: keepKeys(path.join(place.folder, 'keys')),
    // Durable against a kill, which is what is tried here, and not against a power cut.
    options: ['fsync=off', 'autovacuum=off'],
  }
  keeper = await supervise({
    name: 'The database',
    teller: { line: (text) => said.push(text) },
    start: () => startEmbeddedPostgres(settings),
  })
  await asOwner(async (client) => {
    await migrate(client)
    await applyGrants(client, 'counterclaim_app')
  })
  db = createPatientDb(keeper.current().appUrl)
  const { id } = await db.user.create({
    data: { email: 'rana@desk.example', name: 'Rana', role: 'editor', createdAt: new Date() },
  })
  const actor = { kind: 'member', id, name: 'Rana', role: 'editor', sessionId: null }
  ctx = () => ({ actor, now: new Date(), db })
})
afterAll(async () => {
  await db?.$disconnect()
  await keeper?.stop()
  place.remove()
  vi.restoreAllMocks()
})

async function asOwner(work) {
  const client = new pg.Client({ connectionString: keeper.current().ownerUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Presses until it is answered, as an editor does; answers what was said in between. */
async function press(title) {
  const input = createStoryInput.parse({ title, summary: 'Day by day.', requestId: randomUUID() })
  const refusals = []
  for (;;) {
    try {
      await createStory(ctx(), input)
      return refusals
    } catch (error) {
      refusals.push(`${error.code}: ${error.reason}`)
      if (refusals.length > 20) throw error
    }
  }
}

const outcomeOf = (work) =>
  work.then(
    () => 'done',
    (error) => `${error.code}: ${error.reason}`,
  )
const story = (title) => createStory(ctx(), createStoryInput.parse({ title, summary: 'By day.' }))

/** Acts, one after the other in each of a few hands, until `isOver`; answers the titles that were acknowledged. */
async function actUntil(isOver) {
  const done = []
  const refusals = []
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (!isOver()) {
        const title = `Act ${randomUUID()}`
        refusals.push(...(await press(title)))
        done.push(title)
      }
    }),
  )
  return { done, refusals }
}

async function assertEachOnce(titles) {
  const rows = await db.story.groupBy({
    by: ['title'],
    where: { title: { in: titles } },
    _count: true,
  })
  expect(rows.map(({ _count }) => _count).filter((count) => count !== 1)).toEqual([])
  expect(rows).toHaveLength(titles.length)
  const [{ gaps }] = await db.$queryRaw`
    SELECT (SELECT count(*) FROM activity) - count(*) + (max(index) + 1 - count(*)) AS gaps FROM leaves`
  expect(Number(gaps)).toBe(0)
}

describe('While editors act', () => {
  test.each([
    ['stopped', 'SIGINT'],
    ['killed', 'SIGKILL'],
  ])('a database that is %s and started again costs nobody an act', async (_what, signal) => {
    const { pid } = keeper.current()
    let isOver = false
    const acting = actUntil(() => isOver)
    const soon = { timeout: 30_000 }
    try {
      await vi.waitFor(async () => expect(await db.story.count()).toBeGreaterThan(3), soon)
      process.kill(pid, signal)
      await vi.waitFor(() => expect(keeper.current().pid).not.toBe(pid), soon)
      const before = await vi.waitFor(() => db.story.count(), soon)
      await vi.waitFor(async () => expect(await db.story.count()).toBeGreaterThan(before + 3), soon)
    } finally {
      isOver = true
    }
    const { done, refusals } = await acting
    expect(
      refusals.filter((words) => !/^unavailable: (database_|answer_lost)/.test(words)),
    ).toEqual([])
    await assertEachOnce(done)
    expect(said.at(-1)).toBe('The database runs again.')
  })
})

describe('A disk that is full', () => {
  test.runIf(canMount())(
    'is told, keeps nothing half, and needs no restart when there is room',
    async () => {
      const disk = path.join(place.folder, 'disk')
      mkdirSync(disk)
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', disk])
      try {
        await moveDatabaseTo(disk)
        await story('With room')
        const filler = path.join(disk, 'filler')
        expect(() => writeFileSync(filler, Buffer.alloc(64 * 1024 * 1024))).toThrow(/ENOSPC/)
        const before = await db.story.count()
        let acts = 0
        // The last pages take a few more; then every act is refused, and with the reason.
        const outcomes = new Set()
        while (!outcomes.has('unavailable: database_disk_full') && acts < 2_000) {
          acts += 1
          outcomes.add(
            await outcomeOf(
              createStory(
                ctx(),
                createStoryInput.parse({ title: `Full ${acts}`, summary: randomUUID().repeat(50) }),
              ),
            ),
          )
        }
        expect([...outcomes].sort()).toEqual(
          acts === 1
            ? ['unavailable: database_disk_full']
            : ['done', 'unavailable: database_disk_full'],
        )
        expect(await db.story.count()).toBe(before + acts - 1)
        rmSync(filler)
        expect(await outcomeOf(story('With room again'))).toBe('done')
        await assertEachOnce(['With room', 'With room again'])
      } finally {
        await moveDatabaseTo(null)
        spawnSync('umount', [disk])
      }
    },
  )
})

/** Onto a disk of its own, so that its fullness is nobody else's; null brings it back. */
async function moveDatabaseTo(disk) {
  const url = new URL(keeper.current().ownerUrl)
  url.pathname = '/postgres'
  await db.$disconnect()
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  try {
    if (disk) {
      const space = path.join(disk, 'space')
      mkdirSync(space)
      const { uid, gid } = statSync(settings.folder)
      chownSync(space, uid, gid)
      chmodSync(space, 0o700)
      await client.query(`CREATE TABLESPACE small LOCATION '${space}'`)
    }
    await client.query(`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'counterclaim'`)
    await client.query(
      `ALTER DATABASE counterclaim SET TABLESPACE ${disk ? 'small' : 'pg_default'}`,
    )
    if (!disk) await client.query('DROP TABLESPACE small')
  } finally {
    await client.end()
  }
  db = createPatientDb(keeper.current().appUrl)
}

function canMount() {
  const { folder, remove } = temporaryFolder('mount')
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]).status === 0
  if (isMounted) spawnSync('umount', [folder])
  remove()
  return isMounted
}
