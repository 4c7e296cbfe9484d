import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StartProblem } from '../launcher/start-problem.mjs'

/** Passwords of the roles of one embedded server: a restored one is another server, with its own. */
const OF_THE_SERVER = /^database-/
/** What a key is written to before it gets its name. */
const DRAFT = /^\.|\.\d+$/

/** The key files in `folder`, for `--with-keys`: what signs the record and people's sessions. */
export function readKeyFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !OF_THE_SERVER.test(entry.name) && !DRAFT.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort()
    .map((file) => ({
      name: path.relative(folder, file).split(path.sep).join('/'),
      bytes: readFileSync(file),
    }))
}

/** Puts key files back; one that is there already must be the same. */
export function writeKeyFiles(folder, files) {
  for (const { name, bytes } of files) {
    const file = fileIn(folder, name)
    if (existsSync(file) && !readFileSync(file).equals(bytes)) {
      throw new StartProblem(
        `The key ${file} is not the one in the backup: move it away, or restore into another folder.`,
      )
    }
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const { name, bytes } of files) {
    const file = fileIn(folder, name)
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    if (!existsSync(file)) writeFileSync(file, bytes, { mode: 0o600 })
  }
}

/** A backup is a file that somebody gave us: a name in it leads nowhere else. */
function fileIn(folder, name) {
  const file = path.resolve(folder, name)
  if (file.startsWith(folder + path.sep)) return file
  throw new StartProblem(`The backup names a key ${name}, which is no name of a key.`)
}
