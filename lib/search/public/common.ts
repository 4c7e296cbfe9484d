import 'server-only'
import type { Asker } from '@/lib/search/sql/asker'

/** Of the newest claims so many are read, and what so many of them have is common. */
const READ = 600
const SHARE = 0.02
/** What was common a few hundred searches ago mostly still is. */
const KEPT_FOR = 500

/** Folded words that many claims have: whoever types one of them means it, and has not misspelt a name. */
export function commonWords(asker: Asker): Promise<ReadonlySet<string>> {
  const before = asker.known.common
  if (before && before.asked < KEPT_FOR) {
    before.asked++
    return before.words
  }
  const words = lookUp(asker)
  asker.known.common = { words, asked: 0 }
  words.catch(() => {
    delete asker.known.common
  })
  return words
}

async function lookUp(asker: Asker): Promise<ReadonlySet<string>> {
  const rows = await asker.ask<{ word: string }>`
    SELECT lexeme AS word FROM (SELECT vector FROM claim_search ORDER BY seq DESC LIMIT ${READ}) AS newest,
      unnest(tsvector_to_array(vector)) AS lexeme
    WHERE lexeme !~ '^~' GROUP BY lexeme HAVING count(*) >= ${READ * SHARE}`
  return new Set(rows.map(({ word }) => word))
}
