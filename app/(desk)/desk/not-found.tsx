import type { Metadata } from 'next'

export const metadata: Metadata = { title: 'Not here' }

export default function NotFound() {
  return (
    <div className="stack">
      <h1>This is not here</h1>
      <p>The address may be mistyped, or what was here is not yours to see.</p>
      <p>
        <a href="/desk?tab=all">All claims</a>
      </p>
    </div>
  )
}
