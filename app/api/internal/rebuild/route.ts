import { z } from 'zod'
import { knowsSecret } from '@/app/api/internal/secret'
import { getPublisher } from '@/lib/publish/publisher'

const input = z.object({
  path: z.string().max(2000),
  /** The moment whose page is wanted, or the list of all moments. */
  past: z.union([z.literal('index'), z.iso.datetime()]).optional(),
})

/** Makes one page anew, as it is or as it stood; 404 when there is no such page. */
export async function POST(request: Request): Promise<Response> {
  if (!knowsSecret(request)) return new Response(null, { status: 404 })
  const parsed = input.safeParse(await request.json().catch(() => null))
  if (!parsed.success) return Response.json({ error: 'invalid' }, { status: 400 })
  try {
    const { path, past } = parsed.data
    const isThere =
      past === undefined
        ? await getPublisher().rebuild(path)
        : await getPublisher().rebuildPast(path, past === 'index' ? past : new Date(past))
    return Response.json({ rebuilt: isThere }, { status: isThere ? 200 : 404 })
  } catch (error) {
    return Response.json(
      { error: error instanceof Error ? error.message : String(error) },
      { status: 503 },
    )
  }
}
