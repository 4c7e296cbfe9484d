'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { formAction, type Outcome } from '@/app/_server/action'
import type { MemberContext } from '@/app/_server/context'
import { wordError } from '@/app/_server/messages'
import { requestWords } from '@/app/_server/request-words'
import type { ProblemInWords } from '@/app/(desk)/desk/intake/intake-words'
import { AppError } from '@/lib/errors'
import { type Decided, decide, dropIntake, fileIntake, undoDecision } from '@/lib/intake/commands'
import { getIntake, getIntakeState, trackedClaims } from '@/lib/intake/queries'
import { changesOf, decisionOn, type Problem } from '@/lib/intake/rules'
import {
  type Change,
  candidateEdits,
  change,
  documentDraft,
  dropIntakeInput,
  fileIntakeInput,
  type NamedInIntake,
} from '@/lib/intake/schema'
import { publishPending } from '@/lib/publish/publisher'
import { type SourceKind, sourceKind } from '@/lib/sources/schema'
import { id, nameLine, optional, requestId, version } from '@/lib/text/fields'

const on = { requestId, intakeId: id, version }

/** A press of one of the candidates' buttons (`do`), or the changes that a living page made of it. */
const pressForm = z.object({
  ...on,
  do: z.string().max(400).optional(),
  changes: z.string().max(5_000_000).optional(),
})

/**
 * Decides on candidates and relations, or takes the last step back. A page that lives is told the new version and
 * what was decided since its own; one without scripts is sent on to the next candidate.
 */
export const decideAction = formAction(pressForm, press, {
  onConflict: async (ctx, { intakeId, version: seen }) => ({
    facts: { ...(await getIntakeState(ctx, intakeId, seen)) },
  }),
})

async function press(ctx: MemberContext, input: z.output<typeof pressForm>): Promise<Outcome> {
  const { requestId: request, intakeId, version: seen } = input
  if (input.do === 'undo') {
    const { undone, ...decided } = await undoDecision(ctx, {
      requestId: request,
      intakeId,
      version: seen,
    })
    if (!input.changes) redirect(placeOf(intakeId, Number(undone[0]?.split(':')[1])))
    return {
      message: (await requestWords()).say('deskIntake.undone'),
      facts: { ...(await told(ctx, input, decided)), undone },
    }
  }
  const changes = input.changes
    ? readChanges(input.changes)
    : await pressed(ctx, intakeId, input.do ?? '')
  if (changes.length === 0) throw new AppError('refused', 'candidate_unknown')
  const decided = await decide(ctx, { requestId: request, intakeId, version: seen, changes })
  if (!input.changes) redirect(await nextPlace(ctx, intakeId, changes))
  return { facts: await told(ctx, input, decided) }
}

/** The answer to a living page, with the names of others who decided meanwhile. */
async function told(
  ctx: MemberContext,
  { intakeId, version: seen }: { intakeId: string; version: number },
  decided: Decided,
): Promise<Decided & { people?: Record<string, string> }> {
  const isAlone = Object.values(decided.entries).every(({ by }) => by === ctx.actor.id)
  if (isAlone) return decided
  return { ...decided, people: (await getIntakeState(ctx, intakeId, seen)).people }
}

function readChanges(json: string): Change[] {
  try {
    return z.array(change).min(1).parse(JSON.parse(json))
  } catch {
    throw new AppError('refused', 'candidate_unknown')
  }
}

async function pressed(ctx: MemberContext, intakeId: string, press: string): Promise<Change[]> {
  const page = await getIntake(ctx, intakeId)
  if (!page.found) throw new AppError('refused', 'intake_is_being_read')
  const [, , kind, goal = ''] = press.split(' ')
  const chosen = kind === 'claim' && z.uuid().safeParse(goal).success ? [goal] : []
  const tracked = { ...page.tracked, ...(await trackedClaims(ctx, chosen)) }
  return changesOf(press, { found: page.found, near: page.near, entries: page.entries, tracked })
}

/** The next candidate that nobody has decided on, after the one that somebody just has. */
async function nextPlace(ctx: MemberContext, intakeId: string, made: Change[]): Promise<string> {
  const [first] = made
  if (first?.of !== 'candidate') return placeOf(intakeId, Number(first?.key.split('>')[0]))
  const { found, entries } = await getIntake(ctx, intakeId)
  const count = found?.candidates.length ?? 0
  const at = Number(first.key)
  const isOpen = (candidate: number) => decisionOn(entries, candidate).is === 'undecided'
  const after = Array.from({ length: count }, (_, step) => (at + step + 1) % count)
  return placeOf(intakeId, after.find(isOpen) ?? at)
}

function placeOf(intakeId: string, candidate: number): string {
  const place = Number.isInteger(candidate) ? `#candidate-${candidate + 1}` : ''
  return `/desk/intake/${intakeId}${place}`
}

