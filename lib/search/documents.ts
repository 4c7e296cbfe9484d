import 'server-only'
import { may } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import {
  DOCUMENT_COLUMNS,
  type DocumentRow,
  type ListedDocument,
  listed,
} from '@/lib/documents/queries'
import { aliasesIn } from '@/lib/search/public/names'
import { parseSearch, wantedWords } from '@/lib/search/public/parse'
import { beginningsOf, meaningsOf, tsqueryOf } from '@/lib/search/public/understand'
import { type Asker, bounded } from '@/lib/search/sql/asker'
import { searchable } from '@/lib/text/searchable'

/** Of the newest with the words no more than these are ranked. */
const RANKED = 200

/**
 * Documents by words of their title or text, by their publisher or their address, best first; for the desk only. Whoever is
 * still typing is shown what the last word begins.
 */
export async function findDocuments(
  ctx: Context,
  text: string,
  limit: number,
): Promise<ListedDocument[]> {
  const asked = searchable(text)
  if (asked === '' || !may(ctx.actor, 'desk:read')) return []
  return bounded(ctx, async (asker) => {
    const query = await queryOf(asker, asked)
    const rows = await asker.ask<DocumentRow>`
      WITH hits AS (
        (SELECT e.ref::uuid AS id, ts_rank('{0.1,0.3,0.5,1}', e.vector, ${query}::tsquery) AS rank FROM (
          SELECT e.ref, e.vector FROM search_entries e
          WHERE e.kind = 'document' AND ${query} <> '' AND e.vector @@ ${query}::tsquery
          ORDER BY e.id DESC LIMIT ${RANKED}) AS e)
        UNION ALL (SELECT d.id, 2 FROM documents d WHERE d.url = ${asked} LIMIT 5)
        UNION ALL (SELECT d.id, 0 FROM documents d WHERE d.publisher_id IN (
            SELECT a.source_id FROM source_aliases a WHERE a.folded = fold_text(${asked}) LIMIT 5
          ) ORDER BY d.published_on DESC NULLS LAST, d.id DESC LIMIT 50)
      ), best AS (
        SELECT id, max(rank) AS rank FROM hits GROUP BY id ORDER BY max(rank) DESC, id DESC LIMIT ${Math.min(limit, 50)}
      )
      SELECT ${DOCUMENT_COLUMNS} FROM best JOIN documents d ON d.id = best.id JOIN sources s ON s.id = d.publisher_id
      ORDER BY best.rank DESC, d.id DESC`
    return rows.map(listed)
  })
}

/** What documents have to have: first as it was typed with the last word unfinished, else of words spelt like these. */
async function queryOf(asker: Asker, typed: string): Promise<string> {
  const aliases = aliasesIn(typed)
  for (const [text, typos] of [
    [/\p{L}{3,}$/u.test(typed) ? `${typed}*` : typed, false],
    [typed, true],
  ] as const) {
    const asked = parseSearch(text)
    if (asked.any.length === 0) return ''
    const meanings = await meaningsOf(asker, asked, { typos, aliases })
    const query = tsqueryOf(asked, meanings, await beginningsOf(asker, asked), [], aliases)
    if (typos || wantedWords(asked).length === 0) return query
    const [found] = await asker.ask<{ one: number }>`
      SELECT 1 AS one FROM search_entries e WHERE e.kind = 'document' AND e.vector @@ ${query}::tsquery LIMIT 1`
    if (found) return query
  }
  return ''
}
