import path from 'node:path'
import { connectTo } from '../launcher/database.mjs'
import { startEmbeddedPostgres, THROW_AWAY } from '../launcher/embedded-postgres.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { ROOT } from '../launcher/settings.mjs'
import { temporaryFolder } from '../launcher/testing.mjs'

export const RELEASED = path.join(ROOT, 'prisma/released')

/** A server of its own for one test file, that gives each test the databases it asks for. */
export async function startTestServer(name) {
  const place = temporaryFolder(name)
  const keys = keepKeys(path.join(place.folder, 'keys'))
  const server = await startEmbeddedPostgres({
    folder: path.join(place.folder, 'postgres'),
    keys,
    options: THROW_AWAY,
  })
  const admin = await connectTo(server.ownerUrl)
  const open = new Set()
  let count = 0
  return {
    folder: place.folder,
    admin,
    /** An empty database: `{ name, url, appUrl, connect }`, the first address being its owner's. */
    async aDatabase({ owner } = {}) {
      count += 1
      const database = `${name}_${count}`
      await admin.query(`CREATE DATABASE ${database}${owner ? ` OWNER ${owner.name}` : ''}`)
      const url = new URL(server.ownerUrl)
      url.pathname = `/${database}`
      if (owner) {
        url.username = owner.name
        url.password = owner.password
      }
      const appUrl = new URL(server.appUrl)
      appUrl.pathname = `/${database}`
      return {
        name: database,
        url: url.toString(),
        appUrl: appUrl.toString(),
        async connect() {
          const client = await connectTo(url.toString())
          open.add(client)
          return client
        },
      }
    },
    async stop() {
      for (const client of open) await client.end().catch(() => {})
      await admin.end()
      await server.stop()
      place.remove()
    },
  }
}

/** What two backups of the same rows have in common, whenever and wherever they were taken. */
export function contentsOf({ tables, sequences, migrations, record }) {
  return { tables, sequences, migrations, record }
}
