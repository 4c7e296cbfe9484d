import { knowsSecret } from '@/app/api/internal/secret'
import { getDb } from '@/lib/db'
import { deskText } from '@/lib/observe/desk-text'

export const dynamic = 'force-dynamic'

/** What the desk counts and times, for the readers' server to tell with its own. */
export async function GET(request: Request): Promise<Response> {
  if (!knowsSecret(request)) return new Response(null, { status: 404 })
  return new Response(await deskText(getDb(), new Date()), {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
  })
}
