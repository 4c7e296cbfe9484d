import { useTranslations } from 'next-intl'
import { Moment } from '@/app/_ui/moment'
import { StatusMark } from '@/app/_ui/status-mark'
import { Arrival } from '@/app/(desk)/desk/claims/[id]/arrival'
import type { IntakePage, TrackedClaim } from '@/lib/intake/queries'
import { draftOf } from '@/lib/intake/rules'

type Props = { page: IntakePage; isNew: boolean; isLater: boolean }

/** What an article became: its document, the claims, the appearances of known ones, and what was linked. */
export function Filed({ page, isNew, isLater }: Props) {
  const t = useTranslations('deskFiled')
  const relation = useTranslations('ui.relationFrom')
  const { outcome, tracked, document } = page
  if (!outcome || !document) return null
  const draft = draftOf(page.entries, page.read)
  const own = new Set(outcome.claims.map((each) => each.claimId))
  const elsewhere = outcome.appearances.filter((each) => !own.has(each.claimId))
  const again = outcome.appearances.filter((each) => own.has(each.claimId))
  return (
    <>
      <div className="page-head">
        <div>
          <p className="fine">
            {t.rich('filedBy', {
              moment: () => <Moment at={page.closedAt ?? page.startedAt} />,
              name: page.closedBy ?? '',
              bdi: (words) => <bdi>{words}</bdi>,
            })}
          </p>
          <h1>
            <bdi lang={draft.language}>{draft.title}</bdi>
          </h1>
        </div>
        <p className="row">
          <a href={`/desk/documents/${document.id}`}>{t('document')}</a>
          <a className="button" href="/desk/intake">
            {t('next')}
          </a>
        </p>
      </div>
      {isNew ? (
        <Arrival>
          {t('were', {
            claims: outcome.claims.length,
            appearances: outcome.appearances.length,
            links: outcome.relations.length,
          })}
          {isLater ? ` ${t('later')}` : null}
        </Arrival>
      ) : null}
      <div className="stack">
        <Claims
          id="new-claims-heading"
          title={t('newClaims')}
          claims={outcome.claims.map((each) => tracked[each.claimId])}
          none={t('noneNew')}
        />
        <Claims
          id="known-claims-that-appeared-again-heading"
          title={t('again')}
          claims={elsewhere.map((each) => tracked[each.claimId])}
          hasCount
          none={t('none')}
        />
        {again.length > 0 ? <p className="soft">{t('passages', { n: again.length })}</p> : null}
        {outcome.relations.length > 0 ? (
          <section aria-labelledby="links-heading">
            <h2 id="links-heading">
              {t('links')}{' '}
              <span className="tabs-count">{t('count', { n: outcome.relations.length })}</span>
            </h2>
            <ul className="listing">
              {outcome.relations.map(({ from, to, type }) => (
                <li key={`${from}${to}${type}`}>
                  <ClaimLink claim={tracked[from]} /> <strong>{relation(type)}</strong>{' '}
                  <ClaimLink claim={tracked[to]} />
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <p>
          <a href={`/desk/claims/new?document=${document.id}`}>{t('another')}</a>
        </p>
      </div>
    </>
  )
}

function Claims({
  id,
  title,
  claims,
  none,
  hasCount = false,
}: {
  id: string
  title: string
  claims: (TrackedClaim | undefined)[]
  none: string
  hasCount?: boolean
}) {
  const t = useTranslations('deskFiled')
  const listed = [...new Set(claims)].filter((claim) => claim !== undefined)
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="tabs-count">{t('count', { n: listed.length })}</span>
      </h2>
      {listed.length === 0 ? <p className="soft">{none}</p> : null}
      <ul className="listing">
        {listed.map((claim) => (
          <li key={claim.id}>
            <ClaimLink claim={claim} />
            <p className="listing-about">
              <StatusMark status={claim.status} />
              <bdi lang={claim.claimantLanguage}>{claim.claimantName}</bdi>
              {hasCount ? <span>{t('byNow', { n: claim.appearances })}</span> : null}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ClaimLink({ claim }: { claim: TrackedClaim | undefined }) {
  return claim ? (
    <a href={`/desk/claims/${claim.id}`}>
      <bdi>{claim.proposition}</bdi>
    </a>
  ) : null
}
