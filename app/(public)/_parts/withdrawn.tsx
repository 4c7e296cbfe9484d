import { At } from '@/app/(public)/_parts/texts'
import type { WithdrawnClaim } from '@/lib/site/views'

/** What is left of a claim that we should not have shown: that it was here, why it went, and when. */
export function Withdrawn({ claim }: { claim: WithdrawnClaim }) {
  return (
    <article className="withdrawn">
      <p className="kicker">Withdrawn</p>
      <h1>{claim.proposition}</h1>
      <p className="lede">
        We withdrew this page on <At iso={claim.withdrawnAt} />.
      </p>
      <h2>Why</h2>
      <p className="prose">{claim.reason}</p>
      <p className="more">
        <a href="/corrections">All corrections and withdrawals</a>
      </p>
    </article>
  )
}
