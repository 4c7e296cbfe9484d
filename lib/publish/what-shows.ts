import 'server-only'
import type { Db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Subject } from '@/lib/outbox'
import {
  archivePageOf,
  CLAIMS_PER_PAGE,
  CLAIMS_PER_SITEMAP,
  CORRECTIONS_PER_PAGE,
  lastArchivePage,
  lastSitemap,
} from '@/lib/site/paging'
import { asOf } from '@/lib/site/sql/as-of'
import { everyCorrection } from '@/lib/site/sql/corrections'
import { DEFAULT_LANGUAGE, inLanguage, languages, splitLanguage } from '@/lib/words/languages'

export type Pending = { subject: Subject; createdAt: Date }

/** Pages that say what happened last, whatever it happened to; the first of them is what most readers open. */
const NEWS = ['/', '/claims', '/feeds/claims.atom', '/feeds/claims.json']
const SITEMAPS = ['/sitemap.xml', '/sitemaps/site.xml']
/** What we had wrong and took back. */
const CORRECTIONS = ['/corrections', '/feeds/corrections.atom', '/feeds/corrections.json']
/** Pages that change with the code only. */
const STANDING = [
  '/methodology',
  '/design',
  '/feeds',
  '/404',
  '/robots.txt',
  '/favicon.svg',
  '/proof.js',
  '/embed.js',
  '/since.js',
  '/embed/none',
]

/**
 * The pages that show something of a subject. `near` are those that show what an editor has just decided; whoever
 * decided waits for them. `far` show it in passing, in a list of documents or addresses, and follow at once.
 */
export type Shown = {
  near: string[]
  far: string[]
  /** What follows upon these, some at a time, where it is too much to be held at once: every page of a large site. */
  more?: AsyncGenerator<string[]>
}

type Page = { path: string; is_near: boolean }

/** What goes elsewhere from the page of a claim or a story: its feeds, its card, its picture. They follow behind it. */
const TAKEN_AWAY = ['/feed.atom', '/feed.json', '/oembed.json', '/picture.png']
const FEEDS = ['/feed.atom', '/feed.json']
const PAGE_OF_CLAIM = /^\/claims\/([a-z0-9-]{1,120})$/
const PAGE_OF_OTHER = /^\/(?:stories|sources)\/[a-z0-9-]{1,120}$/

/** What goes elsewhere from these pages, which changes when they do; of claims that only mention what did, their feeds. */
function takenFrom(pages: string[], isItself: (page: string) => boolean = () => true): string[] {
  return pages.flatMap((page) => {
    const slug = PAGE_OF_CLAIM.exec(page)?.[1]
    if (slug && !isItself(page)) return FEEDS.map((name) => page + name)
    if (slug) {
      return [
        `/embed/claims/${slug}`,
        `/embed/claims/${slug}/status.svg`,
        ...TAKEN_AWAY.map((name) => page + name),
      ]
    }
    if (!PAGE_OF_OTHER.test(page)) return []
    const names = page.startsWith('/stories/') ? TAKEN_AWAY : FEEDS
    return names.map((name) => page + name)
  })
}

/** What has to be rendered again when a subject changed. Withdrawn relations count too: a page may still show them. */
export async function pagesThatShow(db: Db, pending: Pending): Promise<Shown> {
  if (pending.subject === 'everything') return everyPageByNearness(db)
  const shown = await pagesInOneLanguage(db, pending)
  const { near } = shown
  // A card says of a claim who made it and where it stands: a neighbour's verdict or a story's title leaves it as it is.
  const isItself = (page: string) => page === near[0] || pending.subject.startsWith('source:')
  const far = [...shown.far, ...takenFrom([...near, ...shown.far], isItself)]
  const [own, ...others] = near
  return {
    // What was decided itself is there in every language; the lists in others follow at once.
    near: own === undefined ? [] : [own, ...translationsOf([own]), ...others],
    far: [...translationsOf(others), ...far, ...translationsOf(far)],
  }
}

