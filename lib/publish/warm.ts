import 'server-only'
import type { Db } from '@/lib/db'
import { warmPlaces } from '@/lib/names/places'
import type { Render } from '@/lib/publish/render'

/**
 * Reads the names of places, which the first search would wait for, and renders a few pages for nobody: the first of a kind
 * takes ten times as long as those that follow.
 */
export async function warmUp(db: Db, render: Render): Promise<void> {
  await warmPlaces()
  const newest = { where: { publicSince: { not: null } }, orderBy: { changedAt: 'desc' } } as const
  const [claim, story] = await Promise.all([
    db.claim.findFirst({ ...newest, select: { slug: true } }),
    db.story.findFirst({ ...newest, select: { slug: true } }),
  ])
  const pages = ['/', '/feeds/claims.atom', '/claims?q=a']
  if (claim) {
    const own = `/claims/${claim.slug}`
    pages.push(own, `${own}.json`, `${own}/feed.atom`, `/embed${own}`)
  }
  if (story) pages.push(`/stories/${story.slug}`)
  // What can't be made now says so to whoever asks for it.
  for (const page of pages) await render(page).catch(() => {})
}
