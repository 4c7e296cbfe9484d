// `npm run newsroom -- server | add | place | list | check | migrate …`: many newsrooms, each a database of its own.
import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'
import { StartProblem } from './launcher/start-problem.mjs'

const USAGE = `usage: npm run newsroom -- COMMAND

  server NAME postgresql://…   a PostgreSQL server, by a role that may make databases and roles
      --most N                 how many newsrooms it takes
      --replica HOST:PORT      its streaming replica, for lists and searches
  add NAME --address https://…
      --server NAME            on which server; else on the one with the fewest
      --host NAME --port N     on which machine and port it runs; else on this one, and the next that is free
      --data FOLDER            where its pages and keys are; else /var/lib/counterclaim/NAME
      --admin EMAIL --admin-name "Name"   whom to make a link for
  place NAME                   makes its data folder here, if it runs on this machine and was added on another
  list [--json]
  check [NAME …]               whether each is as it should be
  migrate [NAME …] [--at-once N]   brings their databases up to date; cut short, the same command goes on

The registry is /etc/counterclaim/newsrooms, or NEWSROOMS; there are passwords in it.
`

await runScript(async () => {
  const [command, ...rest] = process.argv.slice(2)
  const work = { server, add, place, list, check, migrate }[command]
  if (!work) {
    process.stdout.write(USAGE)
    return command === undefined || command === 'help' || command === '--help' ? 0 : 2
  }
  const teller = createTeller({ quiet: rest.includes('--json') })
  await prepareClone(teller, { withBuild: false })
  const { DEFAULT_FOLDER, openRegistry } = await import('./newsroom/registry.mjs')
  return work(rest, openRegistry(process.env.NEWSROOMS || DEFAULT_FOLDER), teller)
})

async function server(args, registry, teller) {
  const { values, positionals } = options(args, { most: 'string', replica: 'string' })
  const [name, url] = positionals
  if (!name || !url)
    throw new StartProblem('Say its name and its address: server NAME postgresql://…')
  const { assertName } = await import('./newsroom/registry.mjs')
  const { assertCanMake } = await import('./newsroom/database.mjs')
  assertName(name)
  await assertCanMake(url, name)
  await registry.locked(() => {
    const { most, replica } = { ...registry.servers()[name], ...values }
    registry.writeServers({
      ...registry.servers(),
      [name]: { url, ...(most && { most: Number(most) }), ...(replica && { replica }) },
    })
  })
  teller.plain(`${name} takes newsrooms.`)
}

async function add(args, registry, teller) {
  const { values, positionals } = options(args, {
    address: 'string',
    server: 'string',
    host: 'string',
    port: 'string',
    data: 'string',
    admin: 'string',
    'admin-name': 'string',
  })
  const [name] = positionals
  if (!name || positionals.length > 1)
    throw new StartProblem('Say its name: add NAME --address https://…')
  if (Boolean(values.admin) !== Boolean(values['admin-name'])) {
    throw new StartProblem(
      'An admin has an address and a name: --admin ada@example.org --admin-name "Ada Lovelace".',
    )
  }
  const { addNewsroom } = await import('./newsroom/add.mjs')
  const { newsroom, isNew, link } = await addNewsroom(
    registry,
    {
      name,
      address: values.address,
      server: values.server,
      host: values.host,
      port: values.port && Number(values.port),
      dataDir: values.data,
      admin: values.admin && { email: values.admin, name: values['admin-name'] },
    },
    teller,
  )
  teller.plain(
    `${name} ${isNew ? 'is made' : 'is there'}: ${newsroom.address}, port ${newsroom.port} on ${newsroom.host}, database on ${newsroom.server}.`,
  )
  if (link) teller.plain(`${newsroom.admin.name} comes in by ${link}`)
  const elsewhere =
    newsroom.host === hostname()
      ? ''
      : ` on ${newsroom.host}, after npm run newsroom -- place ${name},`
  teller.plain(`Start it${elsewhere} with: systemctl enable --now counterclaim@${name}`)
}

async function place(args, registry, teller) {
  const { placeNewsroom } = await import('./newsroom/add.mjs')
  for (const newsroom of chosen(registry, options(args, {}).positionals)) {
    if (newsroom.host !== hostname()) {
      throw new StartProblem(
        `${newsroom.name} runs on ${newsroom.host}, and this is ${hostname()}.`,
      )
    }
    placeNewsroom(registry, newsroom)
    teller.plain(`${newsroom.name} has its folder ${newsroom.dataDir}.`)
  }
}

async function list(args, registry, teller) {
  const { values } = options(args, { json: 'boolean' })
  const { isRunning } = await import('./newsroom/check.mjs')
  const newsrooms = await Promise.all(
    registry.newsrooms().map(async (each) => ({ ...each, isRunning: await isRunning(each) })),
  )
  if (values.json) {
    process.stdout.write(`${JSON.stringify(newsrooms, null, 2)}\n`)
    return
  }
  const runs = { true: 'runs', false: 'does not run', undefined: 'runs elsewhere' }
  const rows = newsrooms.map((each) => [
    each.name,
    each.address,
    `${each.host}:${each.port}`,
    each.server,
    each.state === 'ready' ? runs[String(each.isRunning)] : 'not made to the end',
  ])
  const widths = [0, 1, 2, 3].map((at) => Math.max(0, ...rows.map((row) => row[at].length)))
  for (const row of rows)
    teller.plain(row.map((text, at) => text.padEnd(widths[at] ?? 0)).join('  '))
  teller.plain(
    `${rows.length} newsrooms on ${new Set(newsrooms.map((each) => each.server)).size} servers.`,
  )
}

async function check(args, registry, teller) {
  const { checkNewsroom } = await import('./newsroom/check.mjs')
  const newsrooms = chosen(registry, options(args, {}).positionals)
  let wrong = 0
  for (const newsroom of newsrooms) {
    const faults = await checkNewsroom(registry, newsroom)
    for (const fault of faults) teller.plain(`${newsroom.name}: ${fault}`)
    if (faults.length > 0) wrong += 1
  }
  teller.plain(
    `${newsrooms.length - wrong} of ${newsrooms.length} newsrooms are as they should be.`,
  )
  return wrong > 0 ? 1 : 0
}

async function migrate(args, registry, teller) {
  const { values, positionals } = options(args, { 'at-once': 'string' })
  const { migrateAll } = await import('./newsroom/migrate-all.mjs')
  const atOnce = Number(values['at-once'] ?? 2)
  const { failed, count } = await migrateAll(registry, chosen(registry, positionals), {
    atOnce,
    teller,
  })
  teller.plain(`${count - failed} of ${count} newsrooms are up to date.`)
  return failed > 0 ? 1 : 0
}

function chosen(registry, names) {
  if (names.length === 0) return registry.newsrooms()
  return names.map((name) => {
    const newsroom = registry.newsroom(name)
    if (newsroom) return newsroom
    throw new StartProblem(`There is no newsroom ${name} in ${registry.folder}.`)
  })
}

function options(args, types) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])),
    })
  } catch (error) {
    throw new StartProblem(`${error.message}\n\n${USAGE}`)
  }
}
