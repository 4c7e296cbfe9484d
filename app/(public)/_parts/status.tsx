import { useFormatter, useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import type { Confidence } from '@/lib/review/schema'
import type { StatusTally } from '@/lib/site/views'

const bars: Record<Confidence, number> = { low: 1, moderate: 2, high: 3 }

/** Confidence as a word and as one to three filled bars. */
export function ConfidenceMark({ confidence }: { confidence: Confidence }) {
  const t = useTranslations('confidenceMark')
  return (
    <span className="confidence">
      <svg viewBox="0 0 20 14" width="20" height="14" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 7 + 0.75}
            y={9.25 - bar * 4}
            width="4.5"
            height={4 + bar * 4}
            fill={bar < bars[confidence] ? 'currentColor' : 'none'}
            stroke="currentColor"
            strokeWidth="1"
          />
        ))}
      </svg>
      {t(confidence)}
    </span>
  )
}

/** How many claims have which status: a bar for the eye, a list for everybody. */
export function Tally({ tally, label }: { tally: StatusTally; label: string }) {
  const t = useTranslations('statusInText')
  const { number } = useFormatter()
  const total = tally.reduce((sum, each) => sum + each.count, 0)
  if (total === 0) return null
  return (
    <div className="tally">
      <div className="tally-bar" aria-hidden="true">
        {tally.map(({ status, count }) => (
          <span key={status} className={`status status--${status}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className="tally-list" aria-label={label}>
        {tally.map(({ status, count }) => (
          <li key={status}>
            <StatusMark status={status} hasWord={false} />
            <b>{number(count)}</b> {t(status)}
          </li>
        ))}
      </ul>
    </div>
  )
}
