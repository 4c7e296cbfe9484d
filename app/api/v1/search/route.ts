import { addressOf } from '@/app/(public)/_parts/meta'
import { answerSearch, json } from '@/app/api/v1/search/answer'
import { searchJson } from '@/lib/interop/search-json'

export const dynamic = 'force-dynamic'

/** The readers' search for machines: docs/search.md. */
export function GET(request: Request): Promise<Response> {
  return answerSearch(request, (found, { search }) =>
    json(searchJson(found, search, { origin: addressOf('') })),
  )
}
