import 'server-only'
import { originsOfTold } from '@/lib/documents/origin'
import { isContradiction } from '@/lib/relations/rules'
import { type VerificationStatus, verdictSnapshot } from '@/lib/review/schema'
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
import { correctedAt, documentRef, earliestDocument, saidOf, sourceRef } from '@/lib/site/sql/parts'
import type {
  AppearanceGroup,
  Change,
  ClaimPage,
  DocumentRef,
  OtherClaim,
  RelatedClaim,
  SourceRef,
  VerdictView,
  WithdrawnClaim,
} from '@/lib/site/views'

type AppearanceRow = {
  documentId: string
  originSourceId: string | null
  quote: string
  language: string
  document: DocumentRef
  reportedBy: SourceRef | null
}

type ClaimRow = Omit<
  ClaimPage,
  'kind' | 'verdict' | 'appearances' | 'counterclaims' | 'related' | 'evidence' | 'changes'
> & {
  withdrawal: { reason: string; at: string } | null
  verdicts: VerdictRow[]
  snapshot: unknown
  appearances: AppearanceRow[]
  relations: RelatedClaim[]
}

/** The claim at `slug` as readers see it; null where there is none for them. */
export async function getClaimPage(
  ctx: Question,
  slug: string,
): Promise<ClaimPage | WithdrawnClaim | null> {
  const then = asOf(ctx.at)
  const [found] = await ctx.db.$queryRaw<{ row: ClaimRow }[]>`
    SELECT jsonb_build_object('slug', c.slug, 'proposition', c.proposition, 'shownSince', c.public_since,
      'withdrawal', ${withdrawalOf(then)},
      'wording', CASE WHEN c.wording IS NULL THEN NULL
        ELSE jsonb_build_object('text', c.wording, 'language', c.wording_language) END,
      'claimant', ${sourceRef('s')} || jsonb_build_object('url', s.url, 'reliability',
        (SELECT g.reliability FROM source_grades g WHERE g.source_id = s.id AND ${then.had('g.graded_at')}
          ORDER BY g.graded_at DESC, g.id DESC LIMIT 1)),
      'said', ${saidOf('c')},
      'place', CASE WHEN c.place_name IS NULL THEN NULL ELSE jsonb_build_object('name', c.place_name,
        'latitude', c.place_latitude, 'longitude', c.place_longitude) END,
      'story', (SELECT jsonb_build_object('slug', st.slug, 'title', st.title)
        FROM ${then.stories} st WHERE st.id = c.story_id AND st.public_since IS NOT NULL),
      'verdicts', ${verdictRows(then)},
      'snapshot', (SELECT cv.evidence_snapshot FROM verdicts cv WHERE ${then.isCurrent('cv', 'c')}),
      'appearances', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('documentId', d.id, 'originSourceId', a.origin_source_id, 'quote', a.quote_exact,
          'language', a.quote_language, 'document', ${documentRef},
          'reportedBy', CASE WHEN r.id IS NULL THEN NULL ELSE ${sourceRef('r')} END
        ) ORDER BY ${earliestDocument}), '[]')
        FROM appearances a JOIN documents d ON d.id = a.document_id JOIN ${then.sources} p ON p.id = d.publisher_id
          LEFT JOIN ${then.sources} r ON r.id = a.reported_by_id
        WHERE a.claim_id = c.id AND ${then.isOpen('a')}),
      'relations', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('type', l.type,
          'direction', CASE WHEN l.from_claim_id = c.id THEN 'from' ELSE 'to' END, 'note', l.note,
          'slug', o.slug, 'proposition', o.proposition, 'claimant', ${sourceRef('os')},
          'status', coalesce(ov.status::text, 'unreviewed'), 'confidence', ov.confidence,
          'corrected', ${correctedAt('o', then)}, 'said', ${saidOf('o')},
          'quote', CASE WHEN o.wording IS NOT NULL
            THEN jsonb_build_object('text', o.wording, 'language', o.wording_language) ELSE f.quote END,
          'document', f.document
        ) ORDER BY o.said_on NULLS LAST, o.said_at NULLS LAST, o.id), '[]')
        FROM relations l
        JOIN ${then.claims} o ON o.id = CASE WHEN l.from_claim_id = c.id THEN l.to_claim_id ELSE l.from_claim_id END
        JOIN ${then.sources} os ON os.id = o.claimant_id
        LEFT JOIN verdicts ov ON ${then.isCurrent('ov', 'o')}
        LEFT JOIN LATERAL (
          SELECT jsonb_build_object('text', a.quote_exact, 'language', a.quote_language) AS quote,
            ${documentRef} AS document
          FROM appearances a JOIN documents d ON d.id = a.document_id JOIN ${then.sources} p ON p.id = d.publisher_id
          WHERE a.claim_id = o.id AND ${then.isOpen('a')}
          ORDER BY ${earliestDocument} LIMIT 1
        ) f ON true
        WHERE (l.from_claim_id = c.id OR l.to_claim_id = c.id)
          AND ${then.isOpen('l')} AND ${then.isShown('o')})
    ) AS row
    FROM ${then.claims} c JOIN ${then.sources} s ON s.id = c.claimant_id
    WHERE c.slug = ${slug} AND c.public_since IS NOT NULL`
  if (!found) return null
  const { row } = found
  if (row.withdrawal) return withdrawn(row)

  const verdicts = inLine(row.verdicts).map(verdictOf)
  const verdict = verdicts.at(-1) ?? null
  const shownSince = utc(row.shownSince)
  const evidence = row.snapshot ? verdictSnapshot.parse(row.snapshot).evidence : []
  const relations = row.relations.map((each) => ({
    ...each,
    corrected: each.corrected && utc(each.corrected),
  }))
  const counterclaims = relations.filter((each) => isContradiction(each.type))
  return {
    kind: 'claim',
    slug: row.slug,
    proposition: row.proposition,
    wording: row.wording,
    claimant: row.claimant,
    said: row.said,
    place: row.place,
    story: row.story,
    status: verdict?.status ?? 'unreviewed',
    since: sinceOf(verdicts) ?? shownSince,
    shownSince,
    verdict,
    firstPublishedAt: verdicts[0]?.publishedAt ?? null,
    appearances: await groupByOrigin(ctx, row.appearances),
    counterclaims: once(counterclaims).map(({ type: _, direction: __, ...other }) => other),
    related: relations.filter((each) => !isContradiction(each.type)),
    evidence: evidenceSides(evidence),
    changes: changesOf(verdicts, shownSince),
  }
}

