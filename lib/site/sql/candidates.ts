import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client'

/**
 * Moments at which a page can have changed, from rows that are never altered: columns `at` and `what`. A few of them
 * changed nothing that readers see (a claim was reworded there and back within one moment, a source speaks for another
 * that comes to the same origin); none is missing.
 */
export type CandidateKind =
  | 'shown'
  | 'verdict'
  | 'withdrawal'
  | 'claim'
  | 'appearance'
  | 'relation'
  | 'other'
  | 'source'
  | 'grade'
  | 'story'
  | 'origin'
  | 'gathered'
  | 'logged'

/** Everything that became of the claims in the table `table`, under one name. */
function ofClaims(table: string, what: CandidateKind): Prisma.Sql {
  const of = Prisma.raw(table)
  const kind = Prisma.raw(`'${what}'`)
  return Prisma.sql`
    SELECT c.public_since AS at, ${kind} AS what FROM claims c JOIN ${of} x ON x.id = c.id
    UNION ALL SELECT r.at, ${kind} FROM claim_revisions r JOIN ${of} x ON x.id = r.claim_id
    UNION ALL SELECT v.published_at, ${kind} FROM verdicts v JOIN ${of} x ON x.id = v.claim_id
    UNION ALL SELECT w.withdrawn_at, ${kind} FROM withdrawals w JOIN ${of} x ON x.id = w.claim_id`
}

/** Names of the sources in the table `table`, and whom they spoke for. */
function ofSources(table: string): Prisma.Sql {
  return Prisma.sql`
    SELECT r.at, 'source' AS what FROM source_revisions r JOIN ${Prisma.raw(table)} x ON x.id = r.source_id`
}

/** Stories that gathered one of the claims in the table `table`. */
function ofStories(table: string): Prisma.Sql {
  const of = Prisma.raw(table)
  return Prisma.sql`
    SELECT st.public_since AS at, 'story' AS what FROM stories st WHERE st.id IN (
      SELECT r.story_id FROM claim_revisions r JOIN ${of} x ON x.id = r.claim_id)
    UNION ALL SELECT sr.at, 'story' FROM story_revisions sr WHERE sr.story_id IN (
      SELECT r.story_id FROM claim_revisions r JOIN ${of} x ON x.id = r.claim_id)`
}

/** Of a claim's history: that of its page, and the public acts that it lists. */
export function historyCandidates(slug: string): Prisma.Sql {
  return Prisma.sql`
  SELECT at, array_agg(DISTINCT what) AS what FROM (
    SELECT at, unnest(what) AS what FROM (${claimCandidates(slug)}) page
    UNION ALL SELECT a.at, 'logged' FROM claims c JOIN activity a ON a.claim_id = c.id JOIN leaves l ON l.activity_id = a.id
    WHERE c.slug = ${slug} AND l.is_public AND a.at >= c.public_since
  ) every GROUP BY at`
}

