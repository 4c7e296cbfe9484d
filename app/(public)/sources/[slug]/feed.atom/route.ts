import { answerFeedOf } from '@/app/(public)/feeds/answer'

export const dynamic = 'force-dynamic'

export function GET(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  return answerFeedOf(request, 'source', params, 'atom')
}
