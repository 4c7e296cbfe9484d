import 'server-only'
import type { ActivityBody, ActivitySubject } from '@/lib/activity/schema'
import { actorId } from '@/lib/auth/actor'
import type { Context } from '@/lib/context'
import type { Tx } from '@/lib/db'

/** The lines that each transaction has written so far. */
const written = new WeakMap<Tx, bigint[]>()

/** The ids of the lines that this transaction wrote, in their order. */
export function linesWritten(tx: Tx): bigint[] {
  return written.get(tx) ?? []
}

/** Writes one line of the record, in the transaction of the act itself. */
export async function record(
  tx: Tx,
  ctx: Context,
  subject: ActivitySubject,
  body: ActivityBody,
): Promise<void> {
  const { id } = await tx.activity.create({
    data: lineOf(ctx, subject, body),
    select: { id: true },
  })
  written.set(tx, [...linesWritten(tx), id])
}

/** The same line on each of the claims that one act bears on, with the version that it left each at. */
export async function recordOnEach(
  tx: Tx,
  ctx: Context,
  claims: { id: string; version: number }[],
  body: ActivityBody,
): Promise<void> {
  const lines = await tx.activity.createManyAndReturn({
    data: claims.map(({ id, version }) =>
      lineOf(ctx, { claimId: id, claimVersion: version }, body),
    ),
    select: { id: true },
  })
  written.set(tx, [...linesWritten(tx), ...lines.map((line) => line.id)])
}

function lineOf(ctx: Context, subject: ActivitySubject, body: ActivityBody) {
  return {
    ...subject,
    type: body.type,
    payload: body.payload,
    actorId: actorId(ctx.actor),
    at: ctx.now,
  }
}
