import type { Metadata } from 'next'

export const metadata: Metadata = { title: 'Not here' }

export default function NotFound() {
  return (
    <>
      <h1>Not here</h1>
      <p>
        This is not here any more, or its address is not quite right. <a href="/desk">The queue</a>{' '}
        has everything that is being worked on.
      </p>
    </>
  )
}
