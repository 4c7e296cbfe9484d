import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connectTo } from '../launcher/database.mjs'
import { startEmbeddedPostgres, THROW_AWAY } from '../launcher/embedded-postgres.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { migrate } from '../launcher/migrate.mjs'

/**
 * A PostgreSQL of its own with an empty database of this project's, thrown away by `stop`; `options` are settings
 * of the server beside those that make loading fast.
 */
export async function startTemporaryDatabase({ options = [] } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-match-'))
  try {
    const server = await startEmbeddedPostgres({
      folder: path.join(folder, 'postgres'),
      keys: keepKeys(path.join(folder, 'keys')),
      options: [...THROW_AWAY, ...options],
    })
    const stop = async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
    try {
      const client = await connectTo(server.ownerUrl)
      await migrate(client)
      await client.end()
    } catch (error) {
      await stop()
      throw error
    }
    return { url: server.ownerUrl, stop }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}
