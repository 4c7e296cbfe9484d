import 'server-only'
import { deskMeters } from '@/lib/observe/desk-meters'
import { spanned } from '@/lib/observe/spans'

/** Does an act, and notes under the command's name how long it took and how it went: `done`, or what it was refused as. */
export function timedSave<R>(command: string, work: () => Promise<R>): Promise<R> {
  return timed(
    (outcome, seconds) => deskMeters().saves.observe([command, outcome], seconds),
    () => spanned('save', { 'counterclaim.command': command }, work),
  )
}

/** The same for one page that is rendered and written. */
export function timedRender<R>(page: string, work: () => Promise<R>): Promise<R> {
  return timed(
    (outcome, seconds) => deskMeters().renders.observe([outcome], seconds),
    () => spanned('render', { 'counterclaim.page': page }, work),
  )
}

async function timed<R>(
  note: (outcome: string, seconds: number) => void,
  work: () => Promise<R>,
): Promise<R> {
  const begun = performance.now()
  let outcome = 'done'
  try {
    return await work()
  } catch (error) {
    outcome = outcomeOf(error)
    throw error
  } finally {
    note(outcome, (performance.now() - begun) / 1000)
  }
}

/** Our own errors carry a code of a known few; anything else is a failure, whatever it says. */
function outcomeOf(error: unknown): string {
  if (!(error instanceof Error) || error.name !== 'AppError') return 'failed'
  const { code } = error as Error & { code?: unknown }
  return typeof code === 'string' ? code : 'failed'
}
