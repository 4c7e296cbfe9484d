/** Claims on one page of the archive. */
export const CLAIMS_PER_PAGE = 30

/**
 * The archive counts from the oldest: page 1 holds the first thirty claims we ever showed, for good. A claim
 * keeps its page, so a change of its status touches that one file; only a new claim makes or fills the last page.
 * `/claims` shows the last page and the one before it, so that it is never nearly empty.
 */
export function archivePageOf(rank: number): number {
  return Math.ceil(rank / CLAIMS_PER_PAGE)
}

export function lastArchivePage(total: number): number {
  return Math.max(1, Math.ceil(total / CLAIMS_PER_PAGE))
}

/** Ranks (from 1, oldest first) of the claims that `/claims` itself shows. */
export function newestRanks(total: number): { from: number; to: number } {
  return { from: Math.max(0, lastArchivePage(total) - 2) * CLAIMS_PER_PAGE + 1, to: total }
}

/** The archive of corrections and withdrawals counts in the same way. */
export const CORRECTIONS_PER_PAGE = CLAIMS_PER_PAGE

/** Claims in one file of the sitemap; the protocol's limit is 50,000. */
export const CLAIMS_PER_SITEMAP = 3000

export function lastSitemap(total: number): number {
  return Math.max(1, Math.ceil(total / CLAIMS_PER_SITEMAP))
}
