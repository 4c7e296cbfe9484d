import { defineConfig, devices } from '@playwright/test'
import { launchOptions } from './e2e/browser.mjs'

/** `npm test` starts an instance and says where; one started by hand is found at the usual place. */
const baseURL = process.env.E2E_URL ?? 'http://localhost:3000'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // One newsroom for all journeys: they file claims of their own, but share its people and queues.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    launchOptions: launchOptions(),
    locale: 'en-GB',
    timezoneId: 'Asia/Kathmandu',
    // Recording every step takes as long as the steps; the page as it stood is told of in any case.
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
})
