import { randomUUID } from 'node:crypto'
import { changeRole } from '@/lib/auth/commands'
import { includesRole, type Role } from '@/lib/auth/roles'
import { changeRoleInput } from '@/lib/auth/schema'
import {
  addAppearance,
  editClaim,
  fileClaim,
  reopenClaim,
  setAside,
  showClaim,
  startChecking,
  withdrawAppearance,
  withdrawClaim,
} from '@/lib/claims/commands'
import {
  addAppearanceInput,
  editClaimInput,
  fileClaimInput,
  reopenClaimInput,
  setAsideInput,
  showClaimInput,
  startCheckingInput,
  withdrawAppearanceInput,
  withdrawClaimInput,
} from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import { changeOrigin } from '@/lib/documents/commands'
import { changeOriginInput } from '@/lib/documents/schema'
import { attachEvidence, gradeEvidence, withdrawEvidence } from '@/lib/evidence/commands'
import {
  attachEvidenceInput,
  gradeEvidenceInput,
  type Stance,
  withdrawEvidenceInput,
} from '@/lib/evidence/schema'
import { linkClaims, unlinkClaims } from '@/lib/relations/commands'
import { linkClaimsInput, type RelationType, unlinkClaimsInput } from '@/lib/relations/schema'
import {
  approveVerdict,
  proposeVerdict,
  sendBackVerdict,
  takeBackVerdict,
} from '@/lib/review/commands'
import {
  approveVerdictInput,
  proposeVerdictInput,
  sendBackVerdictInput,
  takeBackVerdictInput,
  type VerdictStatus,
} from '@/lib/review/schema'
import { addAlias, editSource, gradeSource } from '@/lib/sources/commands'
import {
  addAliasInput,
  editSourceInput,
  gradeSourceInput,
  type Reliability,
} from '@/lib/sources/schema'
import { editStory, showStory } from '@/lib/stories/commands'
import { editStoryInput, showStoryInput } from '@/lib/stories/schema'
import type { Desk } from '@/lib/testing/model/desk'
import {
  type Appearance,
  type Claim,
  carries,
  carriesStatus,
  claimants,
  counterclaims,
  isBeforeReaders,
  isPaper,
  type Model,
  type Name,
  type Paper,
  publishers,
  relationsOf,
  type SourceName,
  type StoryName,
  speaksFor,
  type Title,
  type Verdict,
  type Words,
  weigh,
} from '@/lib/testing/model/newsroom'

/**
 * What can happen in a newsroom. A deed is a sentence; filled in on what its doer sees, it is a form, which can be
 * told to the model (that refuses it or changes) and sent to the real commands.
 */
export type Deed = {
  readonly by: Name
  readonly says: string
  /** The form as its doer fills it in; null where there is nothing on screen to do it to. */
  fill(model: Model): Form | null
}

export type Form = {
  /** Changes the model as the act would, or throws a `Refusal` and leaves it as it was. */
  tell(model: Model): void
  /** Sends it; the same form twice is the same request. */
  send(desk: Desk, ctx: Context): Promise<object>
}

/** `code: reason`, as `outcomeOf` gives them. */
export class Refusal extends Error {}

function refuse(outcome: string): never {
  throw new Refusal(outcome)
}