async function pagesInOneLanguage(db: Db, pending: Pending): Promise<Shown> {
  const [noun = '', id = ''] = pending.subject.split(':')
  switch (noun) {
    case 'claim':
      return pagesOfClaim(db, id, pending.createdAt)
    case 'story':
      return pagesOfStory(db, id)
    case 'source':
      return pagesOfSource(db, id)
    case 'past':
      return { near: [], far: [] }
    default:
      return { near: [...NEWS, ...STANDING, ...CORRECTIONS, '/sources'], far: SITEMAPS }
  }
}

function shownBy(pages: Page[]): Shown {
  return {
    near: [...pages.filter((page) => page.is_near).map((page) => page.path), ...NEWS],
    far: [...pages.filter((page) => !page.is_near).map((page) => page.path), ...SITEMAPS],
  }
}

async function pagesOfClaim(db: Db, id: string, changedAt: Date): Promise<Shown> {
  const pages = await db.$queryRaw<Page[]>`
    WITH RECURSIVE claim AS (SELECT * FROM claims WHERE id = ${id}::uuid AND public_since IS NOT NULL),
    bears_on AS (
      SELECT from_claim_id AS id FROM relations WHERE to_claim_id = ${id}::uuid
      UNION SELECT to_claim_id FROM relations WHERE from_claim_id = ${id}::uuid
      UNION SELECT claim_id FROM verdicts WHERE overtaken_by_claim_id = ${id}::uuid AND state = 'published'
    ), documents_of AS (
      SELECT document_id, reported_by_id AS source_id FROM appearances
        WHERE claim_id = ${id}::uuid AND public_since IS NOT NULL
      UNION SELECT document_id, origin_source_id FROM appearances
        WHERE claim_id = ${id}::uuid AND public_since IS NOT NULL
      UNION SELECT document_id, origin_source_id FROM evidence WHERE claim_id = ${id}::uuid
    ), chain AS (
      SELECT d.id, d.publisher_id, d.origin_source_id, d.origin_document_id
        FROM documents d JOIN documents_of o ON o.document_id = d.id
      UNION SELECT d.id, d.publisher_id, d.origin_source_id, d.origin_document_id
        FROM documents d JOIN chain ON d.id = chain.origin_document_id
    ), named AS (
      SELECT source_id AS id FROM documents_of UNION SELECT publisher_id FROM chain UNION SELECT origin_source_id FROM chain
    ), speaking AS (
      SELECT s.id, s.slug, s.speaks_for_id FROM sources s JOIN named ON named.id = s.id
      UNION SELECT s.id, s.slug, s.speaks_for_id FROM sources s JOIN speaking ON s.id = speaking.speaks_for_id
    )
    SELECT path, is_near FROM (
      SELECT 1 AS nearness, true AS is_near, '/claims/' || slug AS path FROM claim
      UNION ALL SELECT 2, true, '/claims/' || slug || '/history' FROM claim
      UNION ALL SELECT 2, true, '/claims/' || slug || '.json' FROM claim
      UNION ALL SELECT 3, true, '/claims/' || c.slug FROM claims c JOIN bears_on ON bears_on.id = c.id WHERE c.public_since IS NOT NULL
      UNION ALL SELECT 4, true, '/stories/' || st.slug FROM stories st JOIN claim ON claim.story_id = st.id WHERE st.public_since IS NOT NULL
      UNION ALL SELECT 5, true, '/sources/' || s.slug FROM sources s JOIN claim ON claim.claimant_id = s.id
      UNION ALL SELECT 7, false, '/claims/' || c.slug || '/history' FROM claims c JOIN bears_on ON bears_on.id = c.id WHERE c.public_since IS NOT NULL
      UNION ALL SELECT DISTINCT 7, false, '/claims/' || c.slug || '.json' FROM claims c JOIN verdicts v ON v.claim_id = c.id
        WHERE v.overtaken_by_claim_id = ${id}::uuid AND v.state = 'published' AND c.public_since IS NOT NULL
      UNION ALL SELECT 8, false, '/sources/' || slug FROM speaking
      UNION ALL SELECT 9, false, '/sources'
    ) pages WHERE EXISTS (SELECT FROM claim) ORDER BY nearness, path`
  if (pages.length === 0) return { near: [], far: [] }
  return shownBy([
    ...pages,
    ...(await correctionsOfClaim(db, id)),
    ...(await listsOfClaim(db, id, changedAt)),
  ])
}

