// How often a name in one script finds its record in the other first, among all records at once.
//
//   npx tsx scripts/bench/names.ts PAIRS.tsv [--unknown] [--records 5000] [--queries 1000] [--misses 20]
//
// A line of PAIRS.tsv is a Latin name, a tab, an Arabic name. Same names are taken once. Candidates come by key as in the
// search, and are ranked by likeness. --unknown does as if the bundled list of places had none of them.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { nameKeys, nearKeys, soughtKeys } from '../../lib/names/keys'
import { nameLikeness } from '../../lib/names/likeness'
import { foldName } from '../../lib/names/places'
import { likenessOf, spellingsOf } from '../../lib/names/spellings'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    unknown: { type: 'boolean', default: false },
    records: { type: 'string', default: '5000' },
    queries: { type: 'string' },
    misses: { type: 'string', default: '0' },
  },
})
const seen = new Set<string>()
const all = positionals
  .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
  .flatMap((line) => {
    const [latin = '', arabic = ''] = line.split('\t')
    const keys = [foldName(latin), foldName(arabic)]
    if (!latin || !arabic || keys.some((key) => seen.has(key))) return []
    for (const key of keys) seen.add(key)
    return [{ latin, arabic }]
  })
// The same records every time: the numbers of a linear congruence.
let state = 20_261_125
const random = () => {
  state = (1_664_525 * state + 1_013_904_223) % 4_294_967_296
  return state
}
const pairs = all
  .map((pair) => ({ pair, order: random() }))
  .sort((one, other) => one.order - other.order)
  .slice(0, Number(values.records))
  .map(({ pair }) => pair)
const asked = pairs.slice(0, Number(values.queries ?? pairs.length))
const like = values.unknown ? nameLikeness : likenessOf

for (const [from, to] of [
  ['arabic', 'latin'],
  ['latin', 'arabic'],
] as const) {
  const byKey = new Map<string, number[]>()
  const put = (key: string, at: number) => {
    const list = byKey.get(key)
    if (!list) byKey.set(key, [at])
    else if (list.at(-1) !== at) list.push(at)
  }
  pairs.forEach((pair, at) => {
    for (const key of nameKeys(pair[to])) for (const near of nearKeys(key)) put(near, at)
  })
  let first = 0
  let among = 0
  let candidates = 0
  const misses: string[] = []
  const began = performance.now()
  asked.forEach((pair, right) => {
    const query = pair[from]
    const found = new Set<number>()
    const look = (key: string) => {
      for (const at of byKey.get(key) ?? []) found.add(at)
    }
    for (const row of soughtKeys(query)) {
      for (const key of row) for (const near of nearKeys(key)) look(near)
    }
    if (!values.unknown) {
      for (const { names } of spellingsOf(query)) {
        for (const name of names) for (const key of nameKeys(name)) look(key)
      }
    }
    candidates += found.size
    if (found.has(right)) among++
    let best = -1
    let bestLikeness = -1
    for (const at of found) {
      const likeness = like(query, pairs[at]?.[to] ?? '')
      if (likeness > bestLikeness) [best, bestLikeness] = [at, likeness]
    }
    if (best === right) first++
    else {
      misses.push(
        `${query} → ${pairs[best]?.[to]} ${bestLikeness.toFixed(2)}, not ${pair[to]} ${like(query, pair[to]).toFixed(2)}${found.has(right) ? '' : ' (no candidate)'}`,
      )
    }
  })
  const share = (count: number) => `${((100 * count) / asked.length).toFixed(1)} %`
  const each = (performance.now() - began) / asked.length
  console.log(
    `${from} → ${to}: first ${share(first)}, among the candidates ${share(among)} of ${asked.length} in ${pairs.length}; ${Math.round(candidates / asked.length)} candidates, ${each.toFixed(2)} ms each`,
  )
  const step = Math.max(1, Math.floor(misses.length / Math.max(1, Number(values.misses))))
  if (Number(values.misses) > 0) {
    for (let at = 0; at < misses.length; at += step) console.log(`  ${misses[at]}`)
  }
}
