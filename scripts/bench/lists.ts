// Started by scripts/bench/lists.mjs: fills the database where it is empty, prints the report.
import { readFileSync } from 'node:fs'
import os from 'node:os'
import pg from 'pg'
import { getPeoplePage } from '@/lib/auth/queries'
import type { Role } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { createPatientDb } from '@/lib/db'
import { listActivity } from '@/lib/desk/activity'
import { getDocumentDesk } from '@/lib/desk/documents'
import { getHealth } from '@/lib/desk/health'
import { getQueue } from '@/lib/desk/queries'
import { getRunning } from '@/lib/desk/running'
import { activitySearch, queueSearch } from '@/lib/desk/schema'
import { getSourceDesk, listSources } from '@/lib/desk/sources'
import { getStoryDesk, listStories } from '@/lib/desk/stories'
import { getWorkbench } from '@/lib/desk/workbench'
import { getDocumentText, recentDocuments } from '@/lib/documents/queries'
import { getIntake, isNearbyStale, listIntakes } from '@/lib/intake/queries'
import { findDocuments } from '@/lib/search/documents'
import { searchClaims } from '@/lib/search/queries'
import { claimSearch } from '@/lib/search/schema'
import { lastArchivePage, lastSitemap } from '@/lib/site/paging'
import { countSitemaps, getClaimAddresses, getOtherAddresses } from '@/lib/site/queries/addresses'
import { getClaimPage } from '@/lib/site/queries/claim'
import { getClaimsArchivePage, getClaimsPage, getFacets } from '@/lib/site/queries/claims'
import { getCorrectionsPage } from '@/lib/site/queries/corrections'
import { getCorrectionsFeed, getFeed, getFeedOf } from '@/lib/site/queries/feed'
import { getHistoryPage } from '@/lib/site/queries/history'
import { getHomePage } from '@/lib/site/queries/home'
import { getClaimLog } from '@/lib/site/queries/log'
import { getSourcePage, getSourcesPage } from '@/lib/site/queries/sources'
import { getStoryPage } from '@/lib/site/queries/story'
import { findSourcesByName } from '@/lib/sources/queries'
import { sourceSearch } from '@/lib/sources/schema'
import { listStoryChoices } from '@/lib/stories/queries'
import { statementsOf } from '@/lib/testing/statements'
import { NAMES, PLACES } from './claims'
import {
  CROWDED,
  claimId,
  documentId,
  endOf,
  INTAKES,
  intakeId,
  personId,
  sourceId,
  storiesOf,
  storyId,
} from './newsroom'
import { loadNewsroom } from './newsroom-load'
import { randomFrom, wordAt, zipf } from './search-claims'

const CLAIMS = Number(process.env.CLAIMS ?? 100_000)
const ASKED = Number(process.env.ASKED ?? 40)
/** Only questions of which the name has this in it. */
const ONLY = process.env.ONLY ?? ''
const MOST_MS = 50

const url = process.env.DATABASE_URL ?? ''
const loading = await fill()
const db = createPatientDb(url)
const random = randomFrom(11)
const below = (count: number) => Math.floor(random() * count)
const [now, stories] = [endOf(CLAIMS), storiesOf(CLAIMS)]

function as(role: Role): Context {
  const n = { admin: 0, editor: 3 + below(37), contributor: 40 + below(20) }[role]
  const actor = {
    kind: 'member' as const,
    id: personId(n),
    name: 'Somebody',
    role,
    sessionId: null,
  }
  return { actor, now, db }
}
const [readers, anyClaim] = [{ db }, () => below(CLAIMS)]
const word = () => wordAt(zipf(random), random() < 0.3)
const story = () => Math.floor(stories * random() ** 1.5)
const claimant = () => Math.floor(random() ** 2 * 2000)
const crowded = () => CROWDED[below(CROWDED.length)] ?? 0
/** A page some way down: the cursor that the pages before it would have led to. */
const oldest = `2020-0${1 + below(2)}-01T00:00:00.000Z_${claimId(0)}`

const queue = (query: Record<string, string>) => () =>
  getQueue(as('editor'), queueSearch.parse(query))
const acts = (role: Role, query: () => Record<string, string>) => () =>
  listActivity(as(role), activitySearch.parse(query()))

