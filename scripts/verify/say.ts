import type { Report } from '@/lib/record/verify/report'

/** The end of a run, for people: what was looked at, how fast, and whether all holds. */
export function sayReport(report: Report, seconds: number): string[] {
  const { counts } = report
  const lines = report.untold.map(({ check, more }) => `✗ … and ${more} more of “${check}”.`)
  lines.push('')
  for (const note of report.notes) lines.push(note)
  const looked = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
  lines.push(`Looked at ${looked.join(', ')}.`)
  const parts = Object.entries(report.seconds).map(([part, took]) => `${part} ${took.toFixed(1)} s`)
  lines.push(`It took ${seconds.toFixed(1)} s (${parts.join(', ')}).`)
  const took =
    (report.seconds.leaves ?? 0) +
    (report.seconds['published log'] ?? 0) +
    (report.seconds.tables ?? 0)
  if (counts.leaves && took > 0) {
    lines.push(
      `That is ${Math.round(counts.leaves / took).toLocaleString('en')} leaves a second with their rows, files and tables.`,
    )
  }
  const findings = report.findings.length
  lines.push(
    report.isGood
      ? 'All holds.'
      : `${findings} ${findings === 1 ? 'finding' : 'findings'}: not everything is as the record says.`,
  )
  return lines
}
