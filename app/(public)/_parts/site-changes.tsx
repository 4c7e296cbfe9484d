import { useTranslations } from 'next-intl'
import { StatusMark } from '@/app/_ui/status-mark'
import { Apart } from '@/app/(public)/_parts/apart'
import { Step } from '@/app/(public)/_parts/changes'
import { useHref } from '@/app/(public)/_parts/href'
import { At, Own, SourceLink } from '@/app/(public)/_parts/texts'
import type { SiteChange, SourceRef } from '@/lib/site/views'

/** Changes of many claims, newest first. */
export function SiteChanges({ changes }: { changes: SiteChange[] }) {
  const t = useTranslations('changes')
  const href = useHref()
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
              <a href={href(`/claims/${change.slug}`)}>
                <Own text={change.proposition} />
              </a>
            </h3>
            <p className="site-change-step">
              <Apart>
                {change.what === 'withdrawn' ? (
                  <b>{t('withdrawn')}</b>
                ) : (
                  <>
                    <StatusMark status={change.status} />
                    <span className={change.kind === 'correction' ? 'site-change-wrong' : 'faint'}>
                      <Step
                        change={{
                          kind: change.what === 'shown' ? 'shown' : (change.kind ?? 'first'),
                          before: change.before,
                          status: change.status,
                        }}
                      />
                    </span>
                  </>
                )}
              </Apart>
            </p>
            {change.note ? (
              <p className="site-change-note">
                <Own text={change.note} />
              </p>
            ) : null}
            {change.claimant ? (
              <p className="meta">
                <Apart>
                  <span>
                    <ClaimedBy source={change.claimant} />
                  </span>
                  {change.story ? (
                    <a href={href(`/stories/${change.story.slug}`)}>
                      <Own text={change.story.title} />
                    </a>
                  ) : null}
                </Apart>
              </p>
            ) : null}
          </article>
        </li>
      ))}
    </ol>
  )
}

function ClaimedBy({ source }: { source: SourceRef }) {
  const t = useTranslations('changes')
  return t.rich('claimedBy', { source: () => <SourceLink source={source} /> })
}