/** How a form ends by the model, which is changed where that is `done`. */
export function tellTo(model: Model, form: Form): string {
  try {
    form.tell(model)
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

function needs(model: Model, by: Name, role: Role, act: string): void {
  if (!includesRole(model.roles[by], role)) refuse(`forbidden: ${act}`)
}

function isEditor(model: Model, by: Name): boolean {
  return includesRole(model.roles[by], 'editor')
}

/** The claim as a command takes it. */
function take(model: Model, title: Title): Claim {
  const claim = model.claims[title]
  if (!claim) throw new Error(`“${title}” was not filed.`)
  if (claim.isWithdrawn) refuse('refused: claim_is_withdrawn')
  return claim
}

function change(claim: Claim, line: string): void {
  claim.version += 1
  claim.lines.push(line)
}

/** Whether the doer looks at the claim as it is, or has an older page before them. */
export type Page = 'now' | 'old'
const onPage = { now: '', old: ', on a page that is out of date' }

function seen(claim: Claim, page: Page): number {
  if (page === 'now') return claim.version
  return claim.version === 1 ? 2 : claim.version - 1
}

function demandVersion(claim: Claim, version: number): void {
  if (claim.version !== version) refuse('conflict: claim_changed')
}

function tellNeighbours(model: Model, title: Title): void {
  for (const other of new Set(relationsOf(model, title).map((each) => each.other))) {
    const neighbour = model.claims[other]
    if (neighbour) change(neighbour, 'relation.other-changed')
  }
}

/** Opens what readers were not shown yet; answers whether there was anything. */
function showAdditions(model: Model, claim: Claim): boolean {
  const rows = [
    ...claim.appearances.filter((each) => !each.isWithdrawn),
    ...relationsOf(model, claim.title)
      .filter(({ other }) => model.claims[other]?.isShown)
      .map((each) => each.relation),
  ].filter((each) => !each.isShown)
  for (const row of rows) row.isShown = true
  return rows.length > 0
}

function openProposal(claim: Claim): Verdict | undefined {
  return claim.verdicts.find((each) => each.state === 'proposed')
}

function hasVerdict(claim: Claim): boolean {
  return claim.verdicts.some((each) => each.state === 'published')
}

const quoted = (title: Title) => `‘${title}’`

// ───────────── claims

export function files(by: Name, title: Title, paper: Paper): Deed {
  return {
    by,
    says: `${by} files ${quoted(title)} from ${paper}`,
    fill(model) {
      if (model.claims[title]) return null
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'contributor', 'claim:file')
          model.claims[title] = {
            title,
            version: 1,
            stage: 'triage',
            isShown: false,
            isWithdrawn: false,
            place: null,
            wording: null,
            story: null,
            appearances: [appearance(requestId, by, paper, 'The last column left at dawn')],
            evidence: [],
            verdicts: [],
            lines: ['claim.filed'],
          }
        },
        async send(desk, ctx) {
          const input = fileClaimInput.parse({
            requestId,
            claimant: desk.source(claimants[title]),
            proposition: title,
            document: desk.paper(paper),
            quote: { exact: 'The last column left at dawn' },
          })
          const filed = await fileClaim(ctx, input)
          desk.claims.set(title, filed.claimId)
          desk.note(`claim ${title}`, filed.claimId)
          const first = await desk.room.db.appearance.findFirstOrThrow({
            where: { claimId: filed.claimId },
            orderBy: { createdAt: 'asc' },
          })
          desk.note(requestId, first.id)
          return filed
        },
      }
    },
  }
}

function appearance(key: string, by: Name, paper: Paper, words: Words): Appearance {
  return { key, by, paper, words, isShown: false, isWithdrawn: false }
}

/** One field of the claim, with what it is changed to. */
export type Change =
  | { field: 'place'; to: string | null }
  | { field: 'wording'; to: string | null }
  | { field: 'story'; to: StoryName | null }

export function edits(by: Name, title: Title, { field, to }: Change, page: Page = 'now'): Deed {
  return {
    by,
    says: `${by} ${to === null ? `takes the ${field} off` : `gives ${quoted(title)} the ${field} “${to}”, editing`} ${quoted(title)}${onPage[page]}`,
    fill(model) {
      const claim = model.claims[title]
      if (!claim) return null
      const requestId = randomUUID()
      const version = seen(claim, page)
      const { place, wording, story }: Pick<Claim, 'place' | 'wording' | 'story'> = {
        ...claim,
        ...{ [field]: to },
      }
      return {
        tell(model) {
          needs(model, by, 'contributor', 'claim:edit')
          const claim = take(model, title)
          if (claim.isShown && !isEditor(model, by)) refuse('forbidden: claim:edit-public')
          demandVersion(claim, version)
          if (claim.wording !== wording && hasVerdict(claim))
            refuse('refused: wording_is_published')
          if (claim.place === place && claim.wording === wording && claim.story === story) return
          Object.assign(claim, { place, wording, story })
          change(claim, 'claim.edited')
        },
        send: (desk, ctx) =>
          editClaim(
            ctx,
            editClaimInput.parse({
              requestId,
              claimId: desk.id(`claim ${title}`),
              version,
              claimant: desk.source(claimants[title]),
              proposition: title,
              wording: wording === null ? {} : { text: wording, language: 'en' },
              place: place === null ? {} : { name: place },
              storyId: story === null ? undefined : desk.id(`story ${story}`),
            }),
          ),
      }
    },
  }
}

