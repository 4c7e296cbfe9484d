import 'server-only'
import { documentsAt, hadHappened, type Instant, sourcesAt } from '@/lib/documents/sql'
import { Prisma } from '@/lib/generated/prisma/client'

/**
 * The parts of the readers' questions that depend on when they are asked about: a moment of ours, at which something
 * was or wasn't published, never the moment at which something was so in the world. What happened at that very
 * moment had happened.
 */
export type AsOf = {
  at: Instant
  /** In a FROM, each to be given a name. Past claims are those that were public, with all that their page says. */
  claims: Prisma.Sql
  sources: Prisma.Sql
  stories: Prisma.Sql
  documents: Prisma.Sql
  /** Whether readers were shown the claim: published and not withdrawn. Holds of the bare table, too. */
  isShown: (claim: string) => Prisma.Sql
  /** Whether the claim is among those that one source made, or that one story gathers. */
  isOneOf: (claim: string, column: 'claimant_id' | 'story_id', id: Prisma.Sql) => Prisma.Sql
  /** Whether readers were shown the appearance, or the relation, and it wasn't taken back. */
  isOpen: (row: string) => Prisma.Sql
  /** Whether the verdict was published. */
  isPublished: (verdict: string) => Prisma.Sql
  /** Whether the verdict was the one that stood. */
  isCurrent: (verdict: string, claim: string) => Prisma.Sql
  /** Whether what happened at `column` had happened. */
  had: (column: string) => Prisma.Sql
}

export function asOf(at: Instant): AsOf {
  return at ? past(at) : present
}

const present: AsOf = {
  at: null,
  claims: Prisma.sql`claims`,
  sources: sourcesAt(null),
  stories: Prisma.sql`stories`,
  documents: documentsAt(null),
  isShown: (claim) => Prisma.sql`(${Prisma.raw(claim)}.public_since IS NOT NULL
    AND NOT EXISTS (SELECT FROM withdrawals gone WHERE gone.claim_id = ${Prisma.raw(claim)}.id))`,
  isOneOf: (claim, column, id) => Prisma.sql`${Prisma.raw(`${claim}.${column}`)} = ${id}`,
  isOpen: (row) => Prisma.raw(`(${row}.public_since IS NOT NULL AND ${row}.withdrawn_at IS NULL)`),
  isPublished: (verdict) => Prisma.sql`${Prisma.raw(verdict)}.state = 'published'`,
  isCurrent: (verdict, claim) =>
    Prisma.sql`${Prisma.raw(verdict)}.id = ${Prisma.raw(claim)}.current_verdict_id`,
  had: (column) => hadHappened(column, null),
}

function past(at: Date): AsOf {
  const had = (column: string) => hadHappened(column, at)
  const isPublished = (verdict: string) =>
    Prisma.sql`${Prisma.raw(verdict)}.state = 'published' AND ${had(`${verdict}.published_at`)}`
  return {
    at,
    claims: Prisma.sql`(SELECT x.id, x.slug, x.public_since, r.claimant_id, r.proposition, r.wording, r.wording_language,
        r.said_on, r.said_precision, r.said_at, r.said_zone, r.place_name, r.place_latitude, r.place_longitude, r.story_id
      FROM claims x CROSS JOIN LATERAL (SELECT r.* FROM claim_revisions r
        WHERE r.claim_id = x.id AND ${had('r.at')} ORDER BY r.at DESC, r.version DESC LIMIT 1) r
      WHERE ${had('x.public_since')})`,
    sources: sourcesAt(at),
    stories: Prisma.sql`(SELECT x.id, x.slug, x.public_since, r.title, r.summary
      FROM stories x CROSS JOIN LATERAL (SELECT r.* FROM story_revisions r
        WHERE r.story_id = x.id AND ${had('r.at')} ORDER BY r.at DESC, r.version DESC LIMIT 1) r
      WHERE ${had('x.public_since')})`,
    documents: documentsAt(at),
    isShown: (
      claim,
    ) => Prisma.sql`(${had(`${claim}.public_since`)} AND NOT EXISTS (SELECT FROM withdrawals gone
      WHERE gone.claim_id = ${Prisma.raw(claim)}.id AND ${had('gone.withdrawn_at')}))`,
    // Whoever made it ever is found by an index; whoever made it then is among them. An array, since of so many tables
    // the planner would join this one last.
    isOneOf: (claim, column, id) => Prisma.sql`(${Prisma.raw(`${claim}.${column}`)} = ${id}
      AND ${Prisma.raw(claim)}.id = ANY (ARRAY(SELECT ever.claim_id FROM claim_revisions ever
        WHERE ever.${Prisma.raw(column)} = ${id})))`,
    isOpen: (row) => Prisma.sql`(${had(`${row}.public_since`)}
      AND (${Prisma.raw(row)}.withdrawn_at IS NULL OR NOT ${had(`${row}.withdrawn_at`)}))`,
    isPublished,
    // The end of the line of those published by then: two of one moment are told apart by which supersedes which.
    isCurrent: (
      verdict,
      claim,
    ) => Prisma.sql`(${Prisma.raw(verdict)}.claim_id = ${Prisma.raw(claim)}.id
      AND ${isPublished(verdict)} AND NOT EXISTS (SELECT FROM verdicts later
        WHERE later.supersedes_id = ${Prisma.raw(verdict)}.id AND ${isPublished('later')}))`,
    had,
  }
}
