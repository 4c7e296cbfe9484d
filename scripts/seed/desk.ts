import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import type { z } from 'zod'
import type { DemoKey } from '@/lib/auth/demo-people'
import type { Role } from '@/lib/auth/roles'
import {
  addAppearance,
  assignClaim,
  editClaim,
  fileClaim,
  setAside,
  showClaim,
  startChecking,
  withdrawAppearance,
  withdrawClaim,
} from '@/lib/claims/commands'
import {
  addAppearanceInput,
  assignClaimInput,
  editClaimInput,
  fileClaimInput,
  setAsideInput,
  showClaimInput,
  startCheckingInput,
  withdrawAppearanceInput,
  withdrawClaimInput,
} from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import type { Db } from '@/lib/db'
import { changeOrigin } from '@/lib/documents/commands'
import { changeOriginInput } from '@/lib/documents/schema'
import { attachEvidence, gradeEvidence } from '@/lib/evidence/commands'
import { attachEvidenceInput, gradeEvidenceInput, type Stance } from '@/lib/evidence/schema'
import { fileRelatedClaim, linkClaims } from '@/lib/relations/commands'
import { fileRelatedClaimInput, linkClaimsInput, type RelationType } from '@/lib/relations/schema'
import {
  approveVerdict,
  proposeVerdict,
  sendBackVerdict,
  takeBackVerdict,
} from '@/lib/review/commands'
import {
  approveVerdictInput,
  type Confidence,
  proposeVerdictInput,
  sendBackVerdictInput,
  takeBackVerdictInput,
  type VerdictStatus,
} from '@/lib/review/schema'
import { addAlias, createSource, gradeSource } from '@/lib/sources/commands'
import {
  addAliasInput,
  createSourceInput,
  gradeSourceInput,
  type Reliability,
} from '@/lib/sources/schema'
import { createStory, editStory, showStory } from '@/lib/stories/commands'
import { createStoryInput, editStoryInput, showStoryInput } from '@/lib/stories/schema'
import { type Entry, type SourceKey, sources } from '@/scripts/seed/address-book'
import { type DocumentKey, documents, type Item } from '@/scripts/seed/documents'

/** The desk keeps Damascus time: `at('2024-12-07 15:20')`. */
export function at(local: string): Date {
  return new Date(`${local.replace(' ', 'T')}:00+03:00`)
}

/** The first group of every request id of the seed, by which a half-filled database is known as ours. */
export const SEED_MARK = 'd3a05ca5'

/** One request id for each step of the log, the same at every run: a step that was taken is not taken again. */
export function requestIdOf(step: string): string {
  const hex = createHash('sha256').update(step).digest('hex')
  return `${SEED_MARK}-${hex.slice(0, 4)}-8${hex.slice(4, 7)}-a${hex.slice(7, 10)}-${hex.slice(10, 22)}`
}

export type Member = { id: string; name: string; role: Role }

type NewClaim = {
  claimant: SourceKey
  proposition: string
  /** The claimant's own words, with their language; left out where we only have them retold. */
  wording?: { text: string; language: string }
  /** A day, for nobody noted the hour. */
  said: string
  place?: { name: string; latitude?: number; longitude?: number }
  document: DocumentKey
  quote: string
  reportedBy?: SourceKey
}

type NewEvidence = {
  document: DocumentKey
  stance: Stance
  excerpt: string
  locator?: string
  credibility: 1 | 2 | 3 | 4 | 5 | 6
  because: string
  /** Where the information came from, when not from where the document as a whole did. */
  origin?: SourceKey
}

type NewVerdict = {
  status: VerdictStatus
  confidence: Confidence
  rationale: string
  update?: string
  correction?: string
  overtakenBy?: { claim?: string; event?: string; on: string }
}

/**
 * The demo newsroom: who did what, by the names that the log uses. Every act goes through the ordinary command
 * with the clock set to then, after the schema that a form would meet.
 */
export class Desk {
  private readonly taken = new Map<string, number>()
  readonly sourceIds = new Map<SourceKey, string>()
  readonly ungraded = new Set<SourceKey>()
  readonly documentIds = new Map<DocumentKey, string>()
  readonly claims = new Map<string, { id: string; slug: string }>()
  readonly appearanceIds = new Map<string, string>()
  readonly evidenceIds = new Map<string, string>()
  readonly proposals = new Map<string, string>()
  storyId = ''
  private clock = new Date(0)

