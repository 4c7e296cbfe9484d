import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { run, TYPESCRIPT } from '../launcher/run.mjs'
import { ROOT } from '../launcher/settings.mjs'
import { configure, initdb, own, runAsServer, start } from './installed-server.mjs'
import { loadBackup } from './load.mjs'
import { openBackup } from './read.mjs'
import { growTree } from './record.mjs'
import { RELEASED } from './testing.mjs'

/**
 * Point-in-time recovery, done once on a server that is thrown away: what docs/operations.md tells an operator to set
 * up, a base backup, `count` acts by several hands at once, the server's folder lost, and recovery to a moment in the
 * midst of them. Answers what was found, for whoever asked to judge.
 */
export async function tryPointInTime({ bin, count, teller }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-pitr-'))
  const place = (name) => path.join(folder, name)
  const servers = []
  try {
    own(folder)
    for (const name of ['archive', 'base', 'recovered']) own(mkdir(place(name)))
    await initdb(bin, place('live'))
    configure(place('live'), [
      'wal_level = replica',
      'archive_mode = on',
      `archive_command = 'test ! -f ${place('archive')}/%f && cp %p ${place('archive')}/%f'`,
    ])
    const live = await start(bin, place('live'))
    servers.push(live)
    const owner = await live.connect()
    await owner.query('CREATE DATABASE newsroom')
    const newsroom = await live.connect('newsroom')
    await fill(newsroom)

    const base = await timed(() =>
      teller.step('Taking a base backup', () =>
        runAsServer(path.join(bin, 'pg_basebackup'), [
          '-d',
          live.url(),
          '-D',
          place('base'),
          '--checkpoint=fast',
        ]),
      ),
    )
    const acts = await teller.step(`Doing ${count} acts`, () => doActs(live.url('newsroom'), count))
    const leaves = await hashesOf(newsroom)
    await owner.query('SELECT pg_switch_wal()')
    await newsroom.end()
    await owner.end()
    await live.stop() // ends when the last of its log is in the archive
    rmSync(place('live'), { recursive: true })

    const moment = acts[Math.floor(acts.length / 2)].done
    await runAsServer('cp', ['-a', `${place('base')}/.`, place('recovered')])
    chmodSync(place('recovered'), 0o700)
    configure(place('recovered'), [
      `restore_command = 'cp ${place('archive')}/%f %p'`,
      // The setting knows no T and no Z.
      `recovery_target_time = '${new Date(moment).toISOString().replace('T', ' ').replace('Z', '+00')}'`,
      "recovery_target_action = 'promote'",
    ])
    writeFileSync(path.join(place('recovered'), 'recovery.signal'), '')
    own(path.join(place('recovered'), 'recovery.signal'))
    const recovery = await timed(() =>
      teller.step(`Recovering to ${new Date(moment).toISOString()}`, async () => {
        servers.push(await start(bin, place('recovered')))
      }),
    )
    const recovered = await servers.at(-1).connect('newsroom')
    const { rows } = await recovered.query(
      `SELECT id FROM sources WHERE name LIKE 'Point in time %'`,
    )
    const { rows: counts } = await recovered.query(`
      SELECT current_setting('server_version') AS version, pg_is_in_recovery() AS "isRecovering",
        (SELECT count(*)::int FROM activity) AS acts, (SELECT count(*)::int FROM leaves) AS leaves`)
    const after = await hashesOf(recovered)
    await recovered.end()

    const there = new Set(rows.map(({ id }) => id))
    const before = acts.filter(({ done }) => done < moment)
    const later = acts.filter(({ begun }) => begun >= moment)
    return {
      ...counts[0],
      moment: new Date(moment).toISOString(),
      baseMs: base.ms,
      recoveryMs: recovery.ms,
      done: acts.length,
      acknowledgedBefore: before.length,
      lost: before.filter(({ sourceId }) => !there.has(sourceId)).length,
      begunAfter: later.length,
      tooMany: later.filter(({ sourceId }) => there.has(sourceId)).length,
      underWay: acts.length - before.length - later.length,
      recovered: there.size,
      treeIsPrefix: rootOf(after).equals(rootOf(leaves.slice(0, after.length))),
    }
  } finally {
    for (const server of servers) await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The newsroom that 0.1.0 told its story to. */
async function fill(client) {
  const backup = await openBackup(path.join(RELEASED, '0.1.0.tar'))
  try {
    await loadBackup(client, backup)
  } finally {
    await backup.close()
  }
}

async function doActs(url, count) {
  const words = await run(
    process.execPath,
    [...TYPESCRIPT, 'scripts/backup/pitr-acts.ts', String(count)],
    { cwd: ROOT, env: { ...process.env, DATABASE_URL: url } },
  )
  return words
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

async function hashesOf(client) {
  const { rows } = await client.query('SELECT hash FROM leaves ORDER BY index')
  return rows.map(({ hash }) => hash)
}

function rootOf(leaves) {
  const tree = growTree()
  for (const leaf of leaves) tree.append(leaf)
  return tree.root()
}

async function timed(work) {
  const since = performance.now()
  await work()
  return { ms: Math.round(performance.now() - since) }
}

function mkdir(folder) {
  mkdirSync(folder, { mode: 0o700 })
  return folder
}
