import { hash } from 'node:crypto'
import { digestOf, disclosureOf, type Salts } from '@/lib/record/disclosure'
import { type Act, type ActFact, factsOf } from '@/lib/record/facts'

/** A leaf with the act it stands for, both as the database has them now. */
export type LeafRow = {
  index: number
  activityId: string
  /** ISO 8601 in UTC. */
  at: string
  isPublic: boolean
  /** As text, which is what its bytes are in UTF-8. */
  entry: string
  /** Hexadecimal. */
  hash: string
  salts: Salts
  /** Null where there is no such line of activity. */
  act: Act | null
}

/** An entry as its bytes say it. */
export type Entry = { digests: string[]; at: string; clock?: string; public?: number }

const ENTRY =
  /^\{"_sd":\[((?:"[\w-]{43}"(?:,"[\w-]{43}")*)?)\],"at":"([^"]+)"(?:,"clock":"([^"]+)")?(?:,"public":(\d+))?,"v":1\}$/

/** What an entry says; null where it is not one in the one form that there is. */
export function parseEntry(entry: Uint8Array | string): Entry | null {
  const match = ENTRY.exec(
    typeof entry === 'string' ? entry : Buffer.from(entry).toString('latin1'),
  )
  if (!match) return null
  const [, list = '', at = '', clock, open] = match
  return {
    digests: list === '' ? [] : list.split(',').map((each) => each.slice(1, -1)),
    at,
    ...(clock !== undefined && { clock }),
    ...(open !== undefined && { public: Number(open) }),
  }
}

/** How a leaf is not what its act says. Digests that fit no fact stand for what was there before. */
export type LeafProblem =
  | { kind: 'entry-unreadable' | 'hash' | 'time' | 'no-act' }
  | { kind: 'public'; entry: boolean }
  | { kind: 'fact'; fact: ActFact }
  | { kind: 'fact-gone'; name: string; salt: string }
  | { kind: 'salt-gone'; name: string }
  | { kind: 'digests'; more: number }

/**
 * Whether a leaf says what its act says, digest by digest. `redacted` are the names of the facts that a redaction
 * took away.
 */
export function problemsOf(leaf: LeafRow, redacted: ReadonlySet<string>): LeafProblem[] {
  if (redacted.size === 0 && disclosuresIfRight(leaf)) return []
  const problems: LeafProblem[] = []
  if (hashOf(leaf.entry) !== leaf.hash) problems.push({ kind: 'hash' })
  const entry = parseEntry(leaf.entry)
  if (!entry) return [...problems, { kind: 'entry-unreadable' }]
  if (entry.at !== leaf.at) problems.push({ kind: 'time' })
  if ((entry.public !== undefined) !== leaf.isPublic) {
    problems.push({ kind: 'public', entry: entry.public !== undefined })
  }
  if (!leaf.act) return [...problems, { kind: 'no-act' }]
  const facts = factsOf(leaf.act)
  const unmatched = new Set(entry.digests)
  const names = new Set<string>()
  for (const fact of facts) {
    names.add(fact.name)
    const salt = leaf.salts[fact.name]
    if (salt === undefined) {
      // What a redaction left in the row is not what was hashed.
      if (!redacted.has(fact.name)) problems.push({ kind: 'salt-gone', name: fact.name })
      continue
    }
    const digest = digestOf(disclosureOf(salt, fact))
    if (!unmatched.delete(digest)) problems.push({ kind: 'fact', fact })
  }
  for (const [name, salt] of Object.entries(leaf.salts)) {
    if (!names.has(name)) problems.push({ kind: 'fact-gone', name, salt })
  }
  const unexplained = problems.filter(({ kind }) => /^(?:fact|fact-gone|salt-gone)$/.test(kind))
  const more = unmatched.size - unexplained.length - redacted.size
  if (more !== 0) problems.push({ kind: 'digests', more })
  return problems
}

/** The hash of a leaf, from its entry as text. */
function hashOf(entry: string): string {
  return hash('sha256', `\0${entry}`, 'hex')
}

/** What everybody may know of a leaf that says what its act says, in the order of `factsOf`; null for any other. */
export function disclosuresIfRight(leaf: LeafRow): string[] | null {
  const { act, entry, salts } = leaf
  if (!act || hashOf(entry) !== leaf.hash) return null
  const digests: string[] = []
  const disclosures: string[] = []
  for (const fact of factsOf(act)) {
    const salt = salts[fact.name]
    if (salt === undefined) return null
    const disclosure = disclosureOf(salt, fact)
    if (fact.isPublic) disclosures.push(disclosure)
    digests.push(digestOf(disclosure))
  }
  let held = 0
  for (const _ in salts) held++
  if (held !== digests.length) return null
  const head = `{"_sd":[${digests.length ? `"${digests.sort().join('","')}"` : ''}],"at":"${leaf.at}"`
  if (!entry.startsWith(head)) return null
  const rest = entry.slice(head.length)
  const tail = `${leaf.isPublic ? `,"public":${disclosures.length}` : ''},"v":1}`
  const isRight =
    rest === tail || (rest.endsWith(tail) && CLOCK.test(rest.slice(0, rest.length - tail.length)))
  return isRight ? (leaf.isPublic ? disclosures : []) : null
}

const CLOCK = /^,"clock":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"$/

/** Whether this leaf stands for that act: all of its digests are of its facts. */
export function standsFor(leaf: LeafRow, act: Act): boolean {
  const entry = parseEntry(leaf.entry)
  if (!entry) return false
  const digests = new Set(entry.digests)
  const facts = factsOf(act)
  return (
    facts.length === digests.size &&
    facts.every((fact) => {
      const salt = leaf.salts[fact.name]
      return salt !== undefined && digests.has(digestOf(disclosureOf(salt, fact)))
    })
  )
}
