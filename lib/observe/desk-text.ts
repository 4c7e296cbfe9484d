import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '@/lib/db'
import { deskMeters } from '@/lib/observe/desk-meters'
import { createMeters, mergeTexts } from '@/lib/observe/meters.mjs'
import { type MirrorState, mirrorOf } from '@/lib/observe/mirror'
import { createProcessMetrics } from '@/lib/observe/process-metrics.mjs'
import { type Queue, queueOf } from '@/lib/observe/queue'

/** Less than the readers' server waits: with the database away the rest is told all the same. */
const PATIENCE_MS = 1_000

const processMetrics = createProcessMetrics('desk')

/** All that this process counts and times, as Prometheus reads it; of the queue only while the database answers. */
export async function deskText(db: Pick<Db, '$queryRaw'>, now: Date): Promise<string> {
  const asked: Promise<Queue | null> = queueOf(db, now).catch(() => null)
  const askedOfMirror: Promise<MirrorState | null> = mirrorOf(db, now).catch(() => null)
  const [queue, mirror, ofProcess] = await Promise.all([
    Promise.race([asked, delay(PATIENCE_MS, null, { ref: false })]),
    Promise.race([askedOfMirror, delay(PATIENCE_MS, null, { ref: false })]),
    processMetrics(),
  ])
  return mergeTexts([deskMeters().text(), queueText(queue), mirrorText(mirror), ofProcess])
}

function mirrorText(mirror: MirrorState | null): string {
  const meters = createMeters()
  if (!mirror) return ''
  const gauge = (name: string, help: string, value: number | null) =>
    meters.gauge(name, help, () => value)
  const { waiting, oldestSeconds, followedAt, problem } = mirror
  gauge('counterclaim_mirror_up', 'Whether the mirror took all at the last try.', problem ? 0 : 1)
  gauge('counterclaim_mirror_waiting', 'Changes that the mirror does not have.', waiting)
  gauge('counterclaim_mirror_oldest_seconds', 'Age of the first.', oldestSeconds ?? 0)
  gauge(
    'counterclaim_mirror_last_followed_timestamp_seconds',
    'When it last had all that was published.',
    followedAt && followedAt.getTime() / 1000,
  )
  return meters.text()
}

function queueText(queue: Queue | null): string {
  const meters = createMeters()
  const gauge = (name: string, help: string, value: number | null) =>
    meters.gauge(name, help, () => value)
  gauge('counterclaim_database_up', 'Whether the database answers.', queue ? 1 : 0)
  if (queue) {
    gauge('counterclaim_outbox_waiting', 'Changes readers do not see yet.', queue.waiting)
    gauge('counterclaim_outbox_failing', 'Those that could not be published.', queue.failing)
    gauge('counterclaim_outbox_oldest_seconds', 'Age of the first.', queue.oldestSeconds ?? 0)
    gauge(
      'counterclaim_last_publication_timestamp_seconds',
      'When something was published last.',
      queue.publishedAt && queue.publishedAt.getTime() / 1000,
    )
  }
  return meters.text()
}
