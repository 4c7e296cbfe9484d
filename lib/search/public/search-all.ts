import 'server-only'
import type { Context } from '@/lib/context'
import { isLight } from '@/lib/search/public/alike'
import { aliasesIn, namesLike } from '@/lib/search/public/names'
import { parseSearch, wantedWords } from '@/lib/search/public/parse'
import { beginningsOf, meaningsOf, tsqueryOf } from '@/lib/search/public/understand'
import { type ClaimSearchPage, findClaims } from '@/lib/search/queries'
import type { ClaimSearch, FindKind } from '@/lib/search/schema'
import { type Asker, bounded } from '@/lib/search/sql/asker'
import { isShownAt } from '@/lib/search/sql/newest'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'

/** Below this a name has too little of what was asked. */
const LEAST = 0.45
/** From here on it may be. */
const MEANT = 0.58
const MOST_NAMES = 8
/** Names whose claims are counted, so that some of them may have none. */
const MOST_LOOKED_UP = 24
const MOST_TEXTS = 8

export type FoundName = {
  kind: 'source' | 'place'
  /** Of a source; what filters claims by a place is its name. */
  slug: string | null
  name: string
  language: string | null
  /** The name by which it was found, where that is another. */
  matched: string | null
  claims: number
  /** How likely it is what was asked for, 0 to 1. */
  score: number
  /** Whether it has all that was asked: it then stands before the claims. */
  isMeant: boolean
}
export type FoundText = {
  kind: 'story' | 'document'
  slug: string | null
  title: string
  url: string | null
  language: string | null
  publisher: string | null
  published: string | null
  /** Where in its text the words are: nothing of a document that readers may not see. */
  claims: { slug: string; proposition: string }[]
}
export type Found = {
  claims: ClaimSearchPage | null
  names: FoundName[]
  stories: FoundText[]
  documents: FoundText[]
  /** Folded, to be marked in what is shown. */
  words: string[]
}

/** One search over all that readers can be shown: names, claims, stories and documents. */
export function searchAll(
  ctx: Context & Question,
  search: ClaimSearch,
  kinds: readonly FindKind[],
): Promise<Found> {
  const has = (kind: FindKind) => kinds.includes(kind)
  return bounded(ctx, async (asker) => {
    const names = search.q ? await foundNames(asker, ctx, search.q, kinds) : []
    const claims = has('claim') ? await findClaims(asker, ctx, search) : null
    const [stories, documents, words] = search.q
      ? await foundTexts(asker, ctx, search.q, kinds)
      : [[], [], []]
    return {
      claims,
      names,
      stories,
      documents,
      words: [...new Set([...words, ...(claims?.words ?? [])])],
    }
  })
}

async function foundNames(
  asker: Asker,
  ctx: Question,
  typed: string,
  kinds: readonly FindKind[],
): Promise<FoundName[]> {
  const words = wantedWords(parseSearch(typed))
  const hits = (await namesLike(asker, words, typed)).filter(
    ({ kind, score }) => kinds.includes(kind) && score >= LEAST,
  )
  const best = new Map<string, (typeof hits)[number]>()
  for (const hit of hits) {
    const key = `${hit.kind} ${hit.ref}`
    if (!best.has(key)) best.set(key, hit)
    if (best.size >= MOST_LOOKED_UP) break
  }
  const of = (kind: string) =>
    [...best.values()].filter((hit) => hit.kind === kind).map(({ ref }) => ref)
  const shown = isShownAt(ctx.at)
  const [sources, places] = [of('source'), of('place')]
  const sourceRows =
    sources.length === 0
      ? []
      : await asker.ask<{
          id: string
          slug: string
          name: string
          language: string
          claims: number
          is_met: boolean
        }>`
           SELECT s.id, s.slug, s.name, s.language, (SELECT count(*)::int FROM (SELECT FROM claim_search cs
             WHERE cs.claimant_id = s.id AND ${shown} LIMIT 1000) AS its) AS claims,
             EXISTS (SELECT FROM documents d JOIN appearances a ON a.document_id = d.id JOIN claim_search cs ON cs.claim_id = a.claim_id
               WHERE (d.publisher_id = s.id OR d.origin_source_id = s.id) AND a.public_since IS NOT NULL AND a.withdrawn_at IS NULL AND ${shown}
               LIMIT 1)
             OR EXISTS (SELECT FROM documents d JOIN evidence e ON e.document_id = d.id JOIN claim_search cs ON cs.claim_id = e.claim_id
               JOIN claims c ON c.id = e.claim_id JOIN verdicts v ON v.id = c.current_verdict_id
               WHERE (d.publisher_id = s.id OR d.origin_source_id = s.id) AND ${shown}
                 AND v.evidence_snapshot @> jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('id', e.id)))
               LIMIT 1) AS is_met
           FROM sources s WHERE s.id = ANY (${sources}::uuid[])`
  const placeRows =
    places.length === 0
      ? []
      : await asker.ask<{ place: string; claims: number }>`
           SELECT given.name AS place, (SELECT count(*)::int FROM (SELECT FROM claim_search cs
             WHERE cs.place = given.name AND ${shown} LIMIT 1000) AS its) AS claims FROM unnest(${places}::text[]) AS given(name)`
  const found: FoundName[] = []
  for (const { kind, ref, name, score, has } of best.values()) {
    const isMeant = score >= MEANT && has.every((each, at) => each || isLight(words[at] ?? ''))
    if (kind === 'source') {
      const row = sourceRows.find(({ id }) => id === ref)
      if (!row || (row.claims === 0 && !row.is_met)) continue
      const matched = name === row.name ? null : name
      found.push({
        kind,
        slug: row.slug,
        name: row.name,
        language: row.language,
        matched,
        claims: row.claims,
        score,
        isMeant,
      })
    } else {
      const claims = placeRows.find(({ place }) => place === ref)?.claims ?? 0
      if (claims > 0)
        found.push({
          kind,
          slug: null,
          name,
          language: null,
          matched: null,
          claims,
          score,
          isMeant,
        })
    }
  }
  return found
    .sort(
      (one, other) =>
        Math.round((other.score - one.score) * 50) ||
        other.claims - one.claims ||
        other.score - one.score,
    )
    .slice(0, MOST_NAMES)
}

