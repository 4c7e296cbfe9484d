import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/context'
import { Badge } from '@/app/_ui/badge'
import { listStories } from '@/lib/desk/stories'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Stories' }

export default async function Page() {
  const { items, mayCreate } = await listStories(await requireMember())
  return (
    <>
      <div className="page-head">
        <h1>Stories</h1>
        {mayCreate ? (
          <a className="button" href="/desk/stories/new">
            Open a story
          </a>
        ) : null}
      </div>
      {items.length === 0 ? (
        <p className="notice">
          There are no stories yet. A story gathers the claims about one news event.
        </p>
      ) : (
        <ul className="listing">
          {items.map((story) => (
            <li key={story.id}>
              <a href={`/desk/stories/${story.id}`}>
                <bdi>{story.title}</bdi>
              </a>
              <p className="listing-about">
                <Badge tone={story.publicSince ? 'strong' : 'plain'}>
                  {story.publicSince ? 'Shown to readers' : 'Desk only'}
                </Badge>
                <span>
                  {story.claims} {story.claims === 1 ? 'claim' : 'claims'}
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
