import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { z } from 'zod'
import type { Actor } from '@/lib/auth/actor'
import type { Role } from '@/lib/auth/roles'
import { fileClaim, setAside, showClaim, startChecking } from '@/lib/claims/commands'
import { fileClaimInput, type Stage } from '@/lib/claims/schema'
import type { Context } from '@/lib/context'
import { addDocument } from '@/lib/documents/commands'
import { addDocumentInput } from '@/lib/documents/schema'
import { AppError } from '@/lib/errors'
import { attachEvidence } from '@/lib/evidence/commands'
import { attachEvidenceInput, type Stance } from '@/lib/evidence/schema'
import { decide, keepFindings, startIntake } from '@/lib/intake/commands'
import { findings, startIntakeInput } from '@/lib/intake/schema'
import { linkClaims } from '@/lib/relations/commands'
import { linkClaimsInput, type RelationType } from '@/lib/relations/schema'
import { approveVerdict, proposeVerdict } from '@/lib/review/commands'
import { approveVerdictInput, proposeVerdictInput, type VerdictStatus } from '@/lib/review/schema'
import { createSource } from '@/lib/sources/commands'
import { createSourceInput, type SourceKind } from '@/lib/sources/schema'
import { createStory } from '@/lib/stories/commands'
import { createStoryInput } from '@/lib/stories/schema'
import { freshDatabase } from '@/lib/testing/database'

export type Member = Extract<Actor, { kind: 'member' }>
export type Newsroom = Awaited<ReturnType<typeof aNewsroom>>

const noon = new Date('2024-12-07T12:00:00Z').getTime()

/**
 * A newsroom on a database of its own, with builders that make valid things through the commands. Each act
 * comes a minute after the one before, from noon on 7 December 2024.
 */
