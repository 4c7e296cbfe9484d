import pg from 'pg'
import { connectTo } from '../launcher/database.mjs'
import { applyGrants } from '../launcher/grants.mjs'
import { migrate } from '../launcher/migrate.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'

/** So that one newsroom gone wild leaves connections for the others: three app processes take up to 63. */
const MOST_CONNECTIONS = 64

/** What a newsroom's database and roles are called on its server. */
export function namesOf(name) {
  const database = `counterclaim_${name.replaceAll('-', '_')}`
  return { database, owner: `${database}_owner`, app: `${database}_app` }
}

/** The addresses by which a newsroom reaches its database: the role that owns it, and the application's. */
export function addressesOf({ name }, serverUrl, keys) {
  const { database, owner, app } = namesOf(name)
  const as = (user, password) => {
    const url = new URL(serverUrl)
    url.username = user
    url.password = password
    url.pathname = `/${database}`
    return url.toString()
  }
  return {
    ownerUrl: as(owner, keys.databaseOwnerPassword),
    appUrl: as(app, keys.databaseAppPassword),
  }
}

/** Looks whether databases and roles can be made there. */
export async function assertCanMake(url, variable) {
  const server = await connectTo(url, variable)
  try {
    const { rows } = await server.query(
      'SELECT rolsuper OR (rolcreatedb AND rolcreaterole) AS "isEnough" FROM pg_roles WHERE rolname = current_user',
    )
    if (rows[0]?.isEnough) return
    throw new StartProblem(
      `${variable}: this role may not make databases and roles: give one with CREATEDB and CREATEROLE.`,
    )
  } finally {
    await server.end()
  }
}

/** Makes what is not there yet of two roles and a database; each step can be done again. */
export async function makeDatabase({ name }, serverUrl, keys) {
  const names = namesOf(name)
  const [database, owner, app] = [names.database, names.owner, names.app].map(pg.escapeIdentifier)
  const server = await connectTo(serverUrl, 'The server')
  try {
    await makeRole(server, names.owner, keys.databaseOwnerPassword)
    await makeRole(
      server,
      names.app,
      keys.databaseAppPassword,
      `CONNECTION LIMIT ${MOST_CONNECTIONS}`,
    )
    if (await isThere(server, 'pg_database', 'datname', names.database)) return
    // Whoever is no superuser gives a database only to a role that they could be.
    const { rows } = await server.query(
      'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
    )
    if (!rows[0].rolsuper) await server.query(`GRANT ${owner} TO CURRENT_USER`)
    await server.query(
      `CREATE DATABASE ${database} OWNER ${owner} ENCODING 'UTF8' TEMPLATE template0`,
    )
  } finally {
    await server.end()
  }
  const owned = await connectTo(addressesOf({ name }, serverUrl, keys).ownerUrl, 'The new database')
  try {
    await owned.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`)
    await owned.query(`GRANT CONNECT ON DATABASE ${database} TO ${app}`)
  } finally {
    await owned.end()
  }
}

async function makeRole(server, name, password, more = '') {
  const role = pg.escapeIdentifier(name)
  const verb = (await isThere(server, 'pg_roles', 'rolname', name)) ? 'ALTER' : 'CREATE'
  await server.query(`${verb} ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)} ${more}`)
}

export async function hasDatabase({ name }, serverUrl) {
  const server = await connectTo(serverUrl, 'The server')
  try {
    return await isThere(server, 'pg_database', 'datname', namesOf(name).database)
  } finally {
    await server.end()
  }
}

async function isThere(server, table, column, name) {
  const { rows } = await server.query(
    `SELECT EXISTS (SELECT FROM ${table} WHERE ${column} = $1) AS "isThere"`,
    [name],
  )
  return rows[0].isThere
}

/** Applies the migrations that it lacks, and the rights; answers the names of those migrations. */
export async function bringUpToDate(newsroom, serverUrl, keys) {
  const { ownerUrl } = addressesOf(newsroom, serverUrl, keys)
  const client = await connectTo(ownerUrl, newsroom.name)
  try {
    const applied = await migrate(client)
    await applyGrants(client, namesOf(newsroom.name).app)
    return applied
  } finally {
    await client.end()
  }
}
