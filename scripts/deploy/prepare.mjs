// `node scripts/deploy/prepare.mjs`: installs and builds in this clone, so that a start by a user who may not write here has
// nothing left to do.
import { linkPostgresLibraries, postgresFolder } from '../launcher/install.mjs'
import { prepareClone } from '../launcher/prepare-clone.mjs'
import { createTeller } from '../launcher/say.mjs'
import { runScript } from '../launcher/script.mjs'

await runScript(async () => {
  await prepareClone(createTeller())
  linkPostgresLibraries(postgresFolder())
})
