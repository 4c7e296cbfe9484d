import { chownSync, cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../launcher/embedded-postgres.mjs'

/** What a standby makes for itself, or must not find. */
const NOT_COPIED = new Set([
  'pg_wal',
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'postmaster.pid',
  'postmaster.opts',
])
const EMPTY = ['pg_wal', 'pg_replslot', ...[...NOT_COPIED].filter((each) => /^pg_/.test(each))]

/**
 * Makes a streaming replica of a running embedded server, in `folder`, and starts it. The embedded PostgreSQL comes without
 * pg_basebackup, so its files are copied here as the manual says ("Making a Base Backup Using the Low Level API"). For tests
 * and benchmarks; an operator uses pg_basebackup.
 *
 * @param {{ primary: { ownerUrl: string, folder: string }, folder: string, keys: Record<string, string>, options?: string[] }} given
 */
export async function makeStandby({ primary, folder, keys, options = [] }) {
  const owner = new pg.Client({ connectionString: primary.ownerUrl })
  await owner.connect()
  try {
    await owner.query("SELECT pg_backup_start('standby', fast => true)")
    mkdirSync(folder, { mode: 0o700 })
    for (const name of readdirSync(primary.folder).filter((each) => !NOT_COPIED.has(each))) {
      copy(path.join(primary.folder, name), path.join(folder, name))
    }
    for (const name of EMPTY) mkdirSync(path.join(folder, name), { recursive: true, mode: 0o700 })
    const { rows } = await owner.query(
      'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
    )
    writeFileSync(path.join(folder, 'backup_label'), rows[0].labelfile, { mode: 0o600 })
    writeFileSync(path.join(folder, 'standby.signal'), '', { mode: 0o600 })
    giveTo(statSync(primary.folder).uid, folder)
  } finally {
    await owner.end()
  }
  return startStandby({ primary, folder, keys, options })
}

/**
 * Starts it again.
 *
 * @param {{ primary: { ownerUrl: string }, folder: string, keys: Record<string, string>, options?: string[] }} given
 */
export function startStandby({ primary, folder, keys, options = [] }) {
  const { hostname, port, username, password } = new URL(primary.ownerUrl)
  const conninfo = `host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)}`
  return startEmbeddedPostgres({
    folder,
    keys,
    options: [`primary_conninfo=${conninfo}`, 'wal_retrieve_retry_interval=200ms', ...options],
  })
}

/** A database goes on while its files are copied: one that has gone meanwhile is made right from the log. */
function copy(from, to) {
  try {
    cpSync(from, to, { recursive: true, preserveTimestamps: true })
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

/** Where PostgreSQL runs as somebody else than we do, the files are theirs. */
function giveTo(uid, folder) {
  if (uid === process.getuid?.()) return
  for (const name of ['.', ...readdirSync(folder, { recursive: true })]) {
    chownSync(path.join(folder, name), uid, uid)
  }
}
