import pLimit from 'p-limit'
import { getDb } from '@/lib/db'
import { rowsOf } from '@/lib/record/rows-now'

export const dynamic = 'force-dynamic'

/** Anybody may ask, so nobody may keep the database busy with it. */
const turn = pLimit(2)
const MOST_WAITING = 100

type Props = { params: Promise<{ bundle: string }> }

/** What the database says now of 256 leaves of the record, for whoever verifies it from outside. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { bundle } = await params
  if (!/^(?:0|[1-9]\d{0,11})$/.test(bundle)) return new Response(null, { status: 404 })
  if (turn.pendingCount > MOST_WAITING) {
    return new Response(null, { status: 503, headers: { 'retry-after': '2' } })
  }
  const answer = await turn(() => rowsOf(getDb(), Number(bundle)))
  if (!answer) return new Response(null, { status: 404 })
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
}
