import { StatusMark } from '@/app/_ui/status-mark'
import { sayStep } from '@/app/(public)/_parts/changes'
import { At, SourceLink } from '@/app/(public)/_parts/texts'
import type { SiteChange } from '@/lib/site/views'

/** Changes of many claims, newest first. */
export function SiteChanges({ changes }: { changes: SiteChange[] }) {
  return (
    <ol className="site-changes">
      {changes.map((change) => (
        <li key={`${change.what}${change.id}`}>
          <article
            className={
              change.what === 'withdrawn'
                ? 'site-change'
                : `site-change status status--${change.status}`
            }
          >
            <p className="site-change-when">
              <At iso={change.at} />
            </p>
            <h3 className="claim-item-title">
              <a href={`/claims/${change.slug}`}>{change.proposition}</a>
            </h3>
            <p className="site-change-step">
              {change.what === 'withdrawn' ? (
                <b>Withdrawn</b>
              ) : (
                <>
                  <StatusMark status={change.status} />
                  <span className={change.kind === 'correction' ? 'site-change-wrong' : 'faint'}>
                    {sayStep({
                      kind: change.what === 'shown' ? 'shown' : (change.kind ?? 'first'),
                      before: change.before,
                      status: change.status,
                    })}
                  </span>
                </>
              )}
            </p>
            {change.note ? <p className="site-change-note">{change.note}</p> : null}
            {change.claimant ? (
              <p className="meta">
                <span>
                  Claimed by <SourceLink source={change.claimant} />
                </span>
                {change.story ? (
                  <a href={`/stories/${change.story.slug}`}>{change.story.title}</a>
                ) : null}
              </p>
            ) : null}
          </article>
        </li>
      ))}
    </ol>
  )
}
