import { answerBuiltScript } from '@/app/(public)/_parts/built-script'

export const dynamic = 'force-dynamic'

/** What proves in the reader’s browser what the log says. A server for development has no build: the page says the same without it. */
export function GET() {
  return answerBuiltScript('proof')
}
