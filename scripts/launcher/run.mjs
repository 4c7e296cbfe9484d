import { spawn } from 'node:child_process'
import { ROOT } from './settings.mjs'

/** How much of a failed program's output is worth showing. */
const TAIL_LINES = 40

const running = new Set()

/** Ends the programs that run() has running, for a start that is called off. */
export function stopRunning() {
  for (const child of running) child.kill('SIGTERM')
}

/** Runs a program to its end and answers what it printed; shows it only if it fails. */
export function run(command, args, { env = process.env, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    let stdout = ''
    let output = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output = (output + chunk).slice(-64_000)
      })
    }
    child.on('error', reject)
    child.on('close', (code, killedBy) => {
      running.delete(child)
      if (code === 0) return resolve(stdout)
      const error = new Error(`${[command, ...args].join(' ')} ended with ${killedBy ?? code}`)
      error.exitCode = code
      error.output = output.trimEnd().split('\n').slice(-TAIL_LINES).join('\n')
      // A full disk shows in the words of whatever met it first.
      if (/ENOSPC|No space left on device/.test(output)) error.code = 'ENOSPC'
      reject(error)
    })
  })
}

/** Arguments that make plain Node run our TypeScript, with `server-only` harmless. */
export const TYPESCRIPT = ['--conditions=react-server', '--import', 'tsx']
