import { answerSearchFeed } from '@/app/api/v1/search/answer'

export const dynamic = 'force-dynamic'

export function GET(request: Request): Promise<Response> {
  return answerSearchFeed(request, 'json')
}
