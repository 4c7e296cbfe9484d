import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  vi,
} from 'vitest'
import type { Context } from '@/lib/context'
import { createPatientDb, type Db } from '@/lib/db'
import { listStories } from '@/lib/desk/stories'
import { AppError } from '@/lib/errors'
import { deskMeters } from '@/lib/observe/desk-meters'
import { valueIn } from '@/lib/observe/meters.mjs'
import { attachReplica, reading, writtenOn } from '@/lib/replica/reading'
import { createReplica, type Replica } from '@/lib/replica/replica'
import { createStory } from '@/lib/stories/commands'
import { createStoryInput } from '@/lib/stories/schema'
import type { Member } from '@/lib/testing/builders'
import { type FaultProxy, faultProxy } from '@/lib/testing/fault-proxy'
import { startEmbeddedPostgres, THROW_AWAY } from '../../scripts/launcher/embedded-postgres.mjs'
import { applyGrants } from '../../scripts/launcher/grants.mjs'
import { keepKeys } from '../../scripts/launcher/keys.mjs'
import { migrate } from '../../scripts/launcher/migrate.mjs'
import { makeStandby, startStandby } from '../../scripts/replica/make-standby.mjs'

/** A primary and a streaming replica of it, both real, and every way in which the replica can be of no use. */

type Server = Awaited<ReturnType<typeof startEmbeddedPostgres>>
const home = mkdtempSync(path.join(tmpdir(), 'counterclaim-replica-'))
const folders = {
  primary: path.join(home, 'primary/postgres'),
  replica: path.join(home, 'replica/postgres'),
}
// What is to be called off by recovery is called off at once.
const options = [...THROW_AWAY, 'max_standby_streaming_delay=0']
let keys: Record<string, string>
let primary: Server
let standby: Server
let rana: Member
/** As superusers, on each. */
let owner: pg.Client
let replicaOwner: pg.Client

const beside = () => ({ ownerUrl: primary.ownerUrl, folder: folders.primary })

beforeAll(async () => {
  keys = keepKeys(path.join(home, 'keys'))
  for (const folder of Object.values(folders)) mkdirSync(path.dirname(folder))
  primary = await startEmbeddedPostgres({ folder: folders.primary, keys, options: THROW_AWAY })
  owner = await connectedTo(primary.ownerUrl)
  await migrate(owner)
  await applyGrants(owner, 'counterclaim_app')
  const { rows } = await owner.query(`
    INSERT INTO users (id, email, name, role, created_at) VALUES (gen_random_uuid(), 'rana@desk.example', 'Rana', 'editor', now())
    RETURNING id`)
  rana = { kind: 'member', id: rows[0].id, name: 'Rana', role: 'editor', sessionId: null }
  standby = await makeStandby({ primary: beside(), folder: folders.replica, keys, options })
  replicaOwner = await connectedTo(standby.ownerUrl)
}, 60_000)

afterAll(async () => {
  await replicaOwner?.end()
  await owner?.end()
  await standby?.stop()
  await primary?.stop()
  rmSync(home, { recursive: true, force: true })
})

/** An app process: its clients, and a replica if it has one. */
type App = { db: Db; replica: Replica; way: FaultProxy; wayToPrimary: FaultProxy }
let apps: App[] = []
let app: App

beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  app = await anApp()
})

afterEach(async () => {
  await resume()
  for (const { db, replica, way, wayToPrimary } of apps) {
    await replica.stop()
    await db.$disconnect()
    await way.stop()
    await wayToPrimary.stop()
  }
  apps = []
})

async function anApp({ url = standby.appUrl, mostLagMs = 60_000 } = {}): Promise<App> {
  const way = await faultProxy(url)
  const wayToPrimary = await faultProxy(primary.appUrl)
  const db = createPatientDb(wayToPrimary.url, {
    statementMs: 5_000,
    silenceMs: 6_000,
    connectMs: 2_000,
  })
  const replica = createReplica({
    primary: db,
    primaryUrl: wayToPrimary.url,
    db: createPatientDb(way.url, { statementMs: 10_000, silenceMs: 12_000, connectMs: 1_000 }),
    url: way.url,
    mostLagMs,
    lookEveryMs: 50,
  })
  attachReplica(db, replica)
  const made = { db, replica, way, wayToPrimary }
  apps.push(made)
  return made
}

