import 'server-only'
import { setTimeout } from 'node:timers/promises'
import pLimit from 'p-limit'
import type pg from 'pg'
import { PatientClient } from '@/lib/patient-pool'

const FIRST_PAUSE_MS = 10
const LONGEST_PAUSE_MS = 200
const CONNECT_MS = 10_000

/**
 * Runs one thing at a time, in this process and, by an advisory lock, among all. The lock is the connection's, so it
 * goes when the process does; the connection is kept, since making one costs more than rendering a page.
 */
export class Lock {
  private connection: pg.Client | null = null
  /** Whether the lock that was taken is still ours: it goes when its connection does. */
  isHeld = false
  private readonly joined = new Set<Promise<unknown>>()
  private readonly turn = pLimit(1)

  constructor(
    private readonly databaseUrl: string,
    private readonly number: number,
  ) {}

  hold<T>(work: () => Promise<T>): Promise<T> {
    return this.turn(async () => {
      const client = await this.take()
      this.isHeld = true
      try {
        return await work()
      } finally {
        while (this.joined.size > 0) await Promise.allSettled(this.joined)
        this.isHeld = false
        await client
          .query('SELECT pg_advisory_unlock($1)', [this.number])
          .catch(() => this.forget())
      }
    })
  }

  /** Does work beside what this process does under the lock just now, which is kept until both are done; else takes it. */
  join<T>(work: () => Promise<T>): Promise<T> {
    if (!this.isHeld) return this.hold(work)
    const joined = work()
    this.joined.add(joined)
    const leave = () => this.joined.delete(joined)
    joined.then(leave, leave)
    return joined
  }

  /** Asked again and again rather than waited for: a connection that answers nothing is then seen to be dead. */
  private async take(): Promise<pg.Client> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const client = await this.client()
      const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [this.number])
      if (rows[0].taken) return client
      await setTimeout(pause)
    }
  }

  forget(): void {
    const client = this.connection
    this.connection = null
    this.isHeld = false
    void client?.end().catch(() => {})
  }

  private async client(): Promise<pg.Client> {
    if (!this.connection) {
      const client = new PatientClient({
        connectionString: this.databaseUrl,
        connectionTimeoutMillis: CONNECT_MS,
        // The server lets go of the lock of a machine that went without a word.
        options: '-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3',
      })
      const forget = () => {
        if (this.connection === client) this.forget()
      }
      client.on('error', forget)
      client.on('end', forget)
      await client.connect()
      this.connection = client
    }
    return this.connection
  }
}
