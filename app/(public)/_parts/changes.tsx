import { useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import { At, Own } from '@/app/(public)/_parts/texts'
import type { Change } from '@/lib/site/views'

/** What happened to a claim's status, in one phrase. */
export function Step({ change }: { change: Pick<Change, 'kind' | 'before' | 'status'> }) {
  const t = useTranslations('changes')
  const kinds = useTranslations('verdictKind')
  const statuses = useTranslations('statusInText')
  if (change.kind === 'shown') return t('shown')
  const kind = kinds(change.kind)
  if (change.before === null || change.kind === 'first') return kind
  return change.before === change.status
    ? t('stays', { kind })
    : t('was', { kind, status: statuses(change.before) })
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
          <p className="changes-what">
            <Step change={change} />
          </p>
          {change.note ? (
            <p className="changes-note">
              <Own text={change.note} />
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
