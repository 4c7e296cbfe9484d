import 'server-only'
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import {
  isMemberContext,
  type MemberContext,
  requestContext,
  sameOrigin,
} from '@/app/_server/context'
import { requestIdOf } from '@/app/_server/idempotency-key'
import { wordError } from '@/app/_server/messages'
import { requestWords } from '@/app/_server/request-words'
import { writing } from '@/app/_server/written'
import { AppError } from '@/lib/errors'

const STATUS: Record<AppError['code'], number> = {
  not_found: 404,
  forbidden: 403,
  refused: 409,
  conflict: 409,
  invalid: 400,
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
  try {
    const ctx = await requestContext()
    if (!isMemberContext(ctx)) return answer({ error: 'signed_out' }, 401)
    const query = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!query.success) return answer({ error: 'invalid_query' }, 400)
    return answer(await work(ctx, query.data))
  } catch (error) {
    return refusal(error)
  }
}

/**
 * Does what a machine sent as JSON, once: the header `Idempotency-Key` is demanded, the same request under the same
 * key gets the first answer, and what goes wrong can be sent again under it. Members only, from a page of ours or
 * with its `Origin`.
 */
export async function memberWrite<S extends z.ZodType>(
  request: Request,
  schema: S,
  work: (ctx: MemberContext, input: z.output<S>, requestId: string) => Promise<object>,
): Promise<Response> {
  try {
    if (!(await sameOrigin())) throw new AppError('forbidden', 'foreign_origin')
    const ctx = await requestContext()
    if (!isMemberContext(ctx)) return answer({ error: 'signed_out' }, 401)
    const requestId = requestIdOf(request.headers.get('idempotency-key'), ctx.actor.id)
    const body = await request.text()
    const input = schema.safeParse(parseJson(body))
    if (!input.success) {
      const fields = input.error.issues.map((issue) => issue.path.join('.'))
      return answer({ error: 'invalid_input', fields }, 400)
    }
    const sent = createHash('sha256')
      .update(`${new URL(request.url).pathname} ${body}`)
      .digest('hex')
    const done = await writing(ctx, () => work({ ...ctx, sent }, input.data, requestId))
    return answer(done, 201)
  } catch (error) {
    return refusal(error)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function answer(body: object, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store', ...headers } })
}

async function refusal(error: unknown): Promise<Response> {
  if (!(error instanceof AppError)) throw error
  const { field, facts } = error.details
  const status = error.reason === 'request_reused' ? 422 : STATUS[error.code]
  return answer(
    {
      error: error.reason,
      message: wordError(error, await requestWords()),
      ...(field && { field }),
      ...(facts && { facts }),
    },
    status,
    status === 503 ? { 'Retry-After': '5' } : {},
  )
}
