import { answerSiteFeed } from '@/app/(public)/feeds/answer'

export const dynamic = 'force-dynamic'

export function GET(request: Request): Promise<Response> {
  return answerSiteFeed(request, 'claims', 'json')
}
