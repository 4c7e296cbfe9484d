import type { Metadata } from 'next'
import { AsItStood } from '@/app/(public)/_parts/as-it-stood'
import { askedMoment, type PublicQuery, publicContext } from '@/app/(public)/_parts/context'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { SourceLink } from '@/app/(public)/_parts/texts'
import { getSourcesPage } from '@/lib/site/queries/sources'
import { reliabilityWords, sourceKindWords } from '@/lib/site/words'

export function generateMetadata(): Metadata {
  return pageMeta({
    path: '/sources',
    title: 'Sources',
    description:
      'Everybody whose claims we track or whose reporting we cite, with how far we rely on them.',
  })
}

export default async function SourcesPage({ searchParams }: { searchParams: PublicQuery }) {
  const at = await askedMoment(searchParams)
  const sources = await getSourcesPage(publicContext(at))
  return (
    <>
      <AsItStood path="/sources" at={at} />
      <h1>Sources</h1>
      <p className="lede">
        Everybody whose claims we track or whose reporting we cite. The letter is our{' '}
        <a href="/methodology#grades">grade of reliability</a>.
      </p>
      {sources.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="table-frame" tabIndex={0} aria-label="Sources">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col">Kind</th>
                <th scope="col">Reliability</th>
                <th scope="col" className="number">
                  Claims
                </th>
                <th scope="col" className="number">
                  Documents cited
                </th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <tr key={source.slug}>
                  <th scope="row">
                    <SourceLink source={source} />
                  </th>
                  <td>{sourceKindWords[source.kind]}</td>
                  <td>
                    {source.reliability ? (
                      <>
                        <b className="grade-code">{source.reliability}</b>{' '}
                        {reliabilityWords[source.reliability]}
                      </>
                    ) : (
                      <span className="faint">Not graded</span>
                    )}
                  </td>
                  <td className="number">{source.claims}</td>
                  <td className="number">{source.documents}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <p className="empty">No source has been published yet.</p>
      )}
    </>
  )
}
