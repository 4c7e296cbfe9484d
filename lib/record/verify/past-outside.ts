import { checkPast, type PastActs, type PastList, type PastPage } from '@/lib/record/verify/past'
import type { Report } from '@/lib/record/verify/report'
import { spread } from '@/lib/record/verify/spread'

const MOST_CLAIMS = 10
const MOST_MEMENTOS = 50
/** As long as a list has fewer, it is all of it. */
const PART = 1_000

export type PastOutside = {
  /** Answers what the site has at a path, or null where it has nothing. */
  readPage: (path: string) => Promise<string | null>
  again: () => Promise<PastActs>
  patienceMs: number
}

/** Compares some claims' pages as they stood, as the site's own lists name them, with what the leaves said then. */
export async function checkMementos(
  report: Report,
  acts: PastActs,
  { readPage, again, patienceMs }: PastOutside,
): Promise<void> {
  const claims = [...acts.now().claims.values()]
  const lists: PastList[] = []
  for (const { slug } of spread(claims, MOST_CLAIMS)) {
    const path = `/claims/${slug}`
    const list = await listOf(path, readPage)
    if (list) lists.push(list)
    else {
      const says = `There is no list of the moments of the page ${path}, and the leaves show it.`
      report.find({ check: 'past moment', claim: slug, page: path, says })
    }
  }
  if (lists.length === 0) return
  const pages = spread(lists.flatMap(pagesOf), MOST_MEMENTOS)
  report.note(
    `Of the past, ${pages.length} pages of ${lists.length} of the ${claims.length} claims were looked at, evenly spread.`,
  )
  const whole = lists.filter(({ moments }) => moments.length < PART)
  await checkPast(
    report,
    acts,
    { pages, lists: whole },
    {
      readPage: ({ path, moment }) => readPage(`${path}?at=${moment}`),
      mayGo: false,
      listAgain: (list) => listOf(list.path, readPage),
      again,
      patienceMs,
      atOnce: 2,
    },
  )
}

async function listOf(path: string, readPage: PastOutside['readPage']): Promise<PastList | null> {
  const made = new Date().toISOString()
  const timeMap = await readPage(`${path}/timemap`)
  return timeMap === null ? null : { path, made, moments: mementosIn(timeMap) }
}

function pagesOf({ path, moments }: PastList): PastPage[] {
  return moments.map((moment) => ({ path, moment }))
}

/** Moments in the addresses of the mementos that a TimeMap (RFC 7089) lists. */
export function mementosIn(timeMap: string): string[] {
  const links = timeMap.matchAll(/<[^>]*[?&]at=([^>&]+)>;\s*rel="(?:[^"]* )?memento"/g)
  return [...links].map(([, moment = '']) => decodeURIComponent(moment))
}
