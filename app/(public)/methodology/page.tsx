import type { Metadata } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { StatusMark } from '@/app/_ui/status-mark'
import { useHref } from '@/app/(public)/_parts/href'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { ratingOf } from '@/lib/interop/claim-review'
import { verdictStatus, verificationStatus } from '@/lib/review/schema'
import { reliability } from '@/lib/sources/schema'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('methodology')
  return pageMeta({ path: '/methodology', title: t('title'), description: t('about') })
}

const statuses = verificationStatus.options
const figures = ['1', '2', '3', '4', '5', '6'] as const

export default function MethodologyPage() {
  const t = useTranslations('methodology')
  const status = useTranslations('status')
  const meanings = useTranslations('statusMeaning')
  const needs = useTranslations('statusNeeds')
  const reliabilities = useTranslations('reliability')
  const reliabilityMeanings = useTranslations('reliabilityMeaning')
  const credibilities = useTranslations('credibility')
  const credibilityMeanings = useTranslations('credibilityMeaning')
  const { number } = useFormatter()
  const href = useHref()
  return (
    <article className="text methodology">
      <h1>{t('title')}</h1>
      <p className="lede">{t('lede')}</p>

      <section aria-labelledby="claims">
        <h2 id="claims">{t('claims.title')}</h2>
        <p>{t('claims.claim')}</p>
        <p>{t('claims.appearance')}</p>
        <p>{t('claims.counterclaim')}</p>
      </section>

      <section aria-labelledby="statuses">
        <h2 id="statuses">{t('statuses.title')}</h2>
        <p>{t('statuses.text')}</p>
        <dl className="status-definitions">
          {statuses.map((status) => (
            <div key={status} id={status}>
              <dt>
                <StatusMark status={status} />
              </dt>
              <dd>
                <p className="status-meaning">{meanings(status)}</p>
                <p className="status-needs">
                  <b>{t('statuses.needs')}</b> {needs(status)}
                </p>
              </dd>
            </div>
          ))}
        </dl>
        <p>{t('statuses.verdict')}</p>
      </section>

      <section aria-labelledby="origins">
        <h2 id="origins">{t('origins.title')}</h2>
        <p>{t('origins.text')}</p>
      </section>

      <section aria-labelledby="grades">
        <h2 id="grades">{t('grades.title')}</h2>
        <p>{t.rich('grades.text', { b: (code) => <b className="grade-code">{code}</b> })}</p>
        <div className="grade-tables">
          <table className="table">
            <caption>{t('grades.reliability')}</caption>
            <tbody>
              {reliability.options.map((letter) => (
                <tr key={letter}>
                  <th scope="row" className="grade-code">
                    {letter}
                  </th>
                  <td>
                    {t.rich('grades.entry', {
                      words: reliabilities(letter),
                      meaning: reliabilityMeanings(letter),
                      b: (words) => <b>{words}</b>,
                    })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <table className="table">
            <caption>{t('grades.credibility')}</caption>
            <tbody>
              {figures.map((figure) => (
                <tr key={figure}>
                  <th scope="row" className="grade-code">
                    {figure}
                  </th>
                  <td>
                    {t.rich('grades.entry', {
                      words: credibilities(figure),
                      meaning: credibilityMeanings(figure),
                      b: (words) => <b>{words}</b>,
                    })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p>{t('grades.change')}</p>
      </section>

      <section aria-labelledby="review">
        <h2 id="review">{t('review.title')}</h2>
        <p>{t('review.text')}</p>
      </section>

      <section aria-labelledby="corrections">
        <h2 id="corrections">{t('corrections.title')}</h2>
        <p>{t('corrections.verdicts')}</p>
        <p>
          {t.rich('corrections.withdrawals', {
            list: (words) => <a href={href('/corrections')}>{words}</a>,
            feed: (words) => <a href="/feeds/corrections.atom">{words}</a>,
          })}
        </p>
      </section>

      <section aria-labelledby="times">
        <h2 id="times">{t('times.title')}</h2>
        <p>{t('times.text')}</p>
      </section>

      <section aria-labelledby="claimreview">
        <h2 id="claimreview">{t('machines.title')}</h2>
        <p>{t('machines.text')}</p>
        <table className="table">
          <caption>{t('machines.ratings')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('machines.status')}</th>
              <th scope="col" className="number">
                <bdi lang="en">ratingValue</bdi>
              </th>
            </tr>
          </thead>
          <tbody>
            {verdictStatus.options.map((each) => (
              <tr key={each}>
                <th scope="row">{status(each)}</th>
                <td className="number">{number(ratingOf[each])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </article>
  )
}
