import { spawnSync } from 'node:child_process'
import http from 'node:http'
import os from 'node:os'
import { whereIs } from '../../e2e/browser.mjs'

const CONNECTIONS = 32
const LOOP_STEPS = 40_000_000

/** Which program puts the load on: wrk where it is installed, a client of our own elsewhere. */
export const loader = whereIs('wrk') ? 'wrk' : 'node'

/** Asks for one address over and over; answers requests a second and how long the slow ones took. */
export function load(url, { seconds, headers = {} }) {
  return loader === 'wrk' ? loadByWrk(url, seconds, headers) : loadByNode(url, seconds, headers)
}

function loadByWrk(url, seconds, headers) {
  const { stdout, stderr, status } = spawnSync(
    'wrk',
    [
      '--threads=1',
      `--connections=${CONNECTIONS}`,
      `--duration=${seconds}s`,
      '--latency',
      ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
      url,
    ],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`wrk ended with ${status}: ${stderr}`)
  if (/Non-2xx/.test(stdout)) throw new Error(`${url} answered with errors:\n${stdout}`)
  return {
    perSecond: Number(stdout.match(/Requests\/sec:\s*([\d.]+)/)[1]),
    p50: milliseconds(stdout.match(/^\s+50%\s+(\S+)/m)[1]),
    p99: milliseconds(stdout.match(/^\s+99%\s+(\S+)/m)[1]),
  }
}

function milliseconds(text) {
  const [, number, unit] = text.match(/([\d.]+)(us|ms|s)/)
  return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit]
}

async function loadByNode(url, seconds, headers) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const until = performance.now() + seconds * 1000
  const times = []
  const begun = performance.now()
  const one = () =>
    new Promise((resolve, reject) => {
      const at = performance.now()
      http
        .get(url, { agent, headers }, (response) => {
          if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`))
          response.resume().on('end', () => {
            times.push(performance.now() - at)
            resolve()
          })
        })
        .on('error', reject)
    })
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < until) await one()
    }),
  )
  const elapsed = (performance.now() - begun) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share) => times[Math.floor(times.length * share)]
  return { perSecond: times.length / elapsed, p50: at(0.5), p99: at(0.99) }
}

/** What one request brings, as it comes over the line. */
export function weigh(url, headers) {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers, agent: false }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`))
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            bytes: Buffer.concat(chunks),
            encoding: response.headers['content-encoding'] ?? 'none',
            type: response.headers['content-type'] ?? '',
            cache: response.headers['x-nextjs-cache'],
          }),
        )
      })
      .on('error', reject)
  })
}

/** How many milliseconds the same work takes each time: what else the machine is doing, in one number. */
export function fixedLoop() {
  const begun = performance.now()
  let sum = 0
  for (let step = 0; step < LOOP_STEPS; step++) sum = (sum * 31 + step) | 0
  return { ms: performance.now() - begun, load: os.loadavg()[0], sum }
}
