import 'server-only'
import { demand, may } from '@/lib/auth/policy'
import { mayEditClaim, mayWithdrawRow } from '@/lib/claims/policy'
import { nextStage } from '@/lib/claims/rules'
import type { Stage } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'
import { type ActivityLine, listClaimActivity } from '@/lib/desk/activity'
import {
  type AppearanceRow,
  type ClaimRows,
  loadClaim,
  type Named,
  type VerdictRow,
} from '@/lib/desk/claim-rows'
import type { Counted } from '@/lib/desk/counted'
import { type Origin, originsOfTold, principalsOf } from '@/lib/documents/origin'
import type { Stance } from '@/lib/evidence/schema'
import type { VerdictState } from '@/lib/generated/prisma/enums'
import type { RelationType } from '@/lib/relations/schema'
import { groundsOf } from '@/lib/review/commands'
import {
  answerTo,
  checkVerdict,
  diffSnapshots,
  RATIONALE_NEEDED,
  type SnapshotChange,
  type UnmetNeed,
} from '@/lib/review/rules'
import {
  type Confidence,
  type SnapshotEvidence,
  type VerdictKind,
  type VerdictSnapshot,
  type VerdictStatus,
  type VerificationStatus,
  verdictSnapshot,
  verdictStatus,
} from '@/lib/review/schema'
import { takeSnapshot } from '@/lib/review/snapshot'
import { type Asker, bounded } from '@/lib/search/sql/asker'
import type { Reliability, SourceKind } from '@/lib/sources/schema'
import type { KnownTime } from '@/lib/time'

const ACTIVITY_SHOWN = 12
/** A claim that everybody is at may take longer than a list. */
const LONGEST_MS = 10_000

export type WorkbenchAppearance = {
  id: string
  quote: { exact: string; prefix: string; suffix: string; language: string }
  document: {
    id: string
    title: string
    kind: string
    url: string | null
    language: string
    published: KnownTime | null
    publisher: Named
    /** The document that this one carries. */
    carries: string | null
  }
  reportedBy: Named | null
  isPublic: boolean
  mayWithdraw: boolean
}

export type WorkbenchRelation = {
  id: string
  type: RelationType
  direction: 'from' | 'to'
  note: string | null
  other: {
    id: string
    proposition: string
    claimant: Named
    status: VerificationStatus
    stage: Stage
    isPublic: boolean
    isWithdrawn: boolean
  }
  isPublic: boolean
  mayWithdraw: boolean
}

export type WorkbenchEvidence = SnapshotEvidence & {
  addedBy: string
  addedAt: Date
  grades: { credibility: number; reason: string; by: string; at: Date }[]
  mayWithdraw: boolean
}

export type WorkbenchVerdict = {
  id: string
  state: VerdictState
  kind: VerdictKind
  status: VerdictStatus
  confidence: Confidence
  rationale: string
  publicNote: string | null
  overtaken: {
    claim: { id: string; proposition: string } | null
    event: string | null
    on: Date | null
  }
  proposer: { id: string; name: string }
  proposedAt: Date
  reviewer: string | null
  reviewedAt: Date | null
  reviewNote: string | null
  publishedAt: Date | null
}

export type StatusRule = { status: VerdictStatus; unmet: UnmetNeed[] }

export type Workbench = {
  claim: {
    id: string
    slug: string
    version: number
    stage: Stage
    claimant: Named & { kind: SourceKind; reliability: Reliability | null }
    proposition: string
    wording: { text: string; language: string } | null
    said: KnownTime | null
    place: { name: string; latitude: number | null; longitude: number | null } | null
    story: { id: string; slug: string; title: string; isPublic: boolean } | null
    filedBy: string
    filedAt: Date
    changedAt: Date
    assignee: { id: string; name: string } | null
    publicSince: Date | null
    withdrawal: { reason: string; at: Date } | null
    status: VerificationStatus
  }
  /** Appearances by where their information first came from, earliest first: one origin is one voice. */
  origins: { origin: Origin; isClaimant: boolean; appearances: WorkbenchAppearance[] }[]
  relations: WorkbenchRelation[]
  evidence: WorkbenchEvidence[]
  /** For each stance the origins that count as independent of each other. */
  independence: Record<Stance, { origins: string[]; pieces: number }>
  verdict: WorkbenchVerdict | null
  /** Published verdicts before the one that stands, newest first. */
  earlier: WorkbenchVerdict[]
  proposal:
    | (WorkbenchVerdict & {
        isOwn: boolean
        /** What is different from what the proposer saw. */
        changes: SnapshotChange[]
        /** Whether the claim moved at all since: then the reviewer must say that they have looked. */
        hasMoved: boolean
        /** What the proposed status lacks by now. */
        unmet: UnmetNeed[]
      })
    | null
  /** The newest proposal that did not become a verdict, while nothing newer stands. */
  lastAnswer: WorkbenchVerdict | null
  /** What each status needs now; the rationale and what is typed with the verdict are left out of account. */
  rules: StatusRule[]
  /** Appearances and relations that readers have not been shown, of a claim that they see. */
  unseen: number
  activity: { items: ActivityLine[]; total: Counted }
  people: { id: string; name: string }[]
  stories: { id: string; title: string }[]
  /** What may have overtaken it: linked claims first, then the others of its story. */
  neighbours: { id: string; proposition: string }[]
  may: Record<
    | 'edit'
    | 'reword'
    | 'add'
    | 'grade'
    | 'startChecking'
    | 'setAside'
    | 'reopen'
    | 'show'
    | 'propose'
    | 'takeBack'
    | 'review'
    | 'withdraw',
    boolean
  >
}

