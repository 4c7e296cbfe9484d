import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StartProblem, sentenceFor } from './start-problem.mjs'

/** Makes the data folder and proves that it can be written to, before any long work is begun. */
export function prepareDataFolder(dataDir) {
  const probe = path.join(dataDir, `.write-test-${process.pid}`)
  try {
    mkdirSync(dataDir, { recursive: true })
    // More than a byte or two: a full disk can still have room for a name.
    writeFileSync(probe, Buffer.alloc(256 * 1024, 1))
    rmSync(probe)
  } catch (error) {
    try {
      rmSync(probe, { force: true })
    } catch {
      // The sentence below is about the same disk.
    }
    throw new StartProblem(sentenceAbout(dataDir, error))
  }
}

function sentenceAbout(dataDir, error) {
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk that holds the data folder ${dataDir} is full: make room and start again.`
    case 'EROFS':
      return `The data folder ${dataDir} is on a read-only disk: choose another with DATA_DIR.`
    case 'EACCES':
    case 'EPERM':
      return `This user may not write to the data folder ${dataDir}: change its owner, or choose another with DATA_DIR.`
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data folder ${dataDir} can't be made, because a file is in its place: choose another with DATA_DIR.`
    default:
      return sentenceFor(error) ?? `The data folder ${dataDir} can't be used: ${error.message}.`
  }
}
