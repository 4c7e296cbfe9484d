import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import https from 'node:https'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { whereIs } from '../../e2e/browser.mjs'
import { findNginx } from '../deploy/run-nginx.mjs'
import { startEmbeddedPostgres, THROW_AWAY } from '../launcher/embedded-postgres.mjs'
import { keepKeys } from '../launcher/keys.mjs'
import { freeLoopbackPort } from '../launcher/port.mjs'
import { ROOT } from '../launcher/settings.mjs'
import { canEnter, checkNewsroom } from './check.mjs'
import { namesOf } from './database.mjs'
import { nginxSite } from './nginx-site.mjs'
import { openRegistry } from './registry.mjs'

/** Newsrooms on a server that is really there, by the command that an operator types. */
/** A command that runs a script of ours, several times, on a machine that has much else to do. */
const SLOW_MS = 180_000
const home = mkdtempSync(path.join(tmpdir(), 'counterclaim-newsrooms-'))
const folder = path.join(home, 'registry')
let server
/** A role that makes databases and roles, and is no superuser. */
let maker
let owner

beforeAll(async () => {
  const keys = keepKeys(path.join(home, 'keys'))
  server = await startEmbeddedPostgres({
    folder: path.join(home, 'postgres'),
    keys,
    options: THROW_AWAY,
  })
  owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
  await owner.query("CREATE ROLE maker LOGIN CREATEDB CREATEROLE PASSWORD 'makes-newsrooms'")
  const url = new URL(server.ownerUrl)
  url.username = 'maker'
  url.password = 'makes-newsrooms'
  url.pathname = '/postgres'
  maker = url.toString()
})
afterAll(async () => {
  await owner?.end()
  await server?.stop()
  rmSync(home, { recursive: true, force: true })
})

function newsroom(...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/newsroom.mjs', ...args],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, NEWSROOMS: folder },
    },
  )
  return { status, words: `${stdout}${stderr}` }
}
const add = (name, ...more) =>
  newsroom(
    'add',
    name,
    '--address',
    `https://${name}.example.org`,
    '--data',
    path.join(home, 'data', name),
    ...more,
  )
const registry = () => openRegistry(folder)
/** The tests after it are about others. */
const forget = (name) => rmSync(path.join(folder, name), { recursive: true })
const faultsOf = (name) => checkNewsroom(registry(), registry().newsroom(name))

test(
  'A newsroom is added by one command, and the command done again changes nothing',
  async () => {
    expect(add('first').words).toContain('There is no PostgreSQL server yet')
    const role = new URL(server.appUrl)
    expect(newsroom('server', 'east', role.toString()).words).toContain('may not make databases')
    expect(newsroom('server', 'east', maker).status).toBe(0)

    const admin = ['--admin', 'Ada@Example.org', '--admin-name', 'Ada Lovelace']
    const made = add('first', ...admin)
    expect(made.words).toContain('first is made: https://first.example.org, port 3101')
    const [link] = /https:\/\/first\.example\.org\/invite\/\S{20,}/.exec(made.words)
    expect(made.status).toBe(0)
    const files = ['newsroom.json', 'environment', 'keys/session-secret'].map((name) =>
      path.join(folder, 'first', name),
    )
    const before = files.map((file) => readFileSync(file, 'utf8'))
    for (const file of files) expect(statSync(file).mode & 0o077).toBe(0)

    const again = add('first', ...admin)
    expect(again.words).toContain('first is there')
    expect(again.words).toContain(link)
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(before)
    expect(await faultsOf('first')).toEqual([])
  },
  SLOW_MS,
)

test('A second is apart from the first: neither enters the other’s database', async () => {
  expect(add('second-desk').words).toContain('port 3102')
  const [one, two] = ['first', 'second-desk'].map((name) => ({
    newsroom: registry().newsroom(name),
    keys: keepKeys(path.join(folder, name, 'keys')),
  }))
  const { east } = registry().servers()
  expect(await canEnter(one.newsroom, east, one.keys, one.newsroom)).toBe(true)
  expect(await canEnter(one.newsroom, east, two.keys, two.newsroom)).toBe(false)
  expect(await canEnter(two.newsroom, east, one.keys, one.newsroom)).toBe(false)
})

