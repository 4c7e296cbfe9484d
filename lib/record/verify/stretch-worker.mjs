// A thread that checks stretches of the log, in the snapshot that the main thread looks at.
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { tsImport } from 'tsx/esm/api'

const { checkStretch } = await tsImport('./rows.ts', import.meta.url)
const { databaseUrl, snapshot, statement, redacted, shown } = workerData

const client = new pg.Client({ connectionString: databaseUrl })
await client.connect()
// A stretch is a small part of each table, and its rows are found by their keys.
await client.query(
  'SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off',
)
await client.query("SET TIME ZONE 'UTC'; SET jit = off; SET max_parallel_workers_per_gather = 0")
await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
await client.query(`SET TRANSACTION SNAPSHOT ${pg.escapeLiteral(snapshot)}`)

parentPort.on('message', async ({ from, to }) => {
  const stretch = await checkStretch(client, statement, { from, to, redacted, shown })
  parentPort.postMessage(stretch, [stretch.hashes.buffer])
})
