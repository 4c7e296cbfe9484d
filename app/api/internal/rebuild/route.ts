import { answerRebuild } from '@/lib/publish/answer-rebuild'

export const dynamic = 'force-dynamic'

/** Makes one page anew, as it is or as it stood; in production scripts/next-server.mjs answers before this is asked. */
export async function POST(request: Request): Promise<Response> {
  const secret = request.headers.get('x-internal-secret') ?? ''
  const { status, body } = await answerRebuild(secret, await request.text())
  return body === null ? new Response(null, { status }) : Response.json(body, { status })
}
