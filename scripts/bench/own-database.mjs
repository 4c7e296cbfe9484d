import { spawn } from 'node:child_process'
import os from 'node:os'
import { TYPESCRIPT } from '../launcher/run.mjs'
import { ROOT } from '../launcher/settings.mjs'
import { startTemporaryDatabase } from '../match/temporary-database.mjs'

/** What a script of ours says that measures in a database of its own, with the machine it did so on. */
export async function benchIn(teller, step, script) {
  const database = await startTemporaryDatabase()
  try {
    const report = await teller.step(step, () => answerOf(script, database.url))
    return `Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, PostgreSQL with its usual settings.\n\n${report}`
  } finally {
    await database.stop()
  }
}

export function answerOf(script, url, more = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...TYPESCRIPT, script], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...more, DATABASE_URL: url },
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