/** Where the corrections of a claim stand, and its withdrawal: they say what became of it since, too. */
async function correctionsOfClaim(db: Db, id: string): Promise<Page[]> {
  const isCorrected =
    (await db.withdrawal.count({ where: { claimId: id } })) > 0 ||
    (await db.verdict.count({
      where: { claimId: id, kind: 'correction', state: 'published' },
      take: 1,
    })) > 0
  if (!isCorrected) return []
  const pages = await db.$queryRaw<{ page: number }[]>`
    SELECT DISTINCT page FROM (${correctionRanks}) r WHERE r.claim_id = ${id}::uuid`
  const numbers = pages.map(({ page }) => page)
  // A page that has just filled up changes the one before it, which now has a newer neighbour.
  const neighbours = numbers.map((number) => number - 1).filter((number) => number > 0)
  return [
    ...CORRECTIONS.map((path) => ({ path, is_near: true })),
    ...[...new Set([...numbers, ...neighbours])].map((number) => ({
      path: `/corrections/page/${number}`,
      is_near: numbers.includes(number),
    })),
  ]
}

/** The lists that a claim stands in: its own page of the archive for a change of status, all from there on when it is new. */
async function listsOfClaim(db: Db, id: string, changedAt: Date): Promise<Page[]> {
  const [place] = await db.$queryRaw<{ rank: number; total: number; is_new: boolean }[]>`
    SELECT c.public_since >= ${changedAt} AS is_new,
      (SELECT count(*)::int FROM claims o WHERE o.public_since IS NOT NULL AND (o.public_since, o.id) <= (c.public_since, c.id)) AS rank,
      (SELECT count(*)::int FROM claims o WHERE o.public_since IS NOT NULL) AS total
    FROM claims c WHERE c.id = ${id}::uuid AND c.public_since IS NOT NULL`
  if (!place) return []
  const own = archivePageOf(place.rank)
  // A page that has just filled up changes the one before it, which now has a newer neighbour.
  const others = place.is_new
    ? numbered(lastArchivePage(place.total), (page) => page).filter(
        (page) => page >= own - 1 && page !== own,
      )
    : []
  return [
    { path: `/claims/page/${own}`, is_near: true },
    ...others.map((page) => ({ path: `/claims/page/${page}`, is_near: false })),
    { path: `/sitemaps/claims-${Math.ceil(place.rank / CLAIMS_PER_SITEMAP)}.xml`, is_near: false },
  ]
}

/** A claim's page of the archive, for many claims at once. */
const archiveRanks = Prisma.sql`
  SELECT id, (row_number() OVER (ORDER BY public_since, id) + ${CLAIMS_PER_PAGE - 1}::int) / ${CLAIMS_PER_PAGE}::int AS page
  FROM claims WHERE public_since IS NOT NULL`

/** The pages of the archive of corrections on which a claim stands, for many claims at once. */
const correctionRanks = Prisma.sql`
  SELECT claim_id, ((row_number() OVER (ORDER BY at, id) + ${CORRECTIONS_PER_PAGE - 1}::int)
    / ${CORRECTIONS_PER_PAGE}::int)::int AS page FROM (${everyCorrection(asOf(null))}) every`

/** Everything that a correction of the claims of `of` stands on. */
function correctionPaths(of: string): Prisma.Sql {
  return Prisma.sql`
    WITH numbers AS (SELECT DISTINCT r.page FROM (${correctionRanks}) r JOIN ${Prisma.raw(of)} o ON o.id = r.claim_id)
    SELECT '/corrections/page/' || page AS path FROM numbers
    UNION ALL SELECT unnest(${CORRECTIONS}::text[]) WHERE EXISTS (SELECT FROM numbers)`
}

