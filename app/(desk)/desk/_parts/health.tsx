import 'server-only'
import path from 'node:path'
import { cache } from 'react'
import { requireMember } from '@/app/_server/context'
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
  return (
    <aside className="notice notice--warning" aria-label="The clock">
      <p>
        <strong>This machine’s clock is {spanWords(clock.behindMs)} behind.</strong> Until it has
        caught up, whatever is done here is recorded at <Moment at={clock.heldAt} />, in the order
        in which it is done. Tell whoever looks after this machine to set its clock.
      </p>
    </aside>
  )
}

/** On the desk's front page while something that was done waits to be seen or signed. */
export async function WaitingNotes() {
  const health = await deskHealth()
  if (!health?.publication && !health?.record) return null
  const { publication, record } = health
  return (
    <aside className="notice notice--warning" aria-label="What waits">
      {publication ? (
        <p>
          <strong>
            {publication.waiting === 1 ? 'One change waits' : `${publication.waiting} changes wait`}{' '}
            for publication since <Moment at={publication.since} />.
          </strong>{' '}
          {publication.isDiskFull
            ? 'The disk that readers’ pages are on is full: tell whoever looks after this machine. '
            : ''}
          It is saved; readers see the pages as they were before, and it is tried again by itself.
          {publication.fault && !publication.isDiskFull ? (
            <span className="fine"> What was in the way: {publication.fault}</span>
          ) : null}
        </p>
      ) : null}
      {record ? (
        <p>
          <strong>
            {record.unsigned === 1 ? 'One act is' : `${record.unsigned} acts are`} not signed in the
            record yet, since <Moment at={record.since} />.
          </strong>{' '}
          {record.words ?? 'It is tried again by itself.'}
        </p>
      ) : null}
    </aside>
  )
}
