/** Which rows an act made: those that its payload names under `key`, for acts of these types; and what is read of them. */
type Made = { types: string[]; key: string; table: string; columns: string[] }

const words = (text: string) => text.split(/\s+/)

export const VERDICTS: Made = {
  types: ['verdict.proposed', 'verdict.published', 'verdict.sent-back', 'verdict.taken-back'],
  key: 'verdictId',
  table: 'verdicts',
  columns:
    words(`id claim_id kind status confidence supersedes_id overtaken_by_claim_id overtaken_on claim_version
    proposed_at proposer_id rationale public_note overtaken_by_event reviewer_id reviewed_at published_at review_note`),
}
export const APPEARANCES: Made = {
  types: ['appearance.added', 'claim.filed'],
  key: 'appearanceId',
  table: 'appearances',
  columns:
    words(`id claim_id document_id reported_by_id origin_source_id quote_start quote_end quote_language
    created_at created_by_id quote_exact quote_prefix quote_suffix`),
}
export const RELATIONS: Made = {
  types: ['relation.added'],
  key: 'relationId',
  table: 'relations',
  columns: words('id from_claim_id to_claim_id type created_at created_by_id note'),
}
export const EVIDENCE: Made = {
  types: ['evidence.attached'],
  key: 'evidenceId',
  table: 'evidence',
  columns: words(
    `id claim_id document_id stance origin_source_id created_at created_by_id excerpt locator`,
  ),
}

export const DOCUMENT_COLUMNS =
  words(`id kind publisher_id language fetched_at published_on published_at published_zone
  captured_at created_at created_by_id text_sha256 bytes_sha256 title url`)
export const REVISION_COLUMNS =
  words(`version proposition claimant_id wording wording_language said_on said_precision
  said_at said_zone place_name place_latitude place_longitude story_id`)

/** Acts that show readers appearances and relations for the first time. */
export const SHOWING = ['claim.shown', 'verdict.published']
/** Acts of which the revision of the claim is a part. */
export const REVISING = ['claim.filed', 'claim.edited', ...SHOWING]
/** Acts of which the address of the claim is a part. */
export const NAMING = [...REVISING, 'claim.withdrawn']
