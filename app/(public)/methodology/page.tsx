import type { Metadata } from 'next'
import { StatusMark } from '@/app/_ui/status-mark'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { ratingOf } from '@/lib/interop/claim-review'
import { statusDefinitions } from '@/lib/review/rules'
import { type VerdictStatus, type VerificationStatus, verdictStatus } from '@/lib/review/schema'
import {
  credibilityMeanings,
  credibilityWords,
  reliabilityMeanings,
  reliabilityWords,
  statusWords,
} from '@/lib/site/words'
import { reliability } from '@/lib/sources/schema'

export function generateMetadata(): Metadata {
  return pageMeta({
    path: '/methodology',
    title: 'How we work',
    description:
      'What each status means and needs, how sources and evidence are graded, how verdicts are reviewed, and how we correct ourselves.',
  })
}

const statuses = Object.keys(statusDefinitions) as VerificationStatus[]

export default function MethodologyPage() {
  return (
    <article className="text methodology">
      <h1>How we work</h1>
      <p className="lede">
        We track claims, not articles. This page says what each word on our pages means and what
        must be so before we use it.
      </p>

      <section aria-labelledby="claims">
        <h2 id="claims">Claims, appearances and counterclaims</h2>
        <p>
          A claim is one statement that can be checked, with the person or body that makes it. We
          put it in a short sentence of our own, and beside it give the exact words, never altered,
          in the language they were said in.
        </p>
        <p>
          An appearance is one document in which the claim was made or reported. Ten outlets that
          carry one agency’s dispatch are ten appearances with one origin. They are shown together,
          and they count once.
        </p>
        <p>
          A denial is a claim too. It has a claimant, appearances, evidence and a status of its own,
          and stands beside what it denies.
        </p>
      </section>

      <section aria-labelledby="statuses">
        <h2 id="statuses">What the statuses mean</h2>
        <p>
          The status says where a claim stands, by rules that are the same for everybody. The
          software refuses a verdict that lacks what its status needs.
        </p>
        <dl className="status-definitions">
          {statuses.map((status) => (
            <div key={status} id={status}>
              <dt>
                <StatusMark status={status} />
              </dt>
              <dd>
                <p className="status-meaning">{statusDefinitions[status].meaning}</p>
                <p className="status-needs">
                  <b>Needs:</b> {statusDefinitions[status].needs}
                </p>
              </dd>
            </div>
          ))}
        </dl>
        <p>
          Every verdict also carries our confidence in it (low, moderate or high), a rationale
          written for readers, and the evidence as it stood on that day.
        </p>
      </section>

      <section aria-labelledby="origins">
        <h2 id="origins">Independent origins</h2>
        <p>
          Independence is counted by origin, not by outlet: we follow each document back to the
          agency, body or person its information first came from. A spokesman counts as the body he
          speaks for. What a claimant says in his own cause is shown, and does not count as support.
        </p>
      </section>

      <section aria-labelledby="grades">
        <h2 id="grades">How sources and evidence are graded</h2>
        <p>
          We use the Admiralty scale, which judges two things apart: a letter for how reliable a
          source has been, a figure for how far one piece of information is borne out. A reliable
          source can be wrong, and an unreliable one right; <b className="grade-code">B2</b> is a
          usually reliable source with something probably true.
        </p>
        <div className="grade-tables">
          <table className="table">
            <caption>Reliability of a source</caption>
            <tbody>
              {reliability.options.map((letter) => (
                <tr key={letter}>
                  <th scope="row" className="grade-code">
                    {letter}
                  </th>
                  <td>
                    <b>{reliabilityWords[letter]}.</b> {reliabilityMeanings[letter]}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <table className="table">
            <caption>Credibility of a piece of information</caption>
            <tbody>
              {Object.entries(credibilityWords).map(([figure, words]) => (
                <tr key={figure}>
                  <th scope="row" className="grade-code">
                    {figure}
                  </th>
                  <td>
                    <b>{words}.</b> {credibilityMeanings[Number(figure)]}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p>
          Grades change as sources and facts do. The evidence of a published verdict keeps the
          grades it had.
        </p>
      </section>

      <section aria-labelledby="review">
        <h2 id="review">Who decides</h2>
        <p>
          Two editors, always. One proposes a verdict, another reviews it, and nobody reviews their
          own proposal, the chief editor included. If the claim has changed since the proposal, the
          reviewer must look at what changed. We do not name the two on these pages: people are
          attacked for this work. Every act at the desk is kept in a record that can only be added
          to.
        </p>
      </section>

      <section aria-labelledby="corrections">
        <h2 id="corrections">Updates, corrections and withdrawals</h2>
        <p>
          A published verdict is never edited. A new one takes its place, and says which of two
          things it is. An update is new information. A correction says that we were wrong. Each has
          a dated note, and what stood there before stays in the claim’s history. A claim that we
          had to correct says so, there and in every list, from then on.
        </p>
        <p>
          If we should not have shown a claim at all, we withdraw it. Its page stays and says why.
          All <a href="/corrections">corrections and withdrawals</a> are listed in one place, and
          have a <a href="/feeds/corrections.atom">feed</a>.
        </p>
      </section>

      <section aria-labelledby="times">
        <h2 id="times">Times and names</h2>
        <p>
          A time is given as exactly as it is known. Where we know only the day, we give only the
          day. Hours are those of the place, with its zone; our own acts are in UTC. Names keep
          their own script, and a source’s page lists the spellings it goes by.
        </p>
      </section>

      <section aria-labelledby="claimreview">
        <h2 id="claimreview">For machines</h2>
        <p>
          Each reviewed claim’s page carries schema.org ClaimReview data. Its rating runs from 1
          (false) to 5 (true). A status that settles nothing stands in the middle, which means
          neither, and its name says what is meant.
        </p>
        <table className="table">
          <caption>Ratings by status</caption>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col" className="number">
                ratingValue
              </th>
            </tr>
          </thead>
          <tbody>
            {verdictStatus.options.map((status: VerdictStatus) => (
              <tr key={status}>
                <th scope="row">{statusWords[status]}</th>
                <td className="number">{ratingOf[status]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </article>
  )
}
