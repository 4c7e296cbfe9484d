// Started by backup.test.mjs to be killed: restores, and writes a line when rows begin to go in.
import { runScript } from '../launcher/script.mjs'
import { restore } from './restore.mjs'

await runScript(() => {
  const [file, dataDir] = process.argv.slice(2)
  const teller = {
    line() {},
    plain() {},
    step(title, work) {
      if (title === 'Restoring') process.stdout.write(`${title}\n`)
      return work()
    },
  }
  return restore({ file, settings: { dataDir }, teller })
})