async function pagesOfStory(db: Db, id: string): Promise<Shown> {
  const pages = await db.$queryRaw<Page[]>`
    WITH gathered AS (SELECT * FROM claims WHERE story_id = ${id}::uuid AND public_since IS NOT NULL)
    SELECT path, is_near FROM (
      SELECT 1 AS nearness, true AS is_near, '/stories/' || slug AS path FROM stories
        WHERE id = ${id}::uuid AND public_since IS NOT NULL
      UNION ALL SELECT 2, false, '/claims/' || slug FROM gathered
      UNION ALL SELECT DISTINCT 4, false, '/sources/' || s.slug FROM sources s JOIN gathered ON gathered.claimant_id = s.id
      UNION ALL SELECT DISTINCT 5, false, '/claims/page/' || r.page FROM (${archiveRanks}) r JOIN gathered ON gathered.id = r.id
      UNION ALL SELECT 6, false, path FROM (${correctionPaths('gathered')}) corrected
    ) pages ORDER BY nearness, path`
  return shownBy(pages)
}

async function pagesOfSource(db: Db, id: string): Promise<Shown> {
  const pages = await db.$queryRaw<Page[]>`
    WITH RECURSIVE speaking AS (
      SELECT id, slug FROM sources WHERE id = ${id}::uuid
      UNION SELECT s.id, s.slug FROM sources s JOIN speaking ON s.speaks_for_id = speaking.id
    ), carried AS (
      SELECT d.id, d.publisher_id FROM documents d
        WHERE d.publisher_id IN (SELECT id FROM speaking) OR d.origin_source_id IN (SELECT id FROM speaking)
      UNION SELECT d.id, d.publisher_id FROM documents d JOIN carried ON d.origin_document_id = carried.id
    ), said AS (
      SELECT c.id, c.slug, c.story_id FROM claims c WHERE c.public_since IS NOT NULL AND (
        c.claimant_id IN (SELECT id FROM speaking)
        OR EXISTS (SELECT FROM appearances a WHERE a.claim_id = c.id
          AND (a.document_id IN (SELECT id FROM carried) OR a.reported_by_id IN (SELECT id FROM speaking)
            OR a.origin_source_id IN (SELECT id FROM speaking))))
    )
    SELECT path, bool_or(is_near) AS is_near FROM (
      SELECT 1 AS nearness, id = ${id}::uuid AS is_near, '/sources/' || slug AS path FROM speaking
      UNION ALL SELECT 2, false, '/sources'
      UNION ALL SELECT 3, false, '/claims/' || slug FROM said
      UNION ALL SELECT 4, false, '/claims/' || slug || '/history' FROM said
      UNION ALL SELECT 4, false, '/claims/' || slug || '.json' FROM said
      UNION ALL SELECT 5, false, '/claims/' || c.slug FROM claims c
        JOIN relations l ON c.id IN (l.from_claim_id, l.to_claim_id)
        JOIN said ON said.id IN (l.from_claim_id, l.to_claim_id) WHERE c.public_since IS NOT NULL
      UNION ALL SELECT 6, false, '/stories/' || st.slug FROM stories st
        JOIN said ON said.story_id = st.id WHERE st.public_since IS NOT NULL
      UNION ALL SELECT 7, false, '/sources/' || s.slug FROM sources s JOIN carried ON carried.publisher_id = s.id
      UNION ALL SELECT 8, false, path FROM (${correctionPaths('said')}) corrected
      UNION ALL SELECT 9, false, '/claims/page/' || r.page FROM (${archiveRanks}) r JOIN said ON said.id = r.id
    ) pages GROUP BY path ORDER BY min(nearness), path`
  return shownBy(pages)
}

