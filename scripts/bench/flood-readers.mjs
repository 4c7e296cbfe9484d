/**
 * Readers of a flood, in a process of their own: told on its input, as JSON, whom to ask for what,
 * `{ host, port, asks: [{ kind, text }], perSecond, seconds, connections, seed }`. Without `perSecond` each connection asks
 * again as soon as it is answered. With it requests fall due at random moments, whether or not those before them are
 * answered, and one has taken as long as it is since it was due. Says what came of them in one line of JSON.
 */
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { randomFrom } from './random.mjs'

const TICK_MS = 2
/** What was asked for at the end may take so long and is still counted. */
const LAST_MS = 5_000

const { host, port, asks, perSecond, seconds, connections, seed } = JSON.parse(
  readFileSync(0, 'utf8'),
)
const random = randomFrom(seed)
const requests = asks.map(({ kind, text }) => ({
  kind,
  bytes: Buffer.from(text),
  isHead: text.startsWith('HEAD'),
}))
const aRequest = () => requests[Math.floor(random() * requests.length)]

const taken = new Map()
const statuses = {}
const errors = []
const free = []
/** Due and not yet sent, since every connection is busy. */
const due = []
let isOver = false
let underWay = 0

function note({ kind }, since, status) {
  statuses[status] = (statuses[status] ?? 0) + 1
  if (!taken.has(kind)) taken.set(kind, [])
  taken.get(kind).push(performance.now() - since)
}

function connect() {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, noDelay: true })
    let request
    let since = 0
    let head = ''
    let left = -1
    let status = 0
    const answered = () => {
      underWay -= 1
      note(request, since, status)
      left = -1
      request = undefined
      if (perSecond) free.push(ask)
      else if (!isOver) ask(aRequest(), performance.now())
    }
    const ask = (next, wanted) => {
      underWay += 1
      request = next
      since = wanted
      socket.write(next.bytes)
    }
    socket.once('connect', () => {
      free.push(ask)
      resolve()
    })
    socket.on('data', (bytes) => {
      let from = 0
      if (left < 0) {
        head += bytes.latin1Slice()
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        from = end + 4 - (head.length - bytes.length)
        status = Number(head.slice(9, 12))
        const isBare = status === 304 || request.isHead
        const [, length] = /^content-length: (\d+)/im.exec(head.slice(0, end)) ?? []
        if (!isBare && length === undefined) return socket.destroy(new Error('no length'))
        left = isBare ? 0 : Number(length)
        head = ''
      }
      left -= bytes.length - from
      if (left === 0) answered()
      else if (left < 0) socket.destroy(new Error('more than was asked for'))
    })
    socket.on('error', (error) => errors.push(error.code ?? error.message))
    socket.once('close', () => {
      if (isOver && !request) return
      if (request) underWay -= 1
      errors.push(`closed${request ? ' in the middle' : ''}`)
      if (!isOver) void connect()
    })
  })
}

await Promise.all(Array.from({ length: connections }, connect))
const begun = performance.now()
const ends = begun + seconds * 1000
if (perSecond) {
  let next = begun
  await new Promise((resolve) => {
    const tick = setInterval(() => {
      const now = performance.now()
      for (; next <= now && next < ends; next += (-Math.log(1 - random()) * 1000) / perSecond) {
        due.push(next)
      }
      while (due.length > 0 && free.length > 0) free.shift()(aRequest(), due.shift())
      if (now < ends || (due.length > 0 && now < ends + LAST_MS)) return
      clearInterval(tick)
      resolve()
    }, TICK_MS)
  })
} else {
  for (const ask of free.splice(0)) ask(aRequest(), performance.now())
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}
isOver = true
for (const last = performance.now() + LAST_MS; underWay > 0 && performance.now() < last; ) {
  await new Promise((resolve) => setTimeout(resolve, TICK_MS))
}
if (underWay + due.length > 0) errors.push(`${underWay + due.length} without an answer`)

const kinds = Object.fromEntries(
  [...taken].map(([kind, times]) => [kind, figuresOf(times.sort((a, b) => a - b))]),
)
const all = figuresOf([...taken.values()].flat().sort((a, b) => a - b))
process.stdout.write(`${JSON.stringify({ seconds, all, kinds, statuses, errors })}\n`, () =>
  process.exit(0),
)

function figuresOf(sorted) {
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
  return {
    count: sorted.length,
    p50: at(0.5),
    p99: at(0.99),
    p999: at(0.999),
    longest: sorted.at(-1),
  }
}
