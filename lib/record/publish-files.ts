import 'server-only'
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, unlink } from 'node:fs/promises'
import path from 'node:path'

const DRAFT = /(?:^|\/)\.[^/]*\.draft-[0-9a-f-]{36}$/

/** The published folder of the log. Each file is whole or not there. */
export type RecordFiles = {
  /** The bytes of a file, or null. */
  read(name: string): Promise<Buffer | null>
  /** On disk when it resolves; that its folder remembers it after a power cut is what `settle` adds. */
  put(name: string, bytes: Uint8Array | string): Promise<void>
  settle(): Promise<void>
  remove(names: string[]): Promise<void>
  /** The names of all files, without drafts that were left behind, which are removed. */
  list(): Promise<Set<string>>
}

export function recordFiles(folder: string): RecordFiles {
  const unsettled = new Set<string>()
  const made = new Set<string>()
  const pathOf = (name: string) => path.join(/*turbopackIgnore: true*/ folder, name)

  async function makeFolder(parent: string): Promise<void> {
    if (made.has(parent)) return
    const first = await mkdir(parent, { recursive: true })
    made.add(parent)
    // A new folder is itself an entry of the one above it.
    if (first) {
      for (let at = parent; at.length >= first.length; at = path.dirname(at)) {
        unsettled.add(path.dirname(at))
      }
    }
  }

  return {
    async read(name) {
      try {
        return await readFile(pathOf(name))
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR') return null
        throw error
      }
    },

    async put(name, bytes) {
      const file = pathOf(name)
      const parent = path.dirname(file)
      await makeFolder(parent)
      const draft = path.join(
        /*turbopackIgnore: true*/ parent,
        `.${path.basename(file)}.draft-${randomUUID()}`,
      )
      const handle = await open(draft, 'wx').catch((error) => {
        made.clear()
        throw error
      })
      try {
        await handle.writeFile(bytes)
        await handle.datasync()
      } catch (error) {
        await unlink(draft).catch(() => {})
        throw error
      } finally {
        await handle.close()
      }
      await rename(draft, file)
      unsettled.add(parent)
    },

    async settle() {
      const folders = [...unsettled]
      unsettled.clear()
      await Promise.all(
        folders.map(async (each) => {
          const handle = await open(each, 'r')
          try {
            await handle.sync()
          } finally {
            await handle.close()
          }
        }),
      )
    },

    async remove(names) {
      for (const name of names) await rm(pathOf(name), { recursive: true, force: true })
      made.clear()
    },

    async list() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return []
          throw error
        },
      )
      const names = new Set<string>()
      for (const entry of entries) {
        if (!entry.isFile()) continue
        const file = path.join(/*turbopackIgnore: true*/ entry.parentPath, entry.name)
        const name = path.relative(folder, file).split(path.sep).join('/')
        if (DRAFT.test(name)) await rm(file, { force: true })
        else names.add(name)
      }
      return names
    },
  }
}
