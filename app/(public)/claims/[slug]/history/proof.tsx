import { useWords } from '@/app/_server/use-words'
import '@/app/(public)/claims/[slug]/history/proof.css'
import { useMessages, useTranslations } from 'next-intl'
import { At } from '@/app/(public)/_parts/texts'
import { indexPath, TILE_WIDTH } from '@/lib/record/tiles'
import type { LoggedAct } from '@/lib/site/queries/log'
import { sayAct } from '@/lib/site/say-page-changes'
import type { Words } from '@/lib/words/words-of'

/**
 * Where the log has each public act on the claim, for everybody to look up; with a script, which is the only one on
 * readers' pages and served by us, the reader's own browser proves it.
 */
export function Proof({ acts }: { acts: LoggedAct[] }) {
  const t = useTranslations('proof')
  const words = useWords()
  const messages = useMessages()
  // The script has no words of its own: what it says, and what it reads on the page, is in the page's language.
  const pageWords = { locale: words.language.locale, statuses: messages.status }
  if (acts.length === 0) return null
  return (
    <section
      id="in-the-log"
      aria-labelledby="log"
      className="proof"
      data-words={JSON.stringify({ ...messages.proofScript, ...pageWords })}
    >
      <h2 id="log">{t('title')}</h2>
      <p>
        {t.rich('text', {
          checkpoint: (words) => <a href="/record/checkpoint">{words}</a>,
          keys: (words) => <a href="/record/keys">{words}</a>,
        })}
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
              {what(act, at, words)}
              {' · '}
              <a href={`/record/disclosures/${indexPath(Math.floor(act.leaf / TILE_WIDTH))}`}>
                {t('leaf', { n: act.leaf })}
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
function what({ type }: LoggedAct, at: number, words: Words): string {
  if (type === 'claim.shown' && at > 0) return words.say('act.additions')
  return sayAct(type, words)
}
