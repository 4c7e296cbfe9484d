import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { StatusMark } from '@/app/_ui/status-mark'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { ClaimList } from '@/app/(public)/_parts/claim-list'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageHref, pageLanguage, useHref, usePageLanguage } from '@/app/(public)/_parts/href'
import { Marked } from '@/app/(public)/_parts/marked'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { SearchForm } from '@/app/(public)/_parts/search-form'
import { Day } from '@/app/(public)/_parts/texts'
import { AppError } from '@/lib/errors'
import { reading } from '@/lib/replica/reading'
import {
  type Found,
  type FoundName,
  type FoundText,
  searchAll,
} from '@/lib/search/public/search-all'
import { type ClaimSearch, claimSearch, findKind, isNarrowed } from '@/lib/search/schema'
import { foundLine } from '@/lib/site/found-line'
import { getClaimsPage, getFacets } from '@/lib/site/queries/claims'

type Props = { searchParams: PublicQuery }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations('search')
  const isSearch = isNarrowed(claimSearch.parse(await searchParams))
  const meta = await pageMeta({
    path: '/claims',
    title: isSearch ? t('title') : t('claims'),
    description: t('description'),
  })
  return { ...meta, ...(isSearch && { robots: { index: false, follow: true } }) }
}

/** Without a question the newest claims, published as a file; with one the only reader's page computed on request. */
export default async function ClaimsPage({ searchParams }: Props) {
  const at = await askedMoment(searchParams)
  const search = claimSearch.parse(await searchParams)
  return isNarrowed(search) || search.cursor ? (
    <Answer search={search} at={at} />
  ) : (
    <Newest at={at} />
  )
}

