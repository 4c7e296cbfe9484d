/**
 * A place in the primary's log (an LSN): everything committed before it is in a copy that has replayed that far.
 * PostgreSQL writes it as two hexadecimal halves, `16/B374D848`.
 */
export type Position = bigint

export function parsePosition(text: string): Position | null {
  const [, high, low] = /^([\da-f]{1,8})\/([\da-f]{1,8})$/i.exec(text) ?? []
  return high && low ? (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`) : null
}

export function formatPosition(position: Position): string {
  const half = (value: bigint) => value.toString(16).toUpperCase()
  return `${half(position >> 32n)}/${half(position & 0xffff_ffffn)}`
}

export function laterOf(one: Position, other: Position): Position {
  return one > other ? one : other
}
