import 'server-only'
import type { Prisma } from '@/lib/generated/prisma/client'
import { getChangesAt, getMomentsAround, getViewAt } from '@/lib/site/moments'
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

/** The acts that can have changed a page, newest first, and which did for certain; null for a page that keeps no such list. */
async function actsOn(ctx: Pick<Question, 'db'>, address: string) {
  const { path: pagePath } = splitLanguage(address)
  for (const { form, candidates, certain } of pages) {
    const slug = form.exec(pagePath)?.[1]
    if (!slug) continue
    const rows = await ctx.db.$queryRaw<Row[]>`${candidates(slug)} ORDER BY at DESC`
    const isCertain = ({ what }: Row) => what.some((kind) => certain.includes(kind))
    return { pagePath, rows, isCertain }
  }
  return null
}

/** Asked with every publication of a page, while somebody waits: what is certain is not looked at. */
export async function getLastChange(
  ctx: Pick<Question, 'db'>,
  address: string,
): Promise<LastChange | null> {
  const acts = await actsOn(ctx, address)
  if (!acts) {
    const around = await getMomentsAround(ctx, address, new Date())
    return around?.current ? { at: around.current, hasBefore: around.before !== null } : null
  }
  const { pagePath, rows, isCertain } = acts
  const certain = rows.findIndex(isCertain)
  const oldest = certain === -1 ? rows.length - 1 : certain
  const since = await stoodSince(oldest, async (index) => {
    const at = rows[index]?.at
    return JSON.stringify(at ? await getViewAt(ctx, pagePath, at) : null)
  })
  const last = rows[since]
  return last ? { at: last.at.toISOString(), hasBefore: since < rows.length - 1 } : null
}

/**
 * Which of a page's views, newest first, is the oldest that is as the newest, if it is none after `oldest`: looked for in
 * steps that double, and halve once they went too far, since most acts change nothing of a page, or the last one did.
 */
async function stoodSince(
  oldest: number,
  viewOf: (index: number) => Promise<string>,
): Promise<number> {
  if (oldest <= 0) return 0
  const newest = await viewOf(0)
  const isAsNewest = async (index: number) => (await viewOf(index)) === newest
  let same = 0
  let other = oldest + 1
  for (let step = 1; same < oldest; step *= 2) {
    const next = Math.min(same + step, oldest)
    if (await isAsNewest(next)) same = next
    else {
      other = next
      break
    }
  }
  while (other - same > 1) {
    const middle = (same + other) >> 1
    if (await isAsNewest(middle)) same = middle
    else other = middle
  }
  return same
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
    const isChange =
      acts.isCertain(row) || (await getChangesAt(ctx, acts.pagePath, row.at)).length > 0
    if (isChange) moments.push(row.at.toISOString())
  }
  return moments
}
