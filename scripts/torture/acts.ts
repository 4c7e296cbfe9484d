import {
  addAppearance,
  editClaim,
  fileClaim,
  showClaim,
  withdrawAppearance,
  withdrawClaim,
} from '@/lib/claims/commands'
import {
  addAppearanceInput,
  editClaimInput,
  fileClaimInput,
  showClaimInput,
  withdrawAppearanceInput,
  withdrawClaimInput,
} from '@/lib/claims/schema'
import type { Db } from '@/lib/db'
import { addDocument, changeOrigin } from '@/lib/documents/commands'
import { addDocumentInput, changeOriginInput } from '@/lib/documents/schema'
import { attachEvidence, gradeEvidence, withdrawEvidence } from '@/lib/evidence/commands'
import {
  attachEvidenceInput,
  gradeEvidenceInput,
  withdrawEvidenceInput,
} from '@/lib/evidence/schema'
import { linkClaims, unlinkClaims } from '@/lib/relations/commands'
import { linkClaimsInput, unlinkClaimsInput } from '@/lib/relations/schema'
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
} from '@/lib/review/schema'
import { createSource, editSource, gradeSource } from '@/lib/sources/commands'
import { createSourceInput, editSourceInput, gradeSourceInput } from '@/lib/sources/schema'
import { createStory, editStory, showStory } from '@/lib/stories/commands'
import { createStoryInput, editStoryInput, showStoryInput } from '@/lib/stories/schema'
import { pick } from '@/scripts/torture/dice.mjs'

/** The commands that the load is made of. */
export const COMMANDS = {
  createSource: { command: createSource, schema: createSourceInput },
  createStory: { command: createStory, schema: createStoryInput },
  showStory: { command: showStory, schema: showStoryInput },
  addDocument: { command: addDocument, schema: addDocumentInput },
  fileClaim: { command: fileClaim, schema: fileClaimInput },
  editClaim: { command: editClaim, schema: editClaimInput },
  showClaim: { command: showClaim, schema: showClaimInput },
  withdrawClaim: { command: withdrawClaim, schema: withdrawClaimInput },
  addAppearance: { command: addAppearance, schema: addAppearanceInput },
  withdrawAppearance: { command: withdrawAppearance, schema: withdrawAppearanceInput },
  linkClaims: { command: linkClaims, schema: linkClaimsInput },
  unlinkClaims: { command: unlinkClaims, schema: unlinkClaimsInput },
  attachEvidence: { command: attachEvidence, schema: attachEvidenceInput },
  gradeEvidence: { command: gradeEvidence, schema: gradeEvidenceInput },
  withdrawEvidence: { command: withdrawEvidence, schema: withdrawEvidenceInput },
  proposeVerdict: { command: proposeVerdict, schema: proposeVerdictInput },
  approveVerdict: { command: approveVerdict, schema: approveVerdictInput },
  sendBackVerdict: { command: sendBackVerdict, schema: sendBackVerdictInput },
  takeBackVerdict: { command: takeBackVerdict, schema: takeBackVerdictInput },
  editSource: { command: editSource, schema: editSourceInput },
  changeOrigin: { command: changeOrigin, schema: changeOriginInput },
  gradeSource: { command: gradeSource, schema: gradeSourceInput },
  editStory: { command: editStory, schema: editStoryInput },
}
export type CommandName = keyof typeof COMMANDS

type Person = { id: string; name: string; role: 'contributor' | 'editor' | 'admin' }
/** An act on its way: what has to be known to send the very same request again. */
export type Sent = { requestId: string; command: CommandName; by: Person; input: object }
export type Settled = { people: Person[] }

const TEXT = 'The last column left at dawn, he said, and nobody was seen on the road to Homs.'
const QUOTES = ['The last column left at dawn', 'nobody was seen on the road', 'the road to Homs']
const TOWNS = ['Homs', 'Hama', 'Daraa', 'Qamishli', 'Palmyra', 'Albu Kamal']

/** The people of the newsroom, made when the first process opens. */
export async function settleIn(db: Db): Promise<Settled> {
  await db.user.createMany({
    data: (['admin', 'editor', 'editor', 'editor', 'contributor'] as const).map((role, at) => ({
      email: `torture-${at}@desk.example`,
      name: `${role} ${at}`,
      role,
      createdAt: new Date(),
    })),
    skipDuplicates: true,
  })
  const people = await db.user.findMany({ orderBy: { email: 'asc' } })
  return { people: people.map(({ id, name, role }) => ({ id, name, role })) }
}

type Roll = (sides: number) => number

