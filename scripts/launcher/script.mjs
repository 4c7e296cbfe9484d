import { sentenceFor } from './start-problem.mjs'

/** Runs a script's work and ends with its exit code, or with one sentence when it can't be done. */
export async function runScript(work) {
  try {
    process.exitCode = (await work()) ?? 0
  } catch (error) {
    process.stderr.write(`\n${sentenceFor(error) ?? error.stack}\n`)
    process.exitCode = 1
  }
}

/** Calls `stop` once when asked to end. A child in our group hears of Ctrl-C by itself. */
export function onSignal(stop) {
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      void stop(signal)
    })
  }
}
