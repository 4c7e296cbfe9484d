import { spawn } from 'node:child_process'
import os from 'node:os'
import { TYPESCRIPT } from '../launcher/run.mjs'
import { ROOT } from '../launcher/settings.mjs'
import { startTemporaryDatabase } from '../match/temporary-database.mjs'
import { startKeptDatabase } from './lists-database.mjs'
import { fixedLoop } from './load.mjs'

/**
 * How long the desk and readers' pages wait for the database, over as many claims as CLAIMS says (100,000), ten acts each.
 * DATA=folder keeps the newsroom there, so that the next run has it; ASKED says how often each question is asked.
 */
export async function benchLists(teller) {
  const folder = process.env.DATA
  const database = folder ? await startKeptDatabase(folder) : await startTemporaryDatabase()
  try {
    const before = fixedLoop().ms
    const report = await teller.step('Filling a newsroom, and asking for every page', () =>
      answerOf(database.url),
    )
    return `Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, PostgreSQL with its usual settings.
A fixed loop took ${before.toFixed(0)} ms before and ${fixedLoop().ms.toFixed(0)} ms after.\n\n${report}`
  } finally {
    await database.stop()
  }
}

function answerOf(url) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...TYPESCRIPT, 'scripts/bench/lists.ts'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DATABASE_URL: url },
    })
    let words = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      words += text
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve(words.trim()) : reject(new Error(`measuring ended with ${code}`)),
    )
  })
}