export function finds(by: Name, title: Title, paper: Paper, words: Words): Deed {
  return {
    by,
    says: `${by} finds ${quoted(title)} in ${paper}: “${words}”`,
    fill(model) {
      if (!model.claims[title]) return null
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'contributor', 'appearance:add')
          const claim = take(model, title)
          const isThere = claim.appearances.some(
            (each) => !each.isWithdrawn && each.paper === paper && each.words === words,
          )
          if (isThere) refuse('refused: appearance_already_recorded')
          claim.appearances.push(appearance(requestId, by, paper, words))
          change(claim, 'appearance.added')
        },
        async send(desk, ctx) {
          const added = await addAppearance(
            ctx,
            addAppearanceInput.parse({
              requestId,
              claimId: desk.id(`claim ${title}`),
              document: desk.paper(paper),
              quote: { exact: words },
            }),
          )
          desk.note(requestId, added.appearanceId)
          return added
        },
      }
    },
  }
}

/** The newest of those rows that were not taken back, or else the newest at all. */
function newest<R extends { isWithdrawn: boolean }>(rows: R[]): R | undefined {
  return rows.findLast((each) => !each.isWithdrawn) ?? rows.at(-1)
}

function mayWithdraw(model: Model, by: Name, row: { by: Name; isShown?: boolean }): boolean {
  return isEditor(model, by) || (row.by === by && !row.isShown)
}

export function strikes(by: Name, title: Title, paper: Paper): Deed {
  return {
    by,
    says: `${by} withdraws where ${quoted(title)} appears in ${paper}`,
    fill(model) {
      const rows = model.claims[title]?.appearances.filter((each) => each.paper === paper) ?? []
      const key = newest(rows)?.key
      if (!key) return null
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'contributor', 'appearance:withdraw')
          const claim = take(model, title)
          const row = rowOf(claim.appearances, key)
          if (!mayWithdraw(model, by, row)) refuse('forbidden: appearance:withdraw')
          if (row.isWithdrawn) refuse('conflict: already_withdrawn')
          const others = claim.appearances.filter(
            (each) => each !== row && !each.isWithdrawn && (each.isShown || !row.isShown),
          )
          if (others.length === 0) refuse('refused: needs_an_appearance')
          row.isWithdrawn = true
          change(claim, 'appearance.withdrawn')
        },
        send: (desk, ctx) =>
          withdrawAppearance(
            ctx,
            withdrawAppearanceInput.parse({
              requestId,
              appearanceId: desk.id(key),
              reason: 'It is another column.',
            }),
          ),
      }
    },
  }
}

function rowOf<R extends { key: string }>(rows: R[], key: string): R {
  const row = rows.find((each) => each.key === key)
  if (!row) throw new Error(`The model has no row ${key}.`)
  return row
}

// ───────────── the desk's work

export function takesUp(by: Name, title: Title): Deed {
  return {
    by,
    says: `${by} takes up ${quoted(title)}`,
    fill(model) {
      if (!model.claims[title]) return null
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'editor', 'claim:change-stage')
          const claim = take(model, title)
          if (claim.stage !== 'triage') refuse('refused: not_in_triage')
          claim.stage = 'checking'
          change(claim, 'claim.taken-up')
        },
        send: (desk, ctx) =>
          startChecking(
            ctx,
            startCheckingInput.parse({ requestId, claimId: desk.id(`claim ${title}`) }),
          ),
      }
    },
  }
}

export function setsAside(by: Name, title: Title, page: Page = 'now'): Deed {
  return {
    by,
    says: `${by} sets ${quoted(title)} aside${onPage[page]}`,
    fill(model) {
      const claim = model.claims[title]
      if (!claim) return null
      const requestId = randomUUID()
      const version = seen(claim, page)
      return {
        tell(model) {
          needs(model, by, 'editor', 'claim:change-stage')
          const claim = take(model, title)
          demandVersion(claim, version)
          if (claim.isShown) refuse('refused: claim_is_public')
          if (openProposal(claim)) refuse('refused: already_proposed')
          if (claim.stage === 'set_aside') refuse('refused: claim_is_set_aside')
          claim.stage = 'set_aside'
          change(claim, 'claim.set-aside')
        },
        send: (desk, ctx) =>
          setAside(
            ctx,
            setAsideInput.parse({
              requestId,
              claimId: desk.id(`claim ${title}`),
              version,
              reason: 'Not ours to check',
            }),
          ),
      }
    },
  }
}

