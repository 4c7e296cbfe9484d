import { useTranslations } from 'next-intl'
import { useHref } from '@/app/(public)/_parts/href'
import { verificationStatus } from '@/lib/review/schema'
import type { ClaimSearch } from '@/lib/search/schema'
import type { StoryRef } from '@/lib/site/views'

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
  const t = useTranslations('search')
  const status = useTranslations('status')
  const href = useHref()
  const hasMore = Boolean(
    search?.language ||
      search?.saidFrom ||
      search?.saidTo ||
      search?.publishedFrom ||
      search?.publishedTo,
  )
  // A form has one choice of status; what an address asks beside it is kept.
  const [first, ...others] = search?.status ?? []
  return (
    <search>
      <form action={href('/claims')} method="get" className="search-form">
        <div className="search-words">
          <label htmlFor="words">{t('words')}</label>
          <input
            id="words"
            name="q"
            type="search"
            dir="auto"
            defaultValue={search?.q}
            autoComplete="off"
            aria-describedby="words-hint"
          />
          <p id="words-hint" className="meta">
            {t('hint')}
          </p>
        </div>
        <div>
          <label htmlFor="status">{t('status')}</label>
          <select id="status" name="status" defaultValue={others.length > 0 ? '' : (first ?? '')}>
            <option value={others.length > 0 ? search?.status.join(',') : ''}>
              {others.length > 0 ? search?.status.map((each) => status(each)).join(', ') : t('any')}
            </option>
            {verificationStatus.options.map((each) => (
              <option key={each} value={each}>
                {status(each)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor="story">{t('story')}</label>
          <select id="story" name="story" defaultValue={search?.story ?? ''}>
            <option value="">{t('any')}</option>
            {stories.map((story) => (
              <option key={story.slug} value={story.slug}>
                {story.title}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor="place">{t('place')}</label>
          <input
            id="place"
            name="place"
            dir="auto"
            defaultValue={search?.place}
            autoComplete="off"
          />
        </div>
        <button type="submit">{t('submit')}</button>
        <details className="search-more" open={hasMore || undefined}>
          <summary>{t('more')}</summary>
          <div className="search-more-fields">
            <Day id="said-from" name="saidFrom" label={t('saidFrom')} value={search?.saidFrom} />
            <Day id="said-to" name="saidTo" label={t('saidTo')} value={search?.saidTo} />
            <Day
              id="published-from"
              name="publishedFrom"
              label={t('publishedFrom')}
              value={search?.publishedFrom}
            />
            <Day
              id="published-to"
              name="publishedTo"
              label={t('publishedTo')}
              value={search?.publishedTo}
            />
            <div>
              <label htmlFor="spoken">{t('language')}</label>
              <select id="spoken" name="language" defaultValue={search?.language ?? ''}>
                <option value="">{t('any')}</option>
                {[...new Set(['ar', 'en', ...(search?.language ? [search.language] : [])])].map(
                  (code) => (
                    <option key={code} value={code}>
                      {nameOf(code)}
                    </option>
                  ),
                )}
              </select>
            </div>
          </div>
        </details>
        {at ? <input type="hidden" name="at" value={at} /> : null}
        {search?.source ? <input type="hidden" name="source" value={search.source} /> : null}
      </form>
    </search>
  )
}

function Day(field: { id: string; name: string; label: string; value: string | undefined }) {
  return (
    <div>
      <label htmlFor={field.id}>{field.label}</label>
      <input id={field.id} name={field.name} type="date" defaultValue={field.value} />
    </div>
  )
}

/** A language by its own name. */
function nameOf(code: string): string {
  try {
    return new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
