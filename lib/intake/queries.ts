import 'server-only'
import pLimit from 'p-limit'
import { demand, may } from '@/lib/auth/policy'
import type { Context } from '@/lib/context'
import type { DocumentKind } from '@/lib/documents/schema'
import { AppError } from '@/lib/errors'
import { intakeLanguageOf, relatableOf } from '@/lib/intake/find-claims'
import { mayDropIntake } from '@/lib/intake/policy'
import { type RelatableClaim, relateClaims } from '@/lib/intake/relate'
import { type Counts, countDecisions, decisionOn, draftOf } from '@/lib/intake/rules'
import {
  type Candidate,
  type DocumentDraft,
  type Entries,
  entries as entriesShape,
  type Findings,
  findings as findingsShape,
  type IntakeOutcome,
  type Nearby,
  nearby as nearbyShape,
  outcome as outcomeShape,
  type Particulars,
  readParticulars,
} from '@/lib/intake/schema'
import type { VerificationStatus } from '@/lib/review/schema'
import { type NearClaim, nearestClaims } from '@/lib/search/queries'
import { type NamedSource, sourcesNamed } from '@/lib/sources/queries'
import { knownTimeFields } from '@/lib/time'

// ───────────── one intake

export type TrackedClaim = {
  id: string
  proposition: string
  claimantName: string
  claimantLanguage: string
  status: VerificationStatus
  isWithdrawn: boolean
  /** How often it appeared so far, and from how many documents. */
  appearances: number
}

/** Whom a name of the text means among the sources that are here. */
export type SpeakerStanding =
  | { is: 'known'; source: NamedSource }
  | { is: 'new' }
  | { is: 'ambiguous'; options: NamedSource[] }

export type IntakePage = {
  id: string
  state: 'open' | 'filed' | 'dropped'
  version: number
  text: string
  readTo: number
  read: DocumentDraft
  byline: string | null
  fetchedAt: Date | null
  textSha256: string
  bytesSha256: string | null
  startedBy: string
  startedAt: Date
  closedBy: string | null
  closedAt: Date | null
  /** Null while the text is still being looked through. */
  found: Findings | null
  near: Nearby
  entries: Entries
  /** By id: the claims that `near` and decisions name. */
  tracked: Record<string, TrackedClaim>
  /** By name; of very many names only the first. */
  speakers: Record<string, SpeakerStanding>
  /** Who decided on something, by id. */
  people: Record<string, string>
  stories: { id: string; title: string }[]
  /** The document that it goes on from, or became. */
  document: { id: string; title: string; kind: DocumentKind } | null
  outcome: IntakeOutcome | null
  /** Steps of the actor's own that can be undone. */
  steps: number
  may: { decide: boolean; drop: boolean; file: boolean }
}

/** Names beyond this many, of a text that is a book, are looked up when they are filed. */
const MOST_NAMES = 60

/** Everything that the screen of one intake shows. Throws `not_found`. */
export async function getIntake(ctx: Context, intakeId: string): Promise<IntakePage> {
  const member = demand(ctx.actor, 'desk:read')
  const row = await ctx.db.intake.findUnique({
    where: { id: intakeId },
    include: {
      startedBy: { select: { name: true } },
      closedBy: { select: { name: true } },
      document: { select: { id: true, title: true, kind: true } },
    },
  })
  if (!row) throw new AppError('not_found', 'intake')
  const { document: read, byline } = readParticulars.parse(row.particulars)
  const found = row.findings === null ? null : findingsShape.parse(row.findings)
  const near = nearbyShape.parse(row.nearby ?? [])
  const entries = entriesShape.parse(row.decisions)
  const outcome = row.outcome === null ? null : outcomeShape.parse(row.outcome)
  const isOpen = row.state === 'open'
  const [tracked, speakers, people, stories, steps] = await Promise.all([
    trackedClaims(ctx, claimIdsOf(near, entries, outcome)),
    isOpen && found ? standings(ctx, namesOf(found, entries, draftOf(entries, read))) : {},
    peopleOf(ctx, entries),
    ctx.db.story.findMany({
      select: { id: true, title: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: 200,
    }),
    ctx.db.intakeStep.count({
      where: { intakeId: row.id, byId: member.id, undoneAt: null },
    }),
  ])
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    text: row.text,
    readTo: row.readTo,
    read,
    byline,
    fetchedAt: row.fetchedAt,
    textSha256: row.textSha256,
    bytesSha256: row.bytesSha256,
    startedBy: row.startedBy.name,
    startedAt: row.startedAt,
    closedBy: row.closedBy?.name ?? null,
    closedAt: row.closedAt,
    found,
    near,
    entries,
    tracked,
    speakers,
    people,
    stories,
    document: row.document,
    outcome,
    steps,
    may: {
      decide: isOpen && may(ctx.actor, 'intake:decide'),
      drop: isOpen && mayDropIntake(ctx.actor, row),
      file: isOpen && may(ctx.actor, 'intake:file'),
    },
  }
}

