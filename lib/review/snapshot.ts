import 'server-only'
import type { Tx } from '@/lib/db'
import { originsOfTold, principalsOf } from '@/lib/documents/origin'
import type { Stance } from '@/lib/evidence/schema'
import type { SnapshotEvidence, VerdictSnapshot } from '@/lib/review/schema'
import type { Reliability } from '@/lib/sources/schema'
import { knownTimeFields, type TimePrecision } from '@/lib/time'

/** The claim as it stands now: what a verdict on it would rest on. Times are ISO 8601 in UTC. */
export async function takeSnapshot(tx: Tx, claimId: string, now: Date): Promise<VerdictSnapshot> {
  const claim = await groundsOnFile(tx, claimId)
  const told = claim.evidence.map(({ documentId, originSourceId, excerpt }) => ({
    documentId,
    originSourceId: originSourceId ?? originOfWords(claim.appearances, documentId, excerpt),
  }))
  const originOf = await originsOfTold(tx, told)
  const claimant = (await principalsOf(tx, [claim.claimantId])).get(claim.claimantId)
  const said = knownTimeFields(
    claim.saidOn && claim.saidPrecision
      ? {
          on: new Date(claim.saidOn),
          precision: claim.saidPrecision,
          at: claim.saidAt === null ? null : new Date(claim.saidAt),
          zone: claim.saidZone,
        }
      : null,
  )
  return {
    takenAt: now.toISOString(),
    claim: {
      version: claim.version,
      proposition: claim.proposition,
      wording: claim.wording,
      claimant: claim.claimant,
      said: [said.date, said.time, said.zone].filter(Boolean).join(' '),
      place: [claim.placeName, claim.placeLatitude, claim.placeLongitude]
        .filter((part) => part !== null)
        .join(' '),
      story: claim.story?.title ?? null,
    },
    evidence: claim.evidence.map((each, at) => {
      const { document } = each
      const origin = originOf(told[at] ?? each) ?? document.publisher
      return {
        id: each.id,
        stance: each.stance,
        excerpt: each.excerpt,
        locator: each.locator,
        credibility: each.credibility ?? 6,
        document: {
          id: document.id,
          title: document.title,
          url: document.url,
          kind: document.kind,
          language: document.language,
          publishedOn: document.publishedOn,
          publisher: {
            slug: document.publisher.slug,
            name: document.publisher.name,
            reliability: document.publisher.reliability,
          },
        },
        origin: { id: origin.id, slug: origin.slug, name: origin.name },
        isFromClaimant: origin.id === (claimant?.id ?? claim.claimantId),
      }
    }),
    appearances: claim.appearances.map((each) => ({
      id: each.id,
      quote: each.quoteExact,
      document: each.title,
      publisher: each.publisher,
    })),
    relations: claim.relations,
  }
}

/** Where the words of an excerpt came from, when they stand in the claim's own quote of an agency in that document. */
function originOfWords(
  appearances: { documentId: string; originSourceId: string | null; quoteExact: string }[],
  documentId: string,
  excerpt: string,
): string | null {
  const quoted = appearances.find(
    (each) =>
      each.documentId === documentId &&
      each.originSourceId !== null &&
      (each.quoteExact.includes(excerpt) || excerpt.includes(each.quoteExact)),
  )
  return quoted?.originSourceId ?? null
}

type Grounds = {
  version: number
  proposition: string
  wording: string | null
  claimantId: string
  claimant: { id: string; slug: string; name: string }
  saidOn: string | null
  saidPrecision: TimePrecision | null
  saidAt: string | null
  saidZone: string | null
  placeName: string | null
  placeLatitude: number | null
  placeLongitude: number | null
  story: { title: string } | null
  evidence: {
    id: string
    documentId: string
    originSourceId: string | null
    stance: Stance
    excerpt: string
    locator: string | null
    credibility: number | null
    document: Omit<SnapshotEvidence['document'], 'publisher'> & {
      publisher: { id: string; slug: string; name: string; reliability: Reliability | null }
    }
  }[]
  appearances: {
    id: string
    documentId: string
    originSourceId: string | null
    quoteExact: string
    title: string
    publisher: string
  }[]
  relations: VerdictSnapshot['relations']
}

/** What a claim rests on, by one question; days and moments are text. */
async function groundsOnFile(tx: Tx, claimId: string): Promise<Grounds> {
  const [found] = await tx.$queryRaw<{ row: Grounds }[]>`
    SELECT jsonb_build_object('version', c.version, 'proposition', c.proposition, 'wording', c.wording, 'claimantId', c.claimant_id,
      'claimant', jsonb_build_object('id', s.id, 'slug', s.slug, 'name', s.name),
      'saidOn', c.said_on, 'saidPrecision', c.said_precision, 'saidAt', c.said_at, 'saidZone', c.said_zone,
      'placeName', c.place_name, 'placeLatitude', c.place_latitude, 'placeLongitude', c.place_longitude,
      'story', (SELECT jsonb_build_object('title', st.title) FROM stories st WHERE st.id = c.story_id),
      'evidence', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'documentId', e.document_id,
          'originSourceId', e.origin_source_id, 'stance', e.stance, 'excerpt', e.excerpt, 'locator', e.locator,
          'credibility', (SELECT g.credibility FROM evidence_grades g WHERE g.evidence_id = e.id
            ORDER BY g.graded_at DESC, g.id DESC LIMIT 1),
          'document', jsonb_build_object('id', d.id, 'title', d.title, 'url', d.url, 'kind', d.kind, 'language', d.language,
            'publishedOn', d.published_on, 'publisher', jsonb_build_object('id', p.id, 'slug', p.slug, 'name', p.name,
              'reliability', (SELECT g.reliability FROM source_grades g WHERE g.source_id = p.id
                ORDER BY g.graded_at DESC, g.id DESC LIMIT 1)))
        ) ORDER BY e.created_at, e.id), '[]')
        FROM evidence e JOIN documents d ON d.id = e.document_id JOIN sources p ON p.id = d.publisher_id
        WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL),
      'appearances', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'documentId', a.document_id,
          'originSourceId', a.origin_source_id, 'quoteExact', a.quote_exact, 'title', d.title, 'publisher', p.name
        ) ORDER BY a.created_at, a.id), '[]')
        FROM appearances a JOIN documents d ON d.id = a.document_id JOIN sources p ON p.id = d.publisher_id
        WHERE a.claim_id = c.id AND a.withdrawn_at IS NULL),
      'relations', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'type', l.type, 'direction', l.direction,
          'other', jsonb_build_object('id', o.id, 'slug', o.slug, 'proposition', o.proposition,
            'isPublic', o.public_since IS NOT NULL AND NOT EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = o.id))
        ) ORDER BY l.direction, l.id), '[]')
        FROM (
          SELECT id, type, 'from' AS direction, to_claim_id AS other_id FROM relations
            WHERE from_claim_id = c.id AND withdrawn_at IS NULL
          UNION ALL SELECT id, type, 'to', from_claim_id FROM relations WHERE to_claim_id = c.id AND withdrawn_at IS NULL
        ) l JOIN claims o ON o.id = l.other_id)
    ) AS row
    FROM claims c JOIN sources s ON s.id = c.claimant_id WHERE c.id = ${claimId}::uuid`
  if (!found) throw new Error(`there is no claim ${claimId}`)
  return found.row
}
