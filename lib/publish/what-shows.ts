import 'server-only'
import type { Db } from '@/lib/db'
import type { Subject } from '@/lib/outbox'
import { archivePageOf, CLAIMS_PER_SITEMAP, lastArchivePage, lastSitemap } from '@/lib/site/paging'

export type Pending = { subject: Subject; createdAt: Date }

/** Pages that say what happened last, whatever it happened to; the first of them is what most readers open. */
const NEWS = [
  '/',
  '/claims',
  '/corrections',
  '/feeds/claims.atom',
  '/sitemap.xml',
  '/sitemaps/site.xml',
]
/** Pages that change with the code only. */
const STANDING = ['/methodology', '/feeds', '/404', '/robots.txt', '/favicon.svg']

type Page = { path: string }

/**
 * Which pages show something of a subject, the subject's own page first: what has to be rendered again when it
 * changed. Withdrawn relations count too, since a page may still show them.
 */
export async function pagesThatShow(db: Db, pending: Pending): Promise<string[]> {
  const [noun = '', id = ''] = pending.subject.split(':')
  switch (noun) {
    case 'claim':
      return [...(await pagesOfClaim(db, id, pending.createdAt)), ...NEWS]
    case 'story':
      return [...(await pagesOfStory(db, id)), ...NEWS]
    case 'source':
      return [...(await pagesOfSource(db, id)), ...NEWS]
    default:
      return [...NEWS, ...STANDING, '/sources']
  }
}

async function pagesOfClaim(db: Db, id: string, changedAt: Date): Promise<string[]> {
  const pages = await db.$queryRaw<Page[]>`
    WITH RECURSIVE claim AS (SELECT * FROM claims WHERE id = ${id}::uuid AND public_since IS NOT NULL),
    bears_on AS (
      SELECT from_claim_id AS id FROM relations WHERE to_claim_id = ${id}::uuid
      UNION SELECT to_claim_id FROM relations WHERE from_claim_id = ${id}::uuid
      UNION SELECT claim_id FROM verdicts WHERE overtaken_by_claim_id = ${id}::uuid AND state = 'published'
    ), documents_of AS (
      SELECT document_id, reported_by_id AS source_id FROM appearances
        WHERE claim_id = ${id}::uuid AND public_since IS NOT NULL
      UNION SELECT document_id, origin_source_id FROM evidence WHERE claim_id = ${id}::uuid
    ), chain AS (
      SELECT d.id, d.publisher_id, d.origin_source_id, d.origin_document_id
        FROM documents d JOIN documents_of o ON o.document_id = d.id
      UNION SELECT d.id, d.publisher_id, d.origin_source_id, d.origin_document_id
        FROM documents d JOIN chain ON d.id = chain.origin_document_id
    ), named AS (
      SELECT claimant_id AS id FROM claim
      UNION SELECT source_id FROM documents_of UNION SELECT publisher_id FROM chain UNION SELECT origin_source_id FROM chain
    ), speaking AS (
      SELECT s.id, s.slug, s.speaks_for_id FROM sources s JOIN named ON named.id = s.id
      UNION SELECT s.id, s.slug, s.speaks_for_id FROM sources s JOIN speaking ON s.id = speaking.speaks_for_id
    )
    SELECT path FROM (
      SELECT 1 AS nearness, '/claims/' || slug AS path FROM claim
      UNION ALL SELECT 1, '/claims/' || slug || '/history' FROM claim
      UNION ALL SELECT 2, '/claims/' || c.slug FROM claims c JOIN bears_on ON bears_on.id = c.id WHERE c.public_since IS NOT NULL
      UNION ALL SELECT 2, '/claims/' || c.slug || '/history' FROM claims c JOIN bears_on ON bears_on.id = c.id WHERE c.public_since IS NOT NULL
      UNION ALL SELECT 2, '/stories/' || st.slug FROM stories st JOIN claim ON claim.story_id = st.id WHERE st.public_since IS NOT NULL
      UNION ALL SELECT 3, '/sources/' || slug FROM speaking
      UNION ALL SELECT 3, '/sources'
    ) pages WHERE EXISTS (SELECT FROM claim) ORDER BY nearness, path`
  if (pages.length === 0) return []
  return [...pages.map((page) => page.path), ...(await archivePages(db, id, changedAt))]
}

/** The archive pages that list a claim: its own for a change of status, all from there on when it is new among them. */
async function archivePages(db: Db, id: string, changedAt: Date): Promise<string[]> {
  const [place] = await db.$queryRaw<{ rank: number; total: number; is_new: boolean }[]>`
    SELECT c.public_since >= ${changedAt} AS is_new,
      (SELECT count(*)::int FROM claims o WHERE o.public_since IS NOT NULL AND (o.public_since, o.id) <= (c.public_since, c.id)) AS rank,
      (SELECT count(*)::int FROM claims o WHERE o.public_since IS NOT NULL) AS total
    FROM claims c WHERE c.id = ${id}::uuid AND c.public_since IS NOT NULL`
  if (!place) return []
  const own = archivePageOf(place.rank)
  const pages = [
    `/claims/page/${own}`,
    `/sitemaps/claims-${Math.ceil(place.rank / CLAIMS_PER_SITEMAP)}.xml`,
  ]
  if (place.is_new) {
    // A page that has just filled up changes the one before it, which now has a newer neighbour.
    const from = Math.max(1, own - 1)
    for (let page = from; page <= lastArchivePage(place.total); page++)
      pages.push(`/claims/page/${page}`)
  }
  return pages
}

