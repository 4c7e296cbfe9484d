import 'server-only'
import type { ActivityBody, ActivitySubject } from '@/lib/activity/schema'
import { actorId } from '@/lib/auth/actor'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'

/** Writes one line of the record, in the transaction of the act itself. */
export async function record(
  tx: Tx,
  ctx: Context,
  subject: ActivitySubject,
  body: ActivityBody,
): Promise<void> {
  await tx.activity.create({
    data: {
      ...subject,
      type: body.type,
      payload: body.payload,
      actorId: actorId(ctx.actor),
      at: ctx.now,
    },
  })
}