const desk: Record<string, () => Promise<unknown>> = {
  'queue: mine': queue({ tab: 'mine' }),
  'queue: for review': queue({ tab: 'review' }),
  'queue: contested': queue({ tab: 'contested' }),
  'queue: stale': queue({ tab: 'stale' }),
  'queue: all': queue({ tab: 'all' }),
  'queue: all, far down': queue({ tab: 'all', cursor: oldest }),
  'queue: contested, far down': queue({ tab: 'contested', cursor: oldest }),
  'queue: a stage': () =>
    queue({ tab: 'all', stage: ['triage', 'checking', 'set_aside'][below(3)] ?? '' })(),
  'queue: a status': () =>
    queue({ tab: 'all', status: ['false', 'overtaken', 'unreviewed'][below(3)] ?? '' })(),
  'queue: a stage and a status that exclude each other': queue({
    tab: 'all',
    stage: 'triage',
    status: 'false',
  }),
  'queue: a story': () => queue({ tab: 'all', story: `story-${story()}` })(),
  'queue: contested of a source': () =>
    queue({ tab: 'contested', source: `source-${claimant()}` })(),
  'queue: stale of the busiest source': queue({ tab: 'stale', source: 'source-0' }),
  'queue: a story, a source, a status': () =>
    queue({
      tab: 'all',
      story: `story-${story()}`,
      source: `source-${claimant()}`,
      status: 'disputed',
    })(),
  'queue: a word': () => queue({ tab: 'all', q: word() })(),
  'queue: a word, contested': () => queue({ tab: 'contested', q: word() })(),
  'queue: two words and a stage': () =>
    queue({ tab: 'all', q: `${word()} ${word()}`, stage: 'checking' })(),
  'claim: the workbench': () => getWorkbench(as('editor'), claimId(anyClaim())),
  'claim: one that everybody is at': () => getWorkbench(as('editor'), claimId(crowded())),
  'claim: its documents': () =>
    recentDocuments(as('editor'), { claimId: claimId(anyClaim()), storyId: storyId(story()) }),
  'claim: a counterclaim to link': () =>
    searchClaims(as('editor'), claimSearch.parse({ q: word() })),
  stories: () => listStories(as('editor')),
  story: () => getStoryDesk(as('editor'), storyId(story())),
  'story: the largest': () => getStoryDesk(as('editor'), storyId(0)),
  'story: to choose from': () => listStoryChoices(as('editor')),
  sources: () => listSources(as('editor'), sourceSearch.parse({})),
  'sources: far down': () =>
    listSources(as('editor'), sourceSearch.parse({ after: sourceId(below(20_000)) })),
  'sources: a kind': () => listSources(as('editor'), sourceSearch.parse({ kind: 'agency' })),
  'sources: a name': () =>
    listSources(as('editor'), sourceSearch.parse({ q: PLACES[below(PLACES.length)] })),
  source: () => getSourceDesk(as('editor'), sourceId(claimant())),
  'source: the busiest': () => getSourceDesk(as('editor'), sourceId(0)),
  'source: to choose from': () =>
    findSourcesByName(as('editor'), `${NAMES[below(NAMES.length)]}`.slice(0, 7), 8),
  document: () => getDocumentDesk(as('editor'), documentId(below(CLAIMS))),
  'document: its text': () => getDocumentText(as('editor'), documentId(below(CLAIMS))),
  'document: to choose from': () => findDocuments(as('editor'), word(), 10),
  'document: two words': () => findDocuments(as('editor'), `${word()} ${word()}`, 10),
  'document: a frequent word': () => findDocuments(as('editor'), 'army', 10),
  intakes: () => listIntakes(as('editor')),
  intake: () => getIntake(as('editor'), intakeId(INTAKES - 1 - below(60))),
  'intake: has anything changed': () =>
    isNearbyStale(as('editor'), intakeId(INTAKES - 1 - below(30))),
  activity: acts('editor', () => ({})),
  'activity: for the chief': acts('admin', () => ({})),
  'activity: far down': acts('editor', () => ({ before: String(1 + below(CLAIMS * 8)) })),
  'activity: of a kind': acts('editor', () => ({
    type: ['claim.withdrawn', 'verdict.published', 'claim.set-aside'][below(3)] ?? '',
  })),
  'activity: by somebody': acts('editor', () => ({ person: personId(3 + below(37)) })),
  'activity: of a kind by somebody': acts('editor', () => ({
    person: personId(3 + below(37)),
    type: 'claim.set-aside',
  })),
  'activity: of a kind that never happened': acts('editor', () => ({ type: 'evidence.withdrawn' })),
  'activity: of a claim': acts('editor', () => ({ claim: claimId(anyClaim()) })),
  'activity: of the claim everybody is at': acts('editor', () => ({ claim: claimId(crowded()) })),
  people: () => getPeoplePage(as('admin')),
  'health, on every page': () => getHealth(as('editor')),
  'health: its page': () => getRunning(as('admin'), null),
}

