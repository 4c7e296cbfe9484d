import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkImports } from './check-imports.mjs'

/** A newsroom in eight files that keeps every rule. */
const SOUND = {
  'lib/errors.ts': 'export class AppError extends Error {}',
  'lib/db.ts':
    "import { PrismaClient } from '@/lib/generated/prisma/client'\nexport const db = new PrismaClient()",
  'lib/generated/prisma/client.ts': 'export class PrismaClient {}',
  'lib/sources/schema.ts': "import { z } from 'zod'\nexport const name = z.string()",
  'lib/claims/rules.ts': "import { name } from '@/lib/sources/schema'\nexport const rule = name",
  'lib/claims/commands.ts':
    "import 'server-only'\nimport { AppError } from '@/lib/errors'\nimport { rule } from '@/lib/claims/rules'\nimport type { PrismaClient } from '@/lib/generated/prisma/client'\nexport const file = (db: PrismaClient) => [AppError, rule, db]",
  'app/(desk)/form.tsx':
    "'use client'\nimport { rule } from '@/lib/claims/rules'\nexport const Form = () => <p>{String(rule)}</p>",
  'app/(public)/page.tsx': "import '@/lib/claims/commands'\nexport default () => <p>Claims</p>",
}

/** Each with one mistake in it, by the rule that must see it. */
const MISTAKES = {
  'arrows-point-right: stories, review': [
    'lib/stories/a.ts',
    "import '@/lib/search/a'",
    { 'lib/search/a.ts': 'export {}' },
  ],
  'arrows-point-right: evidence, relations': [
    'lib/evidence/a.ts',
    "import type { A } from '@/lib/review/a'\nexport type B = A",
    { 'lib/review/a.ts': 'export type A = 1' },
  ],
  'arrows-point-right: claims': [
    'lib/claims/a.ts',
    "import '@/lib/relations/a'",
    { 'lib/relations/a.ts': 'export {}' },
  ],
  'arrows-point-right: documents': ['lib/documents/a.ts', "import '@/lib/claims/rules'"],
  'arrows-point-right: sources': [
    'lib/sources/a.ts',
    "import '@/lib/documents/b'",
    { 'lib/documents/b.ts': 'export {}' },
  ],
  'arrows-point-right: activity, auth, names, observe, replica, text, words': [
    'lib/act.ts',
    "import '@/lib/sources/schema'",
  ],
  'no-circles': [
    'lib/claims/circle.ts',
    "import '@/lib/claims/circle-too'",
    { 'lib/claims/circle-too.ts': "import '@/lib/claims/circle'" },
  ],
  'lib-knows-no-app': [
    'lib/claims/b.ts',
    "import { x } from '@/app/x'\nexport const y = x",
    { 'app/x.ts': 'export const x = 1' },
  ],
  'lib-knows-no-framework': ['lib/claims/c.ts', "import 'next/cache'"],
  'pure-files-only-reckon': ['lib/review/rules.ts', "import '@/lib/db'"],
  'few-speak-to-the-database': [
    'lib/review/lookup.ts',
    "import { PrismaClient } from '@/lib/generated/prisma/client'\nexport const c = PrismaClient",
  ],
  'no-driver-but-for-listening': ['lib/search/raw.ts', "import 'pg'"],
  'sign-in-stays-in-auth': ['app/who.ts', "import 'next-auth/jwt'"],
  'browser-gets-pure-files-only': ['app/(desk)/leak.tsx', "'use client'\nimport '@/lib/db'"],
  'public-pages-run-nothing': [
    'app/(public)/busy.tsx',
    "import '@/app/_ui/through'",
    {
      'app/_ui/through.tsx': "import '@/app/_ui/button'",
      'app/_ui/button.tsx': "'use client'\nexport {}",
    },
  ],
  'public-pages-know-no-desk': [
    'app/(public)/nosy.tsx',
    "import '@/app/(desk)/plain'",
    { 'app/(desk)/plain.tsx': 'export {}' },
  ],
  'tests-stay-in-tests': [
    'lib/claims/d.ts',
    "import '@/lib/testing/builders'",
    { 'lib/testing/builders.ts': 'export {}' },
  ],
  'no-development-packages-at-run-time': ['lib/claims/e.ts', "import 'vitest'"],
  'nothing-that-is-not-there': ['lib/claims/f.ts', "import '@/lib/claims/nowhere'"],
  'server-only-where-it-matters': ['lib/review/commands.ts', 'export {}'],
}

const PACKAGES = ['next', 'pg', 'next-auth', 'zod', 'server-only', 'vitest']

describe('The import rules', () => {
  const folders = []
  let found

  const plant = (files) => {
    const root = mkdtempSync(path.join(tmpdir(), 'counterclaim-imports-'))
    folders.push(root)
    const all = {
      ...files,
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          module: 'esnext',
          moduleResolution: 'bundler',
          jsx: 'react-jsx',
          paths: { '@/*': ['./*'] },
        },
      }),
      'package.json': JSON.stringify({
        type: 'module',
        dependencies: Object.fromEntries(PACKAGES.slice(0, -1).map((each) => [each, '1'])),
        devDependencies: { vitest: '1' },
      }),
    }
    for (const name of PACKAGES) {
      all[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0' })
      for (const file of ['index', 'cache', 'jwt']) {
        all[`node_modules/${name}/${file}.js`] = 'export const z = {}'
      }
    }
    for (const [name, content] of Object.entries(all)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
      writeFileSync(path.join(root, name), content)
    }
    return root
  }

  beforeAll(() => {
    const files = { ...SOUND }
    for (const [name, content, others] of Object.values(MISTAKES)) {
      Object.assign(files, { [name]: content }, others)
    }
    found = checkImports(plant(files)).violations
  })

  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  test('find nothing in a tree that keeps them', () => {
    const { violations, filesRead } = checkImports(plant(SOUND))
    expect(violations).toEqual([])
    expect(filesRead).toBeGreaterThanOrEqual(Object.keys(SOUND).length)
  })

  test.each(Object.entries(MISTAKES))('catch a breach of “%s”', (rule, [file]) => {
    // A circle is told once, from whichever file it was met at.
    const [from] = file.split('.')
    expect(found.filter((each) => each.startsWith(`${rule}: ${from}`))).not.toEqual([])
  })

  test('catch nothing else', () => {
    const planted = Object.entries(MISTAKES).map(([rule, [file]]) => `${rule}: ${file} `)
    const others = found.filter((each) => !planted.some((start) => each.startsWith(start)))
    expect(others.filter((each) => !each.startsWith('no-circles'))).toEqual([])
  })
})