  private constructor(
    readonly db: Db,
    private readonly people: ReadonlyMap<DemoKey, Member>,
    private readonly done: ReadonlyMap<string, unknown>,
  ) {}

  /** Opens the desk where an earlier run, if there was one, left it. */
  static async open(db: Db, people: ReadonlyMap<DemoKey, Member>): Promise<Desk> {
    const submissions = await db.submission.findMany({ select: { key: true, result: true } })
    const done = new Map(
      submissions.map(({ key, result }) => [key.slice(0, 36), result as unknown]),
    )
    return new Desk(db, people, done)
  }

  /** Whose hand, and when. The log is kept in order, so that the record it leaves is. */
  by(key: DemoKey, local: string): Hand {
    const now = at(local)
    if (now < this.clock) throw new Error(`The log goes back in time at ${local}.`)
    this.clock = now
    return new Hand(this, {
      actor: { kind: 'member', ...this.person(key), sessionId: null },
      now,
      db: this.db,
    })
  }

  person(key: DemoKey): Member {
    return known(this.people, key, 'person')
  }

  /** Takes a step unless an earlier run took it. Steps of one name are told apart by their order in the log. */
  async once<R>(name: string, take: (requestId: string) => Promise<R>): Promise<R> {
    const times = (this.taken.get(name) ?? 0) + 1
    this.taken.set(name, times)
    const requestId = requestIdOf(`${name} ${times}`)
    const earlier = this.done.get(requestId)
    return earlier === undefined ? take(requestId) : (earlier as R)
  }

  claim(key: string): { id: string; slug: string } {
    return known(this.claims, key, 'claim')
  }

  async version(key: string): Promise<number> {
    const { version } = await this.db.claim.findUniqueOrThrow({
      where: { id: this.claim(key).id },
      select: { version: true },
    })
    return version
  }

  source(key: SourceKey): { id: string; name: string } {
    return { id: known(this.sourceIds, key, 'source'), name: sources[key].name }
  }

  /** A document as a form would name it: new at its first mention, chosen from the list after that. */
  document(key: DocumentKey): z.input<typeof fileClaimInput>['document'] {
    const id = this.documentIds.get(key)
    if (id) return { use: 'existing', id }
    const item: Item = documents[key]
    const { title, kind, publisher, url, language, text, origin, published } = item
    const [date = '', time = '', zone = ''] = published.split(' ')
    return {
      use: 'new',
      fields: {
        title,
        kind,
        publisher: this.source(publisher),
        url,
        language: language ?? 'en',
        text,
        published: { date, time, zone },
        origin: origin && this.source(origin),
      },
    }
  }

  async noteDocument(key: DocumentKey): Promise<void> {
    if (this.documentIds.has(key)) return
    const { id } = await this.db.document.findFirstOrThrow({
      where: { title: documents[key].title },
      select: { id: true },
    })
    this.documentIds.set(key, id)
  }
}

function isNewcomer(entry: Entry): boolean {
  return entry.isNewcomer === true
}

function speaksForSomebody(entry: Entry): boolean {
  return entry.speaksFor !== undefined
}

function known<K, V>(map: ReadonlyMap<K, V>, key: K, what: string): V {
  const value = map.get(key)
  if (value === undefined)
    throw new Error(`The log speaks of the ${what} ${String(key)} before there is one.`)
  return value
}

/** One person at the desk at one moment. */
export class Hand {
  constructor(
    private readonly desk: Desk,
    private readonly ctx: Context,
  ) {}

  // ───────────── sources

  /** Enters a source from the address book, unless it is there. */
  async enters(key: SourceKey): Promise<void> {
    const { desk, ctx } = this
    if (desk.sourceIds.has(key)) return
    const entry: Entry = sources[key]
    if (entry.speaksFor) await this.enters(entry.speaksFor as SourceKey)
    const { name, kind, description, url, speaksFor } = entry
    const { sourceId } = await desk.once(`enter ${key}`, (requestId) =>
      createSource(
        ctx,
        createSourceInput.parse({
          requestId,
          name,
          kind,
          description,
          url,
          speaksFor: speaksFor && desk.source(speaksFor as SourceKey),
        }),
      ),
    )
    desk.sourceIds.set(key, sourceId)
    desk.ungraded.add(key)
  }

