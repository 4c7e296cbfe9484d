import { StatusMark } from '@/app/_ui/status-mark'
import { At } from '@/app/(public)/_parts/texts'
import type { Change } from '@/lib/site/views'
import { statusWords, verdictKindWords } from '@/lib/site/words'

/** What happened to a claim's status, in one phrase. */
export function sayStep(change: Pick<Change, 'kind' | 'before' | 'status'>): string {
  if (change.kind === 'shown') return 'Shown to readers, not yet checked'
  const kind = verdictKindWords[change.kind]
  if (change.before === null || change.kind === 'first') return kind
  return change.before === change.status
    ? `${kind}; the status stays`
    : `${kind}; was ${statusWords[change.before].toLowerCase()}`
}

/** The claim's own timeline, newest first. */
export function Changes({ changes }: { changes: Change[] }) {
  return (
    <ol className="changes" reversed>
      {changes.map((change) => (
        <li key={change.at} className={`change--${change.kind} status status--${change.status}`}>
          <p className="changes-when">
            <At iso={change.at} />
          </p>
          <p>
            <StatusMark status={change.status} />
          </p>
          <p className="changes-what">{sayStep(change)}</p>
          {change.note ? <p className="changes-note">{change.note}</p> : null}
        </li>
      ))}
    </ol>
  )
}
