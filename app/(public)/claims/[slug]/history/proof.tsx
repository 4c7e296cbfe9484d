import '@/app/(public)/claims/[slug]/history/proof.css'
import { At } from '@/app/(public)/_parts/texts'
import { indexPath, TILE_WIDTH } from '@/lib/record/tiles'
import type { LoggedAct } from '@/lib/site/queries/log'
import { actWords } from '@/lib/site/words'

/**
 * Where the log has each public act on the claim, for everybody to look up; with a script, which is the only one on
 * readers' pages and served by us, the reader's own browser proves it.
 */
export function Proof({ acts }: { acts: LoggedAct[] }) {
  if (acts.length === 0) return null
  return (
    <section id="in-the-log" aria-labelledby="log" className="proof">
      <h2 id="log">In the log</h2>
      <p>
        Each public act on this claim is a leaf of a log that can only grow. Its{' '}
        <a href="/record/checkpoint">checkpoint</a> is signed by one of these{' '}
        <a href="/record/keys">keys</a>, so that nobody, not even we, can alter what was said before
        without being found out.
      </p>
      <p className="proof-summary" role="status" />
      <ol className="proof-acts">
        {acts.map((act, at) => (
          <li
            key={act.leaf}
            data-leaf={act.leaf}
            data-act={act.type}
            {...(act.verdictId && { 'data-of': act.verdictId })}
          >
            <p>
              <At iso={act.at} />
              {' · '}
              {wordsOf(act, at)}
              {' · '}
              <a href={`/record/disclosures/${indexPath(Math.floor(act.leaf / TILE_WIDTH))}`}>
                leaf {act.leaf}
              </a>
            </p>
            <p className="proof-outcome" />
          </li>
        ))}
      </ol>
      <script src="/proof.js" defer />
    </section>
  )
}

/** Whatever is shown of a claim that readers see already was added to it. */
function wordsOf({ type }: LoggedAct, at: number): string {
  if (type === 'claim.shown' && at > 0) return 'Additions shown to readers'
  return actWords[type] ?? type
}
