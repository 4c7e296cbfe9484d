import { spawn } from 'node:child_process'
import os from 'node:os'
import { TYPESCRIPT } from '../launcher/run.mjs'
import { ROOT } from '../launcher/settings.mjs'
import { startTemporaryDatabase } from '../match/temporary-database.mjs'

/**
 * How long the desk waits for the claims most like a text among 100,000, and whether the one that says the same is
 * among them: our index beside PostgreSQL's own ranking of words and its likeness of letters, on the same rows.
 */
export async function benchMatch(teller) {
  // The settings of a server that keeps what it is told make no difference to reading.
  const database = await startTemporaryDatabase()
  try {
    const report = await teller.step('Making, indexing and asking 100,000 claims', () =>
      answerOf(database.url),
    )
    return `Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, PostgreSQL with its usual settings.\n\n${report}`
  } finally {
    await database.stop()
  }
}

function answerOf(url) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...TYPESCRIPT, 'scripts/bench/match.ts'], {
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
