import { Moment } from '@/app/_ui/moment'
import { StatusMark } from '@/app/_ui/status-mark'
import { Arrival } from '@/app/(desk)/desk/claims/[id]/arrival'
import { many } from '@/app/(desk)/desk/intake/intake-words'
import type { IntakePage, TrackedClaim } from '@/lib/intake/queries'
import { draftOf } from '@/lib/intake/rules'
import { relationPhrases } from '@/lib/relations/rules'

type Props = { page: IntakePage; isNew: boolean; isLater: boolean }

/** What an article became: its document, the claims, the appearances of known ones, and what was linked. */
export function Filed({ page, isNew, isLater }: Props) {
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
            Filed <Moment at={page.closedAt ?? page.startedAt} /> by <bdi>{page.closedBy}</bdi>
          </p>
          <h1>
            <bdi lang={draft.language}>{draft.title}</bdi>
          </h1>
        </div>
        <p className="row">
          <a href={`/desk/documents/${document.id}`}>The document</a>
          <a className="button" href="/desk/intake">
            Take in the next
          </a>
        </p>
      </div>
      {isNew ? (
        <Arrival>
          {many(outcome.claims.length, 'claim')}, {many(outcome.appearances.length, 'appearance')}{' '}
          and {many(outcome.relations.length, 'link')} were filed.
          {isLater ? ' Readers’ pages follow in a moment.' : null}
        </Arrival>
      ) : null}
      <div className="stack">
        <Claims
          title="New claims"
          claims={outcome.claims.map((each) => tracked[each.claimId])}
          none="None: everything that was kept is tracked already."
        />
        <Claims
          title="Known claims that appeared again"
          claims={elsewhere.map((each) => tracked[each.claimId])}
          hasCount
          none="None."
        />
        {again.length > 0 ? (
          <p className="soft">
            {many(again.length, 'more passage')} of the article {again.length === 1 ? 'is' : 'are'}{' '}
            kept as {again.length === 1 ? 'an appearance' : 'appearances'} of the new claims.
          </p>
        ) : null}
        {outcome.relations.length > 0 ? (
          <section aria-labelledby="links-heading">
            <h2 id="links-heading">
              Links <span className="tabs-count">{outcome.relations.length}</span>
            </h2>
            <ul className="listing">
              {outcome.relations.map(({ from, to, type }) => (
                <li key={`${from}${to}${type}`}>
                  <ClaimLink claim={tracked[from]} /> <strong>{relationPhrases[type].from}</strong>{' '}
                  <ClaimLink claim={tracked[to]} />
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <p>
          <a href={`/desk/claims/new?document=${document.id}`}>
            File another claim from this document
          </a>
        </p>
      </div>
    </>
  )
}

function Claims({
  title,
  claims,
  none,
  hasCount = false,
}: {
  title: string
  claims: (TrackedClaim | undefined)[]
  none: string
  hasCount?: boolean
}) {
  const id = `${title.replaceAll(' ', '-').toLowerCase()}-heading`
  const listed = [...new Set(claims)].filter((claim) => claim !== undefined)
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="tabs-count">{listed.length}</span>
      </h2>
      {listed.length === 0 ? <p className="soft">{none}</p> : null}
      <ul className="listing">
        {listed.map((claim) => (
          <li key={claim.id}>
            <ClaimLink claim={claim} />
            <p className="listing-about">
              <StatusMark status={claim.status} />
              <bdi lang={claim.claimantLanguage}>{claim.claimantName}</bdi>
              {hasCount ? <span>{many(claim.appearances, 'appearance')} by now</span> : null}
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
