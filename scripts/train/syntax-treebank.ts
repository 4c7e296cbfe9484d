import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { tokenise } from '@/lib/intake/english/tokens'

/** A sentence as the treebank has it: heads by index, -1 for the root's. */
export type Tree = {
  words: string[]
  tags: string[]
  heads: Int32Array
  labels: string[]
}

type Row = {
  form: string
  tag: string
  head: number
  label: string
  isGlued: boolean
}

/**
 * The sentences of `*-ud-{part}.conllu` in a folder laid out as Universal Dependencies releases are, cut into words as
 * our own tokeniser cuts. `isWanted` is asked with the name of each document.
 */
export function readTreebank(
  folder: string,
  part: 'train' | 'dev' | 'test',
  isWanted: (document: string) => boolean = () => true,
  keepsTokens = false,
): Tree[] {
  const name = readdirSync(folder).find((each) => each.endsWith(`-ud-${part}.conllu`))
  if (!name) return []
  const trees: Tree[] = []
  for (const block of readFileSync(path.join(folder, name), 'utf8').split(/\n\n+/)) {
    const id = /^# sent_id = (.*)$/m.exec(block)?.[1]
    if (!id || !isWanted(id)) continue
    const rows = readRows(block)
    if (rows.length === 0) continue
    trees.push(keepsTokens ? asIs(rows) : recut(rows))
  }
  return trees
}

function readRows(block: string): Row[] {
  const rows: Row[] = []
  let gluedUntil = 0 // words up to this one are parts of one written token
  let isGluedAfter = false
  for (const line of block.split('\n')) {
    const cells = line.split('\t')
    const [id = '', form = '', , , tag = '', , head = '', label = '', , misc = ''] = cells
    const range = /^\d+-(\d+)$/.exec(id)
    if (range) {
      gluedUntil = Number(range[1])
      isGluedAfter = misc.includes('SpaceAfter=No')
    } else if (/^\d+$/.test(id)) {
      const n = Number(id)
      const isGlued =
        n < gluedUntil || (n === gluedUntil ? isGluedAfter : misc.includes('SpaceAfter=No'))
      rows.push({ form, tag, head: Number(head) - 1, label, isGlued })
    }
  }
  return rows
}

function asIs(rows: Row[]): Tree {
  return {
    words: rows.map((row) => row.form),
    tags: rows.map((row) => row.tag),
    heads: Int32Array.from(rows, (row) => row.head),
    labels: rows.map((row) => row.label),
  }
}

/**
 * Where we keep together what the treebank cuts ("well-known"), the word is what its head was; where we cut what it
 * keeps together ("12:30"), the later parts hang on the first as `flat`.
 */
function recut(rows: Row[]): Tree {
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const row of rows) {
    starts.push(text.length)
    text += row.form
    ends.push(text.length)
    if (!row.isGlued) text += ' '
  }
  const tokens = tokenise(text)
  const words: string[] = []
  const firstToken = new Int32Array(rows.length).fill(-1) // the token that stands for a row
  const spokenFor: number[] = [] // the row a token stands for, or -1
  let from = 0
  for (let t = 0; t < tokens.count; t++) {
    const start = tokens.start[t] as number
    const end = tokens.end[t] as number
    words.push(text.slice(start, end))
    while (from < rows.length && (ends[from] as number) <= start) from++
    const covered: number[] = []
    for (let r = from; r < rows.length && (starts[r] as number) < end; r++) covered.push(r)
    const fresh = covered.filter((r) => firstToken[r] === -1)
    for (const r of fresh) firstToken[r] = t
    const first = covered[0] as number
    const last = covered[covered.length - 1] as number
    const outward = fresh.find((r) => {
      const head = (rows[r] as Row).head
      return head < first || head > last
    })
    spokenFor.push(outward ?? -1)
  }
  const tags: string[] = []
  const labels: string[] = []
  const heads = new Int32Array(words.length)
  for (let t = 0; t < words.length; t++) {
    const r = spokenFor[t] as number
    if (r === -1) {
      // The rest of a row that an earlier token stands for.
      let head = t - 1
      while (spokenFor[head] === -1 && head > 0) head--
      heads[t] = head
      tags.push(tags[t - 1] ?? 'NN')
      labels.push(/^\p{P}$/u.test(words[t] as string) ? 'punct' : 'flat')
      continue
    }
    const row = rows[r] as Row
    heads[t] = row.head < 0 ? -1 : (firstToken[row.head] as number)
    const isCompound = (words[t] as string).length > row.form.length && row.label === 'amod'
    tags.push(isCompound ? 'JJ' : row.tag)
    labels.push(row.label)
  }
  return { words, tags, heads, labels }
}
