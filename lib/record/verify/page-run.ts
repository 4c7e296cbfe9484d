import { createHash } from 'node:crypto'
import { checkClaimJson } from '@/lib/record/verify/claim-json'
import { checkCorrections, correctionPages } from '@/lib/record/verify/corrections'
import {
  checkClaimPage,
  checkHistoryPage,
  checkListedClaims,
  checkStoryPage,
  type Disagreement,
} from '@/lib/record/verify/pages'
import type { PublicRecord } from '@/lib/record/verify/public-record'
import { bothTexts, type Finding, type Report } from '@/lib/record/verify/report'
import { DEFAULT_LANGUAGE, inLanguage, languages, splitLanguage } from '@/lib/words/languages'
import { wordsOf } from '@/lib/words/words-of'

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
  const pages = [
    ...[...record.claims.values()].flatMap(({ slug }) => [
      `/claims/${slug}`,
      `/claims/${slug}/history`,
      `/claims/${slug}.json`,
    ]),
    ...[...record.stories.values()].map(({ slug }) => `/stories/${slug}`),
    ...[...record.sources.values()].flatMap(({ slug }) => (slug ? [`/sources/${slug}`] : [])),
    ...correctionPages(record),
    '/',
    '/claims',
  ]
  const others = languages().filter(({ code }) => code !== DEFAULT_LANGUAGE)
  return [
    ...pages,
    ...others.flatMap(({ code }) =>
      pages.filter((page) => !page.endsWith('.json')).map((page) => inLanguage(page, code)),
    ),
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
  const about = aboutOf(path, path, record)
  const page = await readPage(path)
  if (page === null) {
    return [{ check: 'page', ...about, says: `There is no page ${path}, and the leaves show it.` }]
  }
  const findings = findingsIn(page, { path, address: path }, record)
  for (const name of (await falseTwins?.(path, page)) ?? []) {
    findings.push(falseTwin(name, about))
  }
  const rendered = await renderPage?.(path)
  if (rendered !== undefined && rendered !== null && rendered !== page) {
    findings.push(otherThanMade(page, rendered, about))
  }
  return findings
}

type About = { page: string; claim?: string }

/** What a finding on the page of a path is about; `address` names the page, as it is now or as it stood. */
export function aboutOf(path: string, address: string, record: PublicRecord): About {
  const { slug } = partsOf(path)
  return { page: address, ...(slug && record.claimAt(slug) && { claim: slug }) }
}

export function falseTwin(name: string, about: About): Finding {
  const says = `The compressed form ${name} of the page ${about.page} says something else than the page.`
  return { check: 'page twin', ...about, says }
}

export function otherThanMade(page: string, made: string, about: About): Finding {
  const [is, makes] = bothTexts(page, made)
  return {
    check: 'page as made',
    ...about,
    says: `The page ${about.page} is not as the application makes it now: it has ${is}, and the application makes ${makes}.`,
  }
}

/** Text files have no hash at their end. */
const IS_SEALED = /\.(?:html|atom|xml)$|\/[^/.]*$/

/** What is wrong with a page by itself: its own hash, and what it says otherwise than the record. */
export function findingsIn(
  page: string,
  { path, address }: { path: string; address: string },
  record: PublicRecord,
): Finding[] {
  const about = aboutOf(path, address, record)
  const findings: Finding[] = []
  const seal = SEAL.exec(page)
  const body = page.replace(SEAL, '')
  const isSealed = IS_SEALED.test(path)
  if (isSealed && (!seal || createHash('sha256').update(body).digest('hex') !== seal[1])) {
    findings.push({
      check: 'page seal',
      ...about,
      says: `The page ${address} ${seal ? 'does not have the hash that it ends with' : 'has no hash at its end'}: it was altered or cut off after it was published.`,
    })
  }
  for (const { what, page: says, leaves } of disagreementsOn(path, body, record)) {
    findings.push({
      check: 'page',
      ...about,
      says: `The page ${address} disagrees with its leaf in ${what}: it says ${says}, and the leaves say ${leaves}.`,
    })
  }
  return findings
}

/** Which page of which claim, as far as a path names one. */
function partsOf(address: string): { slug: string | undefined; form: string } {
  const { path } = splitLanguage(address)
  const [, slug, form = ''] = /^\/claims\/([a-z0-9-]+)(\.json|\/history)?$/.exec(path) ?? []
  return { slug, form }
}

function disagreementsOn(address: string, body: string, record: PublicRecord): Disagreement[] {
  const { language, path } = splitLanguage(address)
  const words = wordsOf(language)
  const { slug, form } = partsOf(path)
  if (slug) {
    const claim = record.claimAt(slug)
    if (!claim) return [{ what: 'the claim', page: '(there is one)', leaves: '(none shows it)' }]
    if (form === '.json') return checkClaimJson(body, claim, record)
    return form ? checkHistoryPage(body, claim, words) : checkClaimPage(body, claim, record, words)
  }
  if (/^\/corrections(?:\/|$)/.test(path)) {
    // The words of what was done are looked at in one language; in others the page as made is.
    return language === DEFAULT_LANGUAGE ? checkCorrections(body, path, record) : []
  }
  const story = path.startsWith('/stories/')
    ? [...record.stories.values()].find((each) => each.slug === path.slice('/stories/'.length))
    : undefined
  return story ? checkStoryPage(body, story, record, words) : checkListedClaims(body, record, words)
}