export function reopens(by: Name, title: Title): Deed {
  return {
    by,
    says: `${by} reopens ${quoted(title)}`,
    fill(model) {
      if (!model.claims[title]) return null
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'editor', 'claim:change-stage')
          const claim = take(model, title)
          if (claim.stage !== 'set_aside') refuse('refused: not_set_aside')
          claim.stage = 'checking'
          change(claim, 'claim.reopened')
        },
        send: (desk, ctx) =>
          reopenClaim(
            ctx,
            reopenClaimInput.parse({ requestId, claimId: desk.id(`claim ${title}`) }),
          ),
      }
    },
  }
}

// ───────────── before readers

export function shows(by: Name, title: Title, page: Page = 'now'): Deed {
  return {
    by,
    says: `${by} shows ${quoted(title)} to readers${onPage[page]}`,
    fill(model) {
      const claim = model.claims[title]
      if (!claim) return null
      const requestId = randomUUID()
      const version = seen(claim, page)
      return {
        tell(model) {
          needs(model, by, 'editor', 'claim:show')
          const claim = take(model, title)
          demandVersion(claim, version)
          if (claim.stage === 'set_aside') refuse('refused: claim_is_set_aside')
          const hasAdditions = showAdditions(model, claim)
          if (claim.isShown && !hasAdditions) return
          const isFirst = !claim.isShown
          claim.isShown = true
          change(claim, 'claim.shown')
          if (isFirst) tellNeighbours(model, title)
        },
        send: (desk, ctx) =>
          showClaim(
            ctx,
            showClaimInput.parse({ requestId, claimId: desk.id(`claim ${title}`), version }),
          ),
      }
    },
  }
}

export function withdraws(by: Name, title: Title, page: Page = 'now'): Deed {
  return {
    by,
    says: `${by} withdraws ${quoted(title)}${onPage[page]}`,
    fill(model) {
      const claim = model.claims[title]
      if (!claim) return null
      const requestId = randomUUID()
      const version = seen(claim, page)
      return {
        tell(model) {
          needs(model, by, 'admin', 'claim:withdraw')
          const claim = take(model, title)
          demandVersion(claim, version)
          if (!claim.isShown) refuse('refused: claim_is_not_public')
          claim.isWithdrawn = true
          change(claim, 'claim.withdrawn')
          tellNeighbours(model, title)
        },
        send: (desk, ctx) =>
          withdrawClaim(
            ctx,
            withdrawClaimInput.parse({
              requestId,
              claimId: desk.id(`claim ${title}`),
              version,
              reason: 'A person is in danger.',
            }),
          ),
      }
    },
  }
}

// ───────────── relations

export function links(by: Name, from: Title, type: RelationType, to: Title): Deed {
  return {
    by,
    says: `${by} notes that ${quoted(from)} ${type} ${quoted(to)}`,
    fill(model) {
      if (!model.claims[from] || !model.claims[to]) return null
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'contributor', 'relation:add')
          if (from === to) refuse('refused: relation_to_itself')
          const [one, other] = [take(model, from), take(model, to)]
          const isThere = model.relations.some(
            (each) =>
              !each.isWithdrawn && each.from === from && each.to === to && each.type === type,
          )
          if (isThere) refuse('refused: already_linked')
          const row = { key: requestId, by, isShown: false, isWithdrawn: false }
          model.relations.push({ ...row, from, to, type })
          for (const claim of [one, other]) change(claim, 'relation.added')
        },
        async send(desk, ctx) {
          const linked = await linkClaims(
            ctx,
            linkClaimsInput.parse({
              requestId,
              fromClaimId: desk.id(`claim ${from}`),
              toClaimId: desk.id(`claim ${to}`),
              type,
            }),
          )
          desk.note(requestId, linked.relationId)
          return linked
        },
      }
    },
  }
}

export function unlinks(by: Name, from: Title, type: RelationType, to: Title): Deed {
  return {
    by,
    says: `${by} takes back that ${quoted(from)} ${type} ${quoted(to)}`,
    fill(model) {
      const rows = model.relations.filter(
        (each) => each.from === from && each.to === to && each.type === type,
      )
      const key = newest(rows)?.key
      if (!key) return null
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'contributor', 'relation:withdraw')
          const claims = [take(model, from), take(model, to)]
          const row = rowOf(model.relations, key)
          if (!mayWithdraw(model, by, row)) refuse('forbidden: relation:withdraw')
          if (row.isWithdrawn) refuse('conflict: already_withdrawn')
          row.isWithdrawn = true
          for (const claim of claims) change(claim, 'relation.withdrawn')
        },
        send: (desk, ctx) =>
          unlinkClaims(
            ctx,
            unlinkClaimsInput.parse({
              requestId,
              relationId: desk.id(key),
              reason: 'Another road is meant.',
            }),
          ),
      }
    },
  }
}

