import pLimit from 'p-limit'
import { keepKeys } from '../launcher/keys.mjs'
import { sentenceFor } from '../launcher/start-problem.mjs'
import { serverOf } from './add.mjs'
import { bringUpToDate } from './database.mjs'

/**
 * Brings every newsroom's database up to date, a few at once. One that can't be is told and left, and the others go on; each
 * database knows what it has had, so that the same command goes on where it was cut short.
 */
export async function migrateAll(registry, newsrooms, { atOnce, teller }) {
  let failed = 0
  const limit = pLimit(atOnce)
  await Promise.all(
    newsrooms.map((newsroom) =>
      limit(async () => {
        const { name } = newsroom
        try {
          const keys = keepKeys(registry.place(name, 'keys'))
          const applied = await bringUpToDate(newsroom, serverOf(registry, newsroom).url, keys)
          if (applied.length > 0) teller.line(`${name}: ${applied.length} migrations`)
        } catch (error) {
          failed += 1
          teller.line(`${name}: ${sentenceFor(error) ?? error.message}`)
        }
      }),
    ),
  )
  return { failed, count: newsrooms.length }
}
