import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageHref } from '@/app/(public)/_parts/href'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { SourceLink } from '@/app/(public)/_parts/texts'
import { getSourcesPage } from '@/lib/site/queries/sources'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sources')
  return pageMeta({
    path: '/sources',
    title: t('title'),
    description: t('about'),
  })
}

export default async function SourcesPage({ searchParams }: { searchParams: PublicQuery }) {
  const at = await askedMoment(searchParams)
  const [t, href] = [await getTranslations('sources'), await pageHref()]
  const kinds = await getTranslations('sourceKind')
  const grades = await getTranslations('reliability')
  const { number } = await getFormatter()
  const sources = await getSourcesPage(publicContext(at))
  return (
    <>
      <AsItStood path="/sources" at={at} />
      <h1>{t('title')}</h1>
      <p className="lede">
        {t.rich('lede', { a: (words) => <a href={href('/methodology#grades')}>{words}</a> })}
      </p>
      {sources.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="table-frame" tabIndex={0} aria-label={t('title')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('source')}</th>
                <th scope="col">{t('kind')}</th>
                <th scope="col">{t('reliability')}</th>
                <th scope="col" className="number">
                  {t('claims')}
                </th>
                <th scope="col" className="number">
                  {t('documents')}
                </th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <tr key={source.slug}>
                  <th scope="row">
                    <SourceLink source={source} />
                  </th>
                  <td>{kinds(source.kind)}</td>
                  <td>
                    {source.reliability ? (
                      <>
                        <b className="grade-code">{source.reliability}</b>{' '}
                        {grades(source.reliability)}
                      </>
                    ) : (
                      <span className="faint">{t('notGraded')}</span>
                    )}
                  </td>
                  <td className="number">{number(source.claims)}</td>
                  <td className="number">{number(source.documents)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <p className="empty">{t('none')}</p>
      )}
    </>
  )
}
