import 'server-only'
import type { Db } from '@/lib/db'
import { Lock } from '@/lib/publish/lock'
import { RecordProblem } from '@/lib/record/problem'
import { publishRecord } from '@/lib/record/publish'
import { type RecordFiles, recordFiles } from '@/lib/record/publish-files'

/** Held while the log is published, by whichever process does it. */
const LOCK = 7_240_627
const FIRST_WAIT_MS = 500
/** A database that was away is back in a moment; what is wrong with the log itself takes somebody to mend it. */
const LONGEST_WAIT_MS = { passing: 5_000, lasting: 60_000 }

export type RecordPublisherSettings = {
  db: Db
  databaseUrl: string
  /** Where the log's files are. */
  folder: string
  keysFolder: string
  /** What a log that begins now is called. */
  origin: string
}

/**
 * Keeps the published log up with the database: one pass at a time, and as many acts to a checkpoint as came meanwhile.
 * The first pass, and the one after something was found wrong with the log, looks through everything.
 */
export class RecordPublisher {
  private readonly settings: RecordPublisherSettings
  private readonly lock: Lock
  private readonly files: RecordFiles
  private running: Promise<void> | null = null
  private following: Promise<void> | null = null
  private published: { size: number; note: string } | null = null
  private isThorough = true
  private failures = 0
  /** By the clock that does not jump. */
  private retryAt = 0
  /** What was last said of the log; undefined while an earlier process may have said something. */
  private lastComplaint: string | null | undefined

  constructor(settings: RecordPublisherSettings) {
    this.settings = settings
    this.lock = new Lock(settings.databaseUrl, LOCK)
    this.files = recordFiles(settings.folder)
  }

  /** Resolves when every act that was committed before the call is under a checkpoint; rejects when it can't be. */
  publishPending(): Promise<void> {
    if (!this.running) {
      this.running = this.pass().finally(() => {
        this.running = null
      })
      return this.running
    }
    // The pass under way may have counted the leaves already; the next one certainly has not.
    this.following ??= this.running
      .catch(() => {})
      .then(() => {
        this.following = null
        return this.publishPending()
      })
    return this.following
  }

  /** The same, but after a failure no sooner than is useful, and without saying so: it is said once. */
  async wake(): Promise<void> {
    if (performance.now() >= this.retryAt) await this.publishPending().catch(() => {})
  }

  /** Looks through everything, whatever seems to be in order. */
  async publishAll(): Promise<void> {
    this.isThorough = true
    await this.publishPending()
  }

  async stop(): Promise<void> {
    await this.following?.catch(() => {})
    await this.running?.catch(() => {})
    this.lock.forget()
  }

  private async pass(): Promise<void> {
    try {
      if (await this.isUpToDate()) return
      this.published = await this.lock.hold(() =>
        publishRecord({
          db: this.settings.db,
          files: this.files,
          keys: { folder: this.settings.keysFolder, origin: this.settings.origin },
          now: () => new Date(),
          isThorough: this.isThorough,
        }),
      )
      this.isThorough = false
      this.failures = 0
      this.retryAt = 0
      if (this.lastComplaint !== null) await this.tell(null)
      this.lastComplaint = null
    } catch (error) {
      const isLasting = error instanceof RecordProblem
      if (isLasting || isAboutFiles(error)) this.isThorough = true
      const longest = LONGEST_WAIT_MS[isLasting ? 'lasting' : 'passing']
      this.retryAt = performance.now() + Math.min(longest, FIRST_WAIT_MS * 2 ** this.failures)
      this.failures += 1
      await this.complain(error)
      throw error
    }
  }

  /** Whether nothing was added and what was published still stands there. */
  private async isUpToDate(): Promise<boolean> {
    // After a complaint there is also something to say.
    if (!this.published || this.isThorough || this.lastComplaint !== null) return false
    const { size, note } = this.published
    const next = await this.settings.db.leaf.findFirst({
      where: { index: { gte: size } },
      select: { index: true },
    })
    return !next && (await this.files.read('checkpoint'))?.toString() === note
  }

  /** Says each fault once, however often it is met, in the log and beside the checkpoint. */
  private async complain(error: unknown): Promise<void> {
    const words = error instanceof Error ? error.message : String(error)
    if (words === this.lastComplaint) return
    this.lastComplaint = words
    console.warn(`The record waits: ${words}`)
    const reason = error instanceof RecordProblem ? error.reason : 'passing'
    // What went wrong may be the disk itself.
    await this.tell({ reason, words, since: new Date().toISOString() }).catch(() => {})
  }

  /** For the desk, and for whoever follows the log and finds it standing still. */
  private async tell(problem: { reason: string; words: string; since: string } | null) {
    // Paths of the machine, and what a database said, are nobody else's business.
    const isOurs = problem === null || problem.reason !== 'passing'
    const told = isOurs
      ? problem
      : { ...problem, words: 'The record could not be published just now.' }
    await this.files.put('status', `${JSON.stringify({ problem: told })}\n`)
  }
}

/** Whether a file or folder was not what it should be. */
function isAboutFiles(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code !== undefined && ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'].includes(code)
}