/** Something to do on what there is; null where the dice named what there is not. */
export async function chooseAct(
  db: Db,
  { people }: Settled,
  roll: Roll,
  requestId: string,
): Promise<Sent | null> {
  const editors = people.filter(({ role }) => role !== 'contributor')
  const one = <T>(all: T[]): T | undefined => all[roll(all.length)]
  const editor = one(editors)
  const anybody = one(people)
  const chief = people.find(({ role }) => role === 'admin')
  if (!editor || !anybody || !chief) return null
  const act = (command: CommandName, by: Person, input: object | null): Sent | null =>
    input && { requestId, command, by, input }

  const recent = { orderBy: { id: 'desc' as const }, take: 8 }
  const source = one(await db.source.findMany(recent))
  const paper = one(await db.document.findMany(recent))
  const claim = one(await db.claim.findMany({ ...recent, where: { withdrawal: null } }))
  if (!source || roll(60) === 0)
    return act('createSource', anybody, { name: `Source ${requestId.slice(0, 8)}`, kind: 'outlet' })
  if (!paper || roll(30) === 0) {
    const publisher = { id: source.id, name: source.name }
    return act('addDocument', anybody, {
      document: { title: `Report ${requestId.slice(0, 8)}`, publisher, text: TEXT },
    })
  }
  if (!claim || roll(12) === 0) {
    return act('fileClaim', anybody, {
      claimant: { id: source.id, name: source.name },
      proposition: `${100 + roll(900)} soldiers have crossed at ${one(TOWNS)}`,
      document: { use: 'existing', id: paper.id },
      quote: { exact: one(QUOTES) },
      storyId: one(await db.story.findMany(recent))?.id,
    })
  }
  const { id: claimId, version } = claim
  const open = await db.verdict.findFirst({ where: { claimId, state: 'proposed' } })
  switch (
    pick(roll, {
      verdict: 10,
      evidence: 6,
      appearance: 3,
      relation: 3,
      claim: 3,
      show: 3,
      source: 2,
      story: 2,
      withdraw: 1,
    })
  ) {
    case 'verdict': {
      if (!open) {
        return act('proposeVerdict', editor, {
          claimId,
          version,
          status: roll(4) === 0 ? 'corroborated' : 'unverified',
          confidence: 'moderate',
          rationale: 'We asked both ministries and three residents; none could say.',
          ...(claim.currentVerdictId && { kind: 'update', publicNote: 'More is known now.' }),
        })
      }
      if (roll(8) === 0) {
        const proposer = people.find(({ id }) => id === open.proposerId) ?? editor
        return act('takeBackVerdict', proposer, { verdictId: open.id })
      }
      if (roll(8) === 0)
        return act('sendBackVerdict', editor, { verdictId: open.id, reason: 'Which residents?' })
      return act('approveVerdict', editor, { verdictId: open.id, version, sawChanges: true })
    }
    case 'evidence': {
      const piece = one(await db.evidence.findMany({ ...recent, where: { claimId } }))
      if (piece && roll(3) === 0)
        return act('gradeEvidence', editor, {
          evidenceId: piece.id,
          credibility: 1 + roll(6),
          reason: 'Looked at again',
        })
      if (piece && roll(5) === 0)
        return act('withdrawEvidence', editor, { evidenceId: piece.id, reason: 'Old film' })
      return act('attachEvidence', anybody, {
        claimId,
        document: { use: 'existing', id: paper.id },
        stance: one(['supports', 'supports', 'refutes', 'context']),
        excerpt: 'He said that they had left.',
        credibility: 1 + roll(4),
        credibilityReason: 'Named, and there',
      })
    }
    case 'appearance': {
      const place = one(await db.appearance.findMany({ ...recent, where: { claimId } }))
      if (place && roll(3) === 0)
        return act('withdrawAppearance', editor, {
          appearanceId: place.id,
          reason: 'Another column',
        })
      const document = { use: 'existing', id: paper.id }
      return act('addAppearance', anybody, { claimId, document, quote: { exact: one(QUOTES) } })
    }
    case 'relation': {
      const relation = one(
        await db.relation.findMany({ ...recent, where: { fromClaimId: claimId } }),
      )
      if (relation && roll(3) === 0)
        return act('unlinkClaims', editor, { relationId: relation.id, reason: 'Another road' })
      const other = one(await db.claim.findMany(recent))
      return act(
        'linkClaims',
        anybody,
        other ? { fromClaimId: claimId, toClaimId: other.id, type: 'counters' } : null,
      )
    }
    case 'claim': {
      const { name, id } = await db.source.findUniqueOrThrow({ where: { id: claim.claimantId } })
      return act('editClaim', editor, {
        claimId,
        version,
        claimant: { id, name },
        proposition: claim.proposition,
        place: { name: `${one(TOWNS)} ${requestId.slice(0, 4)}` },
        storyId: claim.storyId ?? undefined,
      })
    }
    case 'show':
      return act('showClaim', editor, { claimId, version })
    case 'source': {
      const other = one(await db.source.findMany(recent))
      if (roll(3) === 0) {
        const { id: sourceId, name, kind, version } = source
        const speaksFor =
          other && other.id !== source.id ? { id: other.id, name: other.name } : undefined
        return act('editSource', editor, { sourceId, version, name, kind, speaksFor })
      }
      if (other && roll(3) === 0) {
        const origin = { id: other.id, name: other.name }
        return act('changeOrigin', editor, { documentId: paper.id, origin, reason: 'The byline' })
      }
      return act('gradeSource', chief, {
        sourceId: source.id,
        reliability: one(['A', 'B', 'C']),
        reason: 'Its record',
      })
    }
    case 'story': {
      const story = one(await db.story.findMany(recent))
      if (!story || roll(8) === 0)
        return act('createStory', editor, {
          title: `The advance ${requestId.slice(0, 8)}`,
          summary: 'What happens.',
        })
      if (!story.publicSince) return act('showStory', editor, { storyId: story.id })
      return act('editStory', editor, {
        storyId: story.id,
        version: story.version,
        title: story.title,
        summary: `As of ${requestId.slice(0, 8)}.`,
      })
    }
    default:
      return roll(4) === 0
        ? act('withdrawClaim', chief, { claimId, version, reason: 'A person is in danger.' })
        : null
  }
}
