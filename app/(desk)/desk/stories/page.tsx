import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/_server/context'
import { Badge } from '@/app/_ui/badge'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { listStories } from '@/lib/desk/stories'
import { reading } from '@/lib/replica/reading'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('stories')

export default async function Page() {
  const { items, mayCreate } = await reading(await requireMember(), listStories)
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
                <span>{t('claims', { n: story.claims })}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
