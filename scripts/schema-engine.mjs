#!/usr/bin/env node
// What the Prisma CLI starts in place of its native schema engine, so that `prisma generate` and
// every `prisma migrate` command work without downloading that engine: the same JSON-RPC over
// standard input and output, answered by the WebAssembly build of the same engine and
// @prisma/adapter-pg. `prisma.config.ts` points the CLI here. Development and tests only:
// `npm start` applies migrations by scripts/launcher/migrate.mjs.
//
// It leans on internals of @prisma/adapter-pg 7.10 (performIO, onError), which is why Prisma's
// packages are pinned exactly and scripts/launcher/migrate.test.mjs runs the CLI against a database.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

/** PostgreSQL's internal one-byte "char", which the catalogue queries return and the adapter does not know. */
const CHAR_OID = 18
const BPCHAR_OID = 1042

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true, short: 'd' },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' },
  },
})
const datasource = flags.datasource ? JSON.parse(flags.datasource) : {}

if (flags.version) {
  console.log('schema-engine (WebAssembly stand-in)')
} else if (positionals[0] === 'cli') {
  process.exitCode = await answerOnce(positionals[1])
} else {
  await answerRequests()
}
process.exit()

/** The two one-shot commands: is the database there, and make it. The CLI reads the answer from stderr. */
async function answerOnce(command) {
  process.stderr.write('\n') // the CLI takes the first line for a greeting
  const url = new URL(datasource.url)
  const database = decodeURIComponent(url.pathname.slice(1))
  try {
    if (command === 'can-connect-to-database') {
      await withClient(url, async () => {})
      console.log('Connection successful')
    } else if (command === 'create-database') {
      url.pathname = '/postgres'
      await withClient(url, (client) =>
        client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`),
      )
    } else {
      throw new Error(`The stand-in for the schema engine does not know the command ${command}`)
    }
    return 0
  } catch (error) {
    const isMissing = error.code === '3D000'
    logError({
      is_panic: false,
      error_code: isMissing ? 'P1003' : 'P1001',
      message: isMissing
        ? `Database \`${database}\` does not exist`
        : `Can't reach the database server: ${error.message}`,
    })
    return 1
  }
}

async function answerRequests() {
  const engine = startEngine()
  engine.catch(() => {}) // reported with the first request
  let printed = 1e9
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line)
    if (!method) continue // the CLI's acknowledgement of something we printed
    try {
      const target = await engine
      const name = method === 'getDatabaseVersion' ? 'version' : method
      if (typeof target[name] !== 'function') {
        throw new Error(`The WebAssembly schema engine does not offer ${method}`)
      }
      const result = (await target[name](params)) ?? {}
      // The native engine prints a diff by a call of its own; this one hands it back.
      if (method === 'diff' && result.stdout != null) {
        printed += 1
        send({ id: printed, method: 'print', params: { content: result.stdout } })
        result.stdout = null
      }
      send({ id, result })
    } catch (error) {
      send({
        id,
        error: {
          code: 4466, // a known error, which the CLI prints without a trace
          message: 'An error happened. Check the data field for details.',
          data: {
            is_panic: false,
            message: error?.message ?? String(error),
            error_code: error?.code ?? null,
            meta: null,
          },
        },
      })
    }
  }
}

async function startEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      logError({ message })
      process.exitCode = 101
    },
  }
  const require = createRequire(import.meta.url)
  const wasm = require
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm')
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), {
    './schema_engine_bg.js': bindings,
  })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const datamodels = flags.datamodels?.map((file) => [file, readFileSync(file, 'utf8')])
  return bindings.SchemaEngine.new(
    { datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(
      migratingAdapter(datasource.url, datasource.shadowDatabaseUrl),
    ),
  )
}

function migratingAdapter(url, shadowUrl) {
  const adapter = new PrismaPg(poolConfig(url ?? 'postgresql://localhost/postgres'))
  const connect = adapter.connect.bind(adapter)
  adapter.connect = async () => mend(await connect())
  adapter.connectToShadowDb = () =>
    shadowUrl ? new PrismaPg(poolConfig(shadowUrl)).connect().then(mend) : makeShadowDatabase(url)
  return adapter
}

// The engine's advisory lock belongs to a pooled connection, so an idle one must not be closed.
function poolConfig(connectionString) {
  return { connectionString, idleTimeoutMillis: 0 }
}

/** A database of its own for `migrate dev` and `migrate diff`, dropped once its connections are closed. */
async function makeShadowDatabase(url) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`CREATE DATABASE "${name}"`)
  const shadowUrl = new URL(url)
  shadowUrl.pathname = `/${name}`
  const connection = mend(await new PrismaPg(poolConfig(shadowUrl.toString())).connect())
  const dispose = connection.dispose.bind(connection)
  connection.dispose = async () => {
    await dispose()
    await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
    await admin.end()
  }
  return connection
}

function mend(connection) {
  // The adapter cuts a script at every semicolon, which breaks $$ bodies and loses the implicit
  // transaction around a migration. PostgreSQL takes the script whole.
  connection.executeScript = async (sql) => {
    try {
      await connection.underlyingDriver().query(sql)
    } catch (error) {
      connection.onError(error)
    }
  }
  const startTransaction = connection.startTransaction.bind(connection)
  connection.startTransaction = async (level) => readCharColumns(await startTransaction(level))
  return readCharColumns(connection)
}

/** Reports "char" columns as Character; as text they make the engine panic on CHECK constraints. */
function readCharColumns(queryable) {
  const queryRaw = queryable.queryRaw
  queryable.queryRaw = async (query) => {
    let charColumns = []
    const reader = Object.create(queryable, {
      performIO: {
        value: async (io) => {
          const answer = await queryable.performIO(io)
          charColumns = answer.fields.flatMap((field, i) =>
            field.dataTypeID === CHAR_OID ? [i] : [],
          )
          const fields = answer.fields.map((field) => ({
            name: field.name,
            dataTypeID: field.dataTypeID === CHAR_OID ? BPCHAR_OID : field.dataTypeID,
          }))
          return { ...answer, rows: answer.rows, fields }
        },
      },
    })
    const result = await queryRaw.call(reader, query)
    for (const i of charColumns) result.columnTypes[i] = ColumnTypeEnum.Character
    return result
  }
  return queryable
}

async function withClient(url, use) {
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

function logError(fields) {
  const line = {
    timestamp: new Date().toISOString(),
    level: 'ERROR',
    target: 'schema_engine',
    fields,
  }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