function claimIdsOf(near: Nearby, entries: Entries, outcome: IntakeOutcome | null): string[] {
  const decided = Object.values(entries).flatMap(({ change }) =>
    change.of === 'candidate' && change.value?.into && 'claimId' in change.value.into
      ? [change.value.into.claimId]
      : [],
  )
  const filed = outcome
    ? [
        ...outcome.claims.map((each) => each.claimId),
        ...outcome.appearances.map((each) => each.claimId),
        ...outcome.relations.flatMap((each) => [each.from, each.to]),
      ]
    : []
  return [...new Set([...near.flat().map((each) => each.claimId), ...decided, ...filed])]
}

/** Tracked claims by id, as an intake shows them; those that are not there are left out. */
export async function trackedClaims(
  ctx: Context,
  ids: string[],
): Promise<Record<string, TrackedClaim>> {
  demand(ctx.actor, 'desk:read')
  const rows = await ctx.db.claim.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      proposition: true,
      claimant: { select: { name: true, language: true } },
      currentVerdict: { select: { status: true } },
      withdrawal: { select: { claimId: true } },
      _count: { select: { appearances: { where: { withdrawnAt: null } } } },
    },
  })
  return Object.fromEntries(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        proposition: row.proposition,
        claimantName: row.claimant.name,
        claimantLanguage: row.claimant.language,
        status: row.currentVerdict?.status ?? ('unreviewed' as const),
        isWithdrawn: row.withdrawal !== null,
        appearances: row._count.appearances,
      },
    ]),
  )
}

/** Every name that filing would look up: what was found, and what was put in its place. */
function namesOf(found: Findings, entries: Entries, draft: DocumentDraft): string[] {
  const names = found.candidates.flatMap(({ claimant, origin }, at) => {
    const { edits } = decisionOn(entries, at)
    return [claimant, origin, edits?.claimant, edits?.origin].flatMap((each) => each?.name ?? [])
  })
  const particulars = [draft.publisher, draft.origin].flatMap((each) => each?.name ?? [])
  return [...new Set([...particulars, ...names])].slice(0, MOST_NAMES)
}

async function standings(ctx: Context, names: string[]): Promise<Record<string, SpeakerStanding>> {
  const few = pLimit(4)
  const all = await Promise.all(
    names.map((name) =>
      few(async () => [name, standingOf(await sourcesNamed(ctx.db, name))] as const),
    ),
  )
  return Object.fromEntries(all)
}

function standingOf(sources: NamedSource[]): SpeakerStanding {
  const [only, ...others] = sources
  if (!only) return { is: 'new' }
  return others.length > 0 ? { is: 'ambiguous', options: sources } : { is: 'known', source: only }
}

async function peopleOf(ctx: Context, entries: Entries): Promise<Record<string, string>> {
  const ids = [...new Set(Object.values(entries).map((entry) => entry.by))]
  const rows = await ctx.db.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  })
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

export type IntakeState = {
  state: IntakePage['state']
  version: number
  isFound: boolean
  readTo: number
  length: number
  /** Decisions made after the version that was asked about. */
  entries: Entries
  people: Record<string, string>
}

/** Where an intake stands, for a screen that is open: how far it was read, and what was decided after `since`. */
export async function getIntakeState(
  ctx: Context,
  intakeId: string,
  since: number,
): Promise<IntakeState> {
  demand(ctx.actor, 'desk:read')
  const [row] = await ctx.db.$queryRaw<
    (Omit<IntakeState, 'entries' | 'people'> & { decisions: unknown })[]
  >`
    SELECT state::text AS state, version, findings IS NOT NULL AS "isFound", read_to AS "readTo",
      length(text) AS length, CASE WHEN version > ${since} THEN decisions ELSE '{}' END AS decisions
    FROM intakes WHERE id = ${intakeId}::uuid`
  if (!row) throw new AppError('not_found', 'intake')
  const { decisions, ...standing } = row
  const entries = Object.fromEntries(
    Object.entries(entriesShape.parse(decisions)).filter(([, { at }]) => at > since),
  )
  return { ...standing, entries, people: await peopleOf(ctx, entries) }
}

// ───────────── reading

/** A text that nobody has looked through yet; null once that is done, or the intake closed. */
export async function getUnread(
  ctx: Context,
  intakeId: string,
): Promise<{ text: string; particulars: Particulars } | null> {
  demand(ctx.actor, 'desk:read')
  const row = await ctx.db.intake.findUnique({
    where: { id: intakeId },
    select: { text: true, particulars: true, state: true, foundAt: true },
  })
  if (row?.state !== 'open' || row.foundAt) return null
  const { document, byline } = readParticulars.parse(row.particulars)
  return {
    text: row.text,
    particulars: {
      title: document.title,
      publisher: document.publisher?.name ?? null,
      byline,
      publishedOn: document.published.date || null,
      language: intakeLanguageOf(document.language),
    },
  }
}

