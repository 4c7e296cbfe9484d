import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { brokenRules } from './rules.mjs'
import { readCheckpoint, rootOver } from './tree.mjs'

/** The line that each command writes, and how many of them. */
const LINES = {
  createSource: ['source.created', 1],
  createStory: ['story.created', 1],
  showStory: ['story.shown', 1],
  addDocument: ['document.added', 1],
  fileClaim: ['claim.filed', 1],
  editClaim: ['claim.edited', 1],
  showClaim: ['claim.shown', 1],
  withdrawClaim: ['claim.withdrawn', 1],
  addAppearance: ['appearance.added', 1],
  withdrawAppearance: ['appearance.withdrawn', 1],
  linkClaims: ['relation.added', 2],
  unlinkClaims: ['relation.withdrawn', 2],
  attachEvidence: ['evidence.attached', 1],
  gradeEvidence: ['evidence.graded', 1],
  withdrawEvidence: ['evidence.withdrawn', 1],
  proposeVerdict: ['verdict.proposed', 1],
  approveVerdict: ['verdict.published', 1],
  sendBackVerdict: ['verdict.sent-back', 1],
  takeBackVerdict: ['verdict.taken-back', 1],
  editSource: ['source.edited', 1],
  changeOrigin: ['document.origin-changed', 1],
  gradeSource: ['source.graded', 1],
  editStory: ['story.edited', 1],
}
/** May find that there is nothing to show any more, and then leave no line. */
const MAY_LEAVE_NONE = ['showClaim', 'showStory']

/** Acknowledged acts whose answer is not in the database, or is another: each of them was lost. */
export async function lostActs(client, journal, ids = [...journal.answers.keys()]) {
  const { rows } = await client.query(
    `SELECT split_part(key, ':', 1) AS id, count(*)::int AS times, min(result::text)::jsonb AS result
     FROM submissions WHERE split_part(key, ':', 1) = ANY($1) GROUP BY 1`,
    [ids],
  )
  const kept = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = kept.get(id)
    const act = `${journal.sent.get(id)?.command} ${id}`
    if (!row) return [`${act} was acknowledged and is gone`]
    if (row.times !== 1) return [`${act} is there ${row.times} times`]
    if (!isDeepStrictEqual(row.result, journal.answers.get(id)))
      return [`${act} was answered otherwise than is written down`]
    return []
  })
}

/** Commands whose requests and whose lines in the record do not add up. */
export async function miscounted(client, journal) {
  const byCommand = new Map()
  for (const { requestId, command } of journal.sent.values())
    byCommand.set(command, [...(byCommand.get(command) ?? []), requestId])
  const faults = []
  for (const [command, ids] of byCommand) {
    const [type, each] = LINES[command]
    const { rows } = await client.query(
      `SELECT (SELECT count(*)::int FROM submissions WHERE split_part(key, ':', 1) = ANY($1)) AS done,
              (SELECT count(*)::int FROM activity WHERE type = $2) AS lines`,
      [ids, type],
    )
    const [{ done, lines }] = rows
    const isRight = MAY_LEAVE_NONE.includes(command) ? lines <= done : lines === done * each
    if (!isRight) faults.push(`${done} times ${command} left ${lines} lines ${type}`)
  }
  return faults
}

/** What is wrong with the tree: with its leaves, with any checkpoint ever seen or kept, with the newest one. */
export async function treeFaults(client, { published, seen }) {
  const faults = []
  const { rows } = await client.query('SELECT entry, hash FROM leaves ORDER BY index')
  const hashes = rows.map(({ entry }) =>
    createHash('sha256')
      .update(Buffer.from([0]))
      .update(entry)
      .digest(),
  )
  const roots = new Map()
  const rootAt = (size) => {
    if (!roots.has(size)) roots.set(size, rootOver(hashes.slice(0, size)))
    return roots.get(size)
  }
  const vkeys = readFileSync(path.join(published, 'record/keys'), 'utf8').trim().split('\n')
  const { rows: kept } = await client.query('SELECT size::int, note FROM checkpoints ORDER BY size')
  let newest = 0
  for (const note of new Set([...seen, ...kept.map((row) => row.note)])) {
    const { size, root } = readCheckpoint(note, vkeys)
    newest = Math.max(newest, size)
    if (size > hashes.length)
      faults.push(`${size} leaves were signed, and there are ${hashes.length}`)
    else if (!rootAt(size).equals(root))
      faults.push(`the tree of ${size} leaves that was signed is another than theirs`)
  }
  if (newest !== hashes.length)
    faults.push(`there are ${hashes.length} leaves, and only ${newest} are signed`)
  return { faults, leaves: hashes.length, checkpoints: roots.size }
}

/** The pages that readers get, by what is in them; copies of the past, the log and styles apart. */
export function pagesIn(published) {
  const pages = new Map()
  for (const entry of readdirSync(published, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:html|atom|xml|txt|json)$/.test(entry.name)) continue
    const name = path.relative(published, path.join(entry.parentPath, entry.name))
    if (/^(?:past|record|_next)\//.test(name)) continue
    pages.set(name, readFileSync(path.join(published, name), 'utf8'))
  }
  return pages
}

/** Pages that are another when they are made anew. */
export function stalePages(before, after) {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name} is not what it is when made anew`)
}

export { brokenRules }
