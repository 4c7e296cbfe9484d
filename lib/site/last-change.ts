import 'server-only'
import type { Prisma } from '@/lib/generated/prisma/client'
import { getChangesAt, getMomentsAround } from '@/lib/site/moments'
import type { Question } from '@/lib/site/question'
import {
  type CandidateKind,
  claimCandidates,
  historyCandidates,
  sourceCandidates,
  storyCandidates,
} from '@/lib/site/sql/candidates'
import { splitLanguage } from '@/lib/words/languages'

/** When a page changed last, and whether there was a page before that. */
export type LastChange = { at: string; hasBefore: boolean }

/** Of this many acts that can have changed a page, the newest is taken to have, if none is seen to. */
const MOST_LOOKED_AT = 3

const SLUG = '([a-z0-9-]{1,120})'
const OWN: CandidateKind[] = ['shown', 'verdict', 'withdrawal']

const pages: {
  form: RegExp
  candidates: (slug: string) => Prisma.Sql
  certain: CandidateKind[]
}[] = [
  { form: new RegExp(`^/claims/${SLUG}$`), candidates: claimCandidates, certain: OWN },
  {
    form: new RegExp(`^/claims/${SLUG}/history$`),
    candidates: historyCandidates,
    certain: [...OWN, 'logged'],
  },
  { form: new RegExp(`^/stories/${SLUG}$`), candidates: storyCandidates, certain: ['shown'] },
  { form: new RegExp(`^/sources/${SLUG}$`), candidates: sourceCandidates, certain: [] },
]

type Row = { at: Date; what: CandidateKind[] }

/** The acts that can have changed a page, newest first, and whether one did; null for a page that keeps no such list. */
async function actsOn(ctx: Pick<Question, 'db'>, address: string) {
  const { path: pagePath } = splitLanguage(address)
  for (const { form, candidates, certain } of pages) {
    const slug = form.exec(pagePath)?.[1]
    if (!slug) continue
    const found = await ctx.db.$queryRaw<Row[]>`${candidates(slug)} ORDER BY at DESC`
    const rows = certain.includes('withdrawal') ? sinceWithdrawn(found) : found
    const isChange = async ({ at, what }: Row) =>
      what.some((kind) => certain.includes(kind)) ||
      (await getChangesAt(ctx, pagePath, at)).length > 0
    return { rows, isChange }
  }
  return null
}

/** What becomes of others does not show on the page of a claim that is withdrawn, though they bear on it. */
function sinceWithdrawn(rows: Row[]): Row[] {
  const withdrawn = rows.findIndex(({ what }) => what.includes('withdrawal'))
  const isOwn = ({ what }: Row) =>
    what.some((kind) => OWN.includes(kind) || kind === 'claim' || kind === 'logged')
  return rows.filter((row, index) => index >= withdrawn || isOwn(row))
}

/**
 * Asked with every publication of a page, while somebody waits: the newest act that can have changed it is looked for,
 * and the page before and after it compared only where its kind alone does not tell.
 */
export async function getLastChange(
  ctx: Pick<Question, 'db'>,
  pagePath: string,
): Promise<LastChange | null> {
  const acts = await actsOn(ctx, pagePath)
  if (!acts) {
    const around = await getMomentsAround(ctx, pagePath, new Date())
    return around?.current ? { at: around.current, hasBefore: around.before !== null } : null
  }
  const { rows, isChange } = acts
  let last = rows[0]
  for (const row of rows.slice(0, MOST_LOOKED_AT)) {
    if (!(await isChange(row))) continue
    last = row
    break
  }
  return last ? { at: last.at.toISOString(), hasBefore: last !== rows.at(-1) } : null
}

/** The moments of a page after one of them, oldest first, for whoever knows those until then; null as above. */
export async function getMomentsSince(
  ctx: Pick<Question, 'db'>,
  pagePath: string,
  since: Date,
): Promise<string[] | null> {
  const acts = await actsOn(ctx, pagePath)
  if (!acts) return null
  const moments: string[] = []
  for (const row of acts.rows.filter(({ at }) => at > since).reverse()) {
    if (await acts.isChange(row)) moments.push(row.at.toISOString())
  }
  return moments
}