test.each([
  [['Upper'], /can't be the name/],
  [['a--b'], /can't be the name/],
  [
    ['third', '--address', 'https://first.example.org'],
    /is the address of the newsroom first already/,
  ],
  [
    ['third', '--address', 'https://third.example.org', '--port', '3102'],
    /second-desk on .* has port 3102/,
  ],
  [['third', '--address', 'https://third.example.org/a/path'], /must be one such as/],
  [['third'], /Say under which address/],
  [['first', '--address', 'https://other.example.org'], /already, with address/],
])('%j is refused, and nothing is made', async (args, words) => {
  const refused = newsroom('add', ...args)
  expect(refused.words).toMatch(words)
  expect(refused.status).toBe(1)
  expect(existsSync(path.join(folder, 'third'))).toBe(false)
})

test('A database of that name that is not ours is left alone', async () => {
  await owner.query('CREATE DATABASE counterclaim_strange')
  expect(add('strange').words).toContain('which is not in')
  expect(registry().newsroom('strange')).toBeUndefined()
})

test('One that was cut short is completed by the same command', async () => {
  // The roles are there, the database is not, and the entry says that it is being made.
  expect(newsroom('server', 'west', maker, '--most', '1').status).toBe(0)
  const address = 'https://third.example.org'
  registry().write({
    name: 'third',
    address,
    server: 'west',
    host: hostname(),
    port: 3103,
    dataDir: path.join(home, 'data/third'),
    state: 'making',
  })
  await owner.query(`CREATE ROLE ${namesOf('third').owner}`)
  await owner.query(`GRANT ${namesOf('third').owner} TO maker WITH ADMIN OPTION`)
  expect(await faultsOf('third')).not.toEqual([])
  expect(newsroom('list').words).toContain('not made to the end')
  expect(add('third').status).toBe(0)
  expect(await faultsOf('third')).toEqual([])
  // That server has as many as it takes; the next goes to the other.
  expect(add('fourth').words).toContain('database on east')
})

test.each(['tables and rights', 'admin'])(
  'One whose making was killed at “%s” is completed by the same command',
  async (step) => {
    const name = `killed-at-${step.split(' ')[0]}`
    const admin = step === 'admin' ? ['--admin', 'a@example.org', '--admin-name', 'A'] : []
    const args = [
      ...['add', name, '--address', `https://${name}.example.org`, '--server', 'east'],
      ...['--data', path.join(home, 'data', name), ...admin],
    ]
    const child = spawn(process.execPath, ['scripts/newsroom.mjs', ...args], {
      cwd: ROOT,
      env: { ...process.env, NEWSROOMS: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(child, 'exit')
    let words = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      words += text
      if (words.includes(step)) child.kill('SIGKILL')
    })
    expect((await exited)[1]).toBe('SIGKILL')
    const again = newsroom(...args)
    expect(again.words).toContain(`${name} is there`)
    if (admin.length > 0) expect(again.words).toContain(`https://${name}.example.org/invite/`)
    expect(await faultsOf(name)).toEqual([])
    forget(name)
  },
  SLOW_MS,
)

test('Of two commands that add the same at once one does, and others at once get ports of their own', async () => {
  const outcomes = await Promise.all(
    ['twin', 'twin', 'other'].map(
      (name) =>
        new Promise((resolve) => {
          const child = spawn(
            process.execPath,
            [
              ...['scripts/newsroom.mjs', 'add', name, '--address', `https://${name}.example.org`],
              ...['--server', 'east', '--data', path.join(home, 'data', name)],
            ],
            { cwd: ROOT, env: { ...process.env, NEWSROOMS: folder }, stdio: 'ignore' },
          )
          child.once('exit', resolve)
        }),
    ),
  )
  // The second may come when the first is done, and then finds all as it should be.
  expect(outcomes.filter((code) => code === 0).length).toBeGreaterThanOrEqual(2)
  expect(registry().newsroom('twin').port).not.toBe(registry().newsroom('other').port)
  for (const name of ['twin', 'other']) {
    expect(await faultsOf(name)).toEqual([])
    forget(name)
  }
})

test('All are brought up to date by one command, one that can’t be is told, and the next run goes on', async () => {
  const connect = async (name) => {
    const url = new URL(server.ownerUrl)
    url.pathname = `/${namesOf(name).database}`
    const client = new pg.Client({ connectionString: url.toString() })
    await client.connect()
    return client
  }
  const third = await connect('third')
  const { rows } = await third.query(
    "UPDATE _prisma_migrations SET migration_name = 'of_the_future' WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING id",
  )
  const failed = newsroom('migrate')
  expect(failed.words).toMatch(
    /third: This database is newer than this code[\s\S]*3 of 4 newsrooms are up to date/,
  )
  expect(failed.status).toBe(1)
  expect(newsroom('check').words).toMatch(
    /third: It lacks 1 migration[\s\S]*third: Its database is newer[\s\S]*3 of 4/,
  )

  await third.query('DELETE FROM _prisma_migrations WHERE id = $1', [rows[0].id])
  await third.query(
    'DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner; DROP TABLE IF EXISTS _prisma_migrations',
  )
  await third.end()
  const done = newsroom('migrate', '--at-once', '4')
  expect(done.words).toMatch(/third: \d+ migrations[\s\S]*4 of 4 newsrooms are up to date/)
  expect(newsroom('check').status).toBe(0)
})

test('nginx serves each of them under its own name, and nobody under another', async () => {
  const site = nginxSite(registry().newsrooms())
  const names = ['first', 'second-desk', 'third', 'fourth']
  for (const each of names) {
    const published = path.join(home, 'data', each, 'published')
    expect(site).toContain(`root ${published};`)
    expect(site).toContain(`proxy_pass http://counterclaim-${each};`)
    mkdirSync(published)
    writeFileSync(path.join(published, 'index.html'), `the front page of ${each}`)
  }
  const nginx = findNginx()
  if (!nginx || !whereIs('openssl')) return
  const own = path.join(home, 'nginx')
  mkdirSync(own)
  const [plain, secure] = [await freeLoopbackPort(), await freeLoopbackPort()]
  configureNginx({ own, site, plain, secure })
  const child = spawn(nginx.program, ['-p', own, '-c', path.join(own, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = once(child, 'exit')
  try {
    await vi.waitFor(() => ask('first.example.org', secure), { timeout: 10_000, interval: 50 })
    for (const each of names) {
      expect(await ask(`${each}.example.org`, secure)).toBe(`200 the front page of ${each}`)
    }
    await expect(ask('fifth.example.org', secure)).rejects.toThrow()
  } finally {
    child.kill('SIGTERM')
    await exited
  }
})

/** The configuration that is shipped, with that site, on two ports of loopback and with one certificate for all. */
function configureNginx({ own, site, plain, secure }) {
  const [certificate, key] = ['certificate.pem', 'key.pem'].map((name) => path.join(own, name))
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=example.org'.split(' ')
  const made = spawnSync('openssl', [...request, '-keyout', key, '-out', certificate])
  expect(made.status).toBe(0)
  const shipped = path.join(ROOT, 'deploy/nginx')
  const included = path.join(own, 'counterclaim')
  const here = (text) =>
    text
      .replaceAll('/etc/nginx/site.conf', path.join(own, 'site.conf'))
      .replaceAll('/etc/nginx/counterclaim', included)
      .replaceAll('/var/log/nginx', own)
      .replace(/ssl_certificate .*/g, `ssl_certificate ${certificate};`)
      .replace(/ssl_certificate_key .*/g, `ssl_certificate_key ${key};`)
      .replace(/^ *listen \[::\].*\n/gm, '')
      .replace(/listen 443 /g, `listen 127.0.0.1:${secure} `)
      .replace(/listen 80\b/g, `listen 127.0.0.1:${plain}`)
  cpSync(path.join(shipped, 'counterclaim'), included, { recursive: true })
  for (const name of readdirSync(included).filter((each) => each.endsWith('.conf'))) {
    const file = path.join(included, name)
    writeFileSync(file, here(readFileSync(file, 'utf8')))
  }
  writeFileSync(path.join(own, 'site.conf'), here(site))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${own}/${name};`)
    .join('\n')
  const main = here(readFileSync(path.join(shipped, 'nginx.conf'), 'utf8'))
    .replace(/^user .*;$/m, process.getuid?.() === 0 ? 'user root;' : '')
    .replace(/^worker_processes .*$/m, 'daemon off;')
    .replace(/^worker_rlimit_nofile .*$/m, '')
    .replace('worker_connections 16384', 'worker_connections 512')
    .replace('/run/nginx.pid', `${own}/pid`)
    .replace(/^include .*modules-enabled.*$/m, '')
    .replace(/^.*brotli\.conf;$/m, '')
    .replace('http {', `http {\n${temporary}`)
  writeFileSync(path.join(own, 'nginx.conf'), main)
}

/** The status and the text of the front page by that name. */
function ask(name, port) {
  return new Promise((resolve, reject) => {
    https
      .get(
        {
          ...{ host: '127.0.0.1', port, servername: name, headers: { host: name } },
          ...{ rejectUnauthorized: false, agent: false },
        },
        (response) => {
          let words = ''
          response.setEncoding('utf8').on('data', (text) => {
            words += text
          })
          response.on('end', () => resolve(`${response.statusCode} ${words}`))
        },
      )
      .on('error', reject)
  })
}
