import { spawn } from 'node:child_process'
import { TYPESCRIPT } from './run.mjs'
import { onSignal } from './script.mjs'
import { ROOT } from './settings.mjs'

/** Runs a command in place of this process: its terminal, our signals. Answers its exit code, 1 where a signal ended it. */
export function runInForeground(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env })
    onSignal((signal) => child.kill(signal))
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal ? 1 : code))
  })
}

/** The same for one of our own scripts in TypeScript, with the arguments that this process was given. */
export function runTypescript(script, env) {
  return runInForeground(process.execPath, [...TYPESCRIPT, script, ...process.argv.slice(2)], env)
}