/** After somebody else decided first: the next press is on what they chose, which the page now shows. */
async function caughtUp(ctx: MemberContext, { intakeId }: { intakeId: string }) {
  const state = await getIntakeState(ctx, intakeId, 0)
  revalidatePath(`/desk/intake/${intakeId}`)
  return { values: { version: String(state.version) } }
}

// ───────────── editing

const editForm = z.object({
  ...on,
  candidate: z.coerce.number().int().nonnegative(),
  /** Where the passage that words were selected in begins in the text. */
  passageStart: z.coerce.number().int().nonnegative().default(0),
  do: z.enum(['accept', 'save']).default('save'),
  ...candidateEdits.shape,
})

export const editCandidateAction = formAction(
  editForm,
  async (ctx, input) => {
    const { requestId: request, intakeId, version: seen, candidate, passageStart, ...rest } = input
    const { do: press, ...fields } = rest
    const start = fields.quote.start === null ? null : fields.quote.start + passageStart
    const { entries, found } = await getIntake(ctx, intakeId)
    const was = found?.candidates[candidate]
    // A name that is only spelt anew keeps the kind that was found for it.
    const ofKind = (named: NamedInIntake | null, kind: SourceKind | undefined) =>
      named && { ...named, kind: named.kind ?? kind ?? null }
    const edits = {
      ...fields,
      claimant: ofKind(fields.claimant, was?.claimant.kind) ?? fields.claimant,
      origin: ofKind(fields.origin, was?.origin?.kind),
      quote: { ...fields.quote, start },
    }
    const now = decisionOn(entries, candidate)
    const value = press === 'accept' ? { is: 'accepted' as const, into: null } : now
    await decide(ctx, {
      requestId: request,
      intakeId,
      version: seen,
      changes: [{ of: 'candidate', key: String(candidate), value: { ...value, edits } }],
    })
    revalidatePath(`/desk/intake/${intakeId}`)
    redirect(placeOf(intakeId, candidate))
  },
  { onConflict: caughtUp },
)

export const editDocumentAction = formAction(
  z.object({ ...on, ...documentDraft.shape }),
  async (ctx, input) => {
    const { requestId: request, intakeId, version: seen, ...value } = input
    await decide(ctx, {
      requestId: request,
      intakeId,
      version: seen,
      changes: [{ of: 'document', key: '', value }],
    })
    revalidatePath(`/desk/intake/${intakeId}`)
    redirect(`/desk/intake/${intakeId}#document`)
  },
  { onConflict: caughtUp },
)

const nameForm = z
  .object({
    ...on,
    name: nameLine(200),
    /** A source's id, or `new`. */
    choice: z.union([z.literal('new'), z.uuid()], { error: 'required' }),
    kind: optional(sourceKind),
  })
  .refine((given) => given.choice !== 'new' || given.kind, { path: ['kind'], error: 'required' })

/** Says which source a name in the article means. */
export const chooseSourceAction = formAction(
  nameForm,
  async (ctx, { requestId: request, intakeId, version: seen, name, choice, kind }) => {
    const value =
      choice === 'new' ? { id: null, kind: kind ?? 'other' } : { id: choice, kind: null }
    await decide(ctx, {
      requestId: request,
      intakeId,
      version: seen,
      changes: [{ of: 'speaker', key: name, value }],
    })
    revalidatePath(`/desk/intake/${intakeId}`)
    redirect(`/desk/intake/${intakeId}#names`)
  },
  { onConflict: caughtUp },
)

// ───────────── closing

export const fileIntakeAction = formAction(
  fileIntakeInput,
  async (ctx, input) => {
    await fileIntake(ctx, input).catch(sayEachProblem)
    const isPublished = await publishPending()
    revalidatePath(`/desk/intake/${input.intakeId}`)
    redirect(`/desk/intake/${input.intakeId}?done=filed${isPublished ? '' : '&later=1'}`)
  },
  { onConflict: caughtUp },
)

/** What stands in the way of filing, in words beside what it is about. */
async function sayEachProblem(error: unknown): Promise<never> {
  if (!(error instanceof AppError) || error.reason !== 'intake_not_ready') throw error
  const words = await requestWords()
  const facts = error.details.facts as { problems: Problem[]; count: number }
  const problems: ProblemInWords[] = facts.problems.map((problem) => ({
    of: problem.of,
    key: problem.key,
    words: wordError(
      new AppError('refused', problem.reason, { facts: problem.facts ?? {} }),
      words,
    ),
  }))
  throw new AppError(error.code, error.reason, { facts: { ...facts, problems } })
}

export const dropIntakeAction = formAction(
  dropIntakeInput,
  async (ctx, input) => {
    await dropIntake(ctx, input)
    redirect('/desk/intake?done=dropped')
  },
  { onConflict: caughtUp },
)
