import { readFileSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startEmbeddedPostgres } from './embedded-postgres.mjs'
import { keepKeys } from './keys.mjs'
import { temporaryFolder } from './testing.mjs'

let place
let settings
let server

beforeAll(() => {
  place = temporaryFolder('postgres')
  settings = {
    folder: path.join(place.folder, 'postgres'),
    keys: keepKeys(path.join(place.folder, 'keys')),
  }
})
afterEach(async () => {
  await server?.stop()
  server = undefined
})
afterAll(() => place.remove())

async function query(url, text) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

describe('The embedded PostgreSQL', () => {
  test('is made once, keeps what it is told, and comes back at the same port', async () => {
    server = await startEmbeddedPostgres(settings)
    const { port } = server
    await query(server.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await server.stop()
    server = await startEmbeddedPostgres(settings)
    expect(server.port).toBe(port)
    expect(await query(server.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  test('lets the application in as a role that is nobody’s superior', async () => {
    server = await startEmbeddedPostgres(settings)
    const [role] = await query(
      server.appUrl,
      'SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user',
    )
    expect(role).toEqual({
      rolname: 'counterclaim_app',
      rolsuper: false,
      rolcreatedb: false,
      rolcreaterole: false,
    })
    await expect(query(server.appUrl, 'CREATE TABLE mine ()')).rejects.toThrow(/permission denied/)
  })

  test('listens on loopback and nowhere else', async () => {
    server = await startEmbeddedPostgres(settings)
    const [{ listen_addresses, unix_socket_directories }] = await query(
      server.ownerUrl,
      `SELECT current_setting('listen_addresses') AS listen_addresses,
              current_setting('unix_socket_directories') AS unix_socket_directories`,
    )
    expect([listen_addresses, unix_socket_directories]).toEqual(['127.0.0.1', ''])
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
    for (const { address } of outside) {
      await expect(connect(address, server.port)).rejects.toThrow(/ECONNREFUSED/)
    }
  })

  test('that outlived its launcher is adopted, and then stops like any other', async () => {
    const first = await startEmbeddedPostgres(settings)
    server = await startEmbeddedPostgres(settings)
    expect(server).toMatchObject({ isAdopted: true, pid: first.pid, port: first.port })
    await server.stop()
    await Promise.all([first.exited, server.exited])
  })

  test('that was killed with everything it had running recovers', async () => {
    server = await startEmbeddedPostgres(settings)
    await query(server.ownerUrl, 'CREATE TABLE acknowledged AS SELECT 1 AS n')
    const idle = new pg.Client({ connectionString: server.ownerUrl })
    idle.on('error', () => {})
    await idle.connect() // a backend that outlives its postmaster for a moment
    process.kill(server.pid, 'SIGKILL')
    await server.exited
    server = await startEmbeddedPostgres(settings)
    expect(server.isAdopted).toBe(false)
    expect(await query(server.ownerUrl, 'SELECT n FROM acknowledged')).toEqual([{ n: 1 }])
    await idle.end().catch(() => {})
  })

  test('starts although its old process id is another program’s by now', async () => {
    server = await startEmbeddedPostgres(settings)
    const pidFile = path.join(settings.folder, 'postmaster.pid')
    const lines = readFileSync(pidFile, 'utf8').split('\n')
    await server.stop()
    writeFileSync(pidFile, [process.pid, ...lines.slice(1)].join('\n'), { mode: 0o600 })
    server = await startEmbeddedPostgres(settings)
    expect(server.isAdopted).toBe(false)
  })

  test('moves to another port when somebody has taken its own', async () => {
    server = await startEmbeddedPostgres(settings)
    const { port } = server
    await server.stop()
    const squatter = net.createServer()
    await new Promise((resolve) => squatter.listen(port, '127.0.0.1', resolve))
    server = await startEmbeddedPostgres(settings)
    expect(server.port).not.toBe(port)
    await new Promise((resolve) => squatter.close(resolve))
  })

  test('keeps its secrets to its user', () => {
    for (const name of ['database-owner-password', 'session-secret', 'internal-secret']) {
      const mode = statSync(path.join(place.folder, 'keys', name)).mode & 0o777
      expect(mode).toBe(0o600)
    }
    expect(keepKeys(path.join(place.folder, 'keys'))).toEqual(settings.keys)
  })
})

function connect(host, port) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port }, () => {
      socket.destroy()
      resolve()
    })
    socket.once('error', reject)
  })
}
