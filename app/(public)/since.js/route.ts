import { answerBuiltScript } from '@/app/(public)/_parts/built-script'

export const dynamic = 'force-dynamic'

/** What tells readers what changed since their last visit. */
export function GET() {
  return answerBuiltScript('since')
}