/** Everything about one claim, as it stands at one moment. */
export async function getWorkbench(ctx: Context, claimId: string): Promise<Workbench> {
  const member = demand(ctx.actor, 'desk:read')
  return bounded(
    ctx,
    async (asker) => {
      // One view of the database for the whole screen: a proposal must not be shown with evidence from after it.
      await asker.ask`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`
      const tx = asTx(asker)
      const row = await loadClaim(tx, claimId)
      const snapshot = await takeSnapshot(tx, claimId, ctx.now)
      const { verdict, earlier, open, lastAnswer } = verdictsOf(row)
      const proposal = open && {
        ...open.view,
        isOwn: open.view.proposer.id === member.id,
        changes: diffSnapshots(open.snapshot, snapshot),
        hasMoved: row.version !== open.claimVersion,
        unmet: unmetNeeds(open.row, snapshot),
      }
      const hasOpenProposal = proposal !== null
      const isWithdrawn = row.withdrawal !== null
      const standing = {
        stage: row.stage,
        isPublic: row.publicSince !== null,
        hasVerdict: row.currentVerdictId !== null,
        hasOpenProposal,
      }
      const mayMove = may(ctx.actor, 'claim:change-stage') && !isWithdrawn
      const mayAnswer = (act: 'take-back' | 'approve') =>
        open !== null && !isWithdrawn && answerTo(act, open.row, member.id).ok
      const unseenOf = (rows: { publicSince: Date | null }[]) =>
        row.publicSince ? rows.filter((each) => each.publicSince === null).length : 0
      return {
        claim: claimOf(row),
        origins: await byOrigin(tx, ctx, row),
        relations: relationsOf(ctx, row),
        evidence: evidenceOf(ctx, row, snapshot),
        independence: {
          supports: independenceOf('supports', snapshot),
          refutes: independenceOf('refutes', snapshot),
          context: independenceOf('context', snapshot),
        },
        verdict,
        earlier,
        proposal,
        lastAnswer,
        rules: verdictStatus.options.map((status) => ({
          status,
          unmet: unmetNeeds(
            {
              status,
              // What is typed with the verdict is asked for by its own fields.
              rationale: '…'.repeat(RATIONALE_NEEDED),
              overtakenByClaimId: null,
              overtakenByEvent: '…',
              overtakenOn: ctx.now,
            },
            snapshot,
          ),
        })),
        unseen:
          unseenOf(row.appearances) +
          // A link to a claim that readers don't see is not held back: it would not be shown.
          unseenOf([
            ...row.relationsFrom.filter((each) => each.toClaim.publicSince),
            ...row.relationsTo.filter((each) => each.fromClaim.publicSince),
          ]),
        activity: await listClaimActivity(
          { ...ctx, db: tx as Context['db'] },
          claimId,
          ACTIVITY_SHOWN,
        ),
        ...(await choicesOf(tx, row, member.id)),
        may: {
          edit: mayEditClaim(ctx.actor, row) && !isWithdrawn,
          reword: row.currentVerdictId === null,
          add: may(ctx.actor, 'evidence:attach') && !isWithdrawn,
          grade: may(ctx.actor, 'evidence:grade') && !isWithdrawn,
          startChecking: mayMove && nextStage('take-up', standing).ok,
          setAside: mayMove && nextStage('set-aside', standing).ok,
          reopen: mayMove && nextStage('reopen', standing).ok,
          show: may(ctx.actor, 'claim:show') && !isWithdrawn && row.stage !== 'set_aside',
          propose:
            may(ctx.actor, 'verdict:propose') && !isWithdrawn && nextStage('propose', standing).ok,
          takeBack: may(ctx.actor, 'verdict:take-back') && mayAnswer('take-back'),
          review: may(ctx.actor, 'verdict:approve') && mayAnswer('approve'),
          withdraw:
            may(ctx.actor, 'claim:withdraw') &&
            !isWithdrawn &&
            row.publicSince !== null &&
            !hasOpenProposal,
        },
      }
    },
    LONGEST_MS,
  )
}

