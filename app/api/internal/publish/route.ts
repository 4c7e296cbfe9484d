import { z } from 'zod'
import { knowsSecret } from '@/app/api/internal/secret'
import { getPublisher } from '@/lib/publish/publisher'

const input = z.object({
  all: z.boolean().default(false),
  /** Enough are the pages that readers open first; the others follow. */
  isNearEnough: z.boolean().default(false),
})

/** Publishes what waits, or everything; answers when it is on disk. */
export async function POST(request: Request): Promise<Response> {
  if (!knowsSecret(request)) return new Response(null, { status: 404 })
  const parsed = input.safeParse(await request.json().catch(() => ({})))
  if (!parsed.success) return Response.json({ error: 'invalid' }, { status: 400 })
  try {
    const { all, isNearEnough } = parsed.data
    const publisher = getPublisher()
    if (all) return Response.json({ pages: await publisher.publishAll() })
    await (isNearEnough ? publisher.publishPending() : publisher.publishEverythingPending())
    return Response.json({ pages: null })
  } catch (error) {
    return Response.json(
      { error: error instanceof Error ? error.message : String(error) },
      { status: 503 },
    )
  }
}
