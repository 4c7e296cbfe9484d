import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { userOf } from '../launcher/database.mjs'
import { startEmbeddedPostgres } from '../launcher/embedded-postgres.mjs'
import { tryLock } from '../launcher/folder-lock.mjs'
import { applyGrants } from '../launcher/grants.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { keepVerifiers } from '../launcher/record-keys.mjs'
import { run, TYPESCRIPT } from '../launcher/run.mjs'
import { foldersOf } from '../launcher/settings.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'
import { withClient } from './database.mjs'
import { writeKeyFiles } from './key-files.mjs'
import { assertFit, loadBackup } from './load.mjs'
import { openBackup } from './read.mjs'
import { readRecord } from './record.mjs'

/**
 * Nothing of the loading has to survive a power cut by itself: the folder gets its name after the server has written
 * everything and ended. Without a log for replicas, rows go to their tables alone.
 */
const WHILE_LOADING = [
  'wal_level=minimal',
  'max_wal_senders=0',
  'synchronous_commit=off',
  'max_wal_size=4GB',
]

/** The exit code for a database that is as it was saved, with a record that is not as it was written. */
const FOUND_SOMETHING = 3

/** How many findings are told one by one. */
const TOLD = 20

/** The file with the keys of the record: lib/record/keys-folder.ts. */
const SIGNERS = 'record-signers'

/** Checks the backup to its last byte, restores it, and says what is there now. Answers an exit code. */
export async function restore({ file, settings, teller, signal, verifies = true }) {
  const folders = foldersOf(settings.dataDir)
  const { lock, holder } = tryLock(folders.lock)
  if (holder) {
    throw new StartProblem(
      `The data folder ${settings.dataDir} is in use by process ${holder.pid}: choose a new one with DATA_DIR.`,
    )
  }
  try {
    assertNoInstance(settings)
    const backup = await openBackup(file)
    try {
      await teller.step('Checking the backup', () => backup.check())
      const outcome = settings.databaseUrl
        ? await intoServer(backup, { settings, folders, teller, signal, verifies })
        : await intoFolder(backup, { folders, teller, signal, verifies })
      tell(backup.manifest, outcome, { settings, teller })
      return outcome.findings.length > 0 ? FOUND_SOMETHING : 0
    } finally {
      await backup.close()
    }
  } finally {
    lock.release()
  }
}

/** Pages of another database would be taken for this one's. */
function assertNoInstance({ dataDir }) {
  const folders = foldersOf(dataDir)
  const taken = [folders.database, folders.published].find(
    (folder) => existsSync(folder) && readdirSync(folder).length > 0,
  )
  if (!taken) return
  throw new StartProblem(
    `There is an instance in ${dataDir} already (${path.basename(taken)}): name a new folder with DATA_DIR.`,
  )
}

/** Into a folder that is nobody's yet, and gets its name when all is in it. */
async function intoFolder(backup, { folders, teller, signal, verifies }) {
  const draft = `${folders.database}.restoring`
  writeKeyFiles(folders.keys, await backup.readKeys())
  keepVerifiers(folders.keys, backup.manifest.record.vkeys)
  const keys = keepKeys(folders.keys)
  await clearDraft(draft, keys)
  try {
    const outcome = await onServerOf(draft, keys, ({ ownerUrl, appUrl }) =>
      load(backup, { ownerUrl, appUrl, teller, signal, verifies }),
    )
    rmSync(folders.database, { recursive: true, force: true })
    renameSync(draft, folders.database)
    return outcome
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(`${draft}.log`, { force: true })
  }
}

