/** What JSON can hold; `undefined` members are left out, as JSON does. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [name: string]: JsonValue | undefined }

/**
 * JSON in the one form of RFC 8785 (JCS): members by the UTF-16 code units of their names, no space, numbers and
 * strings as ECMAScript writes them. Throws a TypeError at what has no such form: a number that is not finite, a
 * lone surrogate.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('JSON has no number that is not finite')
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each)).join(',')}]`
  // Millions of these are written when a record is verified, and a list to join costs more than all the rest.
  let members = ''
  for (const name of inOrder(Object.keys(value))) {
    const member = value[name]
    if (member === undefined) continue
    members += `${members === '' ? '' : ','}${nameText(name)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}

/** By UTF-16 code units; most come in order, and to see that costs less than to sort. */
function inOrder(names: string[]): string[] {
  for (let at = 1; at < names.length; at++) {
    if ((names[at - 1] as string) > (names[at] as string)) return names.sort()
  }
  return names
}

/** The names of members that records have, which are few, as JSON. */
const names = new Map<string, string>()
const MOST_NAMES = 1_000

function nameText(name: string): string {
  const known = names.get(name)
  if (known !== undefined) return known
  const written = text(name)
  if (names.size < MOST_NAMES) names.set(name, written)
  return written
}

function text(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`
  if (!value.isWellFormed()) throw new TypeError('JSON in its one form has no lone surrogates')
  return JSON.stringify(value)
}

/** Short texts without anything to escape, which most are: identifiers, words, moments. */
const PLAIN = /^[\w .:,+-]{0,100}$/