// ───────────── evidence

const excerpts: Record<Stance, string> = {
  supports: 'It bears it out.',
  refutes: 'It says otherwise.',
  context: 'It says what else was so.',
}
const bearing: Record<Stance, string> = {
  supports: 'in support of',
  refutes: 'against',
  context: 'as context of',
}

export function attaches(
  by: Name,
  title: Title,
  paper: Paper,
  stance: Stance,
  credibility: number,
): Deed {
  return {
    by,
    says: `${by} attaches ${paper} ${bearing[stance]} ${quoted(title)}, graded ${credibility}`,
    fill(model) {
      if (!model.claims[title]) return null
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'contributor', 'evidence:attach')
          const claim = take(model, title)
          const row = { key: requestId, by, isWithdrawn: false }
          claim.evidence.push({ ...row, paper, stance, grades: [credibility] })
          change(claim, 'evidence.attached')
        },
        async send(desk, ctx) {
          const attached = await attachEvidence(
            ctx,
            attachEvidenceInput.parse({
              requestId,
              claimId: desk.id(`claim ${title}`),
              document: desk.paper(paper),
              stance,
              excerpt: excerpts[stance],
              credibility,
              credibilityReason: 'Named, and there',
            }),
          )
          desk.note(requestId, attached.evidenceId)
          return attached
        },
      }
    },
  }
}

function evidenceKey(model: Model, title: Title, paper: Paper): string | undefined {
  return newest(model.claims[title]?.evidence.filter((each) => each.paper === paper) ?? [])?.key
}

export function grades(by: Name, title: Title, paper: Paper, credibility: number): Deed {
  return {
    by,
    says: `${by} grades ${paper} ${credibility} as evidence on ${quoted(title)}`,
    fill(model) {
      const key = evidenceKey(model, title, paper)
      if (!key) return null
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'editor', 'evidence:grade')
          const claim = take(model, title)
          const row = rowOf(claim.evidence, key)
          if (row.isWithdrawn) refuse('conflict: already_withdrawn')
          row.grades.push(credibility)
          change(claim, 'evidence.graded')
        },
        send: (desk, ctx) =>
          gradeEvidence(
            ctx,
            gradeEvidenceInput.parse({
              requestId,
              evidenceId: desk.id(key),
              credibility,
              reason: 'Looked at again',
            }),
          ),
      }
    },
  }
}

export function discards(by: Name, title: Title, paper: Paper): Deed {
  return {
    by,
    says: `${by} withdraws ${paper} as evidence on ${quoted(title)}`,
    fill(model) {
      const key = evidenceKey(model, title, paper)
      if (!key) return null
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'contributor', 'evidence:withdraw')
          const claim = take(model, title)
          const row = rowOf(claim.evidence, key)
          if (!mayWithdraw(model, by, row)) refuse('forbidden: evidence:withdraw')
          if (row.isWithdrawn) refuse('conflict: already_withdrawn')
          row.isWithdrawn = true
          change(claim, 'evidence.withdrawn')
        },
        send: (desk, ctx) =>
          withdrawEvidence(
            ctx,
            withdrawEvidenceInput.parse({
              requestId,
              evidenceId: desk.id(key),
              reason: 'Old film',
            }),
          ),
      }
    },
  }
}

export function traces(by: Name, paper: Paper, origin: SourceName | Paper | null): Deed {
  return {
    by,
    says: `${by} traces ${paper} to ${origin ?? 'its own publisher'}`,
    fill() {
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'editor', 'document:change-origin')
          if (origin !== null && isPaper(origin) && carries(model, origin, paper))
            refuse('refused: origin_goes_round')
          model.papers[paper].origin = origin === publishers[paper] ? null : origin
          model.otherLines.push('document.origin-changed')
          const carriers = (Object.keys(publishers) as Paper[]).filter((each) =>
            carries(model, each, paper),
          )
          for (const claim of Object.values(model.claims)) {
            const isTouched = [...claim.evidence, ...claim.appearances].some(
              (each) => !each.isWithdrawn && carriers.includes(each.paper),
            )
            if (isTouched) change(claim, 'evidence.origin-changed')
          }
        },
        send: (desk, ctx) =>
          changeOrigin(
            ctx,
            changeOriginInput.parse({
              requestId,
              documentId: desk.id(`paper ${paper}`),
              ...(origin !== null &&
                (isPaper(origin)
                  ? { originDocumentId: desk.id(`paper ${origin}`) }
                  : { origin: desk.source(origin) })),
              reason: 'The byline says so.',
            }),
          ),
      }
    },
  }
}

