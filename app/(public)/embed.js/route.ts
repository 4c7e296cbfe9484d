import { answerBuiltScript } from '@/app/(public)/_parts/built-script'

export const dynamic = 'force-dynamic'

/** What sizes frames with our cards. */
export function GET() {
  return answerBuiltScript('embed')
}
