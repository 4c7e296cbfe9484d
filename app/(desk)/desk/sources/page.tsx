import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/_server/context'
import { saidOf } from '@/app/(desk)/desk/_parts/said-of'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { useSourceKinds } from '@/app/(desk)/desk/_parts/words'
import { type ListedSource, listSources } from '@/lib/desk/sources'
import { reading } from '@/lib/replica/reading'
import { type SourceSearch, sourceSearch } from '@/lib/sources/schema'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('sources')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const ctx = await requireMember()
  const t = await getTranslations('deskSources')
  const search = sourceSearch.parse(await searchParams)
  const { items, nextCursor, mayCreate } = await reading(ctx, (each) => listSources(each, search))
  return (
    <>
      <div className="page-head">
        <h1>{t('title')}</h1>
        {mayCreate ? (
          <a className="button" href="/desk/sources/new">
            {t('add')}
          </a>
        ) : null}
      </div>
      <SearchForm search={search} />
      {items.length === 0 ? (
        <p className="notice">{search.q || search.kind ? t('noneBy') : t('none')}</p>
      ) : (
        <ul className="listing">
          {items.map((source) => (
            <Row key={source.id} source={source} />
          ))}
        </ul>
      )}
      <nav aria-label={t('pages')} className="row">
        {search.after ? <a href={address({ ...search, after: undefined })}>{t('first')}</a> : null}
        {nextCursor ? (
          <a href={address({ ...search, after: nextCursor })} rel="next">
            {t('more')}
          </a>
        ) : null}
      </nav>
    </>
  )
}

function SearchForm({ search }: { search: SourceSearch }) {
  const t = useTranslations('deskSources')
  const kinds = useSourceKinds()
  return (
    <search>
      <form method="get" action="/desk/sources" className="filter-bar">
        <div className="field">
          <label className="field-label" htmlFor="sources.q">
            {t('name')}
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
            {t('nameHint')}
          </p>
        </div>
        <div className="field">
          <label className="field-label" htmlFor="sources.kind">
            {t('kind')}
          </label>
          <select id="sources.kind" className="input" name="kind" defaultValue={search.kind ?? ''}>
            <option value="">{t('everyKind')}</option>
            {kinds.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="button button--quiet">
          {t('search')}
        </button>
      </form>
    </search>
  )
}

function Row({ source }: { source: ListedSource }) {
  const t = useTranslations('deskSources')
  const kind = useTranslations('ui.sourceKind')
  const reliability = useTranslations('ui.reliability')
  return (
    <li>
      <a href={`/desk/sources/${source.id}`}>
        <bdi lang={source.language}>{source.name}</bdi>
      </a>
      {source.matched ? (
        <span className="soft">
          {' '}
          {t.rich('also', { name: source.matched, bdi: (words) => <bdi>{words}</bdi> })}
        </span>
      ) : null}
      <p className="listing-about">
        <span>{kind(source.kind)}</span>
        <span>
          {source.reliability
            ? t('reliability', {
                grade: source.reliability,
                words: reliability(source.reliability),
              })
            : t('notGraded')}
        </span>
        <span>{t('claims', saidOf(source.claims))}</span>
        <span>{t('documents', saidOf(source.documents))}</span>
      </p>
    </li>
  )
}

function address(search: SourceSearch): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) if (value) query.set(key, value)
  return query.size > 0 ? `/desk/sources?${query}` : '/desk/sources'
}