// ───────────── verdicts

export type Conclusion = {
  status: VerdictStatus
  kind?: 'update' | 'correction'
  overtakenBy?: Title | 'an event'
}

export function proposes(by: Name, title: Title, given: Conclusion, page: Page = 'now'): Deed {
  const { status, kind } = given
  const overtakenBy = status === 'overtaken' ? (given.overtakenBy ?? null) : null
  const by_what =
    overtakenBy === null
      ? ''
      : ` by ${overtakenBy === 'an event' ? overtakenBy : quoted(overtakenBy)}`
  return {
    by,
    says: `${by} proposes “${status}${by_what}”${kind ? `, as ${kind === 'update' ? 'an update' : 'a correction'},` : ''} on ${quoted(title)}${onPage[page]}`,
    fill(model) {
      const claim = model.claims[title]
      if (!claim) return null
      if (overtakenBy !== null && overtakenBy !== 'an event' && !model.claims[overtakenBy])
        return null
      const requestId = randomUUID()
      const version = seen(claim, page)
      return {
        tell(model) {
          needs(model, by, 'editor', 'verdict:propose')
          const claim = take(model, title)
          if (claim.stage === 'set_aside') refuse('refused: claim_is_set_aside')
          if (openProposal(claim)) refuse('refused: already_proposed')
          demandVersion(claim, version)
          if (hasVerdict(claim) && !kind) refuse('refused: needs_update_or_correction')
          if (overtakenBy === title) refuse('invalid: claim_unknown')
          demandGrounds(model, claim, status, overtakenBy)
          change(claim, 'verdict.proposed')
          claim.stage = 'in_review'
          claim.verdicts.push({
            key: requestId,
            by,
            reviewer: null,
            status,
            kind: hasVerdict(claim) ? (kind ?? 'update') : 'first',
            state: 'proposed',
            version: claim.version,
            overtakenBy,
            grounds: null,
          })
        },
        async send(desk, ctx) {
          const proposed = await proposeVerdict(
            ctx,
            proposeVerdictInput.parse({
              requestId,
              claimId: desk.id(`claim ${title}`),
              version,
              status,
              confidence: 'moderate',
              rationale: 'We asked both ministries and three residents; none could say.',
              ...(kind && { kind, publicNote: 'More is known now.' }),
              ...(overtakenBy !== null && {
                overtakenOn: '2024-12-08',
                ...(overtakenBy === 'an event'
                  ? { overtakenByEvent: 'The city fell.' }
                  : { overtakenByClaimId: desk.id(`claim ${overtakenBy}`) }),
              }),
            }),
          )
          desk.note(requestId, proposed.verdictId)
          return proposed
        },
      }
    },
  }
}

function demandGrounds(
  model: Model,
  claim: Claim,
  status: VerdictStatus,
  overtakenBy: Verdict['overtakenBy'],
): Verdict['grounds'] {
  if (overtakenBy !== null && overtakenBy !== 'an event' && !isBeforeReaders(model, overtakenBy))
    refuse('refused: needs_what_overtook_shown')
  const evidence = weigh(model, claim)
  const against = counterclaims(model, claim.title)
  const lacks = carriesStatus(status, evidence, against, overtakenBy)
  if (lacks) refuse(`refused: ${lacks}`)
  return { evidence, counterclaims: against }
}

/** The verdict on a claim that whoever answers has before them: the newest proposal, answered or not. */
function newestProposal(model: Model, title: Title): string | undefined {
  return model.claims[title]?.verdicts.at(-1)?.key
}