/** Of a claim's own page. */
export function claimCandidates(slug: string): Prisma.Sql {
  return Prisma.sql`
  WITH RECURSIVE page AS (SELECT c.id, c.public_since FROM claims c WHERE c.slug = ${slug} AND c.public_since IS NOT NULL),
  links AS (
    SELECT l.from_claim_id AS id, l.public_since, l.withdrawn_at FROM relations l JOIN page ON l.to_claim_id = page.id
    WHERE l.public_since IS NOT NULL
    UNION ALL SELECT l.to_claim_id, l.public_since, l.withdrawn_at FROM relations l JOIN page ON l.from_claim_id = page.id
    WHERE l.public_since IS NOT NULL
  ), others AS (
    SELECT id FROM links
    UNION SELECT v.overtaken_by_claim_id FROM verdicts v JOIN page ON v.claim_id = page.id
    WHERE v.state = 'published' AND v.overtaken_by_claim_id IS NOT NULL
  ), told AS (
    SELECT a.* FROM appearances a WHERE a.claim_id IN (SELECT id FROM page UNION SELECT id FROM others)
      AND a.public_since IS NOT NULL
  ), chain AS (
    SELECT a.document_id AS id FROM told a JOIN page ON page.id = a.claim_id
    UNION SELECT o.origin_document_id FROM chain JOIN document_origins o ON o.document_id = chain.id
    WHERE o.origin_document_id IS NOT NULL
  ), claimants AS (
    SELECT r.claimant_id AS id, page.id IS NOT NULL AS is_own FROM claim_revisions r LEFT JOIN page ON page.id = r.claim_id
    WHERE r.claim_id IN (SELECT id FROM page UNION SELECT id FROM others)
  ), named AS (
    SELECT id FROM claimants
    UNION SELECT d.publisher_id FROM documents d
      WHERE d.id IN (SELECT document_id FROM told UNION SELECT id FROM chain)
    UNION SELECT a.reported_by_id FROM told a WHERE a.reported_by_id IS NOT NULL
    UNION SELECT a.origin_source_id FROM told a WHERE a.origin_source_id IS NOT NULL
    UNION SELECT o.origin_source_id FROM document_origins o JOIN chain ON chain.id = o.document_id
      WHERE o.origin_source_id IS NOT NULL
    UNION SELECT r.speaks_for_id FROM named JOIN source_revisions r ON r.source_id = named.id
      WHERE r.speaks_for_id IS NOT NULL
  )
  SELECT at, array_agg(DISTINCT what) AS what FROM (
    SELECT public_since AS at, 'shown' AS what FROM page
    UNION ALL SELECT v.published_at, 'verdict' FROM verdicts v JOIN page ON page.id = v.claim_id
    UNION ALL SELECT w.withdrawn_at, 'withdrawal' FROM withdrawals w JOIN page ON page.id = w.claim_id
    UNION ALL SELECT r.at, 'claim' FROM claim_revisions r JOIN page ON page.id = r.claim_id
    UNION ALL SELECT unnest(ARRAY[a.public_since, a.withdrawn_at]), 'appearance' FROM told a JOIN page ON page.id = a.claim_id
    UNION ALL SELECT unnest(ARRAY[a.public_since, a.withdrawn_at]), 'other' FROM told a JOIN others ON others.id = a.claim_id
    UNION ALL SELECT unnest(ARRAY[links.public_since, links.withdrawn_at]), 'relation' FROM links
    UNION ALL ${ofClaims('others', 'other')}
    UNION ALL ${ofSources('named')}
    UNION ALL SELECT g.graded_at, 'grade' FROM source_grades g
      WHERE g.source_id IN (SELECT id FROM claimants WHERE is_own)
    UNION ALL ${ofStories('page')}
    UNION ALL SELECT o.at, 'origin' FROM document_origins o JOIN chain ON chain.id = o.document_id
  ) every WHERE at >= (SELECT public_since FROM page)
  GROUP BY at`
}

/** Of a story's page. */
export function storyCandidates(slug: string): Prisma.Sql {
  return Prisma.sql`
  WITH page AS (SELECT st.id, st.public_since FROM stories st WHERE st.slug = ${slug} AND st.public_since IS NOT NULL),
  gathered AS (
    SELECT DISTINCT c.id FROM claim_revisions r JOIN page ON page.id = r.story_id JOIN claims c ON c.id = r.claim_id
    WHERE c.public_since IS NOT NULL
  ), told AS (
    SELECT a.document_id, a.public_since, a.withdrawn_at FROM appearances a JOIN gathered ON gathered.id = a.claim_id
    WHERE a.public_since IS NOT NULL
  ), named AS (
    SELECT r.claimant_id AS id FROM claim_revisions r JOIN gathered ON gathered.id = r.claim_id
    UNION SELECT d.publisher_id FROM documents d JOIN told ON told.document_id = d.id
  )
  SELECT at, array_agg(DISTINCT what) AS what FROM (
    SELECT public_since AS at, 'shown' AS what FROM page
    UNION ALL SELECT unnest(ARRAY[public_since, withdrawn_at]), 'appearance' FROM told
    UNION ALL SELECT r.at, 'story' FROM story_revisions r JOIN page ON page.id = r.story_id
    UNION ALL ${ofClaims('gathered', 'gathered')}
    UNION ALL SELECT unnest(ARRAY[l.public_since, l.withdrawn_at]), 'relation' FROM relations l
      WHERE l.from_claim_id IN (SELECT id FROM gathered) AND l.to_claim_id IN (SELECT id FROM gathered)
        AND l.public_since IS NOT NULL
    UNION ALL ${ofSources('named')}
  ) every WHERE at >= (SELECT public_since FROM page)
  GROUP BY at`
}

