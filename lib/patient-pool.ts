import 'server-only'
import type { Socket } from 'node:net'
import pg from 'pg'

/** What a screen or an act asks is answered within this time, or not at all. */
const STATEMENT_MS = 15_000
/** A living server has ended the statement by then, and said so. */
const SILENCE_MS = 20_000
/** A transaction that nobody goes on with must not hold what others wait for. */
const ABANDONED_MS = 30_000
/** For a connection, whether the server does not take it or all are in use. */
const CONNECT_MS = 10_000

export type Patience = { statementMs: number; silenceMs: number; connectMs: number }

const PATIENCE: Patience = {
  statementMs: STATEMENT_MS,
  silenceMs: SILENCE_MS,
  connectMs: CONNECT_MS,
}

/**
 * A connection that notices when nobody is at the other end any more. A network that is cut, or a machine that hangs,
 * sends no word of it: a query would wait for many minutes, and with it everybody who comes after.
 */
export class PatientClient extends pg.Client {
  constructor(config?: pg.ClientConfig & { silenceMs?: number }) {
    super(config)
    const silenceMs = config?.silenceMs ?? SILENCE_MS
    this.once('connect', () => {
      // The socket of now: one that was made secure on the way is another than at first.
      const { stream } = inside(this).connection
      stream.setTimeout(silenceMs)
      stream.on('timeout', () => {
        if (isWaiting(this)) giveUp(this)
      })
    })
  }
}

/** Takes a connection for dead: what waits on it fails now. */
function giveUp(client: pg.ClientBase): void {
  const error = new Error('The database fell silent')
  inside(client).connection.stream.destroy(Object.assign(error, { code: 'ETIMEDOUT' }))
}

/** What pg has and its types don't tell. */
function inside(client: pg.ClientBase) {
  return client as unknown as { connection: { stream: Socket }; readyForQuery: boolean }
}

/** Idle connections may be silent; one that owes an answer may not. */
function isWaiting(client: pg.ClientBase): boolean {
  return !inside(client).readyForQuery
}

/** Connections that wait for as long as it takes. */
export function plainPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max })
  // Of an idle connection nobody waits for anything; the next one is made anew.
  pool.on('error', () => {})
  return pool
}

/** Connections that wait for an answer, but not for ever; where one is found dead, the idle ones beside it are tried no more. */
export function patientPool(
  connectionString: string,
  max: number,
  { statementMs, silenceMs, connectMs }: Patience = PATIENCE,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    keepAlive: true,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: ABANDONED_MS,
    Client: PatientClient,
    ...{ silenceMs },
  })
  // Of an idle connection nobody waits for anything; the next one is made anew.
  pool.on('error', () => {})
  const clients = new Set<pg.ClientBase>()
  pool.on('connect', (client) => {
    clients.add(client)
    client.on('error', (error: Error & { code?: string }) => {
      clients.delete(client)
      if (error.code !== 'ETIMEDOUT') return
      for (const other of clients) if (!isWaiting(other)) giveUp(other)
    })
  })
  pool.on('remove', (client) => clients.delete(client))
  return pool
}