const ctx = (more: Partial<Context> = {}): Context => ({
  actor: rana,
  now: new Date(),
  db: app.db,
  ...more,
})
const aStory = async (title: string, context = ctx()) =>
  createStory(context, createStoryInput.parse({ title, summary: 'Day by day.' }))
const titles = async (context = ctx()) =>
  (await reading(context, listStories)).items.map(({ title }) => title)
/** Which of the two answers whoever asks now. */
const answering = (context = ctx()) =>
  reading(context, async ({ db }) => {
    const [row] = await db.$queryRaw<{ is: boolean }[]>`SELECT pg_is_in_recovery() AS is`
    return row?.is ? 'replica' : 'primary'
  })
const until = (what: () => Promise<unknown>) => vi.waitFor(what, { timeout: 10_000, interval: 20 })
const isUsed = () => until(async () => expect(await answering()).toBe('replica'))
const readsOf = (labels: string) =>
  valueIn(deskMeters().text(), `counterclaim_reads_total{${labels}}`) ?? 0

async function pause() {
  await replicaOwner.query('SELECT pg_wal_replay_pause()')
  await until(async () => {
    const { rows } = await replicaOwner.query('SELECT pg_get_wal_replay_pause_state() AS state')
    expect(rows[0].state).toBe('paused')
  })
}
async function resume() {
  await replicaOwner.query('SELECT pg_wal_replay_resume()').catch(() => {})
}

it('has the replica answer what is only asked, and the primary do what is done', async () => {
  await isUsed()
  const { storyId } = await aStory('Homs')
  expect(storyId).toBeTruthy()
  await until(async () => expect(await answering()).toBe('replica'))
  expect(await titles()).toContain('Homs')
  expect(app.replica.status()).toMatchObject({ state: 'used' })
})

it('has the primary asked where a question would write', async () => {
  await isUsed()
  const writing = reading(ctx(), (each) =>
    each.db.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ is: boolean }[]>`SELECT pg_is_in_recovery() AS is`
      if (!row?.is) return 'asked of the primary'
      await tx.$executeRaw`DELETE FROM submissions`
      return 'written to a replica'
    }),
  )
  expect(await writing).toBe('asked of the primary')
})

describe('while the replica stands still', () => {
  it('shows whoever wrote what they wrote, in the process that wrote it', async () => {
    await isUsed()
    await pause()
    await aStory('Aleppo')
    expect(await answering()).toBe('primary')
    expect(await titles()).toContain('Aleppo')
    await resume()
    await isUsed()
    expect(await titles()).toContain('Aleppo')
  })

  it('and in every other process, which is told how far they wrote', async () => {
    const other = await anApp()
    await until(async () => expect(await answering(ctx({ db: other.db }))).toBe('replica'))
    await isUsed()
    await pause()
    await aStory('Hama')
    const written = writtenOn(app.db) ?? undefined
    expect(written).toBeGreaterThan(0n)
    // Somebody else, who has written nothing, may be answered by the replica.
    expect(await answering(ctx({ db: other.db }))).toBe('replica')
    expect(await answering(ctx({ db: other.db, written }))).toBe('primary')
    expect(await titles(ctx({ db: other.db, written }))).toContain('Hama')
    await resume()
    await until(async () => expect(await answering(ctx({ db: other.db, written }))).toBe('replica'))
    expect(await titles(ctx({ db: other.db, written }))).toContain('Hama')
  })

  it('asks it nothing more when it is too far behind', async () => {
    const strict = await anApp({ mostLagMs: 100 })
    const context = ctx({ db: strict.db })
    await until(async () => expect(await answering(context)).toBe('replica'))
    await pause()
    await aStory('Daraa') // by another process
    await until(async () => expect(strict.replica.status().state).toBe('behind'))
    expect(await answering(context)).toBe('primary')
    expect(strict.replica.status().lagBytes).toBeGreaterThan(0)
    await resume()
    await until(async () => expect(await answering(context)).toBe('replica'))
  })
})

it('has the primary say of what the replica does not have that it is not there', async () => {
  await isUsed()
  const asked: string[] = []
  const question = reading(ctx(), async ({ db }) => {
    const [row] = await db.$queryRaw<{ is: boolean }[]>`SELECT pg_is_in_recovery() AS is`
    asked.push(row?.is ? 'replica' : 'primary')
    throw new AppError('not_found', 'claim')
  })
  await expect(question).rejects.toThrow('not_found: claim')
  expect(asked).toEqual(['replica', 'primary'])
})

