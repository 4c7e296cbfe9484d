import type { Metadata } from 'next'
import { Missing } from '@/app/(public)/_parts/missing'

export const metadata: Metadata = { title: 'No page here', robots: { index: false } }

/** The page that is published as `404.html`; the front server answers it with that status. */
export default function PageNotFound() {
  return <Missing />
}
