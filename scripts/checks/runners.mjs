import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ROOT } from '../launcher/settings.mjs'
import { judge, readPlaywrightReport, readVitestReport } from './total.mjs'

/** Runs vitest over some of its projects, or of their files, showing it as it goes, and answers its counts. */
export function runVitest(teller, projects, { files = [], ...options } = {}) {
  return runRunner(teller, {
    name: 'Vitest',
    args: (report) => [
      path.join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...files,
      ...projects.map((project) => `--project=${project}`),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    read: readVitestReport,
    ...options,
  })
}

export function runPlaywright(teller, { env, ...options }) {
  return runRunner(teller, {
    name: 'Playwright',
    args: () => [
      path.join(ROOT, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--reporter=list,json',
    ],
    env: (report) => ({ ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    read: readPlaywrightReport,
    ...options,
  })
}

async function runRunner(teller, { name, args, read, env = () => ({}), onChild }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'counterclaim-report-'))
  const reportFile = path.join(folder, 'report.json')
  try {
    const exitCode = await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, args(reportFile), {
        cwd: ROOT,
        env: { ...process.env, ...env(reportFile) },
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      onChild?.(child)
      child.once('error', reject)
      child.once('exit', (code, signal) => resolve(code ?? signal))
    })
    return judge({ name, exitCode, teller, report: readReport(reportFile, read) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readReport(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
