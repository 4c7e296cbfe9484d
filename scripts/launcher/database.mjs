import pg from 'pg'
import { StartProblem } from './start-problem.mjs'

const OLDEST_MAJOR = 15

/** Opens a connection to the database an operator named, or says in a sentence what is wrong with the name. */
export async function connectTo(databaseUrl, variable = 'DATABASE_URL') {
  const url = parse(databaseUrl, variable)
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'counterclaim start',
  })
  client.on('error', () => {}) // a connection lost between two queries shows at the next one
  try {
    await client.connect()
    await assertNewEnough(client)
  } catch (error) {
    await client.end().catch(() => {})
    throw error instanceof StartProblem ? error : connectionProblem(error, url, variable)
  }
  return client
}

export function userOf(databaseUrl) {
  return decodeURIComponent(new URL(databaseUrl).username)
}

function parse(databaseUrl, variable) {
  if (!URL.canParse(databaseUrl) || !/^postgres(ql)?:$/.test(new URL(databaseUrl).protocol)) {
    throw new StartProblem(
      `${variable} is not the address of a PostgreSQL database: it should look like postgresql://user:password@host:5432/database.`,
    )
  }
  return new URL(databaseUrl)
}

async function assertNewEnough(client) {
  const { rows } = await client.query('SHOW server_version_num')
  const major = Math.floor(Number(rows[0].server_version_num) / 10_000)
  if (major >= OLDEST_MAJOR) return
  throw new StartProblem(
    `This database runs PostgreSQL ${major}; Counterclaim needs ${OLDEST_MAJOR} or later.`,
  )
}

// The address is shown without its password, and so are no words of the driver's own but its code.
function connectionProblem(error, url, variable) {
  const server = `${url.hostname || 'localhost'}:${url.port || 5432}`
  const database = decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username)
  switch (error.code ?? error.errors?.[0]?.code) {
    case 'ECONNREFUSED':
      return new StartProblem(`${variable}: nothing answers at ${server}. Is PostgreSQL running?`)
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartProblem(`${variable}: there is no machine called ${url.hostname}.`)
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return new StartProblem(`${variable}: ${server} can't be reached from here.`)
    case '28P01':
    case '28000':
      return new StartProblem(
        `${variable}: ${server} refuses the user "${decodeURIComponent(url.username)}" with this password.`,
      )
    case '3D000':
      return new StartProblem(`${variable}: ${server} has no database called "${database}".`)
    case '53300':
      return new StartProblem(`${variable}: ${server} has no connection to spare.`)
    case '57P03':
      return new StartProblem(`${variable}: ${server} is starting or stopping; try again shortly.`)
  }
  if (/timeout expired/.test(error.message)) {
    return new StartProblem(`${variable}: ${server} does not answer.`)
  }
  if (/password must be a string/.test(error.message)) {
    return new StartProblem(`${variable}: ${server} asks for a password and none is given.`)
  }
  return new StartProblem(
    `${variable}: connecting to ${server} failed (${error.code ?? error.message}).`,
  )
}