  /** Enters and grades what the desk knew before the story began; who speaks for nobody comes first. */
  async opensAddressBook(): Promise<void> {
    const keys = (Object.keys(sources) as SourceKey[]).filter((key) => !isNewcomer(sources[key]))
    const first = keys.filter((key) => !speaksForSomebody(sources[key]))
    // Few at once: on a machine with much else to do, the last of many would give up waiting for a connection.
    const limit = pLimit(4)
    await Promise.all(first.map((key) => limit(() => this.enters(key))))
    for (const key of keys) await this.enters(key)
    await this.gradesNewcomers()
  }

  private async meets(...keys: (SourceKey | undefined)[]): Promise<void> {
    for (const key of keys) if (key) await this.enters(key)
  }

  private async opens(key: DocumentKey): Promise<void> {
    const item: Item = documents[key]
    await this.meets(item.publisher, item.origin)
  }

  /** Gives every source that was entered since the last time its other names and its first grade. */
  async gradesNewcomers(): Promise<void> {
    for (const key of [...this.desk.ungraded].sort()) {
      await this.namesSource(key)
      await this.gradesSource(key, sources[key].grade, sources[key].because)
      this.desk.ungraded.delete(key)
    }
  }

  private async namesSource(key: SourceKey): Promise<void> {
    const { desk, ctx } = this
    const { aliases = [] }: Entry = sources[key]
    const sourceId = desk.source(key).id
    for (const [alias, language = 'en'] of aliases) {
      await desk.once(`alias ${key} ${alias}`, (requestId) =>
        addAlias(ctx, addAliasInput.parse({ requestId, sourceId, name: alias, language })),
      )
    }
  }

  async gradesSource(key: SourceKey, reliability: Reliability, reason: string): Promise<void> {
    const { desk, ctx } = this
    await desk.once(`grade source ${key}`, (requestId) =>
      gradeSource(
        ctx,
        gradeSourceInput.parse({ requestId, sourceId: desk.source(key).id, reliability, reason }),
      ),
    )
  }

  // ───────────── the story

  async opensStory(title: string, summary: string): Promise<void> {
    const { storyId } = await this.desk.once('open story', (requestId) =>
      createStory(this.ctx, createStoryInput.parse({ requestId, title, summary })),
    )
    this.desk.storyId = storyId
  }

  async showsStory(): Promise<void> {
    await this.desk.once('show story', (requestId) =>
      showStory(this.ctx, showStoryInput.parse({ requestId, storyId: this.desk.storyId })),
    )
  }

  async rewritesStory(title: string, summary: string): Promise<void> {
    const { desk, ctx } = this
    await desk.once('rewrite story', async (requestId) => {
      const { id, version } = await desk.db.story.findUniqueOrThrow({
        where: { id: desk.storyId },
        select: { id: true, version: true },
      })
      return editStory(
        ctx,
        editStoryInput.parse({ requestId, storyId: id, version, title, summary }),
      )
    })
  }

  // ───────────── claims

  async files(key: string, claim: NewClaim): Promise<void> {
    const { desk, ctx } = this
    await this.meets(claim.claimant, claim.reportedBy)
    await this.opens(claim.document)
    const filed = await desk.once(`file ${key}`, (requestId) =>
      fileClaim(ctx, fileClaimInput.parse({ requestId, ...this.filing(claim) })),
    )
    await this.noteFiled(key, claim, filed)
  }

  /** Files a claim that counters, supports or repeats one that is here, and links the two. */
  async filesAgainst(
    toKey: string,
    type: RelationType,
    key: string,
    claim: NewClaim & { note?: string },
  ): Promise<void> {
    const { desk, ctx } = this
    await this.meets(claim.claimant, claim.reportedBy)
    await this.opens(claim.document)
    const filed = await desk.once(`file ${key}`, (requestId) =>
      fileRelatedClaim(
        ctx,
        fileRelatedClaimInput.parse({
          requestId,
          ...this.filing(claim),
          toClaimId: desk.claim(toKey).id,
          type,
          note: claim.note,
        }),
      ),
    )
    await this.noteFiled(key, claim, filed)
  }

  private filing(claim: NewClaim): z.input<typeof fileClaimInput> {
    const { desk } = this
    return {
      claimant: desk.source(claim.claimant),
      proposition: claim.proposition,
      wording: claim.wording ?? {},
      said: { date: claim.said },
      place: claim.place ?? {},
      storyId: desk.storyId,
      document: desk.document(claim.document),
      quote: { exact: claim.quote },
      reportedBy: claim.reportedBy && desk.source(claim.reportedBy),
    }
  }

