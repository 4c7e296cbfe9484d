import 'server-only'
import path from 'node:path'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { requireMember } from '@/app/_server/context'
import { requestWords } from '@/app/_server/request-words'
import { Moment } from '@/app/_ui/moment'
import { spanWords } from '@/app/(desk)/desk/_parts/span-words'
import { getHealth, type Health } from '@/lib/desk/health'
import { env } from '@/lib/env'
import { recordFiles } from '@/lib/record/publish-files'

/** How it stands; nothing when that can't be told, since nobody is to be kept from work by it. */
const deskHealth = cache(async (): Promise<Health | null> => {
  const folder = path.join(/*turbopackIgnore: true*/ env().DATA_DIR, 'published', 'record')
  try {
    return await getHealth(await requireMember(), () => recordFiles(folder).read('status'))
  } catch (error) {
    console.warn(error)
    return null
  }
})

/** On every page of the desk while the machine's clock is behind the record. */
export async function ClockNote() {
  const clock = (await deskHealth())?.clock
  if (!clock) return null
  const t = await getTranslations('deskHealth')
  const span = spanWords(clock.behindMs, await requestWords())
  return (
    <aside className="notice notice--warning" aria-label={t('clock')}>
      <p>
        {t.rich('behind', {
          span,
          b: (words) => <strong>{words}</strong>,
          moment: () => <Moment at={clock.heldAt} />,
        })}
      </p>
    </aside>
  )
}

/** On the desk's front page while something that was done waits to be seen or signed. */
export async function WaitingNotes() {
  const health = await deskHealth()
  if (!health?.publication && !health?.record) return null
  const { publication, record } = health
  const t = await getTranslations('deskHealth')
  return (
    <aside className="notice notice--warning" aria-label={t('waits')}>
      {publication ? (
        <p>
          {t.rich('publication', {
            n: publication.waiting,
            full: String(publication.isDiskFull),
            b: (words) => <strong>{words}</strong>,
            moment: () => <Moment at={publication.since} />,
          })}
          {publication.fault && !publication.isDiskFull ? (
            <span className="fine">
              {' '}
              {t.rich('fault', { fault: () => <bdi lang="en">{publication.fault}</bdi> })}
            </span>
          ) : null}
        </p>
      ) : null}
      {record ? (
        <p>
          {t.rich('unsigned', {
            n: record.unsigned,
            b: (words) => <strong>{words}</strong>,
            moment: () => <Moment at={record.since} />,
          })}{' '}
          {record.problem ? t(`record.${record.problem.reason}`) : t('byItself')}
          {record.problem ? (
            <span className="fine">
              {' '}
              {t.rich('detail', {
                words: () => <bdi lang="en">{record.problem?.words}</bdi>,
              })}
            </span>
          ) : null}
        </p>
      ) : null}
    </aside>
  )
}