function answering(
  by: Name,
  title: Title,
  says: string,
  act: 'verdict:approve' | 'verdict:send-back' | 'verdict:take-back',
  form: (
    key: string,
    seenIn: Model,
  ) => {
    tell(model: Model, claim: Claim, verdict: Verdict): void
    send: Form['send']
  },
): Deed {
  return {
    by,
    says,
    fill(model) {
      const key = newestProposal(model, title)
      if (!key) return null
      const filled = form(key, model)
      return {
        tell(model) {
          needs(model, by, 'editor', act)
          const claim = take(model, title)
          const verdict = rowOf(claim.verdicts, key)
          if (verdict.state !== 'proposed') refuse('conflict: verdict_already_answered')
          const isOwn = verdict.by === by
          if (act === 'verdict:take-back' && !isOwn) refuse('refused: not_your_proposal')
          if (act !== 'verdict:take-back' && isOwn) refuse('refused: own_proposal')
          filled.tell(model, claim, verdict)
        },
        send: filled.send,
      }
    },
  }
}

function answered(claim: Claim, verdict: Verdict, state: Verdict['state'], line: string): void {
  verdict.state = state
  claim.stage = hasVerdict(claim) ? 'published' : 'checking'
  change(claim, line)
}

export function approves(by: Name, title: Title, hasLooked: boolean, page: Page = 'now'): Deed {
  const says = `${by} approves the verdict on ${quoted(title)}${hasLooked ? ', having looked at what changed' : ''}${onPage[page]}`
  return answering(by, title, says, 'verdict:approve', (key, seenIn) => {
    const requestId = randomUUID()
    const shown = seenIn.claims[title]
    const version = shown ? seen(shown, page) : 1
    return {
      tell(model, claim, verdict) {
        demandVersion(claim, version)
        if (claim.version !== verdict.version && !hasLooked) refuse('refused: changes_not_seen')
        const grounds = demandGrounds(model, claim, verdict.status, verdict.overtakenBy)
        showAdditions(model, claim)
        const isFirst = !claim.isShown
        claim.isShown = true
        Object.assign(verdict, { reviewer: by, grounds })
        answered(claim, verdict, 'published', 'verdict.published')
        if (isFirst) tellNeighbours(model, title)
      },
      send: (desk, ctx) =>
        approveVerdict(
          ctx,
          approveVerdictInput.parse({
            requestId,
            verdictId: desk.id(key),
            version,
            sawChanges: hasLooked,
          }),
        ),
    }
  })
}

export function sendsBack(by: Name, title: Title): Deed {
  const says = `${by} sends the verdict on ${quoted(title)} back`
  return answering(by, title, says, 'verdict:send-back', (key) => {
    const requestId = randomUUID()
    return {
      tell(_model, claim, verdict) {
        verdict.reviewer = by
        answered(claim, verdict, 'sent_back', 'verdict.sent-back')
      },
      send: (desk, ctx) =>
        sendBackVerdict(
          ctx,
          sendBackVerdictInput.parse({
            requestId,
            verdictId: desk.id(key),
            reason: 'Which residents?',
          }),
        ),
    }
  })
}

export function takesBack(by: Name, title: Title): Deed {
  const says = `${by} takes the verdict on ${quoted(title)} back`
  return answering(by, title, says, 'verdict:take-back', (key) => {
    const requestId = randomUUID()
    return {
      tell(_model, claim, verdict) {
        answered(claim, verdict, 'taken_back', 'verdict.taken-back')
      },
      send: (desk, ctx) =>
        takeBackVerdict(ctx, takeBackVerdictInput.parse({ requestId, verdictId: desk.id(key) })),
    }
  })
}

// ───────────── sources, stories, people

export function gradesSource(by: Name, source: SourceName, reliability: Reliability): Deed {
  return {
    by,
    says: `${by} grades ${source} ${reliability}`,
    fill() {
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'admin', 'source:grade')
          model.grades[source].push(reliability)
          model.otherLines.push('source.graded')
        },
        send: (desk, ctx) =>
          gradeSource(
            ctx,
            gradeSourceInput.parse({
              requestId,
              sourceId: desk.id(`source ${source}`),
              reliability,
              reason: 'Its record of this year',
            }),
          ),
      }
    },
  }
}

export function namesAlso(by: Name, source: SourceName, alias: string): Deed {
  return {
    by,
    says: `${by} notes that ${source} is also called “${alias}”`,
    fill() {
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'editor', 'source:add-alias')
          if (model.aliases[source].includes(alias)) return
          model.aliases[source].push(alias)
          model.otherLines.push('source.alias-added')
        },
        send: (desk, ctx) =>
          addAlias(
            ctx,
            addAliasInput.parse({ requestId, sourceId: desk.id(`source ${source}`), name: alias }),
          ),
      }
    },
  }
}