  private async noteFiled(
    key: string,
    claim: NewClaim,
    filed: { claimId: string; slug: string },
  ): Promise<void> {
    this.desk.claims.set(key, { id: filed.claimId, slug: filed.slug })
    await this.desk.noteDocument(claim.document)
  }

  /** Records that the claim appeared in one more document. */
  async finds(
    key: string,
    document: DocumentKey,
    quote: string,
    more: { reportedBy?: SourceKey; language?: string } = {},
  ): Promise<void> {
    const { desk, ctx } = this
    await this.meets(more.reportedBy)
    await this.opens(document)
    const { appearanceId } = await desk.once(`find ${key} ${document}`, (requestId) =>
      addAppearance(
        ctx,
        addAppearanceInput.parse({
          requestId,
          claimId: desk.claim(key).id,
          document: desk.document(document),
          quote: { exact: quote },
          quoteLanguage: more.language,
          reportedBy: more.reportedBy && desk.source(more.reportedBy),
        }),
      ),
    )
    desk.appearanceIds.set(`${key} ${document}`, appearanceId)
    await desk.noteDocument(document)
  }

  async strikesAppearance(key: string, document: DocumentKey, reason: string): Promise<void> {
    const { desk, ctx } = this
    const appearanceId = known(desk.appearanceIds, `${key} ${document}`, 'appearance')
    await desk.once(`strike ${key} ${document}`, (requestId) =>
      withdrawAppearance(ctx, withdrawAppearanceInput.parse({ requestId, appearanceId, reason })),
    )
  }

  /** Adds where it is, with the rest of the claim left as it was. */
  async places(
    key: string,
    place: { name: string; latitude: number; longitude: number },
  ): Promise<void> {
    const { desk, ctx } = this
    await desk.once(`place ${key}`, async (requestId) => {
      const claim = await desk.db.claim.findUniqueOrThrow({
        where: { id: desk.claim(key).id },
        include: { claimant: { select: { id: true, name: true } } },
      })
      return editClaim(
        ctx,
        editClaimInput.parse({
          requestId,
          claimId: claim.id,
          version: claim.version,
          claimant: claim.claimant,
          proposition: claim.proposition,
          wording: claim.wording ? { text: claim.wording, language: claim.wordingLanguage } : {},
          said: { date: claim.saidOn?.toISOString().slice(0, 10) ?? '' },
          place,
          storyId: claim.storyId,
        }),
      )
    })
  }

  async takesUp(...keys: string[]): Promise<void> {
    const { desk, ctx } = this
    for (const key of keys) {
      await desk.once(`take up ${key}`, (requestId) =>
        startChecking(ctx, startCheckingInput.parse({ requestId, claimId: desk.claim(key).id })),
      )
    }
  }

  async givesTo(person: DemoKey, ...keys: string[]): Promise<void> {
    const { desk, ctx } = this
    for (const key of keys) {
      await desk.once(`give ${key}`, (requestId) =>
        assignClaim(
          ctx,
          assignClaimInput.parse({
            requestId,
            claimId: desk.claim(key).id,
            assigneeId: desk.person(person).id,
          }),
        ),
      )
    }
  }

  async shows(...keys: string[]): Promise<void> {
    const { desk, ctx } = this
    for (const key of keys) {
      await desk.once(`show ${key}`, async (requestId) =>
        showClaim(
          ctx,
          showClaimInput.parse({
            requestId,
            claimId: desk.claim(key).id,
            version: await desk.version(key),
          }),
        ),
      )
    }
  }

  async setsAside(key: string, reason: string): Promise<void> {
    const { desk, ctx } = this
    await desk.once(`set aside ${key}`, async (requestId) =>
      setAside(
        ctx,
        setAsideInput.parse({
          requestId,
          claimId: desk.claim(key).id,
          version: await desk.version(key),
          reason,
        }),
      ),
    )
  }

  async withdraws(key: string, reason: string): Promise<void> {
    const { desk, ctx } = this
    await desk.once(`withdraw ${key}`, async (requestId) =>
      withdrawClaim(
        ctx,
        withdrawClaimInput.parse({
          requestId,
          claimId: desk.claim(key).id,
          version: await desk.version(key),
          reason,
        }),
      ),
    )
  }

