import { z } from 'zod'
import { activityBody } from '@/lib/activity/schema'
import { stage } from '@/lib/claims/schema'
import { type LinkClaims, type RelationType, relationType } from '@/lib/relations/schema'
import { claimSearch } from '@/lib/search/schema'
import { id, optional, prose, requestId } from '@/lib/text/fields'

export const queueTab = z.enum(['mine', 'review', 'contested', 'stale', 'all'])
export type QueueTab = z.infer<typeof queueTab>

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value) || undefined
const lenient = <T extends z.ZodType>(field: T) =>
  z.preprocess(first, field.optional()).catch(undefined)

/** What the queue's address says; what makes no sense in it is left out rather than complained of. */
export const queueSearch = claimSearch
  .pick({ q: true, status: true, story: true, source: true, cursor: true })
  .extend({
    tab: z.preprocess(first, queueTab).catch('mine'),
    stage: lenient(stage),
  })
export type QueueSearch = z.infer<typeof queueSearch>

export const storiesSearch = z.object({
  /** The last story shown. */
  after: lenient(z.uuid()),
})
export type StoriesSearch = Partial<z.infer<typeof storiesSearch>>

/** Every type of activity, in the order of the record's table of contents. */
export const activityTypes = activityBody.options.map((option) => option.shape.type.value)

export const activitySearch = z.object({
  person: lenient(z.uuid()),
  claim: lenient(z.uuid()),
  type: lenient(z.enum(activityTypes as [(typeof activityTypes)[number]])),
  /** Older than this row of the record. */
  before: lenient(z.string().regex(/^\d{1,18}$/)),
})
export type ActivitySearch = z.infer<typeof activitySearch>

const relationSentence = z.enum(
  relationType.options.flatMap((type) => [`from.${type}`, `to.${type}`] as const),
)

/** Linking as the workbench asks it: this claim, a sentence such as "is countered by", the other one. */
export const linkFromHereInput = z
  .object({
    requestId,
    claimId: id,
    otherId: z.uuid({ error: 'choose_a_claim' }),
    sentence: relationSentence,
    note: optional(prose(1000)),
  })
  .transform(({ claimId, otherId, sentence, ...rest }): LinkClaims => {
    const [direction, type] = sentence.split('.') as ['from' | 'to', RelationType]
    return direction === 'from'
      ? { ...rest, type, fromClaimId: claimId, toClaimId: otherId }
      : { ...rest, type, fromClaimId: otherId, toClaimId: claimId }
  })
