import type { Metadata } from 'next'
import { StatusMark } from '@/app/_ui/status-mark'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { ClaimList } from '@/app/(public)/_parts/claim-list'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { SearchForm } from '@/app/(public)/_parts/search-form'
import { AppError } from '@/lib/errors'
import { type ClaimSearchPage, searchClaims } from '@/lib/search/queries'
import { type ClaimSearch, claimSearch, isNarrowed } from '@/lib/search/schema'
import { foundLine } from '@/lib/site/found-line'
import { getClaimsPage, getFacets } from '@/lib/site/queries/claims'
import { statusWords } from '@/lib/site/words'

type Props = { searchParams: PublicQuery }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const isSearch = isNarrowed(claimSearch.parse(await searchParams))
  return {
    ...(await pageMeta({
      path: '/claims',
      title: isSearch ? 'Search in claims' : 'Claims',
      description: 'Every claim that we track, newest first, with where it stands.',
    })),
    ...(isSearch && { robots: { index: false, follow: true } }),
  }
}

/** Without a question the newest claims, published as a file; with one the only reader's page computed on request. */
export default async function ClaimsPage({ searchParams }: Props) {
  const at = await askedMoment(searchParams)
  const search = claimSearch.parse(await searchParams)
  return isNarrowed(search) || search.cursor ? (
    <Found search={search} at={at} />
  ) : (
    <Newest at={at} />
  )
}

async function Newest({ at }: { at: string | null }) {
  const page = await getClaimsPage(publicContext(at))
  return (
    <>
      <AsItStood path="/claims" at={at} />
      <h1>Claims</h1>
      <SearchForm stories={page.stories} />
      <nav aria-label="Claims by status">
        <ul className="status-links">
          {page.tally.map(({ status, count }) => (
            <li key={status}>
              <a href={`/claims?status=${status}`}>
                <StatusMark status={status} /> {count}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <h2 className="visually-hidden">Newest claims</h2>
      {page.items.length > 0 ? (
        <ClaimList claims={page.items} />
      ) : (
        <p className="empty">No claim has been published yet.</p>
      )}
      {page.older ? (
        <nav className="paging" aria-label="Pages">
          <a href={`/claims/page/${page.older}`} rel="next">
            Older claims
          </a>
        </nav>
      ) : null}
    </>
  )
}

async function Found({ search, at }: { search: ClaimSearch; at: string | null }) {
  const [facets, result] = await Promise.all([getFacets(publicContext(at)), findClaims(search, at)])
  return (
    <>
      <AsItStood path="/claims" at={at} fields={fieldsOf({ ...search, cursor: null })} />
      <h1>{search.q ? `Claims on “${search.q}”` : 'Claims'}</h1>
      <SearchForm stories={facets.stories} search={search} at={at} />
      {at ? (
        <p className="note">
          The claims that were public then, with the statuses they had. Words are looked for in
          claims as they are worded now.
        </p>
      ) : null}
      {result === 'unavailable' ? (
        <p className="empty" role="status">
          The search did not answer in time. Try fewer words, or{' '}
          <a href="/claims">browse the newest claims</a>.
        </p>
      ) : (
        <Result search={search} at={at} page={result} />
      )}
    </>
  )
}

async function findClaims(
  search: ClaimSearch,
  at: string | null,
): Promise<ClaimSearchPage | 'unavailable'> {
  try {
    return await searchClaims(publicContext(at), search)
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return 'unavailable'
    throw error
  }
}

function Result({
  search,
  at,
  page,
}: {
  search: ClaimSearch
  at: string | null
  page: ClaimSearchPage
}) {
  const total = `${page.isTotalOpen ? 'More than ' : ''}${page.total} ${page.total === 1 ? 'claim' : 'claims'}`
  const narrowed = search.status.map((status) => statusWords[status].toLowerCase()).join(' or ')
  return (
    <>
      <p className="found" role="status">
        {page.isGuess
          ? `No claim has these words. ${total} with words spelt like them.`
          : `${total} found`}
        {narrowed ? `, ${narrowed}` : ''}. <a href="/claims">Show all</a>
      </p>
      <h2 className="visually-hidden">Claims found</h2>
      <ClaimList claims={page.items.map(foundLine)} />
      {page.nextCursor ? (
        <nav className="paging" aria-label="Pages">
          <a href={`/claims?${queryOf({ ...search, cursor: page.nextCursor, at })}`} rel="next">
            More claims
          </a>
        </nav>
      ) : null}
    </>
  )
}

function queryOf(search: ClaimSearch & { at: string | null }): string {
  return new URLSearchParams(fieldsOf(search)).toString()
}

function fieldsOf(
  search: Record<string, string | string[] | null | undefined>,
): [string, string][] {
  return Object.entries(search).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (each ? [[name, each] as [string, string]] : [])),
  )
}