const NEAR = 4
/** Candidates beyond this many are looked up by hand: nobody decides on them one by one. */
const MOST_COMPARED = 300
/** Looking up again is for what the desk did meanwhile, not for every glance at the page, in milliseconds. */
const FRESH = 60_000

/** Whether claims were filed or changed since an intake's neighbours were looked up. */
export async function isNearbyStale(ctx: Context, intakeId: string): Promise<boolean> {
  demand(ctx.actor, 'desk:read')
  const [row] = await ctx.db.$queryRaw<{ stale: boolean }[]>`
    SELECT i.state = 'open' AND i.findings IS NOT NULL AND (i.nearby_at IS NULL OR (
      i.nearby_at < ${new Date(ctx.now.getTime() - FRESH)}
      AND EXISTS (SELECT FROM claims c WHERE c.changed_at > i.nearby_at))) AS stale
    FROM intakes i WHERE i.id = ${intakeId}::uuid`
  return row?.stale ?? false
}

/** Tracked claims that each candidate of an intake is like, and how it seems to stand to them. */
export async function findNearby(ctx: Context, intakeId: string): Promise<Nearby> {
  demand(ctx.actor, 'desk:read')
  const row = await ctx.db.intake.findUnique({
    where: { id: intakeId },
    select: { text: true, findings: true, particulars: true },
  })
  if (!row || row.findings === null) return []
  const { candidates } = findingsShape.parse(row.findings)
  const { language } = readParticulars.parse(row.particulars).document
  const few = pLimit(4)
  return Promise.all(
    candidates.map((each, at) =>
      at < MOST_COMPARED ? few(() => nearOf(ctx, each, row.text, language)) : [],
    ),
  )
}

async function nearOf(
  ctx: Context,
  candidate: Candidate,
  text: string,
  language: string,
): Promise<Nearby[number]> {
  const { proposition, claimant, said } = candidate
  const saidOn = said && said.date.length === 10 ? said.date : undefined
  const near = await nearestClaims(
    ctx,
    { text: proposition, claimant: claimant.name, saidOn },
    NEAR,
  )
  const relatable = relatableOf(candidate, text, language)
  return near.map((claim) => ({
    claimId: claim.claimId,
    similarity: claim.similarity,
    likely: relateClaims(relatable, trackedAsRelatable(claim)),
  }))
}

function trackedAsRelatable(claim: NearClaim): RelatableClaim {
  const { placeName: name, placeLatitude: latitude, placeLongitude: longitude } = claim
  return {
    proposition: claim.proposition,
    wording: claim.wording,
    claimant: claim.claimantName,
    language: claim.wordingLanguage ?? 'en',
    said: claim.said ? { date: knownTimeFields(claim.said).date } : null,
    place:
      name !== null && latitude !== null && longitude !== null
        ? { name, latitude, longitude }
        : null,
  }
}

// ───────────── all intakes

export type IntakeLine = {
  id: string
  state: IntakePage['state']
  title: string
  publisherName: string | null
  language: string
  startedBy: string
  changedAt: Date
  /** Null while it is still being read. */
  candidates: number | null
  counts: Counts
  documentId: string | null
}

const LISTED = 50

/** Intakes that are open, last changed first, and the latest that were filed. */
export async function listIntakes(
  ctx: Context,
): Promise<{ open: IntakeLine[]; filed: IntakeLine[] }> {
  demand(ctx.actor, 'desk:read')
  const [open, filed] = await Promise.all([linesOf(ctx, 'open'), linesOf(ctx, 'filed')])
  return { open, filed }
}

async function linesOf(ctx: Context, state: 'open' | 'filed'): Promise<IntakeLine[]> {
  const rows = await ctx.db.$queryRaw<
    {
      id: string
      particulars: unknown
      decisions: unknown
      name: string
      changed_at: Date
      candidates: number | null
      document_id: string | null
    }[]
  >`
    SELECT i.id, i.particulars, i.decisions, u.name, i.changed_at, i.document_id,
      jsonb_array_length(i.findings -> 'candidates') AS candidates
    FROM intakes i JOIN users u ON u.id = i.started_by_id
    WHERE i.state = ${state}::intake_state ORDER BY i.changed_at DESC, i.id DESC LIMIT ${LISTED}`
  return rows.map((row) => {
    const entries = entriesShape.parse(row.decisions)
    const draft = draftOf(entries, readParticulars.parse(row.particulars).document)
    return {
      id: row.id,
      state,
      title: draft.title,
      publisherName: draft.publisher?.name ?? null,
      language: draft.language,
      startedBy: row.name,
      changedAt: row.changed_at,
      candidates: row.candidates,
      counts: countDecisions(entries, row.candidates ?? 0),
      documentId: row.document_id,
    }
  })
}
