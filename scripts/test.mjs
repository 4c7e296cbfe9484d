// `npm test`: everything, from a clean clone, ending with one line that adds all runners up.
import { runPlaywright, runVitest } from './checks/runners.mjs'
import { runSteps } from './checks/steps.mjs'
import { add, sayTotal } from './checks/total.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { stopRunning } from './launcher/run.mjs'
import { createTeller } from './launcher/say.mjs'
import { onSignal, runScript } from './launcher/script.mjs'

const FAILED = { passed: 0, failed: 1, skipped: 0 }

await runScript(async () => {
  const teller = createTeller()
  const children = new Set()
  const onChild = (child) => {
    children.add(child)
    child.once('exit', () => children.delete(child))
  }
  let isStopping = false
  onSignal(() => {
    isStopping = true
    stopRunning()
    for (const child of children) child.kill('SIGTERM')
  })

  await prepareClone(teller)
  const { ensureBrowser } = await import('./checks/browser.mjs')
  const { startTestInstance } = await import('./checks/test-instance.mjs')
  await ensureBrowser(teller)

  const counts = []
  const part = async (work) => {
    if (isStopping) return counts.push(FAILED)
    counts.push(
      await work().catch((error) => {
        teller.plain(error.message)
        return FAILED
      }),
    )
  }
  await part(() => runSteps(teller))
  await part(() => runVitest(teller, ['unit', 'db', 'operations'], { onChild }))
  await part(async () => {
    const instance = await startTestInstance({ onChild })
    try {
      return await runPlaywright(teller, {
        onChild,
        env: { E2E_URL: instance.url, ...instance.oidc },
      })
    } finally {
      const exitCode = await instance.stop()
      // An instance that doesn't stop in order is as much a failure as a page that doesn't open.
      if (exitCode !== 0) counts.push(FAILED)
    }
  })
  return sayTotal(teller, add(...counts))
})
