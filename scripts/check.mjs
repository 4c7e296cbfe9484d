// `npm run check`: types, lint, imports and unit tests, in seconds.

import { runVitest } from './checks/runners.mjs'
import { runSteps } from './checks/steps.mjs'
import { add, sayTotal } from './checks/total.mjs'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'

await runScript(async () => {
  const teller = createTeller()
  await prepareClone(teller, { withBuild: false })
  const looked = await runSteps(teller)
  const tested = await runVitest(teller, ['unit'])
  return sayTotal(teller, add(looked, tested))
})
