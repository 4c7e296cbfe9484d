import type { VerificationStatus } from '@/lib/review/schema'
import type { ClaimSearch } from '@/lib/search/schema'
import type { StoryRef } from '@/lib/site/views'
import { statusWords } from '@/lib/site/words'

const statuses = Object.keys(statusWords) as VerificationStatus[]

/** A plain form: its question is in the address, so an answer can be linked and kept. */
export function SearchForm({
  stories,
  search,
  at,
}: {
  stories: StoryRef[]
  search?: ClaimSearch
  at?: string | null
}) {
  return (
    <search>
      <form action="/claims" method="get" className="search-form">
        <div className="search-words">
          <label htmlFor="words">Words or names</label>
          <input id="words" name="q" type="search" defaultValue={search?.q} autoComplete="off" />
        </div>
        <div>
          <label htmlFor="status">Status</label>
          <select id="status" name="status" defaultValue={search?.status[0] ?? ''}>
            <option value="">Any</option>
            {statuses.map((status) => (
              <option key={status} value={status}>
                {statusWords[status]}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor="story">Story</label>
          <select id="story" name="story" defaultValue={search?.story ?? ''}>
            <option value="">Any</option>
            {stories.map((story) => (
              <option key={story.slug} value={story.slug}>
                {story.title}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor="place">Place</label>
          <input id="place" name="place" defaultValue={search?.place} autoComplete="off" />
        </div>
        <div>
          <label htmlFor="said-from">Said from</label>
          <input id="said-from" name="saidFrom" type="date" defaultValue={search?.saidFrom} />
        </div>
        <div>
          <label htmlFor="said-to">to</label>
          <input id="said-to" name="saidTo" type="date" defaultValue={search?.saidTo} />
        </div>
        {at ? <input type="hidden" name="at" value={at} /> : null}
        {search?.source ? <input type="hidden" name="source" value={search.source} /> : null}
        {search?.language ? <input type="hidden" name="language" value={search.language} /> : null}
        <button type="submit">Search</button>
      </form>
    </search>
  )
}
