/**
 * Fills the database at DATABASE_URL, as its owner, with a newsroom of CLAIMS claims unless it has some, and says the
 * slugs of ASKED of them that readers see, a line each.
 */
import pg from 'pg'
import { loadNewsroom } from '@/scripts/bench/newsroom-load'

const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
await client.connect()
const { rowCount } = await client.query('SELECT FROM claims LIMIT 1')
if (!rowCount) await loadNewsroom(client, Number(process.env.CLAIMS))
const { rows } = await client.query<{ slug: string }>(
  `SELECT slug FROM claims WHERE public_since IS NOT NULL ORDER BY md5(slug) LIMIT $1`,
  [Number(process.env.ASKED)],
)
for (const { slug } of rows) process.stdout.write(`${slug}\n`)
await client.end()
