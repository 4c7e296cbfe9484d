import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/_server/context'
import { Badge } from '@/app/_ui/badge'
import { saidOf } from '@/app/(desk)/desk/_parts/said-of'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { storiesSearch } from '@/lib/desk/schema'
import { listStories } from '@/lib/desk/stories'
import { reading } from '@/lib/replica/reading'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('stories')

type Query = Record<string, string | string[] | undefined>

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const search = storiesSearch.parse(await searchParams)
  const { items, nextCursor, mayCreate } = await reading(await requireMember(), (ctx) =>
    listStories(ctx, search),
  )
  const t = await getTranslations('deskStories')
  return (
    <>
      <div className="page-head">
        <h1>{t('title')}</h1>
        {mayCreate ? (
          <a className="button" href="/desk/stories/new">
            {t('open')}
          </a>
        ) : null}
      </div>
      {items.length === 0 ? (
        <p className="notice">{t('none')}</p>
      ) : (
        <ul className="listing">
          {items.map((story) => (
            <li key={story.id}>
              <a href={`/desk/stories/${story.id}`}>
                <bdi>{story.title}</bdi>
              </a>
              <p className="listing-about">
                <Badge tone={story.publicSince ? 'strong' : 'plain'}>
                  {story.publicSince ? t('shown') : t('deskOnly')}
                </Badge>
                <span>{t('claims', saidOf(story.claims))}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {search.after || nextCursor ? (
        <nav className="pages" aria-label={t('pages')}>
          {search.after ? <a href="/desk/stories">{t('first')}</a> : null}
          {nextCursor ? (
            <a
              className="button button--quiet"
              rel="next"
              href={`/desk/stories?after=${nextCursor}`}
            >
              {t('more')}
            </a>
          ) : null}
        </nav>
      ) : null}
    </>
  )
}
