// A thread that looks one long text through for its claims, so that nobody at the desk waits for it.
// It is started from its file, whoever asks: Next's bundle, tsx or vitest; TypeScript comes by way of tsx.
import { parentPort, workerData } from 'node:worker_threads'
import { tsImport } from 'tsx/esm/api'

const { findClaims } = await tsImport('./find-claims.ts', import.meta.url)

const work = findClaims(workerData.text, workerData.particulars)
let step = work.next()
for (; !step.done; step = work.next()) parentPort.postMessage({ readTo: step.value })
parentPort.postMessage({ findings: step.value })
