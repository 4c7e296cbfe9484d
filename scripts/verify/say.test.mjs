import { expect, test } from 'vitest'
import { Report } from '@/lib/record/verify/report'
import { sayReport } from './say.ts'

const lastLine = (report) => sayReport(report, 1).at(-1)

test('The last line says how many findings there are, in words that fit one as well', () => {
  const report = new Report()
  expect(lastLine(report)).toBe('All holds.')
  report.find({ check: 'page', says: 'A page is not as its leaf says.' })
  expect(lastLine(report)).toBe('1 finding: not everything is as the record says.')
  report.find({ check: 'page', says: 'Another page is not as its leaf says.' })
  expect(lastLine(report)).toBe('2 findings: not everything is as the record says.')
})