  async links(fromKey: string, type: RelationType, toKey: string, note?: string): Promise<void> {
    const { desk, ctx } = this
    await desk.once(`link ${fromKey} ${type} ${toKey}`, (requestId) =>
      linkClaims(
        ctx,
        linkClaimsInput.parse({
          requestId,
          fromClaimId: desk.claim(fromKey).id,
          toClaimId: desk.claim(toKey).id,
          type,
          note,
        }),
      ),
    )
  }

  // ───────────── evidence

  async attaches(key: string, evidence: NewEvidence): Promise<void> {
    const { desk, ctx } = this
    await this.meets(evidence.origin)
    await this.opens(evidence.document)
    const { evidenceId } = await desk.once(`attach ${key} ${evidence.document}`, (requestId) =>
      attachEvidence(
        ctx,
        attachEvidenceInput.parse({
          requestId,
          claimId: desk.claim(key).id,
          document: desk.document(evidence.document),
          stance: evidence.stance,
          excerpt: evidence.excerpt,
          locator: evidence.locator,
          credibility: evidence.credibility,
          credibilityReason: evidence.because,
          origin: evidence.origin && desk.source(evidence.origin),
        }),
      ),
    )
    desk.evidenceIds.set(`${key} ${evidence.document}`, evidenceId)
    await desk.noteDocument(evidence.document)
  }

  async gradesEvidence(
    key: string,
    document: DocumentKey,
    credibility: number,
    reason: string,
  ): Promise<void> {
    const { desk, ctx } = this
    const evidenceId = known(desk.evidenceIds, `${key} ${document}`, 'evidence')
    await desk.once(`grade evidence ${key} ${document}`, (requestId) =>
      gradeEvidence(ctx, gradeEvidenceInput.parse({ requestId, evidenceId, credibility, reason })),
    )
  }

  async tracesTo(document: DocumentKey, origin: SourceKey, reason: string): Promise<void> {
    const { desk, ctx } = this
    await desk.once(`trace ${document}`, (requestId) =>
      changeOrigin(
        ctx,
        changeOriginInput.parse({
          requestId,
          documentId: known(desk.documentIds, document, 'document'),
          origin: desk.source(origin),
          reason,
        }),
      ),
    )
  }

  // ───────────── verdicts

  async proposes(key: string, verdict: NewVerdict): Promise<void> {
    const { desk, ctx } = this
    const { verdictId } = await desk.once(`propose ${key}`, async (requestId) =>
      proposeVerdict(
        ctx,
        proposeVerdictInput.parse({
          requestId,
          claimId: desk.claim(key).id,
          version: await desk.version(key),
          status: verdict.status,
          confidence: verdict.confidence,
          rationale: verdict.rationale,
          kind: verdict.correction ? 'correction' : verdict.update ? 'update' : undefined,
          publicNote: verdict.correction ?? verdict.update,
          overtakenByClaimId:
            verdict.overtakenBy?.claim && desk.claim(verdict.overtakenBy.claim).id,
          overtakenByEvent: verdict.overtakenBy?.event,
          overtakenOn: verdict.overtakenBy?.on,
        }),
      ),
    )
    desk.proposals.set(key, verdictId)
  }

  /** Approves the open proposal on each claim; `afterChanges` where the claim changed since and the reviewer looked. */
  async approves(...keys: string[]): Promise<void> {
    for (const key of keys) await this.answers(key, false)
  }

  async approvesAfterChanges(key: string): Promise<void> {
    await this.answers(key, true)
  }

  private async answers(key: string, sawChanges: boolean): Promise<void> {
    const { desk, ctx } = this
    await desk.once(`approve ${key}`, async (requestId) =>
      approveVerdict(
        ctx,
        approveVerdictInput.parse({
          requestId,
          verdictId: known(desk.proposals, key, 'proposal'),
          version: await desk.version(key),
          sawChanges,
        }),
      ),
    )
  }

  async sendsBack(key: string, reason: string): Promise<void> {
    const { desk, ctx } = this
    await desk.once(`send back ${key}`, (requestId) =>
      sendBackVerdict(
        ctx,
        sendBackVerdictInput.parse({
          requestId,
          verdictId: known(desk.proposals, key, 'proposal'),
          reason,
        }),
      ),
    )
  }

  async takesBack(key: string): Promise<void> {
    const { desk, ctx } = this
    await desk.once(`take back ${key}`, (requestId) =>
      takeBackVerdict(
        ctx,
        takeBackVerdictInput.parse({
          requestId,
          verdictId: known(desk.proposals, key, 'proposal'),
        }),
      ),
    )
  }
}
