const BOOL = 16
const BYTEA = 17
const BIGINT = 20
const SMALLINT = 21
const INT = 23
const JSON_TYPES = [114, 3802]
const FLOAT = 701
const TIMESTAMPTZ = 1184

/**
 * How values of the database are read, as `pg` takes it: as JSON has them, moments as text in ISO 8601 (turning each into
 * a Date and back costs more than all the rest of reading a row), bytes as hexadecimal digits.
 */
export const typesOf = { getTypeParser }

const asText = (text: string) => text
const asBytes = (text: string) => text.slice(2)
const asTruth = (text: string) => text === 't'

// biome-ignore lint/suspicious/noExplicitAny: pg types a parser by the type that it is for.
function getTypeParser(type: number): any {
  if (type === TIMESTAMPTZ) return isoOf
  if (JSON_TYPES.includes(type)) return JSON.parse
  if (type === INT || type === BIGINT || type === SMALLINT || type === FLOAT) return Number
  if (type === BYTEA) return asBytes
  if (type === BOOL) return asTruth
  return asText
}

/** `2024-12-07 12:00:00.5+00`, as a session in UTC says it, in ISO 8601 with milliseconds. */
export function isoOf(text: string): string {
  if (!UTC.test(text)) return new Date(text).toISOString()
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, '0')}Z`
}

const UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,3})?\+00$/
