import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'msedge',
]
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The browser to test with: the one named, Playwright's own, or the machine's; undefined if none. */
export function findBrowser() {
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH }
  if (existsSync(chromium.executablePath())) return {}
  const executablePath =
    NAMES.map(whereIs).find(Boolean) ?? PLACES.find((place) => existsSync(place))
  return executablePath ? { executablePath } : undefined
}

/** What Playwright and Lighthouse start it with: no calls home, and a sandbox where there can be one. */
export function launchOptions() {
  return {
    ...findBrowser(),
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  }
}

export function whereIs(name) {
  const { status, stdout } = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], {
    encoding: 'utf8',
  })
  return status === 0 ? stdout.split(/\r?\n/)[0] : undefined
}
