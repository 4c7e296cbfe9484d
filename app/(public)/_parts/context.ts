import 'server-only'
import { notFound } from 'next/navigation'
import type { Context } from '@/lib/context'
import { getDb } from '@/lib/db'
import { instantOf, sayInstant } from '@/lib/site/instant'
import type { Question } from '@/lib/site/question'

export type PublicQuery = Promise<Record<string, string | string[] | undefined>>

/**
 * What readers' pages ask with: nobody in particular, about now or about a moment as `askedMoment` gives it. No cookie
 * is read here, so no page can depend on one.
 */
export function publicContext(at: string | null = null): Context & Question {
  return {
    actor: { kind: 'public' },
    now: new Date(),
    db: getDb(),
    at: at === null ? null : new Date(at),
  }
}

/** The moment `?at=` that a page is asked for, in its one form; null for now. There is no page at what is none. */
export async function askedMoment(query: PublicQuery): Promise<string | null> {
  const given = instantOf((await query).at)
  if (given && !given.ok) notFound()
  return given && sayInstant(given.at)
}

/** What the address of a request asks, as pages get it. */
export async function queryOf(request: Request): PublicQuery {
  const { searchParams } = new URL(request.url)
  return Object.fromEntries(
    [...searchParams.keys()].map((name) => {
      const [first, ...others] = searchParams.getAll(name)
      return [name, first !== undefined && others.length > 0 ? [first, ...others] : first]
    }),
  )
}
