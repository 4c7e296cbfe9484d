import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { connectTo } from '../launcher/database.mjs'
import { startEmbeddedPostgres, THROW_AWAY } from '../launcher/embedded-postgres.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { migrate } from '../launcher/migrate.mjs'

/** The database in `folder`, made there the first time and left there by `stop`, migrated to what is here now. */
export async function startKeptDatabase(folder) {
  const isNew = !existsSync(folder)
  if (isNew) mkdirSync(folder, { recursive: true })
  const server = await startEmbeddedPostgres({
    folder: path.join(folder, 'postgres'),
    keys: keepKeys(path.join(folder, 'keys')),
    options: THROW_AWAY,
  })
  const client = await connectTo(server.ownerUrl)
  await migrate(client)
  await client.end()
  return { url: server.ownerUrl, stop: () => server.stop() }
}
