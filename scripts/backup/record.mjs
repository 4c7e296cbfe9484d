import { createHash } from 'node:crypto'
import pg from 'pg'

const AT_ONCE = 20_000

/**
 * What the record says of itself in this transaction: how many acts it holds, the size and root of its tree, and the
 * newest checkpoint that was signed. `tree` and `checkpoint` are null of a database older than the log.
 */
export async function readRecord(client) {
  const { rows } = await client.query(`
    SELECT to_regclass('public.activity') IS NOT NULL AS "hasActs",
      to_regclass('public.leaves') IS NOT NULL AND to_regclass('public.checkpoints') IS NOT NULL AS "hasLog"`)
  const [{ hasActs, hasLog }] = rows
  return {
    acts: hasActs ? await countOf(client, 'activity') : 0,
    tree: hasLog ? await treeOf(client) : null,
    checkpoint: hasLog ? await newestCheckpoint(client) : null,
  }
}

async function countOf(client, table) {
  const { rows } = await client.query(
    `SELECT count(*) AS count FROM public.${pg.escapeIdentifier(table)}`,
  )
  return Number(rows[0].count)
}

async function newestCheckpoint(client) {
  const { rows } = await client.query(`
    SELECT size, root, note, signed_at FROM public.checkpoints ORDER BY size DESC, signed_at DESC, id DESC LIMIT 1`)
  const [newest] = rows
  if (!newest) return null
  return {
    size: Number(newest.size),
    root: newest.root.toString('base64'),
    signedAt: newest.signed_at.toISOString(),
    note: newest.note,
  }
}

/** The tree over all leaves: the root is the one that a checkpoint of this size would sign. */
async function treeOf(client) {
  const tree = growTree()
  await client.query(
    'DECLARE hashes NO SCROLL CURSOR FOR SELECT hash FROM public.leaves ORDER BY index',
  )
  for (;;) {
    const { rows } = await client.query(`FETCH ${AT_ONCE} FROM hashes`)
    for (const { hash } of rows) tree.append(hash)
    if (rows.length < AT_ONCE) break
  }
  await client.query('CLOSE hashes')
  return { size: tree.size(), root: tree.root().toString('base64') }
}

/** A tree of RFC 6962 that grows at its end, kept as the roots of its complete subtrees. */
export function growTree() {
  const subtrees = []
  let size = 0
  return {
    append(leafHash) {
      let hash = leafHash
      for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) hash = join(subtrees.pop(), hash)
      subtrees.push(hash)
      size += 1
    },
    size: () => size,
    root: () =>
      size === 0
        ? createHash('sha256').digest()
        : subtrees.reduceRight((right, left) => join(left, right)),
  }
}

function join(left, right) {
  return createHash('sha256').update('\x01').update(left).update(right).digest()
}
