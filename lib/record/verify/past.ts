import { isSettled, type PastIndex, type Span, spansOf } from '@/lib/publish/past-files'
import { aboutOf, falseTwin, findingsIn, otherThanMade } from '@/lib/record/verify/page-run'
import { momentOf, type PublicClaim, PublicRecord } from '@/lib/record/verify/public-record'
import type { PublicAct } from '@/lib/record/verify/published'
import type { Finding, Report } from '@/lib/record/verify/report'

/** A page as it stood at a moment: `{ path: '/claims/homs', moment: '2024-12-07T18:00:00.000Z' }`. */
export type PastPage = { path: string; moment: string }

/** Stretches of time in which a page stayed as it was, as far as they were known. */
export type PastList = { path: string; spans: Span[] }

/** A list as it is kept or answered. Where every moment is known, there was no page before the first. */
export function listFrom(path: string, index: PastIndex): PastList {
  const spans = spansOf(index)
  const first = 'moments' in index ? spans[0] : undefined
  return {
    path,
    spans: first ? [{ from: null, to: first.from, made: first.made }, ...spans] : spans,
  }
}

/** The acts of a log by their own time, for the record as it was at one moment after another. */
export class PastActs {
  private readonly acts: { at: number; act: PublicAct }[] = []

  add(act: PublicAct): void {
    const moment = momentOf(act)
    if (moment !== undefined) this.acts.push({ at: Date.parse(moment), act })
  }

  /** Answers the record as of moments asked for from the earliest on. It is one record, which grows from each to the next. */
  fromTheBeginning(): (moment: string) => PublicRecord {
    const acts = this.acts.toSorted((a, b) => a.at - b.at || a.act.index - b.act.index)
    const record = new PublicRecord()
    let next = 0
    return (moment) => {
      const until = Date.parse(moment)
      for (let each = acts[next]; each && each.at <= until; each = acts[++next]) {
        record.add(each.act)
      }
      return record
    }
  }

  /** The record with all of them. */
  now(): PublicRecord {
    return this.fromTheBeginning()(new Date(8.64e15).toISOString())
  }
}

export type PastSettings = {
  /** Null where there is none. */
  readPage: (page: PastPage) => Promise<string | null>
  /** What the application answers for a page, with the hash at its end; null where it isn't to be asked. */
  renderPage?: (page: PastPage) => Promise<string | null>
  falseTwins?: (page: PastPage, text: string) => Promise<string[]>
  /** A list as it is by now. */
  listAgain: (list: PastList) => Promise<PastList | null>
  /** Whether a page may be gone by the time it is read, to be made again when somebody asks. */
  mayGo: boolean
  /** The acts that there are by now, for pages that were made since. */
  again: () => Promise<PastActs>
  patienceMs: number
  atOnce: number
}

type Past = { pages: PastPage[]; lists: PastList[] }
type Doubt = { about: PastPage | PastList; findings: Finding[] }

/** Compares pages as they stood with what the leaves said by then, and the lists of their moments with the acts. */
export async function checkPast(
  report: Report,
  acts: PastActs,
  { pages, lists }: Past,
  settings: PastSettings,
): Promise<void> {
  const look = async (acts: PastActs, past: Past): Promise<Doubt[]> => [
    ...(await doubtfulPages(acts, past.pages, settings)),
    ...doubtfulLists(acts, past.lists),
  ]
  const doubtful = await look(acts, { pages, lists })
  report.count('past pages', pages.length)
  if (doubtful.length === 0) return
  // One that was made a moment ago may show an act that the log did not have yet.
  await new Promise((resolve) => setTimeout(resolve, settings.patienceMs))
  const abouts = doubtful.map(({ about }) => about)
  const listsNow = await Promise.all(
    abouts.filter((about) => 'spans' in about).map(settings.listAgain),
  )
  const still = await look(await settings.again(), {
    pages: abouts.filter((about) => 'moment' in about),
    lists: listsNow.filter((list) => list !== null),
  })
  for (const { findings } of still) for (const finding of findings) report.find(finding)
}

async function doubtfulPages(
  acts: PastActs,
  pages: PastPage[],
  settings: PastSettings,
): Promise<Doubt[]> {
  const doubtful: Doubt[] = []
  const recordAt = acts.fromTheBeginning()
  for (const together of byMoment(pages)) {
    const record = recordAt(together[0]?.moment ?? '')
    for (let from = 0; from < together.length; from += settings.atOnce) {
      await Promise.all(
        together.slice(from, from + settings.atOnce).map(async (page) => {
          const findings = await findingsOn(page, record, settings)
          if (findings.length > 0) doubtful.push({ about: page, findings })
        }),
      )
    }
  }
  return doubtful
}

