import 'server-only'
import { act } from '@/lib/act'
import { record } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { newestKeyChange } from '@/lib/record/queries'
import type { ChangeRecordKey } from '@/lib/record/schema'

/**
 * Names the key that signs the record from now on, in the record itself: what was signed before is still what the
 * earlier key signed, and this line stands under checkpoints of the new one. Who holds the machine does it, not the desk.
 */
export async function changeRecordKey(
  ctx: Context,
  input: ChangeRecordKey,
): Promise<{ vkey: string }> {
  return act(ctx, 'changeRecordKey', {}, async (tx, ctx) => {
    const newest = await newestKeyChange(tx)
    if (ctx.actor.kind !== 'system') throw new AppError('forbidden', 'record:change-key')
    if (newest && newest.vkey !== input.previousVkey) {
      throw new AppError('conflict', 'record_key_changed')
    }
    const { vkey, previousVkey, reason } = input
    if (vkey === previousVkey) throw new AppError('refused', 'same_key')

    await record(
      tx,
      ctx,
      {},
      { type: 'record.key-changed', payload: { vkey, previousVkey, reason } },
    )
    return { vkey }
  })
}
