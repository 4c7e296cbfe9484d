import type { Found } from '@/lib/search/public/search-all'
import type { ClaimSearch } from '@/lib/search/schema'

/** What a search found, as one list of several kinds, the likeliest first. */
export function searchJson(found: Found, search: ClaimSearch, site: { origin: string }) {
  const names = found.names.map(({ slug, kind, ...name }) => ({
    kind,
    ...name,
    url:
      kind === 'source'
        ? `${site.origin}/sources/${slug}`
        : `${site.origin}/claims?${new URLSearchParams({ place: name.name })}`,
    ...(slug && { slug }),
  }))
  const claims = (found.claims?.items ?? []).map((claim) => ({
    kind: 'claim' as const,
    slug: claim.slug,
    url: `${site.origin}/claims/${claim.slug}`,
    proposition: claim.proposition,
    status: claim.status,
    confidence: claim.confidence,
    since: claim.since?.toISOString() ?? null,
    corrected: claim.corrected?.toISOString() ?? null,
    claimant: { slug: claim.claimant.slug, name: claim.claimant.name },
    said: claim.said && {
      on: claim.said.on.toISOString().slice(0, 10),
      precision: claim.said.precision,
      at: claim.said.at?.toISOString() ?? null,
      zone: claim.said.zone,
    },
    place: claim.placeName,
    story: claim.story,
  }))
  const texts = (kind: 'stories' | 'documents') =>
    found[kind].map(({ slug, url, ...text }) => ({
      ...text,
      url: slug ? `${site.origin}/stories/${slug}` : url,
    }))
  return {
    query: search,
    results: [
      ...names.filter(({ isMeant }) => isMeant),
      ...claims,
      ...texts('stories'),
      ...names.filter(({ isMeant }) => !isMeant),
      ...texts('documents'),
    ],
    claims: found.claims && {
      total: found.claims.total,
      isTotalOpen: found.claims.isTotalOpen,
      isGuess: found.claims.isGuess,
      nextCursor: found.claims.nextCursor,
    },
  }
}
