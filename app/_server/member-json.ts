import 'server-only'
import type { z } from 'zod'
import { isMemberContext, type MemberContext, requestContext } from '@/app/_server/context'
import { AppError } from '@/lib/errors'

const STATUS: Partial<Record<AppError['code'], number>> = {
  not_found: 404,
  forbidden: 403,
  unavailable: 503,
}

/**
 * Answers a GET of the desk's own pages with JSON: members only, the address's query through `schema`, never
 * kept by anybody on the way.
 */
export async function memberJson<S extends z.ZodType>(
  request: Request,
  schema: S,
  work: (ctx: MemberContext, query: z.output<S>) => Promise<object>,
): Promise<Response> {
  const answer = (body: object, status = 200) =>
    Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
  const ctx = await requestContext()
  if (!isMemberContext(ctx)) return answer({ error: 'signed_out' }, 401)
  const query = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return answer({ error: 'invalid_query' }, 400)
  try {
    return answer(await work(ctx, query.data))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return answer({ error: error.reason }, STATUS[error.code] ?? 400)
  }
}
