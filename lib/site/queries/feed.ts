import 'server-only'
import { recentChanges } from '@/lib/site/queries/site-changes'
import type { Question } from '@/lib/site/question'
import type { SiteChange } from '@/lib/site/views'

const FEED_LENGTH = 50

/** The newest changes of status, for the Atom feed. */
export async function getFeed(ctx: Question): Promise<SiteChange[]> {
  return recentChanges(ctx.db, FEED_LENGTH)
}
