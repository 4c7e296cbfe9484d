import 'server-only'
import { cache } from 'react'
import { publicContext } from '@/app/(public)/_parts/context'
import { getLastChange } from '@/lib/site/last-change'
import { getClaimPage } from '@/lib/site/queries/claim'
import { getStoryPage } from '@/lib/site/queries/story'

/** Asked by a page, its head and whatever else is made of the same claim; the database is asked once. */
export const loadClaim = cache((slug: string, at: string | null) =>
  getClaimPage(publicContext(at), slug),
)

/** The same for a story. */
export const loadStory = cache((slug: string, at: string | null) =>
  getStoryPage(publicContext(at), slug),
)

/** When a page changed last, in whatever language it is. */
export const loadLastChange = cache((path: string) => getLastChange(publicContext(), path))