/** Of a source's page. */
export function sourceCandidates(slug: string): Prisma.Sql {
  return Prisma.sql`
  WITH RECURSIVE page AS (SELECT s.id FROM sources s WHERE s.slug = ${slug}),
  selves AS (
    SELECT id FROM page
    UNION SELECT r.source_id FROM selves JOIN source_revisions r ON r.speaks_for_id = selves.id
  ), papers AS (
    SELECT d.id FROM documents d JOIN selves ON selves.id = d.publisher_id
    UNION SELECT o.document_id FROM document_origins o JOIN selves ON selves.id = o.origin_source_id
    UNION SELECT o.document_id FROM papers JOIN document_origins o ON o.origin_document_id = papers.id
  ), told AS (
    SELECT a.claim_id, a.document_id, a.public_since, a.withdrawn_at FROM appearances a
    WHERE a.public_since IS NOT NULL AND (a.document_id IN (SELECT id FROM papers)
      OR a.reported_by_id IN (SELECT id FROM page) OR a.origin_source_id IN (SELECT id FROM selves))
  ), rested AS (
    SELECT DISTINCT e.claim_id, e.document_id FROM evidence e
    WHERE e.document_id IN (SELECT id FROM papers) OR e.origin_source_id IN (SELECT id FROM selves)
  ), own AS (
    SELECT DISTINCT c.id FROM claim_revisions r JOIN page ON page.id = r.claimant_id JOIN claims c ON c.id = r.claim_id
    WHERE c.public_since IS NOT NULL
  ), cited AS (
    SELECT c.id FROM claims c WHERE c.public_since IS NOT NULL
      AND c.id IN (SELECT claim_id FROM told UNION SELECT claim_id FROM rested)
  ), used AS (
    SELECT document_id AS id FROM told UNION SELECT document_id FROM rested
  ), named AS (
    SELECT id FROM selves
    UNION SELECT d.publisher_id FROM documents d JOIN used ON used.id = d.id
    UNION SELECT r.speaks_for_id FROM source_revisions r JOIN page ON page.id = r.source_id WHERE r.speaks_for_id IS NOT NULL
  )
  SELECT at, array_agg(DISTINCT what) AS what FROM (
    ${ofClaims('own', 'gathered')}
    UNION ALL ${ofStories('own')}
    UNION ALL SELECT unnest(ARRAY[public_since, withdrawn_at]), 'appearance' FROM told
    UNION ALL SELECT c.public_since, 'other' FROM claims c JOIN cited ON cited.id = c.id
    UNION ALL SELECT r.at, 'other' FROM claim_revisions r JOIN cited ON cited.id = r.claim_id
    UNION ALL SELECT w.withdrawn_at, 'other' FROM withdrawals w JOIN cited ON cited.id = w.claim_id
    UNION ALL SELECT v.published_at, 'other' FROM verdicts v
      WHERE v.claim_id IN (SELECT claim_id FROM rested) AND v.state = 'published'
    UNION ALL ${ofSources('named')}
    UNION ALL SELECT g.graded_at, 'grade' FROM source_grades g JOIN page ON page.id = g.source_id
    UNION ALL SELECT a.created_at, 'source' FROM source_aliases a JOIN page ON page.id = a.source_id
    UNION ALL SELECT o.at, 'origin' FROM document_origins o
      WHERE o.document_id IN (SELECT id FROM used UNION SELECT id FROM papers)
  ) every WHERE at IS NOT NULL
  GROUP BY at`
}