async function pagesOfStory(db: Db, id: string): Promise<string[]> {
  const pages = await db.$queryRaw<Page[]>`
    SELECT path FROM (
      SELECT 1 AS nearness, '/stories/' || slug AS path FROM stories WHERE id = ${id}::uuid AND public_since IS NOT NULL
      UNION ALL SELECT 2, '/claims/' || slug FROM claims WHERE story_id = ${id}::uuid AND public_since IS NOT NULL
    ) pages ORDER BY nearness, path`
  return pages.map((page) => page.path)
}

async function pagesOfSource(db: Db, id: string): Promise<string[]> {
  const pages = await db.$queryRaw<Page[]>`
    WITH RECURSIVE speaking AS (
      SELECT id, slug FROM sources WHERE id = ${id}::uuid
      UNION SELECT s.id, s.slug FROM sources s JOIN speaking ON s.speaks_for_id = speaking.id
    ), carried AS (
      SELECT d.id FROM documents d
        WHERE d.publisher_id IN (SELECT id FROM speaking) OR d.origin_source_id IN (SELECT id FROM speaking)
      UNION SELECT d.id FROM documents d JOIN carried ON d.origin_document_id = carried.id
    ), said AS (
      SELECT c.id, c.slug FROM claims c WHERE c.public_since IS NOT NULL AND (
        c.claimant_id IN (SELECT id FROM speaking)
        OR EXISTS (SELECT FROM appearances a WHERE a.claim_id = c.id
          AND (a.document_id IN (SELECT id FROM carried) OR a.reported_by_id IN (SELECT id FROM speaking))))
    )
    SELECT path FROM (
      SELECT 1 AS nearness, '/sources/' || slug AS path FROM speaking
      UNION ALL SELECT 1, '/sources'
      UNION ALL SELECT 2, '/claims/' || slug FROM said
      UNION ALL SELECT 2, '/claims/' || slug || '/history' FROM said
      UNION ALL SELECT 2, '/claims/' || c.slug FROM claims c
        JOIN relations l ON c.id IN (l.from_claim_id, l.to_claim_id)
        JOIN said ON said.id IN (l.from_claim_id, l.to_claim_id) WHERE c.public_since IS NOT NULL
      UNION ALL SELECT 3, '/stories/' || st.slug FROM stories st JOIN claims c ON c.story_id = st.id
        JOIN said ON said.id = c.id WHERE st.public_since IS NOT NULL
    ) pages GROUP BY path ORDER BY min(nearness), path`
  return pages.map((page) => page.path)
}

/** Every page there is, the ones most looked at first. */
export async function everyPage(db: Db): Promise<string[]> {
  const pages = await db.$queryRaw<Page[]>`
    SELECT path FROM (
      SELECT 1 AS rank, public_since AS at, '/stories/' || slug AS path FROM stories WHERE public_since IS NOT NULL
      UNION ALL SELECT 2, changed_at, '/claims/' || slug FROM claims WHERE public_since IS NOT NULL
      UNION ALL SELECT 3, changed_at, '/claims/' || slug || '/history' FROM claims WHERE public_since IS NOT NULL
      UNION ALL SELECT 4, created_at, '/sources/' || slug FROM sources
    ) pages ORDER BY rank, at DESC, path`
  const total = await db.claim.count({ where: { publicSince: { not: null } } })
  const archive = numbered(lastArchivePage(total), (page) => `/claims/page/${page}`)
  const sitemaps = numbered(lastSitemap(total), (page) => `/sitemaps/claims-${page}.xml`)
  return [
    ...NEWS,
    ...STANDING,
    '/sources',
    ...pages.map((page) => page.path),
    ...archive,
    ...sitemaps,
  ]
}

function numbered(last: number, path: (page: number) => string): string[] {
  return Array.from({ length: last }, (_, index) => path(index + 1))
}

const PUBLIC_PATH =
  /^\/(?:|404|(?:claims|stories|sources)(?:\/[a-z0-9-]{1,120}){0,1}|claims\/[a-z0-9-]{1,120}\/history|claims\/page\/[1-9]\d{0,6}|corrections|methodology|feeds|feeds\/claims\.atom|sitemap\.xml|sitemaps\/(?:site|claims-[1-9]\d{0,6})\.xml|robots\.txt|favicon\.svg)$/

/** Whether an address has the form of a page that is published as a file. */
export function isPublishedPath(path: string): boolean {
  return PUBLIC_PATH.test(path) && path !== '/stories'
}
