import 'server-only'
import { differenceBetween, type Finding } from '@/lib/review/difference'
import { type VerdictSnapshot, verdictSnapshot } from '@/lib/review/schema'
import { evidenceSides } from '@/lib/site/evidence-sides'
import { utc } from '@/lib/site/lines'
import {
  inLine,
  type VerdictRow,
  verdictOf,
  verdictRows,
  withdrawalOf,
  withdrawn,
} from '@/lib/site/queries/one-claim'
import type { Question } from '@/lib/site/question'
import { asOf } from '@/lib/site/sql/as-of'
import { sourceRef } from '@/lib/site/sql/parts'
import type {
  ComparisonPage,
  HistoryPage,
  SourceRef,
  VerdictView,
  WithdrawnClaim,
} from '@/lib/site/views'

type Line = {
  kind: 'claim'
  slug: string
  proposition: string
  claimant: SourceRef
  shownSince: string
  /** Oldest first. */
  verdicts: (VerdictView & { grounds: VerdictSnapshot })[]
}

/** The claim's line of published verdicts, each with its grounds as readers may know them. */
async function lineOfVerdicts(ctx: Question, slug: string): Promise<Line | WithdrawnClaim | null> {
  const then = asOf(ctx.at)
  const [found] = await ctx.db.$queryRaw<
    {
      row: {
        slug: string
        proposition: string
        shownSince: string
        claimant: SourceRef
        withdrawal: { reason: string; at: string } | null
        verdicts: VerdictRow[]
        snapshots: { id: string; snapshot: unknown }[]
        shownNeighbours: string[]
      }
    }[]
  >`
    SELECT jsonb_build_object('slug', c.slug, 'proposition', c.proposition, 'shownSince', c.public_since,
      'claimant', ${sourceRef('s')}, 'withdrawal', ${withdrawalOf(then)}, 'verdicts', ${verdictRows(then)},
      'snapshots', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'snapshot', v.evidence_snapshot)), '[]')
        FROM verdicts v WHERE v.claim_id = c.id AND ${then.isPublished('v')}),
      'shownNeighbours', (SELECT coalesce(jsonb_agg(o.id), '[]') FROM relations l
        JOIN claims o ON o.id = CASE WHEN l.from_claim_id = c.id THEN l.to_claim_id ELSE l.from_claim_id END
        WHERE (l.from_claim_id = c.id OR l.to_claim_id = c.id) AND ${then.had('l.public_since')} AND ${then.isShown('o')})
    ) AS row
    FROM ${then.claims} c JOIN ${then.sources} s ON s.id = c.claimant_id
    WHERE c.slug = ${slug} AND c.public_since IS NOT NULL`
  if (!found) return null
  const { row } = found
  if (row.withdrawal) return withdrawn(row)

  const shown = new Set(row.shownNeighbours)
  const snapshots = new Map(
    row.snapshots.map(({ id, snapshot }) => [
      id,
      forReaders(verdictSnapshot.parse(snapshot), shown),
    ]),
  )
  return {
    kind: 'claim',
    slug: row.slug,
    proposition: row.proposition,
    claimant: row.claimant,
    shownSince: utc(row.shownSince),
    verdicts: inLine(row.verdicts).flatMap((each) => {
      const grounds = snapshots.get(each.id)
      return grounds ? [{ ...verdictOf(each), grounds }] : []
    }),
  }
}

/** Every published verdict of a claim, with what changed in its grounds between one and the next. */
export async function getHistoryPage(
  ctx: Question,
  slug: string,
): Promise<HistoryPage | WithdrawnClaim | null> {
  const line = await lineOfVerdicts(ctx, slug)
  if (line?.kind !== 'claim') return line
  const { verdicts, ...claim } = line
  const entries = verdicts.map(({ grounds, ...verdict }, index) => {
    const earlier = verdicts[index - 1]
    const wasShown = verdict.publishedAt !== claim.shownSince
    return {
      verdict,
      number: index + 1,
      before: earlier?.status ?? (wasShown ? ('unreviewed' as const) : null),
      evidence: evidenceSides(grounds.evidence),
      difference: earlier
        ? differenceBetween(findingOf(earlier), findingOf({ ...verdict, grounds }))
        : null,
    }
  })
  return {
    ...claim,
    status: verdicts.at(-1)?.status ?? 'unreviewed',
    entries: entries.reverse(),
  }
}

/** What differs between the verdicts `before` and `after` of a claim, counted from 1; null where there are no such two. */
export async function getComparisonPage(
  ctx: Question,
  slug: string,
  { before, after }: { before: number; after: number },
): Promise<ComparisonPage | WithdrawnClaim | null> {
  const line = await lineOfVerdicts(ctx, slug)
  if (line?.kind !== 'claim') return line
  const { verdicts, slug: claimSlug, proposition, claimant } = line
  const [one, other] = [verdicts[before - 1], verdicts[after - 1]]
  if (!one || !other || before >= after) return null
  const numbered = verdicts.map(({ grounds: _, ...verdict }, index) => ({
    verdict,
    number: index + 1,
  }))
  return {
    kind: 'claim',
    slug: claimSlug,
    proposition,
    claimant,
    verdicts: numbered,
    before,
    after,
    difference: differenceBetween(findingOf(one), findingOf(other)),
  }
}

function findingOf({ overtaking, ...verdict }: Line['verdicts'][number]): Finding {
  const { status, confidence, rationale, grounds } = verdict
  return { status, confidence, rationale, overtaking, grounds }
}

/**
 * A snapshot without what readers may not know: the story may be the desk's alone, and so may a related claim. An
 * appearance can have been withdrawn since, so its words are left to the page of today.
 */
function forReaders(snapshot: VerdictSnapshot, shown: Set<string>): VerdictSnapshot {
  return {
    ...snapshot,
    claim: { ...snapshot.claim, story: null },
    appearances: [],
    relations: snapshot.relations
      .filter((relation) => shown.has(relation.other.id))
      .map((relation) => ({ ...relation, other: { ...relation.other, isPublic: true } })),
  }
}
