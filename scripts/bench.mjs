// `npm run bench -- reads | watch | fresh | flood | loss | start | lighthouse | match | near | search | lists | record | past | replica | newsrooms | republish | backup [--write]`: measures on this machine; --write keeps it in docs/benchmarks.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { prepareClone } from './launcher/prepare-clone.mjs'
import { createTeller } from './launcher/say.mjs'
import { runScript } from './launcher/script.mjs'
import { ROOT } from './launcher/settings.mjs'
import { StartProblem } from './launcher/start-problem.mjs'

const BENCHES = {
  reads: { title: 'Reads', module: './bench/reads.mjs', name: 'benchReads', withBuild: true },
  watch: { title: 'Open pages', module: './bench/watch.mjs', name: 'benchWatch', withBuild: true },
  fresh: { title: 'Fresh', module: './bench/fresh.mjs', name: 'benchFresh', withBuild: true },
  flood: { title: 'A flood', module: './bench/flood.mjs', name: 'benchFlood', withBuild: true },
  loss: { title: 'Losses', module: './bench/loss.mjs', name: 'benchLoss', withBuild: true },
  start: { title: 'Start', module: './bench/start.mjs', name: 'benchStart', withBuild: true },
  lighthouse: {
    title: 'Lighthouse',
    module: './bench/lighthouse.mjs',
    name: 'benchLighthouse',
    withBuild: true,
  },
  match: {
    title: 'Already tracked?',
    module: './bench/match.mjs',
    name: 'benchMatch',
    withBuild: false,
  },
  near: {
    title: 'Already tracked, among a million',
    module: './bench/near.mjs',
    name: 'benchNear',
    withBuild: false,
  },
  search: {
    title: 'Search',
    module: './bench/search.mjs',
    name: 'benchSearch',
    withBuild: false,
  },
  lists: {
    title: 'Lists and details',
    module: './bench/lists.mjs',
    name: 'benchLists',
    withBuild: false,
  },
  record: {
    title: 'The record at a hundred thousand claims',
    module: './bench/record.mjs',
    name: 'benchRecord',
    withBuild: false,
  },
  past: { title: 'As it stood', module: './bench/past.mjs', name: 'benchPast', withBuild: false },
  replica: {
    title: 'A replica',
    module: './bench/replica.mjs',
    name: 'benchReplica',
    withBuild: false,
  },
  newsrooms: {
    title: 'A hundred newsrooms',
    module: './bench/newsrooms.mjs',
    name: 'benchNewsrooms',
    withBuild: true,
  },
  mirror: {
    title: 'Mirror',
    module: './bench/mirror.mjs',
    name: 'benchMirror',
    withBuild: true,
  },
  republish: {
    title: 'Every page anew',
    module: './bench/republish.mjs',
    name: 'benchRepublish',
    withBuild: true,
  },
  backup: {
    title: 'Backup and restore',
    module: './bench/backup.mjs',
    name: 'benchBackup',
    withBuild: false,
  },
}

await runScript(async () => {
  const [name] = process.argv.slice(2).filter((each) => !each.startsWith('--'))
  const bench = BENCHES[name]
  if (!bench) {
    throw new StartProblem(
      `Say what to measure: npm run bench -- ${Object.keys(BENCHES).join(' | ')}`,
    )
  }
  const teller = createTeller()
  await prepareClone(teller, { withBuild: bench.withBuild })
  const report = await (await import(bench.module))[bench.name](teller)
  teller.plain(`\n${report}`)
  if (process.argv.includes('--write')) write(bench.title, report)
})

/** Replaces the section of that title, and leaves the others as they are. */
function write(title, report) {
  const file = path.join(ROOT, 'docs/benchmarks.md')
  const before = existsSync(file)
    ? readFileSync(file, 'utf8')
    : '# Benchmarks\n\nMeasured by `npm run bench`; ratios hold from machine to machine, absolutes do not.\n'
  const section = `## ${title}\n\n${report}\n`
  const rest = before.split(/^(?=## )/m).filter((part) => !part.startsWith(`## ${title}\n`))
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, [...rest.map((part) => `${part.trimEnd()}\n`), section].join('\n'))
}