async function Newest({ at }: { at: string | null }) {
  const [t, href] = [await getTranslations('search'), await pageHref()]
  const page = await getClaimsPage(publicContext(at))
  return (
    <>
      <AsItStood path="/claims" at={at} />
      <h1>{t('claims')}</h1>
      <SearchForm stories={page.stories} />
      <nav aria-label={t('byStatus')}>
        <ul className="status-links">
          {page.tally.map(({ status, count }) => (
            <li key={status}>
              <a href={href(`/claims?status=${status}`)}>
                <StatusMark status={status} /> {count}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <h2 className="visually-hidden">{t('newest')}</h2>
      {page.items.length > 0 ? (
        <ClaimList claims={page.items} />
      ) : (
        <p className="empty">{t('none')}</p>
      )}
      {page.older ? (
        <nav className="paging" aria-label={t('pages')}>
          <a href={href(`/claims/page/${page.older}`)} rel="next">
            {t('older')}
          </a>
        </nav>
      ) : null}
    </>
  )
}

async function Answer({ search, at }: { search: ClaimSearch; at: string | null }) {
  const [t, href] = [await getTranslations('search'), await pageHref()]
  const [facets, found] = await Promise.all([
    reading(publicContext(at), getFacets),
    findAll(search, at),
  ])
  return (
    <>
      <AsItStood path="/claims" at={at} fields={fieldsOf({ ...search, cursor: null })} />
      <h1>{search.q ? t('on', { words: search.q }) : t('claims')}</h1>
      <SearchForm stories={facets.stories} search={search} at={at} />
      {at ? <p className="note">{t('then')}</p> : null}
      {found === 'unavailable' ? (
        <p className="empty" role="status">
          {t.rich('late', { a: (words) => <a href={href('/claims')}>{words}</a> })}
        </p>
      ) : (
        <Results search={search} at={at} found={found} language={(await pageLanguage()).code} />
      )}
    </>
  )
}

async function findAll(search: ClaimSearch, at: string | null): Promise<Found | 'unavailable'> {
  // Later pages go on with the claims; what narrows claims says nothing of other things.
  const { q, cursor, ...filters } = search
  const isPlain =
    q !== undefined && cursor === undefined && !isNarrowed({ ...filters, q: undefined, cursor })
  try {
    const kinds = isPlain ? findKind.options : (['claim'] as const)
    return await reading(publicContext(at), (ctx) => searchAll(ctx, search, kinds))
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return 'unavailable'
    throw error
  }
}

function Results({
  search,
  at,
  found,
  language,
}: {
  search: ClaimSearch
  at: string | null
  found: Found
  language: string
}) {
  const t = useTranslations('search')
  const href = useHref()
  const { claims, names, stories, documents, words } = found
  if (!claims) return null
  const said = { n: claims.total, open: claims.isTotalOpen ? 'yes' : 'no' }
  const feed = new URLSearchParams(fieldsOf({ ...search, cursor: null, lang: language }))
  return (
    <>
      <Names names={names} />
      <p className="found" role="status">
        {claims.isGuess ? t('guess', said) : t('found', said)}{' '}
        <a href={href('/claims')}>{t('showAll')}</a>{' '}
        {at ? null : (
          <a href={`/api/v1/search/feed.atom?${feed}`} type="application/atom+xml">
            {t('follow')}
          </a>
        )}
      </p>
      <h2 className="visually-hidden">{t('hits')}</h2>
      <ClaimList claims={claims.items.map(foundLine)} marked={words} />
      {claims.nextCursor ? (
        <nav className="paging" aria-label={t('pages')}>
          <a
            href={href(`/claims?${queryOf({ ...search, cursor: claims.nextCursor, at })}`)}
            rel="next"
          >
            {t('moreClaims')}
          </a>
        </nav>
      ) : null}
      <Texts title={t('stories')} texts={stories} words={words} />
      <Texts title={t('documents')} texts={documents} words={words} />
    </>
  )
}

/** The sources and places that the words may mean, the likeliest first. */
function Names({ names }: { names: FoundName[] }) {
  const t = useTranslations('search')
  const href = useHref()
  if (names.length === 0) return null
  return (
    <section className="found-names">
      <h2>{t('names')}</h2>
      <ol>
        {names.map(({ kind, slug, name, matched, claims }) => (
          <li key={`${kind} ${slug ?? name}`}>
            <a
              href={href(
                kind === 'source'
                  ? `/sources/${slug}`
                  : `/claims?${new URLSearchParams({ place: name })}`,
              )}
            >
              <bdi>{name}</bdi>
            </a>{' '}
            <span className="faint">
              {t(kind === 'source' ? 'source' : 'placeKind')}, {t('nClaims', { n: claims })}
              {matched ? (
                <> · {t.rich('alsoCalled', { name: matched, own: (name) => <bdi>{name}</bdi> })}</>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Texts({ title, texts, words }: { title: string; texts: FoundText[]; words: string[] }) {
  const t = useTranslations('search')
  const href = useHref()
  const page = usePageLanguage()
  if (texts.length === 0) return null
  return (
    <section className="found-texts" lang={page.code}>
      <h2>{title}</h2>
      <ul>
        {texts.map((text) => {
          const heading = <Marked text={text.title} words={words} />
          const to = text.kind === 'story' ? href(`/stories/${text.slug}`) : text.url
          return (
            <li key={`${text.slug} ${text.url} ${text.title}`}>
              {to ? <a href={to}>{heading}</a> : heading}
              {text.publisher ? (
                <span className="meta">
                  {' '}
                  <bdi>{text.publisher}</bdi>
                  {text.published ? (
                    <>
                      {' · '}
                      <Day day={text.published} />
                    </>
                  ) : null}
                </span>
              ) : null}
              {text.claims.length > 0 ? (
                <p className="meta">
                  {t('appearsIn')}{' '}
                  {text.claims.map(({ slug, proposition }, index) => (
                    <span key={slug}>
                      {index > 0 ? ' · ' : ''}
                      <a href={href(`/claims/${slug}`)}>
                        <Marked text={proposition} words={words} />
                      </a>
                    </span>
                  ))}
                </p>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
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
