import { comparisonPath, notesOf } from '@/lib/site/notes'
import type { ClaimPage, WithdrawnClaim } from '@/lib/site/views'

/** Where a claim stands, for machines: what its page says of its status, and nothing that the page does not. */
export function claimJson(claim: ClaimPage | WithdrawnClaim, site: { origin: string }): object {
  const url = `${site.origin}/claims/${claim.slug}`
  const common = { slug: claim.slug, claim: claim.proposition }
  const links = { self: `${url}.json`, page: url, history: `${url}/history` }
  if (claim.kind === 'withdrawn') {
    return { ...common, withdrawn: { at: claim.withdrawnAt, reason: claim.reason }, links }
  }
  const { verdict, claimant } = claim
  const notes = notesOf(claim.changes).map((note) => ({
    kind: note.kind,
    at: note.at,
    before: note.before,
    after: note.status,
    note: note.note,
    difference: site.origin + comparisonPath(claim.slug, note.number),
  }))
  return {
    ...common,
    claimant: { name: claimant.name, page: `${site.origin}/sources/${claimant.slug}` },
    status: claim.status,
    confidence: verdict?.confidence ?? null,
    since: claim.since,
    shownSince: claim.shownSince,
    verdict: verdict && {
      kind: verdict.kind,
      publishedAt: verdict.publishedAt,
      rationale: verdict.rationale,
      note: verdict.publicNote,
      overtaken: verdict.overtaking && {
        on: verdict.overtaking.on,
        event: verdict.overtaking.event,
        claim: verdict.overtaking.claim && `${site.origin}/claims/${verdict.overtaking.claim.slug}`,
      },
    },
    corrections: notes.filter((note) => note.kind === 'correction'),
    updates: notes.filter((note) => note.kind === 'update'),
    links,
  }
}
