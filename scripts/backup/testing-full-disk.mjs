// Started by backup.test.mjs where the disk is small: backs up, and says what stood in the way.
import { connectTo } from '../launcher/database.mjs'
import { runScript } from '../launcher/script.mjs'
import { writeBackup } from './write.mjs'

await runScript(async () => {
  const [url, file] = process.argv.slice(2)
  const client = await connectTo(url)
  try {
    await writeBackup(client, { file, product: '0.0.0-test' })
  } catch (error) {
    process.stdout.write(`${error.message}\n`)
  } finally {
    await client.end()
  }
})
