import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { keepFindings, keepNearby, keepProgress } from '@/lib/intake/commands'
import { EXTRACTOR, findClaims } from '@/lib/intake/find-claims'
import { findInThread } from '@/lib/intake/find-in-thread'
import { findNearby, getUnread, isNearbyStale } from '@/lib/intake/queries'
import type { Findings, Particulars } from '@/lib/intake/schema'

/** UTF-16 units that are looked through in less time than starting a thread takes. */
const SHORT = 12_000

const underWay = new Map<string, Promise<void>>()

/**
 * Looks a text through to its end and keeps what was found, unless that is done or under way in this process. A long
 * one is read in a thread of its own, which notes how far it has come. A process that dies leaves nothing half done: the
 * next look at the intake begins again. Ends quietly when the intake is dropped meanwhile.
 */
export function readOn(ctx: Context, intakeId: string): Promise<void> {
  const running = underWay.get(intakeId) ?? start(ctx, intakeId)
  underWay.set(intakeId, running)
  return running
}

async function start(ctx: Context, intakeId: string): Promise<void> {
  try {
    await read(ctx, intakeId)
    await lookAround(ctx, intakeId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'refused') throw error
  } finally {
    underWay.delete(intakeId)
  }
}

async function read(ctx: Context, intakeId: string): Promise<void> {
  const unread = await getUnread(ctx, intakeId)
  if (!unread) return
  const { text, particulars } = unread
  const findings =
    text.length <= SHORT
      ? findAtOnce(text, particulars)
      : await findInThread(text, particulars, async (readTo) => {
          if (readTo < text.length) await keepProgress(ctx, { intakeId, readTo })
        })
  await keepFindings(ctx, { intakeId, extractor: EXTRACTOR, findings })
}

function findAtOnce(text: string, particulars: Particulars): Findings {
  const work = findClaims(text, particulars)
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}

/**
 * Sets an intake's candidates beside the claims that are tracked now, where those have changed since. A search that
 * takes too long leaves what is known: the next look tries again.
 */
export async function lookAround(ctx: Context, intakeId: string): Promise<void> {
  try {
    if (!(await isNearbyStale(ctx, intakeId))) return
    await keepNearby(ctx, { intakeId, nearby: await findNearby(ctx, intakeId) })
  } catch (error) {
    if (!(error instanceof AppError) || !['refused', 'unavailable'].includes(error.code))
      throw error
  }
}
