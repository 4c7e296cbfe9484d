'use client'

import type { ReactNode } from 'react'
import { useForm } from '@/app/_ui/form-context'

/** Inside a form: its fields, closed until asked for, and open where they have something to say or to keep. */
export function FormDisclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  const { state } = useForm()
  const hasNews = state.status === 'error' || state.status === 'conflict'
  return (
    <details className="act" open={hasNews || Object.keys(state.values).length > 0 || undefined}>
      <summary>{summary}</summary>
      <div className="form-fields">{children}</div>
    </details>
  )
}
