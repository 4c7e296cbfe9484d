import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { requireMember } from '@/app/_server/context'
import { Moment } from '@/app/_ui/moment'
import { WaitingNotes } from '@/app/(desk)/desk/_parts/health'
import { titled } from '@/app/(desk)/desk/_parts/titled'
import { readersText } from '@/app/(desk)/desk/health/readers-server'
import { getRunning, type Running } from '@/lib/desk/running'
import './health.css'

export const dynamic = 'force-dynamic'
export const generateMetadata = titled('health')

const MEGABYTE = 1024 * 1024

export default async function Page() {
  const running = await getRunning(await requireMember(), await readersText())
  const t = await getTranslations('deskRunning')
  return (
    <>
      <div className="page-head">
        <h1>{t('title')}</h1>
      </div>
      <WaitingNotes />
      <p className="running-since">
        {t.rich('since', { moment: () => <Moment at={running.since} /> })}
      </p>
      <Readers readers={running.readers} />
      <Acts running={running} />
      <Machine running={running} />
      {running.mirror ? <Mirror mirror={running.mirror} /> : null}
      {running.replica ? <Replica replica={running.replica} /> : null}
      <p className="fine">{t.rich('metrics', { code: (words) => <code>{words}</code> })}</p>
    </>
  )
}

function Readers({ readers }: Pick<Running, 'readers'>) {
  const t = useTranslations('deskRunning')
  return (
    <Part id="running-readers" title={t('readers')}>
      {readers === null ? (
        <p>{t('readersSilent')}</p>
      ) : (
        <dl className="running">
          <Fact name={t('requests')}>{t('perSecond', { n: rounded(readers.perSecond ?? 0) })}</Fact>
          <Fact name={t('copies')}>
            {t('megabytes', { n: megabytes(readers.copiesBytes ?? 0) })}
          </Fact>
          <Fact name={t('memory')}>
            {t('megabytes', { n: megabytes(readers.memoryBytes ?? 0) })}
          </Fact>
        </dl>
      )}
    </Part>
  )
}

function Acts({ running: { saves, fresh, queue } }: { running: Running }) {
  const t = useTranslations('deskRunning')
  const times = ({ count, p95Ms }: Running['saves']) =>
    p95Ms === null ? t('noneYet') : t('times', { n: count, ms: p95Ms })
  return (
    <Part id="running-acts" title={t('acts')}>
      <dl className="running">
        <Fact name={t('saves')}>{times(saves)}</Fact>
        <Fact name={t('fresh')}>{times(fresh)}</Fact>
        <Fact name={t('queue')}>
          {queue.oldestSeconds === null
            ? t('queueEmpty')
            : t('queueWaits', { n: queue.waiting, seconds: Math.round(queue.oldestSeconds) })}
        </Fact>
        <Fact name={t('published')}>
          {queue.publishedAt ? <Moment at={queue.publishedAt} /> : t('noneYet')}
        </Fact>
      </dl>
    </Part>
  )
}

function Machine({ running: { pool, eventLoopLagMs, memoryBytes } }: { running: Running }) {
  const t = useTranslations('deskRunning')
  return (
    <Part id="running-machine" title={t('machine')}>
      <dl className="running">
        <Fact name={t('pool')}>{t('poolNow', pool)}</Fact>
        <Fact name={t('eventLoop')}>
          {eventLoopLagMs === null
            ? t('notLookedYet')
            : t('milliseconds', { n: rounded(eventLoopLagMs) })}
        </Fact>
        <Fact name={t('memory')}>{t('megabytes', { n: megabytes(memoryBytes) })}</Fact>
      </dl>
    </Part>
  )
}

function Mirror({ mirror }: { mirror: NonNullable<Running['mirror']> }) {
  const t = useTranslations('deskRunning')
  const { target, waiting, oldestSeconds, followedAt, failingSince, problem } = mirror
  return (
    <Part id="running-mirror" title={t('mirror')}>
      {problem === null ? null : (
        <p role="alert">
          {failingSince ? (
            <>{t.rich('mirrorFails', { moment: () => <Moment at={failingSince} /> })} </>
          ) : null}
          <bdi lang="en">{problem}</bdi>
        </p>
      )}
      {target === '' ? null : (
        <dl className="running">
          <Fact name={t('mirrorTarget')}>
            <bdi>{target}</bdi>
          </Fact>
          <Fact name={t('mirrorQueue')}>
            {oldestSeconds === null
              ? t('queueEmpty')
              : t('queueWaits', { n: waiting, seconds: Math.round(oldestSeconds) })}
          </Fact>
          <Fact name={t('mirrorFollowed')}>
            {followedAt ? <Moment at={followedAt} /> : t('notYet')}
          </Fact>
        </dl>
      )}
    </Part>
  )
}

function Replica({
  replica: { state, lagBytes, lagMs, answered },
}: {
  replica: NonNullable<Running['replica']>
}) {
  const t = useTranslations('deskRunning')
  return (
    <Part id="running-replica" title={t('replica')}>
      <dl className="running">
        <Fact name={t('replicaState')}>{t(`replicaIs.${state}`)}</Fact>
        <Fact name={t('replicaLag')}>
          {lagBytes === null || lagMs === null
            ? t('notLookedYet')
            : t('replicaBehind', {
                seconds: rounded(lagMs / 1000),
                kilobytes: Math.ceil(lagBytes / 1024),
              })}
        </Fact>
        <Fact name={t('replicaAnswers')}>{t('replicaAnswered', answered)}</Fact>
      </dl>
    </Part>
  )
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const rounded = (n: number) => Math.round(n * 10) / 10
const megabytes = (bytes: number) => rounded(bytes / MEGABYTE)
