import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { whereIs } from '../../e2e/browser.mjs'
import { startTestInstance } from '../checks/test-instance.mjs'
import { untilComplete } from '../launcher/publishing.mjs'
import { foldersOf } from '../launcher/settings.mjs'
import { StartProblem } from '../launcher/start-problem.mjs'

const WATCHERS = Number(process.env.WATCHERS ?? 10_000)
const SECONDS = 30
const ENCODINGS = 'gzip, deflate, br'
/** As lib/readers-scripts/live.ts has it, in milliseconds. */
const PAUSE = [1_275, 1_725]

/** What it takes to keep many open pages up to date: each asks again and again whether it is still the page of now. */
export async function benchWatch(teller) {
  if (!whereIs('wrk')) throw new StartProblem('Watching is measured with wrk: install it first.')
  const instance = await startTestInstance()
  try {
    await untilComplete(foldersOf(instance.dataDir).published)
    const list = await (await fetch(`${instance.url}/claims`)).text()
    const page = /href="[^"]*?(\/claims\/(?!page\/)[a-z0-9-]+)"/.exec(list)?.[1]
    if (!page) throw new Error('the list of claims has no claim in it')
    const said = await teller.step(`${WATCHERS} pages open for ${SECONDS} s`, () =>
      watch(instance.url + page),
    )
    return describe(said)
  } finally {
    await instance.stop()
  }
}

async function watch(url) {
  // Each encoding has a tag of its own.
  const headers = { 'accept-encoding': ENCODINGS }
  const etag = (await fetch(url, { method: 'HEAD', headers })).headers.get('etag')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'counterclaim-watch-'))
  const script = path.join(folder, 'watch.lua')
  writeFileSync(
    script,
    `wrk.method = "HEAD"
wrk.headers["If-None-Match"] = '${etag}'
wrk.headers["Accept-Encoding"] = "${ENCODINGS}"
function delay() return math.random(${PAUSE.join(', ')}) end
`,
  )
  try {
    return await wordsOf('sh', [
      '-c',
      'ulimit -n "$(ulimit -Hn)"; exec "$0" "$@"',
      'wrk',
      '--threads=1',
      `--connections=${WATCHERS}`,
      `--duration=${SECONDS}s`,
      '--timeout=10s',
      '--latency',
      `--script=${script}`,
      url,
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function wordsOf(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let words = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      words += text
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve(words) : reject(new Error(`wrk ended with ${code}:\n${words}`)),
    )
  })
}

function describe(said) {
  const at = (share) => said.match(new RegExp(`^\\s+${share}%\\s+(\\S+)`, 'm'))?.[1]
  const perSecond = Math.round(Number(said.match(/Requests\/sec:\s*([\d.]+)/)[1]))
  const errors = said.match(/Socket errors: (.*)|Non-2xx or 3xx responses: .*/g)?.join('; ')
  return `${WATCHERS.toLocaleString('en')} open pages of one claim, each asking every ${PAUSE.join(' to ')} ms whether it is still the page of now
(\`HEAD\` with \`If-None-Match\`), for ${SECONDS} s; wrk on the same machine. Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}.

| requests/s | p50 | p90 | p99 | errors |
| ---: | ---: | ---: | ---: | --- |
| ${perSecond} | ${at(50)} | ${at(90)} | ${at(99)} | ${errors ?? 'none'} |

A reader learns of a change after at most one pause and one answer.`
}
