import 'server-only'
import pLimit from 'p-limit'
import pg from 'pg'

/**
 * Runs one thing at a time, in this process and, by an advisory lock, among all. The lock is the connection's, so it
 * goes when the process does; the connection is kept, since making one costs more than rendering a page.
 */
export class Lock {
  private connection: pg.Client | null = null
  private readonly turn = pLimit(1)

  constructor(
    private readonly databaseUrl: string,
    private readonly number: number,
  ) {}

  hold<T>(work: () => Promise<T>): Promise<T> {
    return this.turn(async () => {
      const client = await this.client()
      await client.query('SELECT pg_advisory_lock($1)', [this.number])
      try {
        return await work()
      } finally {
        await client
          .query('SELECT pg_advisory_unlock($1)', [this.number])
          .catch(() => this.forget())
      }
    })
  }

  forget(): void {
    const client = this.connection
    this.connection = null
    void client?.end().catch(() => {})
  }

  private async client(): Promise<pg.Client> {
    if (!this.connection) {
      const client = new pg.Client({ connectionString: this.databaseUrl })
      client.on('error', () => this.forget())
      client.on('end', () => this.forget())
      await client.connect()
      this.connection = client
    }
    return this.connection
  }
}