/** For what asks a transaction in SQL and nothing else: the same questions, of which the connection keeps the plans. */
function asTx(asker: Asker): Tx {
  return { $queryRaw: asker.ask } as unknown as Tx
}

/** For the window's title; null for a claim that is not there. */
export async function getClaimTitle(ctx: Context, claimId: string): Promise<string | null> {
  demand(ctx.actor, 'desk:read')
  const claim = await ctx.db.claim.findUnique({
    where: { id: claimId },
    select: { proposition: true },
  })
  return claim?.proposition ?? null
}

/** As many as a list to choose from can have. */
const CHOICES = 200

/** What the screen offers to choose from. */
async function choicesOf(
  tx: Tx,
  row: ClaimRows,
  memberId: string,
): Promise<Pick<Workbench, 'people' | 'stories' | 'neighbours'>> {
  const [choices] = await tx.$queryRaw<
    {
      people: Workbench['people']
      stories: Workbench['stories']
      others: Workbench['neighbours']
    }[]
  >`
    SELECT (SELECT coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id), '[]') FROM users u
        WHERE u.deactivated_at IS NULL OR u.id = ${row.assigneeId ?? memberId}::uuid) AS people,
      (SELECT coalesce(json_agg(json_build_object('id', st.id, 'title', st.title)), '[]') FROM (
        SELECT id, title FROM stories ORDER BY created_at DESC, id DESC LIMIT ${CHOICES}) AS st) AS stories,
      (SELECT coalesce(json_agg(json_build_object('id', c.id, 'proposition', c.proposition)), '[]') FROM (
        SELECT c.id, c.proposition FROM claims c
        WHERE c.story_id = ${row.storyId}::uuid AND NOT EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = c.id)
        ORDER BY c.changed_at DESC, c.id DESC LIMIT ${CHOICES}) AS c) AS others`
  const { people = [], stories = [], others = [] } = choices ?? {}
  const linked = [
    ...row.relationsTo.map((each) => each.fromClaim),
    ...row.relationsFrom.map((each) => each.toClaim),
  ]
  const known = new Map(
    [...linked, ...others].map(({ id, proposition }) => [id, { id, proposition }]),
  )
  known.delete(row.id)
  return { people, stories, neighbours: [...known.values()] }
}

function claimOf(row: ClaimRows): Workbench['claim'] {
  return {
    id: row.id,
    slug: row.slug,
    version: row.version,
    stage: row.stage,
    claimant: row.claimant,
    proposition: row.proposition,
    wording:
      row.wording && row.wordingLanguage
        ? { text: row.wording, language: row.wordingLanguage }
        : null,
    said:
      row.saidOn && row.saidPrecision
        ? { on: row.saidOn, precision: row.saidPrecision, at: row.saidAt, zone: row.saidZone }
        : null,
    place: row.placeName
      ? { name: row.placeName, latitude: row.placeLatitude, longitude: row.placeLongitude }
      : null,
    story: row.story && {
      id: row.story.id,
      slug: row.story.slug,
      title: row.story.title,
      isPublic: row.story.publicSince !== null,
    },
    filedBy: row.filedBy.name,
    filedAt: row.filedAt,
    changedAt: row.changedAt,
    assignee: row.assignee,
    publicSince: row.publicSince,
    withdrawal: row.withdrawal && {
      reason: row.withdrawal.reason,
      at: row.withdrawal.withdrawnAt,
    },
    status: row.currentVerdict?.status ?? 'unreviewed',
  }
}

async function byOrigin(tx: Tx, ctx: Context, row: ClaimRows): Promise<Workbench['origins']> {
  const originOf = await originsOfTold(tx, row.appearances)
  const claimant = (await principalsOf(tx, [row.claimantId])).get(row.claimantId)
  const groups = new Map<string, Workbench['origins'][number]>()
  const earliestFirst = row.appearances.toSorted(
    (one, other) => momentOf(one.document) - momentOf(other.document),
  )
  for (const each of earliestFirst) {
    const origin = originOf(each) ?? each.document.publisher
    const group = groups.get(origin.id) ?? {
      origin,
      isClaimant: origin.id === (claimant?.id ?? row.claimantId),
      appearances: [],
    }
    group.appearances.push(appearanceOf(ctx, each))
    groups.set(origin.id, group)
  }
  return [...groups.values()]
}

function momentOf(document: { publishedAt: Date | null; publishedOn: Date | null }): number {
  return (document.publishedAt ?? document.publishedOn)?.getTime() ?? Number.MAX_SAFE_INTEGER
}

