import { spawn } from 'node:child_process'
import os from 'node:os'
import { TYPESCRIPT } from '../launcher/run.mjs'
import { ROOT } from '../launcher/settings.mjs'
import { startTemporaryDatabase } from '../match/temporary-database.mjs'

/** What a page as it stood costs beside the page of now, with 100,000 claims that each went through eleven acts. */
export async function benchPast(teller) {
  const database = await startTemporaryDatabase()
  try {
    const report = await teller.step('Making 100,000 claims, and asking for their past', () =>
      answerOf(database.url),
    )
    return `Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, PostgreSQL with its usual settings.\n\n${report}`
  } finally {
    await database.stop()
  }
}

function answerOf(url) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...TYPESCRIPT, 'scripts/bench/past.ts'], {
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
