/**
 * Proposes verdicts for whoever measures their approval: says which published claims there are, then answers each line
 * with a claim's id by a proposal that changes its status. Ends with its parent.
 */
import { createInterface } from 'node:readline'
import { createDb } from '@/lib/db'
import { proposeVerdict } from '@/lib/review/commands'
import { proposeVerdictInput } from '@/lib/review/schema'

const db = createDb(process.env.DATABASE_URL ?? '')
const tell = (words: object) => process.stdout.write(`${JSON.stringify(words)}\n`)

const proposer = await db.user.findFirstOrThrow({ where: { email: 'jonas@example.org' } })
const claims = await db.claim.findMany({
  where: {
    publicSince: { not: null },
    withdrawal: null,
    story: { publicSince: { not: null } },
    verdicts: { none: { state: 'proposed' } },
  },
  select: { id: true, slug: true, story: { select: { slug: true } } },
  orderBy: { id: 'asc' },
})
tell(claims.map(({ id, slug, story }) => ({ id, slug, story: story?.slug })))

for await (const claimId of createInterface({ input: process.stdin })) {
  const claim = await db.claim.findUniqueOrThrow({
    where: { id: claimId },
    select: { version: true, currentVerdict: { select: { status: true } } },
  })
  const isOvertaken = claim.currentVerdict?.status === 'overtaken'
  const now = new Date()
  const input = proposeVerdictInput.parse({
    claimId,
    version: claim.version,
    status: isOvertaken ? 'unverified' : 'overtaken',
    confidence: 'moderate',
    rationale: `We asked both ministries and three residents again at ${now.toISOString()}.`,
    ...(claim.currentVerdict && { kind: 'update', publicNote: 'More is known now.' }),
    ...(!isOvertaken && {
      overtakenByEvent: 'The road was opened',
      overtakenOn: now.toISOString().slice(0, 10),
    }),
  })
  const { id, name, role } = proposer
  const actor = { kind: 'member', id, name, role, sessionId: null } as const
  await proposeVerdict({ actor, now, db }, input)
  tell({ claimId })
}
await db.$disconnect()