export async function aNewsroom() {
  const { db, url, ownerUrl, drop } = await freshDatabase()
  let minutes = 0
  let count = 0
  const next = () => ++count

  function contextOf(actor: Actor, at = new Date(noon + ++minutes * 60_000)): Context {
    return { actor, now: at, db }
  }

  async function aMember(given: { role?: Role; name?: string } = {}): Promise<Member> {
    const { role = 'editor', name = `${role} ${next()}` } = given
    const { id } = await db.user.create({
      data: { email: `${randomUUID()}@desk.example`, name, role, createdAt: new Date(noon) },
    })
    return { kind: 'member', id, name, role, sessionId: null }
  }

  let somebodyYet: Promise<Member> | undefined
  /** An editor for whatever the test is not about. */
  function somebody(): Promise<Member> {
    somebodyYet ??= aMember({ role: 'editor', name: 'Somebody' })
    return somebodyYet
  }

  async function aSource(
    given: { name?: string; kind?: SourceKind; speaksFor?: string; by?: Actor } = {},
  ): Promise<{ id: string; name: string }> {
    const name = given.name ?? `Source ${inLetters(next())}`
    const { sourceId } = await createSource(
      contextOf(given.by ?? (await somebody())),
      createSourceInput.parse({
        name,
        kind: given.kind ?? 'institution',
        speaksFor: given.speaksFor && { id: given.speaksFor, name: 'by id' },
      }),
    )
    return { id: sourceId, name }
  }

  /** `publisher` and `origin` are source ids, `carries` the id of the document that it retells. */
  async function aDocument(
    given: {
      title?: string
      text?: string | null
      publisher?: string
      origin?: string
      carries?: string
      by?: Actor
    } = {},
  ): Promise<{ id: string; title: string }> {
    const title = given.title ?? `Document ${next()}`
    const { documentId } = await addDocument(
      contextOf(given.by ?? (await somebody())),
      addDocumentInput.parse({
        document: {
          title,
          publisher: { id: given.publisher ?? (await aSource({ kind: 'outlet' })).id, name: 'id' },
          origin: given.origin && { id: given.origin, name: 'by id' },
          originDocumentId: given.carries,
          url: 'https://example.org/document',
          text: given.text === undefined ? 'The final phase has begun, he said.' : given.text,
          published: { date: '2024-12-07' },
        },
      }),
    )
    return { id: documentId, title }
  }

  async function aStory(given: { title?: string } = {}): Promise<{ id: string; slug: string }> {
    const { storyId, slug } = await createStory(
      contextOf(await somebody()),
      createStoryInput.parse({ title: given.title ?? `Story ${next()}`, summary: 'What happens.' }),
    )
    return { id: storyId, slug }
  }

  async function aClaim(
    given: {
      stage?: Stage
      proposition?: string
      claimant?: string
      isShown?: boolean
      by?: Actor
    } = {},
  ): Promise<{ id: string; slug: string }> {
    const { stage = 'triage' } = given
    const { claimId, slug } = await fileClaim(
      contextOf(given.by ?? (await somebody())),
      fileClaimInput.parse({
        claimant: { id: given.claimant ?? (await aSource({ kind: 'armed_group' })).id, name: 'id' },
        proposition: given.proposition ?? `Proposition ${inLetters(next())}`,
        document: { use: 'existing', id: (await aDocument()).id },
        quote: { exact: 'The final phase has begun' },
      }),
    )
    const ctx = () => somebody().then((editor) => contextOf(editor))
    if (given.isShown) {
      await showClaim(await ctx(), { claimId, version: await versionOf(claimId) })
    }
    if (stage === 'checking') await startChecking(await ctx(), { claimId })
    if (stage === 'set_aside') {
      const version = await versionOf(claimId)
      await setAside(await ctx(), { claimId, version, reason: 'Not ours to check' })
    }
    if (stage === 'in_review') await aProposal({ claim: claimId })
    if (stage === 'published') await aPublishedVerdict({ claim: claimId })
    return { id: claimId, slug }
  }

  /** `origin` is the id of the source that published it; `from` names another for this piece alone. */
  async function someEvidence(given: {
    claim: string
    stance?: Stance
    credibility?: number
    origin?: string
    from?: string
    document?: string
    by?: Actor
  }): Promise<{ id: string }> {
    const document = given.document ?? (await aDocument({ publisher: given.origin })).id
    const { evidenceId } = await attachEvidence(
      contextOf(given.by ?? (await somebody())),
      attachEvidenceInput.parse({
        claimId: given.claim,
        document: { use: 'existing', id: document },
        stance: given.stance ?? 'supports',
        excerpt: 'He said that it had begun.',
        credibility: given.credibility ?? 2,
        credibilityReason: 'Named, and there',
        origin: given.from && { id: given.from, name: 'by id' },
      }),
    )
    return { id: evidenceId }
  }

  async function aRelation(given: {
    from: string
    to: string
    type?: RelationType
    by?: Actor
  }): Promise<{ id: string }> {
    const { relationId } = await linkClaims(
      contextOf(given.by ?? (await somebody())),
      linkClaimsInput.parse({
        fromClaimId: given.from,
        toClaimId: given.to,
        type: given.type ?? 'counters',
      }),
    )
    return { id: relationId }
  }

  /**
   * An open intake of a text of two sentences, with a candidate for each: what a commander says, and a ministry's
   * denial that counters it. `accepts` lists candidates that are accepted already.
   */
  async function anIntake(
    given: {
      text?: string
      publisher?: string
      isFound?: boolean
      accepts?: number[]
      by?: Actor
    } = {},
  ): Promise<{ id: string; text: string; version: number }> {
    const by = given.by ?? (await somebody())
    const name = given.publisher ?? `Gazette of ${inLetters(next())}`
    const said = `“We hold the gate,” Nasser Haddad of ${name} said.`
    const denied = 'The ministry denied that it had fallen.'
    const text = given.text ?? `${said}\n\n${denied}`
    const { intakeId } = await startIntake(
      contextOf(by),
      startIntakeInput.parse({
        text,
        document: {
          title: `The gate, by ${name}`,
          publisher: { name, kind: 'outlet' },
          language: 'en',
          published: { date: '2024-12-07' },
        },
        isAgain: true,
      }),
    )
    if (given.isFound ?? true) {
      const line = (at: string) => [text.indexOf(at), text.indexOf(at) + at.length]
      const common = { attribution: null, place: null, origin: null, isHedged: false }
      await keepFindings(contextOf(by), {
        intakeId,
        extractor: 'by hand',
        findings: findings.parse({
          candidates: [
            {
              ...common,
              proposition: `The fighters of ${name} hold the gate.`,
              claimant: {
                name: `Nasser Haddad of ${name}`,
                description: null,
                kind: 'person',
                span: line(`Nasser Haddad of ${name}`),
              },
              quote: line(said),
              wording: line('We hold the gate'),
              said: { date: '2024-12-07', time: '', zone: '', words: null },
              kind: 'asserts',
              isDirect: true,
            },
            {
              ...common,
              proposition: `The gate of ${name} has not fallen.`,
              claimant: {
                name: `Ministry of ${name}`,
                description: null,
                kind: 'institution',
                span: line('The ministry'),
              },
              quote: line(denied),
              wording: null,
              said: null,
              kind: 'denies',
              isDirect: false,
            },
          ],
          relations: [
            {
              from: 1,
              to: 0,
              type: 'counters',
              strength: 0.9,
              reason: 'denial',
              words: ['denied', 'hold'],
            },
          ],
        }),
      })
    }
    let version = 1
    if (given.accepts) {
      const changes = given.accepts.map((at) => ({
        of: 'candidate' as const,
        key: String(at),
        value: { is: 'accepted' as const, into: null, edits: null },
      }))
      version = (await decide(contextOf(by), { intakeId, version, changes })).version
    }
    return { id: intakeId, text, version }
  }

  /** The form for a verdict on a claim as it is now: `unverified`, which needs nothing but words. */
  async function verdictForm(
    given: {
      claim?: string
      status?: VerdictStatus
      version?: number
      rationale?: string
      kind?: 'update' | 'correction'
      publicNote?: string
      overtakenByClaimId?: string
      overtakenByEvent?: string
      overtakenOn?: string
    } = {},
  ) {
    const { claim = (await aClaim()).id, status = 'unverified', ...typed } = given
    const row = await db.claim.findUniqueOrThrow({ where: { id: claim } })
    const change = row.currentVerdictId && { kind: 'update', publicNote: 'More is known now.' }
    return proposeVerdictInput.parse({
      claimId: claim,
      version: row.version,
      status,
      confidence: 'moderate',
      rationale: 'We asked both ministries and three residents; none could say.',
      ...change,
      ...typed,
    })
  }

  async function aProposal(
    given: Parameters<typeof verdictForm>[0] & { by?: Member } = {},
  ): Promise<{ id: string; claimId: string; proposer: Member; version: number }> {
    const { by, ...typed } = given
    const proposer = by ?? (await aMember())
    const { verdictId, claimId } = await proposeVerdict(
      contextOf(proposer),
      await verdictForm(typed),
    )
    return { id: verdictId, claimId, proposer, version: await versionOf(claimId) }
  }

  /** A reviewer's form for a proposal, on the claim as it is now. */
  async function approvalOf(verdictId: string, given: { sawChanges?: boolean } = {}) {
    const { claimId } = await db.verdict.findUniqueOrThrow({ where: { id: verdictId } })
    const version = await versionOf(claimId)
    return approveVerdictInput.parse({ verdictId, version, sawChanges: given.sawChanges ?? false })
  }

  async function aPublishedVerdict(
    given: Parameters<typeof aProposal>[0] = {},
  ): Promise<{ id: string; claimId: string; slug: string; proposer: Member; reviewer: Member }> {
    const proposal = await aProposal(given)
    const reviewer = await aMember()
    const { slug } = await approveVerdict(contextOf(reviewer), await approvalOf(proposal.id))
    return {
      id: proposal.id,
      claimId: proposal.claimId,
      slug,
      proposer: proposal.proposer,
      reviewer,
    }
  }

  async function versionOf(claimId: string): Promise<number> {
    return (await db.claim.findUniqueOrThrow({ where: { id: claimId } })).version
  }

  /** Everything in the database, so that a test can say that nothing was written. */
  async function everything(): Promise<Record<string, string>> {
    const tables = await db.$queryRaw<{ name: string }[]>`
      SELECT c.relname::text AS name FROM pg_class c
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`
    const digests: Record<string, string> = {}
    for (const { name } of tables) {
      const [row] = await db.$queryRawUnsafe<{ digest: string }[]>(
        `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest
         FROM ${pg.escapeIdentifier(name)} t`,
      )
      digests[name] = row?.digest ?? ''
    }
    return digests
  }

  return {
    db,
    url,
    ownerUrl,
    drop,
    contextOf,
    somebody,
    aMember,
    aSource,
    aDocument,
    aStory,
    aClaim,
    someEvidence,
    aRelation,
    anIntake,
    verdictForm,
    aProposal,
    approvalOf,
    aPublishedVerdict,
    versionOf,
    everything,
  }
}

/** Digits sound like nothing, and a name must be told from its neighbours by ear: Bab, Bac, Bad. */
function inLetters(number: number): string {
  const letters = [...number.toString(20)].map(
    (digit) => 'bcdfghjklmnpqrstvwxz'[Number.parseInt(digit, 20)],
  )
  return `${number} ${letters.join('a')}a`
}

/** How an act ended: `done`, or what `AppError` says, as `code: reason`. Anything else is thrown on. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.reason}`
    if (error instanceof z.ZodError) throw new Error(`The test's own input is wrong: ${error}`)
    throw error
  }
}