function appearanceOf(ctx: Context, row: AppearanceRow): WorkbenchAppearance {
  const { document } = row
  return {
    id: row.id,
    quote: {
      exact: row.quoteExact,
      prefix: row.quotePrefix,
      suffix: row.quoteSuffix,
      language: row.quoteLanguage,
    },
    document: {
      id: document.id,
      title: document.title,
      kind: document.kind,
      url: document.url,
      language: document.language,
      published: document.publishedOn
        ? {
            on: document.publishedOn,
            precision: document.publishedAt ? 'minute' : 'day',
            at: document.publishedAt,
            zone: document.publishedZone,
          }
        : null,
      publisher: document.publisher,
      carries: document.originDocument?.title ?? null,
    },
    reportedBy: row.reportedBy,
    isPublic: row.publicSince !== null,
    mayWithdraw: mayWithdrawRow(ctx.actor, row),
  }
}

function relationsOf(ctx: Context, row: ClaimRows): WorkbenchRelation[] {
  const end = (other: ClaimRows['relationsFrom'][number]['toClaim']) => ({
    id: other.id,
    proposition: other.proposition,
    claimant: other.claimant,
    status: other.currentVerdict?.status ?? ('unreviewed' as const),
    stage: other.stage,
    isPublic: other.publicSince !== null && other.withdrawal === null,
    isWithdrawn: other.withdrawal !== null,
  })
  const view = (
    each: ClaimRows['relationsFrom'][number] | ClaimRows['relationsTo'][number],
    direction: 'from' | 'to',
  ): WorkbenchRelation => ({
    id: each.id,
    type: each.type,
    direction,
    note: each.note,
    other: end('toClaim' in each ? each.toClaim : each.fromClaim),
    isPublic: each.publicSince !== null,
    mayWithdraw: mayWithdrawRow(ctx.actor, each),
  })
  const order: RelationType[] = ['counters', 'supersedes', 'refines', 'supports', 'repeats']
  return [
    ...row.relationsTo.map((each) => view(each, 'to')),
    ...row.relationsFrom.map((each) => view(each, 'from')),
  ].toSorted((one, other) => order.indexOf(one.type) - order.indexOf(other.type))
}

function evidenceOf(ctx: Context, row: ClaimRows, snapshot: VerdictSnapshot): WorkbenchEvidence[] {
  return snapshot.evidence.flatMap((piece) => {
    const each = row.evidence.find((candidate) => candidate.id === piece.id)
    if (!each) return []
    return {
      ...piece,
      addedBy: each.createdBy,
      addedAt: each.createdAt,
      grades: each.grades.map((grade) => ({
        credibility: grade.credibility,
        reason: grade.reason,
        by: grade.by,
        at: grade.gradedAt,
      })),
      mayWithdraw: mayWithdrawRow(ctx.actor, each),
    }
  })
}

/** What a verdict may count: what a claimant says for himself is no support. */
function independenceOf(
  stance: Stance,
  snapshot: VerdictSnapshot,
): Workbench['independence'][Stance] {
  const pieces = snapshot.evidence.filter((each) => each.stance === stance)
  const counted = pieces.filter((each) => stance !== 'supports' || !each.isFromClaimant)
  const origins = new Map(counted.map((each) => [each.origin.id, each.origin.name]))
  return { origins: [...origins.values()], pieces: pieces.length }
}

function unmetNeeds(
  conclusion: Parameters<typeof groundsOf>[0],
  snapshot: VerdictSnapshot,
): UnmetNeed[] {
  const check = checkVerdict(groundsOf(conclusion, snapshot))
  return check.ok ? [] : check.reasons
}

function verdictsOf(row: ClaimRows) {
  const current = row.verdicts.find((each) => each.id === row.currentVerdictId)
  const open = row.verdicts.find((each) => each.state === 'proposed')
  const [newest] = row.verdicts
  const isUnanswered = newest?.state === 'sent_back' || newest?.state === 'taken_back'
  return {
    verdict: current ? verdictOf(current) : null,
    earlier: row.verdicts
      .filter((each) => each.state === 'published' && each !== current)
      .map(verdictOf),
    open: open
      ? {
          row: open,
          view: verdictOf(open),
          snapshot: verdictSnapshot.parse(open.evidenceSnapshot),
          claimVersion: open.claimVersion,
        }
      : null,
    lastAnswer: newest && isUnanswered ? verdictOf(newest) : null,
  }
}

function verdictOf(row: VerdictRow): WorkbenchVerdict {
  return {
    id: row.id,
    state: row.state,
    kind: row.kind,
    status: row.status,
    confidence: row.confidence,
    rationale: row.rationale,
    publicNote: row.publicNote,
    overtaken: {
      claim: row.overtakenByClaim,
      event: row.overtakenByEvent,
      on: row.overtakenOn,
    },
    proposer: row.proposer,
    proposedAt: row.proposedAt,
    reviewer: row.reviewer?.name ?? null,
    reviewedAt: row.reviewedAt,
    reviewNote: row.reviewNote,
    publishedAt: row.publishedAt,
  }
}
