import type { OtherWord } from '@/lib/search/other-words'
import type { Asker } from '@/lib/search/sql/asker'
import type { OtherStem } from '@/lib/search/sql/nearest'

/** The same words have other words again and again, and PostgreSQL takes longer to stem dozens than to find claims by them. */
const known = new Map<string, string | null>()
const MOST_KNOWN = 20_000

/** Other words by their stems; those that say nothing by themselves are left out. */
export async function stemmed(asker: Asker, others: OtherWord[]): Promise<OtherStem[]> {
  if (known.size > MOST_KNOWN) known.clear()
  const unknown = [...new Set(others.flatMap(({ of, is }) => [of, is]))].filter(
    (word) => !known.has(word),
  )
  if (unknown.length > 0) {
    const rows = await asker.ask<{ word: string; stem: string | null }>`
      SELECT word, stem_of(fold_text(word)) AS stem FROM unnest(${unknown}::text[]) AS word`
    for (const { word, stem } of rows) known.set(word, stem)
  }
  return others.flatMap(({ of, is, share }) => {
    const [one, other] = [known.get(of), known.get(is)]
    return one && other ? [{ of: one, is: other, share }] : []
  })
}
