import { type Disagreement, isoIn, type Tell, tellTo } from '@/lib/record/verify/pages'
import {
  type PublicClaim,
  type PublicRecord,
  type PublicVerdict,
  standingOf,
} from '@/lib/record/verify/public-record'
import { comparisonPath } from '@/lib/site/notes'
import { wordsOf } from '@/lib/words/words-of'

type Json = Record<string, unknown>

/** Compares what machines are told of a claim (`/claims/<slug>.json`, as text) with what the leaves say of it. */
export function checkClaimJson(
  text: string,
  claim: PublicClaim,
  record: PublicRecord,
): Disagreement[] {
  const found: Disagreement[] = []
  const tell = tellTo(found, wordsOf())
  const json = parsed(text)
  if (!json) {
    tell('its form', text, 'one JSON object')
    return found
  }
  equal(tell, 'the address', json.slug, claim.slug)
  equal(tell, 'the claim', json.claim, claim.proposition)
  if (claim.withdrawn) checkWithdrawn(tell, json, claim.withdrawn)
  else checkStanding(tell, json, claim, record)
  return found
}

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Json)
      : null
  } catch {
    return null
  }
}

/** What the leaves no longer tell, since it was redacted, nothing can be held to. */
function equal(tell: Tell, what: string, said: unknown, leaves: unknown): void {
  if (leaves !== undefined && (said ?? null) !== leaves) tell(what, said, leaves)
}

function member(json: Json, name: string): Json {
  const value = json[name]
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}

function checkWithdrawn(
  tell: Tell,
  json: Json,
  { reason, at }: NonNullable<PublicClaim['withdrawn']>,
): void {
  if (!json.withdrawn) {
    tell('that it was withdrawn', 'it stands', 'it was withdrawn')
    return
  }
  const withdrawn = member(json, 'withdrawn')
  equal(tell, 'why it was withdrawn', withdrawn.reason, reason)
  equal(tell, 'when it was withdrawn', isoIn(withdrawn.at), at)
}

function checkStanding(tell: Tell, json: Json, claim: PublicClaim, record: PublicRecord): void {
  if (json.withdrawn) {
    tell('that it stands', 'it was withdrawn', 'it was not withdrawn')
    return
  }
  const { status, since } = standingOf(claim)
  const last = claim.verdicts.at(-1)
  equal(tell, 'the status', json.status, status)
  equal(tell, 'the confidence', json.confidence, last?.confidence ?? null)
  equal(tell, 'since when', isoIn(json.since), since)
  equal(tell, 'since when it is shown', isoIn(json.shownSince), claim.shownAt)
  const source = record.sources.get(claim.claimantId)
  equal(tell, 'the claimant', member(json, 'claimant').name, source?.name)
  checkVerdict(tell, json, last)
  for (const kind of ['correction', 'update']) checkNotes(tell, json[`${kind}s`], claim, kind)
}

function checkVerdict(tell: Tell, json: Json, last: PublicVerdict | undefined): void {
  if (!last || !json.verdict) {
    equal(tell, 'whether there is a verdict', Boolean(json.verdict), Boolean(last))
    return
  }
  const verdict = member(json, 'verdict')
  equal(tell, 'the kind of the verdict', verdict.kind, last.kind)
  equal(tell, 'when the verdict was published', isoIn(verdict.publishedAt), last.at)
  equal(tell, 'the rationale', verdict.rationale, last.rationale)
  equal(tell, 'the note of the verdict', verdict.note, last.publicNote)
}

function checkNotes(tell: Tell, listed: unknown, claim: PublicClaim, kind: string): void {
  const said = (Array.isArray(listed) ? listed : []) as Json[]
  const expected = claim.verdicts
    .map((verdict, at) => ({ verdict, before: claim.verdicts[at - 1]?.status, number: at + 1 }))
    .filter(({ verdict, before }) => verdict.kind === kind && before !== undefined)
    .reverse()
  equal(tell, `how many ${kind}s there are`, said.length, expected.length)
  if (said.length !== expected.length) return
  for (const [at, { verdict, before, number }] of expected.entries()) {
    const note = said[at] ?? {}
    equal(tell, `when its ${kind} was published`, isoIn(note.at), verdict.at)
    equal(tell, `what it said before its ${kind}`, note.before, before)
    equal(tell, `what it said after its ${kind}`, note.after, verdict.status)
    equal(tell, `the note of its ${kind}`, note.note, verdict.publicNote)
    const comparison = comparisonPath(claim.slug, number)
    if (!String(note.difference).endsWith(comparison)) {
      tell(`where its ${kind} is compared`, note.difference, comparison)
    }
  }
}
