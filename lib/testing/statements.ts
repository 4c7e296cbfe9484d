import pg from 'pg'

type Query = typeof pg.Client.prototype.query

/** What `work` sends to the database, statement by statement: with it runs nothing else that asks. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = []
  const query = pg.Client.prototype.query
  pg.Client.prototype.query = function counting(this: pg.Client, ...asked: unknown[]) {
    const [first] = asked
    statements.push(typeof first === 'string' ? first : ((first as { text?: string }).text ?? ''))
    return Reflect.apply(query, this, asked)
  } as Query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  return statements
}
