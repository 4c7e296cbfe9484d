import { useTranslations } from 'next-intl'
import { useWords } from '@/app/_server/use-words'
import { StatusMark } from '@/app/_ui/status-mark'
import { useHref } from '@/app/(public)/_parts/href'
import { At, SourceLink } from '@/app/(public)/_parts/texts'
import { type BoardEntry, statusBoard } from '@/lib/site/story/board'
import { sayBeside, sayList } from '@/lib/site/story/say-axis'
import type { StoryPage } from '@/lib/site/views'

/** Where each claim stands and how it came there: a group for each status that there is, newest change first. */
export function Board({ story }: { story: StoryPage }) {
  const t = useTranslations('board')
  const status = useTranslations('statusInText')
  const words = useWords()
  const { groups, absent, newest } = statusBoard(story)
  if (!newest) return null
  return (
    <section aria-labelledby="board" className="story-part">
      <div className="story-part-head">
        <h2 id="board">{t('title')}</h2>
        <p className="note">{t.rich('newest', { time: () => <At iso={newest} /> })}</p>
      </div>
      <div className="board">
        {groups.map((group) => (
          <section
            key={group.status}
            className={`board-group status--${group.status}`}
            aria-labelledby={`board-${group.status}`}
          >
            <h3 id={`board-${group.status}`}>
              <StatusMark status={group.status} />{' '}
              <span className="board-count">{t('count', { n: group.entries.length })}</span>
            </h3>
            <ul>
              {group.entries.map((entry) => (
                <li key={entry.claim.slug}>
                  <Entry entry={entry} day={newest.slice(0, 10)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {absent.length > 0 ? (
        <p className="note">
          {t('none', {
            list: sayList(
              absent.map((each) => status(each)),
              'disjunction',
              words,
            ),
          })}
        </p>
      ) : null}
    </section>
  )
}

function Entry({ entry: { claim, moved, at, deniedBy }, day }: { entry: BoardEntry; day: string }) {
  const t = useTranslations('board')
  const status = useTranslations('statusInText')
  const corrected = useTranslations('list')
  const href = useHref()
  const time = sayBeside(at, day, useWords())
  return (
    <>
      <p className="board-move">
        {moved === null ? (
          t('shown')
        ) : moved.before ? (
          <>
            <span className={`status status--${moved.before}`}>{status(moved.before)}</span>{' '}
            <span className="arrow">{t('arrow')}</span>{' '}
            <b className="status">{status(moved.status)}</b>
          </>
        ) : (
          <b className="status">{status(moved.status)}</b>
        )}{' '}
        <time dateTime={time.machine}>{time.words}</time>
      </p>
      <p className="board-claim">
        <a href={href(`/claims/${claim.slug}`)}>
          <bdi>{claim.proposition}</bdi>
        </a>
      </p>
      <p className="board-who">
        <SourceLink source={claim.claimant} />{' '}
        {deniedBy > 0 ? <span>{t('denied', { n: deniedBy })}</span> : null}{' '}
        {claim.corrected ? <b>{corrected('corrected')}</b> : null}
      </p>
    </>
  )
}