export function speaks(by: Name, source: SourceName, other: SourceName | null): Deed {
  return {
    by,
    says: `${by} notes that ${source} ${other === null ? 'speaks for nobody else' : `speaks for ${other}`}`,
    fill(model) {
      const requestId = randomUUID()
      const { version } = model.speakers[source]
      return {
        tell(model) {
          needs(model, by, 'editor', 'source:edit')
          const row = model.speakers[source]
          if (row.version !== version) refuse('conflict: source_changed')
          if (other !== null && speaksFor(model, other, source))
            refuse('refused: speaks_for_itself')
          const isNew = row.for !== other
          Object.assign(row, { for: other, version: version + 1 })
          model.otherLines.push('source.edited')
          if (!isNew) return
          const sources = Object.keys(model.speakers) as SourceName[]
          const speakers = sources.filter((each) => speaksFor(model, each, source))
          for (const claim of Object.values(model.claims)) {
            const isTouched =
              speakers.includes(claimants[claim.title]) ||
              claim.evidence.some(
                (each) => !each.isWithdrawn && isCarried(model, each.paper, speakers),
              )
            if (isTouched) change(claim, 'evidence.speaker-changed')
          }
        },
        send: (desk, ctx) =>
          editSource(
            ctx,
            editSourceInput.parse({
              requestId,
              sourceId: desk.id(`source ${source}`),
              version,
              name: source,
              kind: 'other',
              speaksFor: other === null ? undefined : desk.source(other),
            }),
          ),
      }
    },
  }
}

/** Whether a document, or one that it carries, is by these sources or named as theirs. */
function isCarried(model: Model, paper: Paper, sources: SourceName[]): boolean {
  const { origin } = model.papers[paper]
  if (sources.includes(publishers[paper])) return true
  if (origin === null) return false
  return isPaper(origin) ? isCarried(model, origin, sources) : sources.includes(origin)
}

export function showsStory(by: Name, story: StoryName): Deed {
  return {
    by,
    says: `${by} shows the story “${story}” to readers`,
    fill() {
      const requestId = randomUUID()
      return {
        tell(model) {
          needs(model, by, 'editor', 'story:show')
          if (model.stories[story].isShown) return
          model.stories[story].isShown = true
          model.otherLines.push('story.shown')
        },
        send: (desk, ctx) =>
          showStory(ctx, showStoryInput.parse({ requestId, storyId: desk.id(`story ${story}`) })),
      }
    },
  }
}

export function retitles(by: Name, story: StoryName, title: string, page: Page = 'now'): Deed {
  return {
    by,
    says: `${by} calls the story “${story}” “${title}”${onPage[page]}`,
    fill(model) {
      const requestId = randomUUID()
      const { version: newest } = model.stories[story]
      const version = page === 'now' ? newest : newest === 1 ? 2 : newest - 1
      return {
        tell(model) {
          needs(model, by, 'editor', 'story:edit')
          const row = model.stories[story]
          if (row.version !== version) refuse('conflict: story_changed')
          Object.assign(row, { title, version: version + 1 })
          model.otherLines.push('story.edited')
        },
        send: (desk, ctx) =>
          editStory(
            ctx,
            editStoryInput.parse({
              requestId,
              storyId: desk.id(`story ${story}`),
              version,
              title,
              summary: 'What happens.',
            }),
          ),
      }
    },
  }
}

export function makes(by: Name, person: Name, role: Role): Deed {
  return {
    by,
    says: `${by} makes ${person} ${role === 'contributor' ? 'a' : 'an'} ${role}`,
    fill(model) {
      const requestId = randomUUID()
      const was = model.roles[person]
      return {
        tell(model) {
          needs(model, by, 'admin', 'people:manage')
          if (person === by) refuse('refused: own_role')
          if (model.roles[person] === role) return
          if (model.roles[person] !== was) refuse('conflict: role_changed')
          model.roles[person] = role
          model.otherLines.push('person.role-changed')
        },
        send: (desk, ctx) =>
          changeRole(
            ctx,
            changeRoleInput.parse({ requestId, personId: desk.id(`person ${person}`), was, role }),
          ),
      }
    },
  }
}
