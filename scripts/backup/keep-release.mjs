// `npm run release:keep`: tells the demo story on a database of this version and keeps its backup in prisma/released, so
// that a test brings it forward for ever after. Done once for each version, when it is released.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepareClone } from '../launcher/prepare-clone.mjs'
import { run, TYPESCRIPT } from '../launcher/run.mjs'
import { createTeller } from '../launcher/say.mjs'
import { runScript } from '../launcher/script.mjs'
import { ROOT, readSettings } from '../launcher/settings.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'

/** It is fetched with every clone. */
const LARGEST_BYTES = 1_000_000

await runScript(async () => {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  const file = path.join(ROOT, 'prisma/released', `${version}.tar`)
  if (existsSync(file)) {
    throw new StartProblem(
      `${path.relative(ROOT, file)} is there already: what was released stays as it was. Raise the version in package.json first.`,
    )
  }
  const teller = createTeller()
  await prepareClone(teller, { withBuild: false })
  const { connectTo } = await import('../launcher/database.mjs')
  const { environmentFor } = await import('../launcher/environment.mjs')
  const { keepKeys } = await import('../launcher/keys.mjs')
  const { openDatabase } = await import('../launcher/instance-database.mjs')
  const { writeBackup } = await import('./write.mjs')

  const dataDir = mkdtempSync(path.join(tmpdir(), 'counterclaim-release-'))
  try {
    const settings = { ...readSettings({}), dataDir }
    const keys = keepKeys(path.join(dataDir, 'keys'))
    const database = await openDatabase({ settings, keys, teller })
    try {
      const environment = environmentFor({ settings, keys, databaseUrl: database.appUrl })
      await teller.step('Telling the demo story', () =>
        run(process.execPath, [...TYPESCRIPT, 'scripts/seed.ts'], {
          env: { ...process.env, ...environment },
        }),
      )
      const client = await connectTo(database.ownerUrl)
      const { record } = await writeBackup(client, { file, product: version })
      await client.end()
      teller.line(`${path.relative(ROOT, file)}: ${statSync(file).size} bytes, ${record.acts} acts`)
    } finally {
      await database.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
  if (statSync(file).size > LARGEST_BYTES) {
    rmSync(file)
    throw new StartProblem(`It would have more than ${LARGEST_BYTES} bytes, and was not kept.`)
  }
})
