/** Adds up what several runners say of themselves. */
export function add(...counts) {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** The last line; answers the exit code that goes with it. */
export function sayTotal(teller, { passed, failed, skipped }) {
  teller.plain(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return failed > 0 || passed === 0 ? 1 : 0
}

/**
 * The counts of a runner that has ended: what its report says, and one failure more when it did
 * not end as such a report lets expect, or ran no test at all, which would otherwise look like
 * success.
 */
export function judge({ report, exitCode, name, teller }) {
  if (!report) {
    teller.plain(`${name} ended with ${exitCode} and without a report.`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const counts = { ...report }
  if (counts.passed + counts.failed === 0) {
    teller.plain(`${name} ran no test.`)
    counts.failed += 1
  } else if (exitCode !== 0 && counts.failed === 0) {
    teller.plain(`${name} ended with ${exitCode}, though no test of it failed.`)
    counts.failed += 1
  }
  return counts
}

export function readVitestReport(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const count = (...states) => tests.filter(({ status }) => states.includes(status)).length
  // A file that could not even be loaded has no tests to count.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'),
  ).length
  return {
    passed: count('passed'),
    failed: count('failed') + broken,
    skipped: count('pending', 'skipped', 'todo', 'disabled'),
  }
}

/** Playwright calls a test flaky that passed on a second try; nobody should have to wonder, so it failed. */
export function readPlaywrightReport(report) {
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped }
}
