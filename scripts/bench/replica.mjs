import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os, { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../launcher/embedded-postgres.mjs'
import { applyGrants } from '../launcher/grants.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { migrate } from '../launcher/migrate.mjs'
import { run, TYPESCRIPT } from '../launcher/run.mjs'
import { makeStandby } from '../replica/make-standby.mjs'

/**
 * What a streaming replica costs an act and saves the primary, how far it is behind while twelve editors work, and what its loss
 * costs those who are asking: a primary and a replica beside each other on this machine, with the demo newsroom.
 */
export async function benchReplica(teller) {
  const home = mkdtempSync(path.join(tmpdir(), 'counterclaim-replica-'))
  const place = (name) => path.join(home, name, 'postgres')
  for (const name of ['primary', 'replica']) mkdirSync(path.dirname(place(name)))
  const keys = keepKeys(path.join(home, 'keys'))
  const options = ['shared_buffers=256MB']
  const servers = []
  try {
    const primary = await startEmbeddedPostgres({ folder: place('primary'), keys, options })
    servers.push(primary)
    const owner = new pg.Client({ connectionString: primary.ownerUrl })
    await owner.connect()
    await migrate(owner)
    await applyGrants(owner, 'counterclaim_app')
    await owner.end()
    const replica = await makeStandby({
      primary: { ownerUrl: primary.ownerUrl, folder: place('primary') },
      folder: place('replica'),
      keys,
      options,
    })
    servers.push(replica)
    const report = await teller.step('Asking a primary and its replica', () =>
      run(process.execPath, [...TYPESCRIPT, 'scripts/bench/replica.ts'], {
        env: {
          ...process.env,
          DATABASE_URL: primary.appUrl,
          REPLICA_DATABASE_URL: replica.appUrl,
          REPLICA_PID: String(replica.pid),
        },
      }),
    )
    return `\`npm run bench -- replica\`. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, primary and replica beside each other on it, PostgreSQL with its usual
settings. ${report.trim()}`
  } finally {
    for (const server of servers.reverse()) await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