/** From the earliest moment to the last. */
function byMoment(pages: PastPage[]): PastPage[][] {
  const groups = new Map<string, PastPage[]>()
  for (const page of pages) {
    const group = groups.get(page.moment)
    if (group) group.push(page)
    else groups.set(page.moment, [page])
  }
  return [...groups].sort(([a], [b]) => Date.parse(a) - Date.parse(b)).map(([, group]) => group)
}

/** Where a reader finds a page as it stood. */
function addressOf({ path, moment }: PastPage): string {
  return `${path}?at=${moment}`
}

async function findingsOn(
  past: PastPage,
  record: PublicRecord,
  { readPage, renderPage, falseTwins, mayGo }: PastSettings,
): Promise<Finding[]> {
  const about = aboutOf(past.path, addressOf(past), record)
  const page = await readPage(past)
  if (page === null) {
    const says = `There is no page ${about.page}, and it is listed.`
    return mayGo ? [] : [{ check: 'past page', ...about, says }]
  }
  const { path } = past
  const findings = findingsIn(page, { path, address: about.page }, record)
  for (const name of (await falseTwins?.(past, page)) ?? []) findings.push(falseTwin(name, about))
  const rendered = (await renderPage?.(past)) ?? page
  if (rendered !== page) findings.push(otherThanMade(page, rendered, about))
  return findings
}

function doubtfulLists(acts: PastActs, lists: PastList[]): Doubt[] {
  if (lists.length === 0) return []
  const record = acts.now()
  return lists.flatMap((list) => {
    const findings = missingMoments(list, record)
    return findings.length > 0 ? [{ about: list, findings }] : []
  })
}

/** A moment left out of a list shows readers the page before it, which is true of another time. */
function missingMoments({ path, spans }: PastList, record: PublicRecord): Finding[] {
  const changes = changesOf(path, record).sort((a, b) => a.at - b.at)
  return spans.flatMap(({ from, to, made }) => {
    const next = firstAfter(changes, from === null ? Number.NEGATIVE_INFINITY : Date.parse(from))
    if (!next || (to !== null && next.at >= Date.parse(to))) return []
    const at = new Date(next.at).toISOString()
    // What was not settled when the list was made, no list has to know of.
    if (!isSettled(at, made)) return []
    return [
      {
        check: 'past moment',
        claim: next.slug,
        page: path,
        says: `The moments of the page ${path} leave out ${at}, when the claim ${next.slug} ${next.what}: whoever asks for that time is shown the page before.`,
      },
    ]
  })
}

type PageChange = { at: number; slug: string; what: string }

/** Acts of which each changed what this page says, as far as claims themselves are concerned. */
function changesOf(path: string, record: PublicRecord): PageChange[] {
  const slug = /^\/claims\/([a-z0-9-]+)(?:\/history)?$/.exec(path)?.[1]
  const claim = slug ? record.claimAt(slug) : undefined
  if (claim) return changesOfClaim(claim)
  const every = () => [...record.claims.values()].flatMap(changesOfClaim)
  if (/^\/(?:|claims|sources|feeds\/claims\.(?:atom|json))$/.test(path)) return every()
  if (/^\/(?:corrections(?:\/|$)|feeds\/corrections\.(?:atom|json)$)/.test(path)) {
    return every().filter(({ what }) => what === CORRECTED || what === WITHDRAWN)
  }
  return []
}

const CORRECTED = 'was corrected'
const WITHDRAWN = 'was withdrawn'

function changesOfClaim({ slug, shownAt, verdicts, withdrawn }: PublicClaim): PageChange[] {
  const change = (at: string, what: string) => ({ at: Date.parse(at), slug, what })
  return [
    change(shownAt, 'was shown'),
    ...verdicts.map(({ at, kind }) =>
      change(at, kind === 'correction' ? CORRECTED : 'got a verdict'),
    ),
    ...(withdrawn ? [change(withdrawn.at, WITHDRAWN)] : []),
  ]
}

/** The first of changes in order of time that is later than a moment. */
function firstAfter(changes: PageChange[], moment: number): PageChange | undefined {
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((changes[middle]?.at ?? 0) <= moment) low = middle + 1
    else high = middle
  }
  return changes[low]
}