async function foundTexts(
  asker: Asker,
  ctx: Question,
  typed: string,
  kinds: readonly FindKind[],
): Promise<[FoundText[], FoundText[], string[]]> {
  if (!kinds.includes('story') && !kinds.includes('document')) return [[], [], []]
  const asked = parseSearch(typed)
  if (asked.any.length === 0) return [[], [], []]
  const aliases = aliasesIn(typed)
  const meanings = await meaningsOf(asker, asked, { aliases })
  const query = tsqueryOf(asked, meanings, await beginningsOf(asker, asked), [], aliases)
  const then = asOf(ctx.at)
  const stories = kinds.includes('story')
    ? await asker.ask<FoundText>`
        SELECT 'story' AS kind, st.slug, st.title, NULL AS url, NULL AS language, NULL AS publisher, NULL AS published, '[]'::jsonb AS claims
        FROM (SELECT e.ref, e.vector FROM search_entries e
          WHERE e.kind = 'story' AND e.vector @@ ${query}::tsquery LIMIT 300) AS hit
        JOIN ${then.stories} st ON st.id = hit.ref::uuid
        WHERE st.public_since IS NOT NULL
        ORDER BY ts_rank('{0.1,0.3,0.5,1}', hit.vector, ${query}::tsquery) DESC, st.slug LIMIT ${MOST_TEXTS}`
    : []
  const documents = kinds.includes('document')
    ? await asker.ask<FoundText>`
        SELECT 'document' AS kind, NULL AS slug, d.title, d.url, d.language, p.name AS publisher, d.published_on::text AS published,
          shown.claims
        FROM (SELECT e.ref, e.vector FROM search_entries e
          WHERE e.kind = 'document' AND e.vector @@ ${query}::tsquery ORDER BY e.id DESC LIMIT 300) AS hit
        JOIN documents d ON d.id = hit.ref::uuid JOIN ${then.sources} p ON p.id = d.publisher_id
        CROSS JOIN LATERAL (
          SELECT jsonb_agg(jsonb_build_object('slug', c.slug, 'proposition', c.proposition)) AS claims
          FROM (SELECT DISTINCT c.slug, c.proposition FROM appearances a JOIN claims c ON c.id = a.claim_id
            WHERE a.document_id = d.id AND ${then.isOpen('a')} AND ${then.isShown('c')} ORDER BY c.slug LIMIT 5) AS c
        ) AS shown
        WHERE shown.claims IS NOT NULL
        ORDER BY ts_rank('{0.1,0.3,0.5,1}', hit.vector, ${query}::tsquery) DESC, d.id DESC LIMIT ${MOST_TEXTS}`
    : []
  const words = [...meanings.values()].flatMap((each) => [...each.keys()])
  return [stories, documents, words]
}
