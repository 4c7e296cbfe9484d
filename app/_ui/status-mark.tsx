import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { VerificationStatus } from '@/lib/review/schema'

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.75 } as const

/**
 * One outline each, told apart at 14 pixels and in grey: nothing yet, nothing either way, two that agree, settled,
 * split down the middle, leaning, crossed out, passed by.
 */
const shape: Record<VerificationStatus, ReactNode> = {
  unreviewed: <circle cx="8" cy="8" r="6.4" {...line} strokeDasharray="2.3 1.72" />,
  unverified: (
    <>
      <circle cx="8" cy="8" r="6.4" {...line} />
      <path d="M5 8h6" {...line} />
    </>
  ),
  corroborated: (
    <>
      <circle cx="5.6" cy="8" r="4.6" {...line} />
      <circle cx="10.4" cy="8" r="4.6" {...line} />
      <path d="M8 4.1a4.6 4.6 0 0 1 0 7.8a4.6 4.6 0 0 1 0-7.8z" fill="currentColor" />
    </>
  ),
  verified: (
    <path
      fill="currentColor"
      fillRule="evenodd"
      d="M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8zm3.2 3.9L6.9 9.5 4.9 7.4 3.6 8.7l3.4 3.5 5.6-6.3z"
    />
  ),
  disputed: (
    <>
      <path d="M8 1.3 14.7 8 8 14.7 1.3 8z" {...line} strokeLinejoin="round" />
      <path d="M8 1.3v13.4L1.3 8z" fill="currentColor" />
    </>
  ),
  misleading: (
    <>
      <path d="M1.4 13.9 8 2.1l6.6 11.8z" {...line} strokeLinejoin="round" />
      <path d="M8 2.1 14.6 13.9H9.4L6 5.7z" fill="currentColor" />
    </>
  ),
  false: (
    <path
      fill="currentColor"
      fillRule="evenodd"
      d="M1.2 1.2h13.6v13.6H1.2zm4 2.7L3.9 5.2 6.7 8l-2.8 2.8 1.3 1.3L8 9.3l2.8 2.8 1.3-1.3L9.3 8l2.8-2.8-1.3-1.3L8 6.7z"
    />
  ),
  overtaken: (
    <path
      fill="currentColor"
      d="M1 2.4h3.2L9 8l-4.8 5.6H1L5.8 8zm6.2 0h3.2L15.2 8l-4.8 5.6H7.2L12 8z"
    />
  ),
}

/** A status as shape, word and colour; `hasWord` may be off only where the word stands beside it already. */
export function StatusMark({
  status,
  hasWord = true,
  className = '',
}: {
  status: VerificationStatus
  hasWord?: boolean
  className?: string
}) {
  const t = useTranslations('status')
  return (
    <span className={`status status--${status} status-mark ${className}`.trimEnd()}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {shape[status]}
      </svg>
      {hasWord ? t(status) : null}
    </span>
  )
}