/** Two claims that counter each other are linked twice and are still one counterclaim. */
function once<T extends OtherClaim>(others: T[]): T[] {
  return [...new Map(others.map((other) => [other.slug, other])).values()]
}

/** When the unbroken run of verdicts with today's status began. */
function sinceOf(verdicts: VerdictView[]): string | null {
  let since: string | null = null
  for (const verdict of verdicts.toReversed()) {
    if (verdict.status !== verdicts.at(-1)?.status) break
    since = verdict.publishedAt
  }
  return since
}

/** Newest first; a claim that was shown by its first verdict has no time before it. */
function changesOf(verdicts: VerdictView[], shownSince: string): Change[] {
  const changes: Change[] = []
  let before: VerificationStatus | null = null
  if (verdicts[0]?.publishedAt !== shownSince) {
    changes.push({
      at: shownSince,
      before,
      status: 'unreviewed',
      confidence: null,
      kind: 'shown',
      note: null,
    })
    before = 'unreviewed'
  }
  for (const verdict of verdicts) {
    const { publishedAt: at, status, confidence, kind, publicNote: note } = verdict
    changes.push({ at, before, status, confidence, kind, note })
    before = status
  }
  return changes.reverse()
}

/** Appearances come earliest first, so the first one is the first appearance. */
async function groupByOrigin(ctx: Question, rows: AppearanceRow[]): Promise<AppearanceGroup[]> {
  const originOf = await originsOfTold(ctx.db, rows, ctx.at)
  const groups = new Map<string, AppearanceGroup>()
  for (const [index, row] of rows.entries()) {
    const origin = originOf(row) ?? row.document.publisher
    const group = groups.get(origin.slug) ?? {
      origin: { slug: origin.slug, name: origin.name },
      quotes: [],
    }
    groups.set(origin.slug, group)
    let words = group.quotes.find(
      ({ quote }) => quote.text === row.quote && quote.language === row.language,
    )
    if (!words) {
      words = { quote: { text: row.quote, language: row.language }, carriers: [] }
      group.quotes.push(words)
    }
    words.carriers.push({
      document: row.document,
      reportedBy: row.reportedBy,
      isFirst: index === 0,
    })
  }
  return [...groups.values()]
}
