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
  const members: string[] = []
  for (const name of Object.keys(value).sort()) {
    const member = value[name]
    if (member !== undefined) members.push(`${text(name)}:${canonicalJson(member)}`)
  }
  return `{${members.join(',')}}`
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('JSON in its one form has no lone surrogates')
  return JSON.stringify(value)
}
