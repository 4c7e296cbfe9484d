import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Findings, Particulars } from '@/lib/intake/schema'

const MEMORY_MB = 1024

type Told = { readTo: number } | { findings: Findings }

/**
 * `findClaims` in a thread of its own, for texts that take longer than others at the desk should wait. `onProgress`
 * hears how far it has come, in UTF-16 units; the thread ends at once when it throws, or the text is done.
 */
export async function findInThread(
  text: string,
  particulars: Particulars,
  onProgress: (readTo: number) => Promise<void>,
): Promise<Findings> {
  // From the project's folder, where every process of it runs: a bundle has no other way to the file.
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/intake/find-worker.mjs')
  const worker = new Worker(file, {
    workerData: { text, particulars },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  try {
    return await new Promise<Findings>((resolve, reject) => {
      let told = Promise.resolve()
      worker.on('message', (message: Told) => {
        if ('findings' in message) return resolve(message.findings)
        told = told.then(() => onProgress(message.readTo)).catch(reject)
      })
      worker.on('error', reject)
      worker.on('exit', (code) => reject(new Error(`The thread that reads ended with ${code}.`)))
    })
  } finally {
    await worker.terminate()
  }
}
