import { checkPast, listFrom, type PastActs, type PastPage } from '@/lib/record/verify/past'
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

/** The moments of a page that a site lists, as they were when it was asked. */
type Mementos = { path: string; made: string; moments: string[] }

/** Compares some claims' pages as they stood, as the site's own lists name them, with what the leaves said then. */
export async function checkMementos(
  report: Report,
  acts: PastActs,
  { readPage, again, patienceMs }: PastOutside,
): Promise<void> {
  const claims = [...acts.now().claims.values()]
  const lists: Mementos[] = []
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
  const whole = lists
    .filter(({ moments }) => moments.length < PART)
    .map((list) => listFrom(list.path, list))
  await checkPast(
    report,
    acts,
    { pages, lists: whole },
    {
      readPage: ({ path, moment }) => readPage(`${path}?at=${moment}`),
      mayGo: false,
      listAgain: async ({ path }) => {
        const list = await listOf(path, readPage)
        return list && listFrom(path, list)
      },
      again,
      patienceMs,
      atOnce: 2,
    },
  )
}

async function listOf(path: string, readPage: PastOutside['readPage']): Promise<Mementos | null> {
  const made = new Date().toISOString()
  const timeMap = await readPage(`${path}/timemap`)
  return timeMap === null ? null : { path, made, moments: mementosIn(timeMap) }
}

function pagesOf({ path, moments }: Mementos): PastPage[] {
  return moments.map((moment) => ({ path, moment }))
}

const MEMENTO = /<[^>]*\?at=(\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z)>;\s*rel="(?:[^"]* )?memento"/g

/** Moments in the addresses of the mementos that a TimeMap (RFC 7089) lists. */
function mementosIn(timeMap: string): string[] {
  return [...timeMap.matchAll(MEMENTO)].map(([, moment = '']) => moment)
}
