import type { SnapshotEvidence } from '@/lib/review/schema'
import type { EvidenceGroup, EvidenceSide } from '@/lib/site/views'

const order = ['supports', 'refutes', 'context'] as const

/**
 * A verdict's evidence by what it does to the claim and then by where it came from, so that ten carriers of one
 * dispatch stand as one. `origins` counts what the rules count: the claimant is no witness for himself.
 */
export function evidenceSides(evidence: SnapshotEvidence[]): EvidenceSide[] {
  return order.flatMap((stance) => {
    const groups = new Map<string, EvidenceGroup & { counts: boolean }>()
    for (const each of evidence) {
      if (each.stance !== stance) continue
      const group = groups.get(each.origin.id) ?? {
        origin: { slug: each.origin.slug, name: each.origin.name },
        items: [],
        counts: stance !== 'supports' || !each.isFromClaimant,
      }
      groups.set(each.origin.id, group)
      group.items.push({
        stance,
        excerpt: { text: each.excerpt, language: each.document.language },
        locator: each.locator,
        credibility: each.credibility,
        reliability: each.document.publisher.reliability,
        document: {
          title: each.document.title,
          url: each.document.url,
          publishedOn: each.document.publishedOn,
          publisher: { slug: each.document.publisher.slug, name: each.document.publisher.name },
        },
        isFromClaimant: each.isFromClaimant,
      })
    }
    if (groups.size === 0) return []
    const all = [...groups.values()]
    return [
      {
        stance,
        origins: all.filter((group) => group.counts).length,
        groups: all.map(({ origin, items }) => ({ origin, items })),
      },
    ]
  })
}
