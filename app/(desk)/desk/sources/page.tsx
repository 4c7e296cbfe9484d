import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/context'
import { optionsOf, reliabilityWords, sourceKindWords } from '@/app/(desk)/desk/_parts/words'
import { type ListedSource, listSources } from '@/lib/desk/sources'
import { type SourceSearch, sourceSearch } from '@/lib/sources/schema'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Sources' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const ctx = await requireMember()
  const search = sourceSearch.parse(await searchParams)
  const { items, nextCursor, mayCreate } = await listSources(ctx, search)
  return (
    <>
      <div className="page-head">
        <h1>Sources</h1>
        {mayCreate ? (
          <a className="button" href="/desk/sources/new">
            Add a source
          </a>
        ) : null}
      </div>
      <SearchForm search={search} />
      {items.length === 0 ? (
        <p className="notice">
          {search.q || search.kind
            ? 'No source goes by this. Try another spelling, or a part of the name.'
            : 'There are no sources yet. They come with the first claim, or one by one from here.'}
        </p>
      ) : (
        <ul className="listing">
          {items.map((source) => (
            <Row key={source.id} source={source} />
          ))}
        </ul>
      )}
      <nav aria-label="Pages" className="row">
        {search.after ? (
          <a href={address({ ...search, after: undefined })}>Back to the first</a>
        ) : null}
        {nextCursor ? (
          <a href={address({ ...search, after: nextCursor })} rel="next">
            More sources
          </a>
        ) : null}
      </nav>
    </>
  )
}

function SearchForm({ search }: { search: SourceSearch }) {
  return (
    <search>
      <form method="get" action="/desk/sources" className="filter-bar">
        <div className="field">
          <label className="field-label" htmlFor="sources.q">
            Name
          </label>
          <input
            id="sources.q"
            className="input"
            type="search"
            name="q"
            dir="auto"
            defaultValue={search.q ?? ''}
            aria-describedby="sources.q.hint"
          />
          <p className="field-hint" id="sources.q.hint">
            Any spelling or script: “Abdul Ghany” finds Hassan Abdel Ghani, and so does عبد الغني
          </p>
        </div>
        <div className="field">
          <label className="field-label" htmlFor="sources.kind">
            Kind
          </label>
          <select id="sources.kind" className="input" name="kind" defaultValue={search.kind ?? ''}>
            <option value="">Every kind</option>
            {optionsOf(sourceKindWords).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="button button--quiet">
          Search
        </button>
      </form>
    </search>
  )
}

function Row({ source }: { source: ListedSource }) {
  return (
    <li>
      <a href={`/desk/sources/${source.id}`}>
        <bdi lang={source.language}>{source.name}</bdi>
      </a>
      {source.matched ? (
        <span className="soft">
          {' '}
          also <bdi>{source.matched}</bdi>
        </span>
      ) : null}
      <p className="listing-about">
        <span>{sourceKindWords[source.kind]}</span>
        <span>
          {source.reliability
            ? `Reliability ${source.reliability}, ${reliabilityWords[source.reliability]}`
            : 'Not graded'}
        </span>
        <span>{counted(source.claims, 'claim')}</span>
        <span>{counted(source.documents, 'document')}</span>
      </p>
    </li>
  )
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function address(search: SourceSearch): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) if (value) query.set(key, value)
  return query.size > 0 ? `/desk/sources?${query}` : '/desk/sources'
}
