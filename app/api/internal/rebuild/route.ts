import { z } from 'zod'
import { knowsSecret } from '@/app/api/internal/secret'
import { getPublisher } from '@/lib/publish/publisher'

const input = z.object({ path: z.string().max(2000) })

/** Makes one page anew; 404 when there is no such page. */
export async function POST(request: Request): Promise<Response> {
  if (!knowsSecret(request)) return new Response(null, { status: 404 })
  const parsed = input.safeParse(await request.json().catch(() => null))
  if (!parsed.success) return Response.json({ error: 'invalid' }, { status: 400 })
  try {
    const isThere = await getPublisher().rebuild(parsed.data.path)
    return Response.json({ rebuilt: isThere }, { status: isThere ? 200 : 404 })
  } catch (error) {
    return Response.json(
      { error: error instanceof Error ? error.message : String(error) },
      { status: 503 },
    )
  }
}
