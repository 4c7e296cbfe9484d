import 'server-only'
import type { Question } from '@/lib/site/question'

type Moment = { at: string; changed: string[] }
type Around = { current: string | null; before: string | null; after: string | null }

/** Until pages tell when they changed, none has a past. */
export async function getMoments(_ctx: Question, _pagePath: string): Promise<Moment[] | null> {
  return null
}

export async function getMomentsAround(
  _ctx: Question,
  _pagePath: string,
  _at: Date,
): Promise<Around | null> {
  return null
}
