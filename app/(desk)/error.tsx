'use client'

import { useEffect, useRef } from 'react'
import { AwayWords } from '@/app/(desk)/desk/_parts/away'

/** Our own mistake, or a database that does not answer, which the error's digest tells; what was typed is kept as drafts in the browser. */
export default function DeskError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    console.error(error)
    heading.current?.focus()
  }, [error])
  return (
    <main className="gate" id="main">
      <h1 ref={heading} tabIndex={-1}>
        The desk can’t show this right now
      </h1>
      {error.digest?.startsWith('database_') ? (
        <AwayWords />
      ) : (
        <p>
          Something went wrong on our side, and it has been reported. Nothing that was saved is
          lost, and what you typed is kept as a draft.
        </p>
      )}
      {error.digest ? <p className="fine">Number of the report: {error.digest}</p> : null}
      <button type="button" className="button" onClick={reset}>
        Try again
      </button>
      <p>
        <a href="/desk">Back to the queue</a>
      </p>
    </main>
  )
}