async function onServerOf(folder, keys, work) {
  const server = await startEmbeddedPostgres({ folder, keys, options: WHILE_LOADING })
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

/** What a restore left that was killed; its server may still be running. */
async function clearDraft(draft, keys) {
  if (!existsSync(draft)) return
  if (existsSync(path.join(draft, 'postmaster.pid'))) await onServerOf(draft, keys, () => {})
  rmSync(draft, { recursive: true, force: true })
}

async function intoServer(backup, { settings, folders, teller, signal, verifies }) {
  const { databaseUrl, databaseOwnerUrl } = settings
  const variable = databaseOwnerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL'
  const ownerUrl = databaseOwnerUrl ?? databaseUrl
  await withClient({ url: ownerUrl, variable, signal }, (client) =>
    assertFit(client, backup.manifest),
  )
  writeKeyFiles(folders.keys, await backup.readKeys())
  keepVerifiers(folders.keys, backup.manifest.record.vkeys)
  return load(backup, { ownerUrl, appUrl: databaseUrl, variable, teller, signal, verifies })
}

function load(backup, { ownerUrl, appUrl, variable, teller, signal, verifies }) {
  return withClient({ url: ownerUrl, variable, signal }, async (client) => {
    const loaded = await teller.step('Restoring', () => loadBackup(client, backup))
    if (userOf(ownerUrl) !== userOf(appUrl)) await applyGrants(client, userOf(appUrl))
    const record = await inTransaction(client, () => readRecord(client))
    // What was done before there was a log gets its leaves at the next start.
    const isVerified = verifies && record.tree !== null && record.tree.size === record.acts
    const findings = isVerified
      ? await teller.step('Verifying the record', () => verify(ownerUrl))
      : []
    return { ...loaded, record, isVerified, findings }
  })
}

/** A record that can't be verified is told of, too: the rows are there all the same. */
async function verify(url) {
  const script = path.join(import.meta.dirname, 'verify-restored.ts')
  try {
    const words = await run(process.execPath, [...TYPESCRIPT, script], {
      env: { ...process.env, DATABASE_URL: url },
    })
    return words.split('\n').filter((line) => line !== '')
  } catch (error) {
    return [`The record could not be verified: ${error.output ?? error.message}`]
  }
}

async function inTransaction(client, work) {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
  try {
    return await work()
  } finally {
    await client.query('ROLLBACK').catch(() => {})
  }
}

function tell(
  manifest,
  { applied, edited, notOurs, record, isVerified, findings },
  { settings, teller },
) {
  const ours = manifest.tables.filter(({ name }) => !notOurs.includes(name))
  const rows = ours.reduce((sum, table) => sum + table.rows, 0)
  teller.line(`${ours.length} tables and ${rows} rows are as they were at ${manifest.takenAt}`)
  for (const name of notOurs) {
    teller.line(
      `  the table ${name} is not one of Counterclaim’s: its rows stay in the backup file`,
    )
  }
  for (const name of edited) teller.line(`  the migration ${name} was edited since the backup`)
  for (const name of applied) teller.line(`  brought up to date by ${name}`)
  teller.line(
    `acts restored: ${record.acts} of ${manifest.record.acts}${
      record.tree ? `; leaves in the tree: ${record.tree.size}, root ${record.tree.root}` : ''
    }`,
  )
  if (isVerified && findings.length === 0) {
    teller.line('the record is whole: every leaf says what the rows say')
  }
  for (const finding of findings.slice(0, TOLD)) teller.line(`  ${finding}`)
  if (findings.length > TOLD) {
    teller.line(`  and ${findings.length - TOLD} more, which "npm run verify" tells`)
  }
  if (findings.length > 0) {
    teller.plain('\nThe database is as it was saved. What is listed was so before the backup.')
  }
  teller.plain(
    `\nStart it with the same ${settings.databaseUrl ? 'DATABASE_URL and DATA_DIR' : 'DATA_DIR'}: its pages are made anew, and everybody signs in again.`,
  )
  if (
    manifest.record.checkpoint &&
    !existsSync(path.join(foldersOf(settings.dataDir).keys, SIGNERS))
  ) {
    teller.plain(
      `The key that signs the record is not in the backup. Put the old ${SIGNERS} into DATA_DIR/keys before the first start, or go on under a new key as docs/operations.md describes.`,
    )
  }
}
