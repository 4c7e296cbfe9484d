import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { ClaimList } from '@/app/(public)/_parts/claim-list'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageHref } from '@/app/(public)/_parts/href'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { SiteChanges } from '@/app/(public)/_parts/site-changes'
import { Tally } from '@/app/(public)/_parts/status'
import { At, Own } from '@/app/(public)/_parts/texts'
import { getHomePage } from '@/lib/site/queries/home'

export async function generateMetadata(): Promise<Metadata> {
  const [t, site] = [await getTranslations('home'), await getTranslations('site')]
  return pageMeta({
    path: '/',
    title: t('metaTitle', { site: site('name') }),
    description: site('description'),
  })
}

export default async function Home({ searchParams }: { searchParams: PublicQuery }) {
  const at = await askedMoment(searchParams)
  const [t, href] = [await getTranslations('home'), await pageHref()]
  const { changes, disputed, stories } = await getHomePage(publicContext(at))
  return (
    <>
      <AsItStood path="/" at={at} />
      <header className="home-head">
        <h1>{t('title')}</h1>
        <p className="lede">{t('lede')}</p>
      </header>
      <div className="home">
        <section aria-labelledby="changed" className="home-changes">
          <h2 id="changed">{t('changed')}</h2>
          {changes.length > 0 ? (
            <SiteChanges changes={changes} />
          ) : (
            <p className="empty">{t('nothing')}</p>
          )}
          <p className="more">
            <a href={href('/claims')}>{t('all')}</a>
          </p>
        </section>
        <div className="home-side">
          {stories.length > 0 ? (
            <section aria-labelledby="stories">
              <h2 id="stories">{t('stories')}</h2>
              <ul className="story-list">
                {stories.map((story) => (
                  <li key={story.slug}>
                    <h3 className="story-title">
                      <a href={href(`/stories/${story.slug}`)}>
                        <Own text={story.title} />
                      </a>
                    </h3>
                    <p className="story-summary">
                      <Own text={story.summary} />
                    </p>
                    <Tally tally={story.tally} label={t('tally', { story: story.title })} />
                    <p className="faint">
                      {t.rich('lastChange', { at: () => <At iso={story.changedAt} /> })}
                    </p>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          <section aria-labelledby="disputed">
            <h2 id="disputed">{t('disputed')}</h2>
            {disputed.length > 0 ? (
              <ClaimList claims={disputed} hasStory={false} />
            ) : (
              <p className="empty">{t('noneDisputed')}</p>
            )}
          </section>
        </div>
      </div>
    </>
  )
}
