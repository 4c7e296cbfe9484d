import { knowsSecret } from '@/app/api/internal/secret'
import { getDb } from '@/lib/db'
import { doesAnswer } from '@/lib/observe/queue'

export const dynamic = 'force-dynamic'

/** Whether the database answers; that this is answered at all says that the desk does. */
export async function GET(request: Request): Promise<Response> {
  if (!knowsSecret(request)) return new Response(null, { status: 404 })
  return Response.json({ database: (await doesAnswer(getDb())) ? 'up' : 'down' })
}