const site: Record<string, () => Promise<unknown>> = {
  'front page': () => getHomePage(readers),
  'newest claims': () => getClaimsPage(readers),
  'claims by filters: what there is of each': () => getFacets(readers),
  'claims: an archive page': () =>
    getClaimsArchivePage(readers, 1 + below(lastArchivePage(CLAIMS * 0.85))),
  claim: () => getClaimPage(readers, `claim-${anyClaim()}`),
  'claim: one that everybody is at': () => getClaimPage(readers, `claim-${crowded()}`),
  'claim: its history': () => getHistoryPage(readers, `claim-${anyClaim()}`),
  'claim: its log': () => getClaimLog(readers, `claim-${anyClaim()}`),
  'claim: its feed': () => getFeedOf(readers, 'claim', `claim-${anyClaim()}`),
  story: () => getStoryPage(readers, `story-${story()}`),
  'story: its feed': () => getFeedOf(readers, 'story', `story-${story()}`),
  sources: () => getSourcesPage(readers),
  source: () => getSourcePage(readers, `source-${claimant()}`),
  'source: its feed': () => getFeedOf(readers, 'source', `source-${claimant()}`),
  corrections: () => getCorrectionsPage(readers),
  'feed of all claims': () => getFeed(readers),
  'feed of corrections': () => getCorrectionsFeed(readers),
  'sitemap: the parts': () => countSitemaps(readers),
  'sitemap: a part of claims': () =>
    getClaimAddresses(readers, 1 + below(lastSitemap(CLAIMS * 0.85))),
  'sitemap: stories and sources': () => getOtherAddresses(readers),
}

try {
  console.log(`${loading} Each question ${ASKED} times, one after the other, with another claim, word or person each time; the machine's load
before: ${os.loadavg()[0]?.toFixed(1)}. Those marked are slower than ${MOST_MS} ms by their p95. Worked: how long
processors worked for one, in this process and in the database, whatever else they had to do.\n`)
  console.log(await tableOf('the desk', desk))
  console.log(await tableOf('readers’ pages, as they are made', site))
} finally {
  await db.$disconnect()
}

async function fill(): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM instance')
    const loaded = rowCount ? null : await loadNewsroom(client, CLAIMS)
    if (loaded)
      console.error(`${loaded.claims} claims and ${loaded.acts} acts in ${loaded.seconds} s`)
    // What a migration of this checkout added to a newsroom that was kept.
    const { rows: unseen } = await client.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples < 0`,
    )
    for (const { name } of unseen) await client.query(`VACUUM ANALYZE ${name}`)
    const { rows: sizes } = await client.query<{ acts: number; claims: number; size: string }>(`
      SELECT (SELECT max(id)::int FROM activity) AS acts, (SELECT count(*)::int FROM claims) AS claims,
        pg_size_pretty(pg_database_size(current_database())) AS size`)
    const { acts = 0, claims = 0, size } = sizes[0] ?? {}
    if (claims !== CLAIMS) throw new Error(`there are ${claims} claims, not ${CLAIMS}`)
    const took = loaded
      ? ` They were written in ${loaded.writing} s, and were there with all indexes after ${loaded.seconds} s.`
      : ''
    return `${claims.toLocaleString('en')} claims and ${acts.toLocaleString('en')} acts, ${size}.${took}`
  } finally {
    await client.end()
  }
}

/**
 * How long processors worked so far for this process and the database's connections: of a machine with nothing else to do
 * that is about how long an answer takes. Not a number where the system doesn't tell.
 */
async function workedMs(): Promise<Map<number, number>> {
  const { user, system } = process.cpuUsage()
  const times = new Map([[process.pid, (user + system) / 1000]])
  try {
    const backends = await db.$queryRaw<{ pid: number }[]>`
      SELECT pid FROM pg_stat_activity WHERE datname = current_database()`
    for (const { pid } of backends)
      times.set(pid, Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6)
    return times
  } catch {
    return new Map([[process.pid, Number.NaN]])
  }
}

/** Of those that are still there; who went meanwhile takes along what they did. */
function between(before: Map<number, number>, after: Map<number, number>): number {
  return [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0)
}

async function tableOf(
  what: string,
  questions: Record<string, () => Promise<unknown>>,
): Promise<string> {
  const lines = [
    `| ${what} | statements | p50 ms | p95 ms | most ms | worked ms | |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | --- |',
  ]
  for (const [name, ask] of Object.entries(questions)) {
    if (!`${what} ${name}`.includes(ONLY)) continue
    const taken: number[] = []
    const { length: statements } = await statementsOf(() => ask().catch(() => null))
    let before = new Map<number, number>()
    for (let round = -3; round < ASKED; round++) {
      if (round === 0) before = await workedMs()
      const since = performance.now()
      const failed = await ask().then(
        () => null,
        (error: Error) => error,
      )
      if (failed) {
        console.error(`${name}: ${failed.message.slice(-300)}`)
        taken.push(Number.POSITIVE_INFINITY)
        break
      }
      // The first meet connections that were never asked anything.
      if (round >= 0) taken.push(performance.now() - since)
      if (taken.length >= 5 && taken.reduce((sum, each) => sum + each, 0) > 15_000) break
    }
    const sorted = taken.toSorted((one, other) => one - other)
    const at = (share: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
    const worked = between(before, await workedMs()) / Math.max(1, taken.length)
    const figures = [at(0.5), at(0.95), at(1), worked].map((each) => each.toFixed(1)).join(' | ')
    lines.push(`| ${name} | ${statements} | ${figures} | ${at(0.95) > MOST_MS ? '×' : ''} |`)
    console.error(lines.at(-1))
  }
  return `${lines.join('\n')}\n`
}