it('has the primary answer what recovery called off', async () => {
  await isUsed()
  const before = readsOf('target="primary",why="conflict"')
  const answer = reading(ctx(), ({ db }) =>
    db.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ is: boolean }[]>`
        SELECT pg_is_in_recovery() AS is, (SELECT count(*) FROM stories) AS n`
      if (!row?.is) return 'primary'
      await owner.query('BEGIN; LOCK TABLE stories IN ACCESS EXCLUSIVE MODE; COMMIT')
      const { rows } = await owner.query('SELECT pg_current_wal_insert_lsn()::text AS at')
      await until(async () => {
        const { rows: found } = await replicaOwner.query(
          'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS is',
          [rows[0].at],
        )
        expect(found[0].is).toBe(true)
      })
      await tx.$queryRaw`SELECT count(*) FROM stories`
      return 'replica'
    }),
  )
  expect(await answer).toBe('primary')
  expect(
    readsOf('target="primary",why="conflict"') + readsOf('target="primary",why="failed"'),
  ).toBeGreaterThan(before)
})

describe('when the replica is lost', () => {
  it('fails no question that is under way or comes after, and uses it again when it is back', async () => {
    await isUsed()
    let isOver = false
    const answered = { replica: 0, primary: 0 }
    const askers = Array.from({ length: 8 }, async () => {
      while (!isOver) answered[await answering()] += 1
    })
    await until(async () => expect(answered.replica).toBeGreaterThan(50))
    kill(standby.pid)
    const then = answered.primary
    await until(async () => expect(app.replica.status().state).toBe('away'))
    await until(async () => expect(answered.primary).toBeGreaterThan(then + 50))
    isOver = true
    await Promise.all(askers)
    expect(await answering()).toBe('primary')
    // What is written meanwhile is there as ever.
    await aStory('Deir ez-Zor')
    expect(await titles()).toContain('Deir ez-Zor')

    standby = await startStandby({ primary: beside(), folder: folders.replica, keys, options })
    const back = await anApp()
    const moved = ctx({ db: back.db })
    replicaOwner = await connectedTo(standby.ownerUrl)
    await until(async () => expect(await answering(moved)).toBe('replica'))
    await until(async () => expect(await titles(moved)).toContain('Deir ez-Zor'))
  })

  it('comes back to it by itself', async () => {
    await isUsed()
    await app.way.goAway()
    await until(async () => expect(app.replica.status().state).toBe('away'))
    expect(await answering()).toBe('primary')
    await app.way.comeBack()
    await isUsed()
  })

  it('does not wait for one that fell silent', async () => {
    await isUsed()
    app.way.fallSilent()
    const begun = performance.now()
    expect(await Promise.all(Array.from({ length: 20 }, () => answering()))).toEqual(
      Array.from({ length: 20 }, () => 'primary'),
    )
    expect(performance.now() - begun).toBeLessThan(4_000)
    const again = performance.now()
    expect(await answering()).toBe('primary')
    expect(performance.now() - again).toBeLessThan(500)
    app.way.speakAgain()
  })
})

it('goes on answering from the replica while the primary is away', async () => {
  await isUsed()
  await app.wayToPrimary.goAway()
  expect(await answering()).toBe('replica')
  await app.wayToPrimary.comeBack()
})

it('never asks what is no replica of this database', async () => {
  const foreign = new URL(inject('template').ownerUrl)
  const other = await anApp({ url: foreign.toString() })
  await other.replica.look()
  await other.replica.look()
  expect(other.replica.status().state).toBe('away')
  expect(await answering(ctx({ db: other.db }))).toBe('primary')
})

it('never asks one that was promoted, since it goes its own way', async () => {
  await isUsed()
  await replicaOwner.query('SELECT pg_promote()')
  await until(async () => expect(app.replica.status().state).toBe('away'))
  expect(await answering()).toBe('primary')
})

/** The server and all of its processes, as when its machine is gone. */
function kill(pid: number) {
  const children = (existsSync('/proc') ? readdirSync('/proc') : [])
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
  for (const each of [pid, ...children.map(Number)]) {
    try {
      process.kill(each, 'SIGKILL')
    } catch {
      // It went with the others.
    }
  }
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

async function connectedTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}
