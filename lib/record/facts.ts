import type { JsonValue } from '@/lib/record/canonical'
import type { Fact } from '@/lib/record/disclosure'

type Row = { [column: string]: JsonValue }

/** A line of `activity` with the rows that it made, as lib/record/acts.ts loads them. */
export type Act = {
  id: bigint
  type: string
  at: string
  actorId: string | null
  /** What it is about: `{ claim, version }`, `{ source }`, `{ document }`, `{ story }`, `{ intake }` or `{ person }`. */
  about: Row
  payload: Row
  verdict: Row | null
  appearance: Row | null
  relation: Row | null
  evidence: Row | null
  document: Row | null
  /** The revision of the claim that the act left, or that was in force. */
  revision: Row | null
  /** The address of the claim. */
  slug: string | null
  /** What readers were shown for the first time. */
  shown: { appearances: Row[]; relations: Row[] } | null
}

/** A fact of an act, and whether everybody may know it once the act is public. */
export type ActFact = Fact & { isPublic: boolean }

/** What of a payload is an identifier, a figure or one of a few known words, and never anybody's own words. */
const PLAIN = new Set(
  `kind relation relationId direction otherId change appearanceId documentId evidenceId stance credibility
  verdictId status confidence role sessions characters claims appearances relations isFirst shown version sourceId
  originSourceId originDocumentId leaf names`.split(/\s+/),
)

/**
 * What a leaf commits to: everything that the act's rows say, each piece of text by itself, so that one can be
 * redacted without the others. The same rows give the same facts for ever.
 */
export function factsOf(act: Act): ActFact[] {
  const plain: Row = {}
  const known: Row = { about: act.about, activity: Number(act.id), at: act.at }
  const by: Row = { actor: act.actorId }
  const facts: ActFact[] = [
    { name: 'act', value: known, isPublic: true },
    { name: 'by', value: by, isPublic: false },
  ]
  const say = (name: string, value: JsonValue | undefined, isPublic = true) => {
    if (value !== null && value !== undefined) facts.push({ name, value: utc(value), isPublic })
  }
  for (const [name, value] of Object.entries(act.payload)) {
    const isPlain = PLAIN.has(name) || typeof value === 'number' || typeof value === 'boolean'
    if (isPlain || value === null) plain[name] = value
    else say(name, value, !isForTheDesk(act.type, name))
  }
  const row: Row = {}
  const { type, verdict, appearance, relation, evidence, document, revision } = act

  if (verdict) {
    const isAnswered = type === 'verdict.published' || type === 'verdict.sent-back'
    Object.assign(row, pick(verdict, VERDICT))
    by.proposer = verdict.proposer_id ?? null
    say('verdict.rationale', verdict.rationale)
    say('verdict.public_note', verdict.public_note)
    say('verdict.overtaken_by_event', verdict.overtaken_by_event)
    if (isAnswered) {
      Object.assign(row, pick(verdict, ['reviewed_at', 'published_at']))
      by.reviewer = verdict.reviewer_id ?? null
      say('verdict.review_note', verdict.review_note, false)
    }
    if (type === 'verdict.published') sayGrounds(verdict, say)
  }
  if (appearance) {
    Object.assign(row, pick(appearance, APPEARANCE))
    by.writer = appearance.created_by_id ?? null
    say('appearance.quote', pick(appearance, ['quote_exact', 'quote_prefix', 'quote_suffix']))
  }
  if (relation) {
    Object.assign(row, pick(relation, RELATION))
    by.writer = relation.created_by_id ?? null
    say('relation.note', relation.note)
  }
  if (evidence) {
    Object.assign(row, pick(evidence, EVIDENCE))
    by.writer = evidence.created_by_id ?? null
    say('evidence.excerpt', evidence.excerpt)
    say('evidence.locator', evidence.locator)
    const grade = (evidence.first_grade ?? {}) as Row
    row.graded_at = grade.graded_at ?? null
    by.grader = grade.graded_by_id ?? null
    say('evidence.credibility_reason', grade.reason)
  }
  if (document) {
    Object.assign(row, pick(document, DOCUMENT))
    by.writer = document.created_by_id ?? null
    say('document.hashes', pick(document, ['bytes_sha256', 'text_sha256']))
    say('document.title', document.title)
    say('document.url', document.url)
  }
  if (revision) {
    row.revision = revision.version ?? null
    say('claim.proposition', revision.proposition)
    say('claim.particulars', pick(revision, PARTICULARS))
  }
  if (act.slug) say('claim.slug', act.slug)
  for (const each of act.shown?.appearances ?? []) say(`shown.appearance.${each.id}`, each)
  for (const each of act.shown?.relations ?? []) say(`shown.relation.${each.id}`, each)

  if (Object.keys(plain).length > 0) known.payload = plain
  if (Object.keys(row).length > 0) known.row = utc(row)
  known.type = type
  return facts
}

/** Why something was done is written for colleagues, but for a withdrawal, which readers are told the reason of. */
function isForTheDesk(type: string, name: string): boolean {
  return name === 'reason' && type !== 'claim.withdrawn' && !type.startsWith('record.')
}

// Each in the order of RFC 8785, which then need not be made of every row.
const VERDICT =
  `claim_id claim_version confidence id kind overtaken_by_claim_id overtaken_on proposed_at status supersedes_id`.split(
    /\s+/,
  )
const APPEARANCE =
  `claim_id created_at document_id id origin_source_id quote_end quote_language quote_start reported_by_id`.split(
    /\s+/,
  )
const RELATION = `created_at from_claim_id id to_claim_id type`.split(/\s+/)
const EVIDENCE = `claim_id created_at document_id id origin_source_id stance`.split(/\s+/)
const DOCUMENT =
  `captured_at created_at fetched_at id kind language origin_document_id origin_source_id published_at published_on published_zone publisher_id`.split(
    /\s+/,
  )
const PARTICULARS =
  `claimant_id place_latitude place_longitude place_name said_at said_on said_precision said_zone story_id wording wording_language`.split(
    /\s+/,
  )

type Say = (name: string, value: JsonValue | undefined, isPublic?: boolean) => void

/** The evidence that a verdict was published on, item by item; the rest of the snapshot is the desk's own. */
function sayGrounds(verdict: Row, say: Say): void {
  const { evidence, claim, ...rest } = verdict.evidence_snapshot as { [name: string]: JsonValue }
  for (const item of (evidence ?? []) as Row[]) say(`verdict.evidence.${item.id}`, item)
  const { proposition, claimant } = (claim ?? {}) as Row
  say('verdict.proposition', proposition)
  say('verdict.claimant', claimant)
  say('verdict.grounds', { ...rest, claim: claim ?? null }, false)
}

function pick(row: Row, columns: string[]): Row {
  const picked: Row = {}
  for (const column of columns) picked[column] = row[column] ?? null
  return picked
}

/** Moments as ISO 8601 in UTC with milliseconds, whatever zone the session wrote them in. */
function utc(value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  let said = value
  for (const name in value) {
    const each = value[name]
    if (typeof each !== 'string' || !name.endsWith('_at')) continue
    const moment = isoOf(each)
    if (moment === each) continue
    if (said === value) said = { ...value }
    said[name] = moment
  }
  return said
}

/** As `Date` would say it, and without one for what a session in UTC writes. */
function isoOf(moment: string): string {
  if (ISO.test(moment)) return moment
  if (!IN_UTC.test(moment)) return new Date(moment).toISOString()
  return `${moment.slice(0, 19)}${moment.slice(19, -6).padEnd(1, '.').padEnd(4, '0')}Z`
}

const IN_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?\+00:00$/
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
