import 'server-only'
import type { Tx } from '@/lib/db'
import { originsOfTold, principalsOf } from '@/lib/documents/origin'
import type { VerdictSnapshot } from '@/lib/review/schema'
import { knownTimeFields, type TimePrecision } from '@/lib/time'

/** The claim as it stands now: what a verdict on it would rest on. Times are ISO 8601 in UTC. */
export async function takeSnapshot(tx: Tx, claimId: string, now: Date): Promise<VerdictSnapshot> {
  const claim = await tx.claim.findUniqueOrThrow({
    where: { id: claimId },
    include: {
      claimant: { select: { id: true, slug: true, name: true } },
      story: { select: { title: true } },
      evidence: {
        where: { withdrawnAt: null },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        include: {
          grades: { orderBy: [{ gradedAt: 'desc' }, { id: 'desc' }], take: 1 },
          document: {
            include: {
              publisher: {
                include: { grades: { orderBy: [{ gradedAt: 'desc' }, { id: 'desc' }], take: 1 } },
              },
            },
          },
        },
      },
      appearances: {
        where: { withdrawnAt: null },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        include: { document: { select: { title: true, publisher: { select: { name: true } } } } },
      },
      relationsFrom: {
        where: { withdrawnAt: null },
        orderBy: { id: 'asc' },
        include: { toClaim: otherEnd },
      },
      relationsTo: {
        where: { withdrawnAt: null },
        orderBy: { id: 'asc' },
        include: { fromClaim: otherEnd },
      },
    },
  })
  const told = claim.evidence.map(({ documentId, originSourceId, excerpt }) => ({
    documentId,
    originSourceId: originSourceId ?? originOfWords(claim.appearances, documentId, excerpt),
  }))
  const originOf = await originsOfTold(tx, told)
  const claimant = (await principalsOf(tx, [claim.claimantId])).get(claim.claimantId)
  const said = knownTimeFields(
    claim.saidOn && claim.saidPrecision
      ? {
          on: claim.saidOn,
          precision: claim.saidPrecision as TimePrecision,
          at: claim.saidAt,
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
        credibility: each.grades[0]?.credibility ?? 6,
        document: {
          id: document.id,
          title: document.title,
          url: document.url,
          kind: document.kind,
          language: document.language,
          publishedOn: document.publishedOn?.toISOString().slice(0, 10) ?? null,
          publisher: {
            slug: document.publisher.slug,
            name: document.publisher.name,
            reliability: document.publisher.grades[0]?.reliability ?? null,
          },
        },
        origin: { id: origin.id, slug: origin.slug, name: origin.name },
        isFromClaimant: origin.id === (claimant?.id ?? claim.claimantId),
      }
    }),
    appearances: claim.appearances.map((each) => ({
      id: each.id,
      quote: each.quoteExact,
      document: each.document.title,
      publisher: each.document.publisher.name,
    })),
    relations: [
      ...claim.relationsFrom.map((each) => ({
        ...ends(each.toClaim),
        id: each.id,
        type: each.type,
        direction: 'from' as const,
      })),
      ...claim.relationsTo.map((each) => ({
        ...ends(each.fromClaim),
        id: each.id,
        type: each.type,
        direction: 'to' as const,
      })),
    ],
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

const otherEnd = {
  select: {
    id: true,
    slug: true,
    proposition: true,
    publicSince: true,
    withdrawal: { select: { claimId: true } },
  },
} as const

function ends(other: {
  id: string
  slug: string
  proposition: string
  publicSince: Date | null
  withdrawal: object | null
}) {
  const { id, slug, proposition } = other
  return {
    other: {
      id,
      slug,
      proposition,
      isPublic: other.publicSince !== null && other.withdrawal === null,
    },
  }
}
