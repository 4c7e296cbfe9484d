import { statusOrder } from '@/lib/site/status-order'
import type { ClaimLine, StatusTally } from '@/lib/site/views'

/** JSON writes moments with the session's offset; views carry UTC. */
export function utc(moment: string): string {
  return new Date(moment).toISOString()
}

export function lineOf(line: ClaimLine): ClaimLine {
  return { ...line, at: utc(line.at), corrected: line.corrected && utc(line.corrected) }
}

export function tallyOf(rows: { status: string; count: number }[]): StatusTally {
  return statusOrder.flatMap((status) => {
    const count = rows.find((row) => row.status === status)?.count ?? 0
    return count > 0 ? [{ status, count }] : []
  })
}

export function tallyLines(lines: ClaimLine[]): StatusTally {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line.status, (counts.get(line.status) ?? 0) + 1)
  return tallyOf([...counts].map(([status, count]) => ({ status, count })))
}