/** Of page `number` of the archive: of the claims that stand on it, and when it got a newer neighbour. */
export function archiveCandidates(number: number, perPage: number): Prisma.Sql {
  return Prisma.sql`
  WITH ranked AS MATERIALIZED (
    SELECT id, public_since, row_number() OVER (ORDER BY public_since, id) AS place FROM (
      SELECT id, public_since FROM claims WHERE public_since IS NOT NULL ORDER BY public_since, id
      OFFSET ${(number - 1) * perPage}::int LIMIT ${perPage + 1}::int
    ) page
  ), listed AS (
    SELECT id FROM ranked WHERE place <= ${perPage}
  ), named AS (
    SELECT DISTINCT r.claimant_id AS id FROM claim_revisions r JOIN listed ON listed.id = r.claim_id
  )
  SELECT at, array_agg(DISTINCT what) AS what FROM (
    SELECT public_since AS at, 'shown' AS what FROM ranked
    UNION ALL ${ofClaims('listed', 'gathered')}
    UNION ALL ${ofSources('named')}
    UNION ALL ${ofStories('listed')}
  ) every WHERE at >= (SELECT min(public_since) FROM ranked)
  GROUP BY at`
}

/** Of the pages and the feed of corrections. */
export const correctionCandidates = Prisma.sql`
  WITH corrected AS (
    SELECT v.claim_id AS id FROM verdicts v WHERE v.state = 'published' AND v.kind = 'correction'
    UNION SELECT w.claim_id FROM withdrawals w
  ), named AS (
    SELECT DISTINCT r.claimant_id AS id FROM claim_revisions r JOIN corrected ON corrected.id = r.claim_id
  )
  SELECT at, array_agg(DISTINCT what) AS what FROM (
    ${ofClaims('corrected', 'gathered')}
    UNION ALL ${ofSources('named')}
    UNION ALL ${ofStories('corrected')}
  ) every WHERE at >= (SELECT least(
    (SELECT min(v.published_at) FROM verdicts v WHERE v.state = 'published' AND v.kind = 'correction'),
    (SELECT min(w.withdrawn_at) FROM withdrawals w)))
  GROUP BY at`

type Stream = { from: string; at: string; where?: string }

const wasPublic = 'EXISTS (SELECT FROM claims c WHERE c.id = x.claim_id AND c.public_since <= x.at)'

/** Where readers' news come from, each with an index in the order of time. The first revision is the filing itself. */
const news: Stream[] = [
  { from: 'claims', at: 'public_since' },
  { from: 'verdicts', at: 'published_at', where: "x.state = 'published'" },
  { from: 'withdrawals', at: 'withdrawn_at' },
  { from: 'claim_revisions', at: 'at', where: `x.version > 1 AND ${wasPublic}` },
  { from: 'source_revisions', at: 'at', where: 'x.version > 1' },
  { from: 'stories', at: 'public_since' },
  { from: 'story_revisions', at: 'at', where: 'x.version > 1' },
]

/** What besides news changes the list of sources. */
const meetings: Stream[] = [
  { from: 'appearances', at: 'public_since' },
  { from: 'appearances', at: 'withdrawn_at' },
  { from: 'source_grades', at: 'graded_at' },
  { from: 'document_origins', at: 'at' },
]

export const streams = { news, sources: [...news, ...meetings] }

/** The last moment before (`<`, `<=`) or the first after (`>`) another, out of all streams: a column `at`, maybe null. */
export function nextIn(streams: Stream[], side: '<' | '<=' | '>', moment: Date): Prisma.Sql {
  const [end, order] = side === '>' ? ['min', 'ASC'] : ['max', 'DESC']
  const each = streams.map(({ from, at, where = 'true' }) => {
    const column = `x.${at}`
    return Prisma.sql`(SELECT ${Prisma.raw(column)} AS at FROM ${Prisma.raw(from)} x
      WHERE ${Prisma.raw(where)} AND ${Prisma.raw(column)} ${Prisma.raw(side)} ${moment.toISOString()}::timestamptz
      ORDER BY ${Prisma.raw(column)} ${Prisma.raw(order)} LIMIT 1)`
  })
  return Prisma.sql`SELECT ${Prisma.raw(end)}(at) AS at FROM (${Prisma.join(each, ' UNION ALL ')}) every`
}
