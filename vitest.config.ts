import path from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'

const DATABASE_TESTS = 'lib/**/*.db.test.{ts,tsx}'

export default defineConfig({
  resolve: {
    alias: {
      '@': import.meta.dirname,
      // Throws outside Next by design; in tests there is no client bundle to keep things out of.
      'server-only': path.join(import.meta.dirname, 'lib/testing/server-only.ts'),
    },
  },
  test: {
    // A time zone nobody has, with minutes in it: a forgotten zone shows itself.
    env: { TZ: 'Asia/Kathmandu' },
    setupFiles: ['lib/testing/no-unexpected-errors.ts'],
    exclude: [...configDefaults.exclude, '.data/**', '.next/**'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['{lib,app}/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, DATABASE_TESTS],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: [DATABASE_TESTS],
          globalSetup: ['lib/testing/template-database.ts'],
          testTimeout: 60_000,
          hookTimeout: 30_000,
          // Two hands at once are the tests' own business; many files at once are not.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'operations',
          include: ['scripts/**/*.test.mjs'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
