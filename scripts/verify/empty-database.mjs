import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres, THROW_AWAY } from '../launcher/embedded-postgres.mjs'
import { keepKeys } from '../launcher/keys.mjs'

/** A PostgreSQL of its own with an empty database, thrown away by `stop`. */
export async function startEmptyDatabase() {
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-verify-'))
  try {
    const server = await startEmbeddedPostgres({
      folder: path.join(folder, 'postgres'),
      keys: keepKeys(path.join(folder, 'keys')),
      options: THROW_AWAY,
    })
    return {
      url: server.ownerUrl,
      async stop() {
        await server.stop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}