/** Every page there is, the ones most looked at first. */
export async function everyPage(db: Db): Promise<string[]> {
  const pages = await db.$queryRaw<{ path: string }[]>`
    SELECT path FROM (
      SELECT 1 AS rank, public_since AS at, '/stories/' || slug AS path FROM stories WHERE public_since IS NOT NULL
      UNION ALL SELECT 2, changed_at, '/claims/' || slug FROM claims WHERE public_since IS NOT NULL
      UNION ALL SELECT 3, changed_at, '/claims/' || slug || '/history' FROM claims WHERE public_since IS NOT NULL
      UNION ALL SELECT 3, changed_at, '/claims/' || slug || '.json' FROM claims WHERE public_since IS NOT NULL
      UNION ALL SELECT 4, created_at, '/sources/' || slug FROM sources
    ) pages ORDER BY rank, at DESC, path`
  const all = [
    ...NEWS,
    ...STANDING,
    ...CORRECTIONS,
    '/sources',
    ...pages.map((page) => page.path),
    ...(await numberedPages(db)),
    ...takenFrom(pages.map((page) => page.path)),
  ]
  return [...all, ...translationsOf(all)]
}

/** What readers open first: lists, stories and claims. What hangs on them, and what machines take, follows. */
async function everyPageByNearness(db: Db): Promise<Shown> {
  if (await isLarge(db)) return everyPageInParts(db)
  const lists = new Set([...NEWS, ...STANDING, ...CORRECTIONS, '/sources'])
  const near: string[] = []
  const far: string[] = []
  for (const page of await everyPage(db)) {
    const { path } = splitLanguage(page)
    const isOpened =
      lists.has(path) || PAGE_OF_CLAIM.test(path) || /^\/stories\/[a-z0-9-]+$/.test(path)
    ;(isOpened ? near : far).push(page)
  }
  // Pages that people read before files for machines.
  const isFile = (page: string) => /\.[a-z]+$/.test(page)
  return { near, far: [...far.filter((page) => !isFile(page)), ...far.filter(isFile)] }
}

/** Claims whose every page is listed at once; each has some twenty. */
const MOST_AT_ONCE = 20_000
const CLAIMS_IN_A_PART = 500

/** Whether a site has too many pages to be listed at once. */
export async function isLarge(db: Db): Promise<boolean> {
  return (await db.claim.count({ where: { publicSince: { not: null } } })) > MOST_AT_ONCE
}

/** How many pages there are. */
export async function countPages(db: Db): Promise<number> {
  if (!(await isLarge(db))) return (await everyPage(db)).length
  const { near, more } = await everyPageInParts(db)
  let count = near.length
  for await (const part of more ?? []) count += part.length
  return count
}

/** Of a large site what leads to all else, and behind it claim by claim, those first that changed last. */
export async function everyPageInParts(db: Db): Promise<Shown> {
  const stories = await db.story.findMany({
    where: { publicSince: { not: null } },
    orderBy: { changedAt: 'desc' },
    take: CLAIMS_IN_A_PART,
    select: { slug: true },
  })
  const near = [
    ...NEWS,
    ...STANDING,
    ...CORRECTIONS,
    '/sources',
    ...stories.map(({ slug }) => `/stories/${slug}`),
  ]
  return { near: [...near, ...translationsOf(near)], far: [], more: partsOf(db) }
}

