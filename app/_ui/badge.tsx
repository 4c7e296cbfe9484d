import type { ReactNode } from 'react'

/** A short word about a thing; `tone` only strengthens what the word says. */
export function Badge({
  children,
  tone = 'plain',
}: {
  children: ReactNode
  tone?: 'plain' | 'strong' | 'warning' | 'danger' | 'success'
}) {
  return <span className={`badge badge--${tone}`}>{children}</span>
}
