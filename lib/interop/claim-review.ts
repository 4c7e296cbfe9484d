import { statusDefinitions } from '@/lib/review/rules'
import type { VerdictStatus } from '@/lib/review/schema'
import { comparisonPath, correctionsOf, type Note } from '@/lib/site/notes'
import type { ClaimPage, DocumentRef, SourceRef } from '@/lib/site/views'
import { siteName, statusWords } from '@/lib/site/words'
import { type KnownMoment, machineTime } from '@/lib/words/say-time'

const WORST = 1
const BEST = 5

/**
 * Our statuses on the scale of schema.org's Rating, where the best is true and the worst false. What settles
 * nothing stands exactly between them: a number is recommended, and there is none for "open". `alternateName`, the
 * only rating that search engines show, carries the status itself. The methodology page prints this table.
 */
export const ratingOf: Record<VerdictStatus, number> = {
  verified: 5,
  corroborated: 4,
  unverified: 3,
  disputed: 3,
  overtaken: 3,
  misleading: 2,
  false: 1,
}

type Thing = { '@type': string; [property: string]: unknown }

/**
 * A claim's verdict as schema.org ClaimReview, with every property that Google's fact-check documentation requires
 * or recommends. Null where there is no verdict: a claim that nobody checked is no review. Says what the page says, and
 * so each correction too, newest first, as schema.org's CorrectionComment; an update is no correction.
 */
export function claimReview(claim: ClaimPage, site: { origin: string }): Thing | null {
  const { verdict } = claim
  if (!verdict) return null
  const url = `${site.origin}/claims/${claim.slug}`
  const appearances = claim.appearances
    .flatMap((group) => group.quotes)
    .flatMap(({ quote, carriers }) => carriers.map((carrier) => ({ ...carrier, quote })))
  const corrections = correctionsOf(claim.changes).map((note) => ({
    '@type': 'CorrectionComment',
    text: sayCorrection(note),
    datePublished: note.at,
    url: site.origin + comparisonPath(claim.slug, note.number),
  }))
  const first = appearances.find((appearance) => appearance.isFirst) ?? appearances[0]
  return {
    '@context': 'https://schema.org',
    '@type': 'ClaimReview',
    '@id': `${url}#review`,
    url,
    claimReviewed: claim.proposition,
    datePublished: claim.firstPublishedAt ?? verdict.publishedAt,
    dateModified: verdict.publishedAt,
    inLanguage: 'en',
    author: { '@type': 'Organization', name: siteName, url: `${site.origin}/` },
    reviewBody: verdict.rationale,
    ...(corrections.length > 0 && { correction: corrections }),
    reviewRating: {
      '@type': 'Rating',
      ratingValue: ratingOf[verdict.status],
      bestRating: BEST,
      worstRating: WORST,
      alternateName: statusWords[verdict.status],
      name: statusWords[verdict.status],
      ratingExplanation: statusDefinitions[verdict.status].meaning,
    },
    itemReviewed: {
      '@type': 'Claim',
      name: claim.proposition,
      ...(claim.wording && { text: claim.wording.text, inLanguage: claim.wording.language }),
      author: {
        ...agent(claim.claimant),
        ...(claim.claimant.url && { sameAs: claim.claimant.url }),
      },
      ...dated(claim.said ?? first?.document.published ?? null),
      appearance: appearances.map((appearance) => work(appearance.document, appearance.quote.text)),
      ...(first && { firstAppearance: work(first.document, first.quote.text) }),
    },
  }
}

/** What was wrong, with the label that others may still show. */
function sayCorrection({ before, status, note }: Note): string {
  const [was, is] = [statusWords[before].toLowerCase(), statusWords[status].toLowerCase()]
  const said =
    was === is
      ? `We corrected this verdict; it stayed ${is}.`
      : `We had called this ${was} and corrected that to ${is}.`
  return note ? `${said} ${note}` : said
}

function work(document: DocumentRef, quote: string): Thing {
  return {
    '@type': 'CreativeWork',
    ...(document.url && { url: document.url }),
    headline: document.title,
    inLanguage: document.language,
    publisher: agent(document.publisher),
    ...dated(document.published),
    text: quote,
  }
}

/** schema.org knows people and organizations; everything that speaks with more than one voice is the latter. */
function agent(source: SourceRef): Thing {
  const isPerson = source.kind === 'person' || source.kind === 'witness'
  return { '@type': isPerson ? 'Person' : 'Organization', name: source.name }
}

/** The page's own precision: a day stays a day. */
function dated(known: KnownMoment | null): { datePublished?: string } {
  return known ? { datePublished: machineTime(known) } : {}
}