async function* partsOf(db: Db): AsyncGenerator<string[]> {
  const inAll = (pages: string[]) => {
    const all = [...pages, ...takenFrom(pages)]
    return [...all, ...translationsOf(all)]
  }
  for (let last: { at: Date; id: string } | null = null; ; ) {
    const claims: { id: string; slug: string; at: Date }[] = await db.$queryRaw`
      SELECT id, slug, changed_at AS at FROM claims
      WHERE public_since IS NOT NULL AND ${last ? Prisma.sql`(changed_at, id) < (${last.at}, ${last.id}::uuid)` : Prisma.sql`true`}
      ORDER BY changed_at DESC, id DESC LIMIT ${CLAIMS_IN_A_PART}`
    const lastOfAll = claims.at(-1)
    if (!lastOfAll) break
    last = lastOfAll
    yield claims.flatMap(({ slug }) =>
      inAll([`/claims/${slug}`, `/claims/${slug}/history`, `/claims/${slug}.json`]),
    )
  }
  const others = {
    '/stories': Prisma.sql`SELECT slug FROM stories WHERE public_since IS NOT NULL AND slug`,
    '/sources': Prisma.sql`SELECT slug FROM sources WHERE slug`,
  }
  for (const [folder, slugs] of Object.entries(others)) {
    for (let last = ''; ; ) {
      const rows: { slug: string }[] = await db.$queryRaw`
        ${slugs} > ${last} ORDER BY slug LIMIT ${CLAIMS_IN_A_PART}`
      const lastOfAll = rows.at(-1)
      if (!lastOfAll) break
      last = lastOfAll.slug
      yield inAll(rows.map(({ slug }) => `${folder}/${slug}`))
    }
  }
  yield inAll(await numberedPages(db))
}

/** The pages of lists, and what leads search engines to all others. */
async function numberedPages(db: Db): Promise<string[]> {
  const total = await db.claim.count({ where: { publicSince: { not: null } } })
  const [counted] = await db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (${everyCorrection(asOf(null))}) every`
  return [
    ...numbered(lastArchivePage(counted?.total ?? 0), (page) => `/corrections/page/${page}`),
    ...numbered(lastArchivePage(total), (page) => `/claims/page/${page}`),
    ...SITEMAPS,
    ...numbered(lastSitemap(total), (page) => `/sitemaps/claims-${page}.xml`),
  ]
}

/** The same pages in every language but the default; what is for machines has one form for all. */
function translationsOf(pages: string[]): string[] {
  const others = languages().filter(({ code }) => code !== DEFAULT_LANGUAGE)
  return others.flatMap(({ code }) =>
    pages.filter(isTranslated).map((page) => inLanguage(page, code)),
  )
}

/** Files whose words are of a language, unlike those for machines. */
const TRANSLATED_FILE =
  /\/feeds\/[a-z]+\.(?:atom|json)$|\/(?:feed\.(?:atom|json)|oembed\.json|picture\.png|status\.svg)$/

function isTranslated(pagePath: string): boolean {
  return !/\.[a-z]+$/.test(pagePath) || TRANSLATED_FILE.test(pagePath)
}

function numbered<T>(last: number, each: (page: number) => T): T[] {
  return Array.from({ length: last }, (_, index) => each(index + 1))
}

const PUBLIC_PATH =
  /^\/(?:|404|(?:claims|stories|sources)(?:\/[a-z0-9-]{1,120}){0,1}|claims\/[a-z0-9-]{1,120}(?:\/history(?:\/[1-9]\d{0,3}-[1-9]\d{0,3})?|\.json)|(?:claims|stories)\/[a-z0-9-]{1,120}\/(?:oembed\.json|picture\.png)|(?:claims|stories|sources)\/[a-z0-9-]{1,120}\/feed\.(?:atom|json)|embed\/(?:none|claims\/[a-z0-9-]{1,120}(?:\/status\.svg)?)|claims\/page\/[1-9]\d{0,6}|corrections(?:\/page\/[1-9]\d{0,6})?|methodology|design|feeds|feeds\/(?:claims|corrections)\.(?:atom|json)|sitemap\.xml|sitemaps\/(?:site|claims-[1-9]\d{0,6})\.xml|robots\.txt|favicon\.svg|proof\.js|embed\.js|since\.js)$/

/** Whether an address has the form of a page that is published as a file. */
export function isPublishedPath(address: string): boolean {
  const { language, path } = splitLanguage(address)
  if (language !== DEFAULT_LANGUAGE && !isTranslated(path)) return false
  return PUBLIC_PATH.test(path) && path !== '/stories'
}
