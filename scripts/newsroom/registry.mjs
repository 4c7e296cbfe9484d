import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { lockWhenFree } from '../launcher/folder-lock.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'

export const DEFAULT_FOLDER = '/etc/counterclaim/newsrooms'
const SERVERS = 'servers.json'
const ENTRY = 'newsroom.json'
/** Also a part of the names of a database, of two roles and of a unit. */
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const LONGEST_NAME = 40

/**
 * Which newsroom is where: a folder with the PostgreSQL servers there are, and a folder for each newsroom with what
 * starts it. There are passwords in it, so it is for its owner alone. One command at a time changes it.
 */
export function openRegistry(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const place = (...names) => path.join(folder, ...names)

  return {
    folder,
    place,
    locked: async (work) => {
      const lock = await lockWhenFree(place('lock.json'))
      try {
        return await work()
      } finally {
        lock.release()
      }
    },
    /** By name: `{ url, most }`, the address of a role that may make databases and roles, and how many newsrooms it takes. */
    servers: () => readJson(place(SERVERS)) ?? {},
    writeServers: (servers) => writeWhole(place(SERVERS), json(servers)),
    newsrooms: () =>
      readdirSync(folder)
        .sort()
        .map((name) => readJson(place(name, ENTRY)))
        .filter(Boolean),
    newsroom: (name) => readJson(place(name, ENTRY)),
    write(newsroom) {
      mkdirSync(place(newsroom.name), { recursive: true, mode: 0o700 })
      writeWhole(place(newsroom.name, ENTRY), json(newsroom))
    },
    writeEnvironment: (name, text) => writeWhole(place(name, 'environment'), text),
    environment: (name) => readText(place(name, 'environment')),
  }
}

export function assertName(name) {
  if (NAME.test(name) && name.length <= LONGEST_NAME) return
  throw new StartProblem(
    `"${name}" can't be the name of a newsroom: up to ${LONGEST_NAME} small letters, digits and single hyphens, a letter first.`,
  )
}

/** Whole or not at all, and never readable by others. */
export function writeWhole(file, text) {
  const draft = `${file}.${process.pid}`
  try {
    writeFileSync(draft, text, { mode: 0o600 })
    renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}

function readJson(file) {
  const text = readText(file)
  return text === undefined ? undefined : JSON.parse(text)
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`
