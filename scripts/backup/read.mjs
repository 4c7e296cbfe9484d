import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import { StartProblem } from '../launcher/start-problem.mjs'
import { createTally } from './copy.mjs'
import { FORMAT, MANIFEST, partName, VERSION } from './format.mjs'
import { DamagedTar, listTar, readFrom } from './tar.mjs'

const decompress = promisify(gunzip)

/** What restoring needs of a manifest; what else it says is for people. */
const manifestShape = z.looseObject({
  format: z.literal(FORMAT),
  version: z.number(),
  product: z.string(),
  takenAt: z.iso.datetime(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  record: z.looseObject({
    acts: z.number(),
    tree: z.object({ size: z.number(), root: z.string() }).nullable(),
    checkpoint: z.looseObject({ size: z.number(), root: z.string() }).nullable(),
    // Older backups do not say.
    vkeys: z.array(z.string()).default([]),
  }),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      parts: z.number(),
      rows: z.number(),
      bytes: z.number(),
      sha256: z.string(),
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string(), isCalled: z.boolean() })),
  keys: z.array(z.object({ name: z.string(), sha256: z.string() })),
})

/**
 * Opens a backup whose manifest is whole: `{ manifest, check, rowsOf, readKeys, close }`. Nothing else in it is
 * believed before `check` has compared every hash.
 */
export async function openBackup(file) {
  const handle = await openFile(file)
  const damaged = (what) =>
    new StartProblem(`The backup ${file} is damaged (${what}): use another copy of it, or another.`)
  /** A failure of the file is told as such; one of the disk is left as it is. */
  const reading = async (work) => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof DamagedTar) throw damaged(error.message)
      if (/^Z_/.test(error.code ?? '')) throw damaged('a piece can’t be unpacked')
      throw error
    }
  }
  try {
    const files = await reading(() => listTar(handle))
    const read = (name) => {
      const place = files.get(name)
      if (!place) throw damaged(`${name} is missing`)
      return reading(() => readFrom(handle, place))
    }
    const manifest = parseManifest(file, await readManifest(read, damaged), damaged)

    async function* rowsOf(table) {
      for (let part = 1; part <= table.parts; part++) {
        const bytes = await read(partName(table.name, part))
        yield await reading(() => decompress(bytes))
      }
    }
    return {
      manifest,
      rowsOf,
      /** Reads all of it once and throws where anything differs from the manifest. */
      async check() {
        const expected = new Set(['README', MANIFEST, `${MANIFEST}.sha256`])
        for (const table of manifest.tables) {
          const tally = createTally()
          for await (const chunk of rowsOf(table)) tally.add(chunk)
          const { rows, sha256 } = tally.total()
          if (rows !== table.rows || sha256 !== table.sha256)
            throw damaged(`the table ${table.name}`)
          for (let part = 1; part <= table.parts; part++) expected.add(partName(table.name, part))
        }
        for (const key of manifest.keys) {
          const name = `keys/${key.name}`
          if (sha256Of(await read(name)) !== key.sha256) throw damaged(name)
          expected.add(name)
        }
        for (const name of files.keys()) {
          if (!expected.has(name))
            throw damaged(`${name} is in it, and its manifest knows nothing of that`)
        }
      },
      readKeys: () =>
        Promise.all(
          manifest.keys.map(async ({ name }) => ({ name, bytes: await read(`keys/${name}`) })),
        ),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function openFile(file) {
  try {
    return await open(file, 'r')
  } catch (error) {
    if (error.code === 'ENOENT') throw new StartProblem(`There is no file ${file}.`)
    throw error
  }
}

async function readManifest(read, damaged) {
  const text = await read(MANIFEST)
  const said = (await read(`${MANIFEST}.sha256`)).toString('utf8').slice(0, 64)
  if (sha256Of(text) !== said) throw damaged(MANIFEST)
  return text
}

function parseManifest(file, text, damaged) {
  const manifest = JSON.parse(text)
  if (manifest.format !== FORMAT) throw new StartProblem(`${file} is no backup of Counterclaim.`)
  if (manifest.version > VERSION) {
    throw new StartProblem(
      `The backup ${file} was written by a newer Counterclaim (${manifest.product}): restore it with that.`,
    )
  }
  const parsed = manifestShape.safeParse(manifest)
  if (!parsed.success) throw damaged(`${MANIFEST}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function sha256Of(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}
