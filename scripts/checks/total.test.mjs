import { describe, expect, test } from 'vitest'
import { createTeller } from '../launcher/say.mjs'
import { add, judge, readPlaywrightReport, readVitestReport, sayTotal } from './total.mjs'

const teller = createTeller({ quiet: true })
const counts = (passed, failed, skipped = 0) => ({ passed, failed, skipped })

describe('The total', () => {
  test('adds all runners up', () => {
    expect(add(counts(3, 0), counts(40, 1, 2))).toEqual(counts(43, 1, 2))
  })

  test.each([
    [counts(3, 0), 0],
    [counts(3, 1), 1],
    [counts(0, 0), 1],
    [counts(0, 0, 5), 1],
  ])('of %o exits with %i', (total, exitCode) => {
    expect(sayTotal(teller, total)).toBe(exitCode)
  })

  test.each([
    ['without a report', undefined, 1, counts(0, 1)],
    ['without a test', counts(0, 0), 0, counts(0, 1)],
    ['with only skipped tests', counts(0, 0, 4), 0, counts(0, 1, 4)],
    ['badly after tests that passed', counts(5, 0), 1, counts(5, 1)],
    ['badly because tests failed', counts(5, 2), 1, counts(5, 2)],
    ['well', counts(5, 0, 1), 0, counts(5, 0, 1)],
  ])('takes a runner that ended %s at its true worth', (_how, report, exitCode, expected) => {
    expect(judge({ name: 'It', report, exitCode, teller })).toEqual(expected)
  })
})

test('A vitest file that could not be loaded is a failure', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'pending' }] },
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
  ]
  expect(readVitestReport({ testResults })).toEqual(counts(1, 2, 1))
})

test('A Playwright test that passed on a second try is a failure', () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] }
  expect(readPlaywrightReport(report)).toEqual(counts(4, 3, 2))
})
