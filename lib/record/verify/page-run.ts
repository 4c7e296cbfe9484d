import { createHash } from 'node:crypto'
import {
  checkClaimPage,
  checkHistoryPage,
  checkListedClaims,
  checkStoryPage,
  type Disagreement,
} from '@/lib/record/verify/pages'
import type { PublicRecord } from '@/lib/record/verify/public-record'
import { bothTexts, type Finding, type Report } from '@/lib/record/verify/report'

export type ReadPage = (path: string) => Promise<string | null>

export type PageSettings = {
  readPage: ReadPage
  /** What the application answers for a page now, with the hash at its end; null where it can't be asked. */
  renderPage?: (path: string) => Promise<string | null>
  /** Compressed forms of a page that do not unfold to it: most readers get one of them. */
  falseTwins?: (path: string, page: string) => Promise<string[]>
  /** The record as it is by now, for pages that may have been an act behind. */
  again: () => Promise<PublicRecord>
  /** How long a page may take to follow an act. */
  patienceMs: number
  atOnce: number
}

const SEAL = /<!-- sha256:([0-9a-f]{64}) -->\n$/

/** Reads every page that shows a claim or a story, and tells where it says otherwise than the leaves. */
export async function checkPages(
  report: Report,
  record: PublicRecord,
  settings: PageSettings,
): Promise<void> {
  const doubtful = await disagreeing(pagesOf(record), record, settings, (read) =>
    report.count('pages', read),
  )
  if (doubtful.length === 0) return
  // An act between the look at the record and the look at the page is no lie.
  await new Promise((resolve) => setTimeout(resolve, settings.patienceMs))
  const paths = doubtful.map(({ path }) => path)
  for (const { findings } of await disagreeing(paths, await settings.again(), settings, () => {})) {
    for (const finding of findings) report.find(finding)
  }
}

function pagesOf(record: PublicRecord): string[] {
  return [
    ...[...record.claims.values()].flatMap(({ slug }) => [
      `/claims/${slug}`,
      `/claims/${slug}/history`,
    ]),
    ...[...record.stories.values()].map(({ slug }) => `/stories/${slug}`),
    ...[...record.sources.values()].flatMap(({ slug }) => (slug ? [`/sources/${slug}`] : [])),
    '/',
    '/claims',
  ]
}

async function disagreeing(
  paths: string[],
  record: PublicRecord,
  settings: PageSettings,
  onRead: (pages: number) => void,
): Promise<{ path: string; findings: Finding[] }[]> {
  const doubtful: { path: string; findings: Finding[] }[] = []
  let next = 0
  const readers = Array.from({ length: settings.atOnce }, async () => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
      const findings = await findingsOn(path, record, settings)
      onRead(1)
      if (findings.length > 0) doubtful.push({ path, findings })
    }
  })
  await Promise.all(readers)
  return doubtful
}

async function findingsOn(
  path: string,
  record: PublicRecord,
  { readPage, renderPage, falseTwins }: PageSettings,
): Promise<Finding[]> {
  const [, noun = '', slug = '', isHistory] = path.split('/')
  const claim = noun === 'claims' ? record.claimAt(slug) : undefined
  const about = { page: path, ...(claim && { claim: slug }) }
  const page = await readPage(path)
  if (page === null) {
    return [{ check: 'page', ...about, says: `There is no page ${path}, and the leaves show it.` }]
  }
  const findings: Finding[] = []
  const seal = SEAL.exec(page)
  const body = page.replace(SEAL, '')
  if (!seal || createHash('sha256').update(body).digest('hex') !== seal[1]) {
    findings.push({
      check: 'page seal',
      ...about,
      says: `The page ${path} ${seal ? 'does not have the hash that it ends with' : 'has no hash at its end'}: it was altered or cut off after it was published.`,
    })
  }
  for (const { what, page: says, leaves } of disagreementsOn(path, body, record, {
    slug,
    isHistory: isHistory === 'history',
  })) {
    findings.push({
      check: 'page',
      ...about,
      says: `The page ${path} disagrees with its leaf in ${what}: it says ${says}, and the leaves say ${leaves}.`,
    })
  }
  for (const name of (await falseTwins?.(path, page)) ?? []) {
    findings.push({
      check: 'page twin',
      ...about,
      says: `The compressed form ${name} of the page ${path} says something else than the page.`,
    })
  }
  const rendered = await renderPage?.(path)
  if (rendered !== undefined && rendered !== null && rendered !== page) {
    const [is, made] = bothTexts(page, rendered)
    findings.push({
      check: 'page as made',
      ...about,
      says: `The page ${path} is not as the application makes it now: it has ${is}, and the application makes ${made}.`,
    })
  }
  return findings
}

function disagreementsOn(
  path: string,
  body: string,
  record: PublicRecord,
  { slug, isHistory }: { slug: string; isHistory: boolean },
): Disagreement[] {
  const claim = path.startsWith('/claims/') ? record.claimAt(slug) : undefined
  if (claim) return isHistory ? checkHistoryPage(body, claim) : checkClaimPage(body, claim, record)
  const story = path.startsWith('/stories/')
    ? [...record.stories.values()].find((each) => each.slug === slug)
    : undefined
  return story ? checkStoryPage(body, story, record) : checkListedClaims(body, record)
}
