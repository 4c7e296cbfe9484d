// What may import what, as house rules that a machine keeps.
//
//   app ─▶ desk, site, intake, search, interop, publish, mirror ─▶ stories, review ─▶ evidence, relations
//       ─▶ claims ─▶ documents ─▶ sources ─▶ activity, auth, context, db, errors, …
//
// scripts/imports/imports.test.mjs plants a mistake for each rule and sees that it is caught.
const { readdirSync, readFileSync } = require('node:fs')

/** The modules of lib from left to right; arrows point right, or stay in a row. */
const ROWS = [
  ['desk', 'site', 'intake', 'search', 'interop', 'publish', 'mirror'],
  ['stories', 'review'],
  ['evidence', 'relations'],
  ['claims'],
  ['documents'],
  ['sources'],
  ['activity', 'auth', 'names', 'observe', 'replica', 'text', 'words', '[a-z-]+\\.ts'],
]

/** Files that only reckon: they may be imported anywhere, the browser included. */
const PURE =
  '^lib/[^/]+/(?:rules|policy|schema|words)(?:\\.ts$|/)|^lib/text/|^lib/(?:time|errors)\\.ts$|^lib/auth/(?:actor|roles|email)\\.ts$'

/**
 * Where the database is spoken to: commands and queries, among which are the desk's screens, one
 * file each, and the publisher's question of what shows on which page.
 */
const SPEAKS_TO_DATABASE =
  '^lib/desk/|^lib/publish/what-shows\\.ts$|^lib/record/(?:acts|disclosures|redact|verify/statement)\\.ts$|^lib/[^/]+/(?:commands|queries|sql)(?:\\.ts$|/)|^lib/activity/record\\.ts$|^lib/db\\.ts$'

const TESTS = '\\.test\\.[mc]?tsx?$|^lib/testing/|^e2e/'

const rows = ROWS.slice(1).map((row, i) => ({
  name: `arrows-point-right: ${row.filter((each) => /^\w+$/.test(each)).join(', ')}`,
  comment: 'A module knows those it builds on, never those that build on it.',
  severity: 'error',
  from: { path: `^lib/(?:${row.join('|')})(?:/|$)`, pathNot: TESTS },
  to: {
    path: `^lib/(?:${ROWS.slice(0, i + 1)
      .flat()
      .join('|')})(?:/|$)`,
  },
}))

module.exports = {
  forbidden: [
    ...rows,
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'lib-knows-no-app',
      comment: 'What the newsroom does is the same whoever asks for it.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^app/' },
    },
    {
      name: 'lib-knows-no-framework',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^node_modules/(?:next|react|react-dom)/' },
    },
    {
      name: 'pure-files-only-reckon',
      comment:
        'Rules, policies, schemas and words touch each other, zod, the calendar and the file of English; the rest as types only.',
      severity: 'error',
      from: { path: PURE, pathNot: TESTS },
      to: {
        pathNot: `${PURE}|^node_modules/(?:zod|luxon)/|^messages/en\\.json$`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'few-speak-to-the-database',
      comment:
        'The Prisma client is used in commands, queries, activity/record and db; elsewhere as types.',
      severity: 'error',
      from: { path: '^(?:app|lib)/', pathNot: `${SPEAKS_TO_DATABASE}|${TESTS}|^lib/generated/` },
      to: {
        path: '^lib/generated/prisma/|^node_modules/@prisma/',
        pathNot: '^lib/generated/prisma/enums\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-driver-but-for-listening',
      comment:
        'Past Prisma only where a session is needed: the publisher listens and holds a lock; who verifies shares one snapshot. Its pool is ours, and gives up on the silent.',
      severity: 'error',
      from: {
        path: '^(?:app|lib)/',
        pathNot: `^lib/publish/|^lib/record/verify/|^lib/patient-pool\\.ts|${TESTS}`,
      },
      to: { path: '^node_modules/pg/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sign-in-stays-in-auth',
      comment: 'So that the library can be changed in one place.',
      severity: 'error',
      from: { pathNot: '^lib/auth/|^app/api/auth/' },
      to: { path: '^node_modules/next-auth/' },
    },
    {
      name: 'browser-gets-pure-files-only',
      comment:
        'A client component may use rules, policies, schemas and words of lib; the rest as types.',
      severity: 'error',
      from: { path: clientComponents() },
      to: { path: '^lib/', pathNot: PURE, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'public-pages-run-nothing',
      comment: 'Readers get pages without a script, so nothing on them may need one.',
      severity: 'error',
      from: { path: '^app/\\(public\\)/' },
      to: { path: clientComponents(), reachable: true },
    },
    {
      name: 'public-pages-know-no-desk',
      severity: 'error',
      from: { path: '^app/\\(public\\)/' },
      to: { path: '^app/\\(desk\\)/' },
    },
    {
      name: 'tests-stay-in-tests',
      severity: 'error',
      from: { pathNot: `${TESTS}|^scripts/|\\.config\\.ts$` },
      to: { path: TESTS },
    },
    {
      name: 'no-development-packages-at-run-time',
      severity: 'error',
      from: { path: '^(?:app|lib)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-that-is-not-there',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^\\.next|\\.css$' },
    },
  ],
  required: [
    {
      name: 'server-only-where-it-matters',
      comment: "Commands and queries start with import 'server-only'.",
      severity: 'error',
      module: { path: '^lib/[^/]+/(?:commands|queries)(?:\\.ts$|/)', pathNot: TESTS },
      to: { path: '^node_modules/server-only/' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^\\.next|^lib/generated/prisma/internal' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.d.ts'],
    },
    cache: false,
  },
}

/** Files that open with 'use client', which no import tells. */
function clientComponents() {
  const files = readdirSync('app', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.replaceAll('\\', '/'))
    .filter((file) => /^\s*['"]use client['"]/.test(readFileSync(file, 'utf8')))
  const escaped = files.map((file) => file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  // Without any, a pattern that no path has: an empty one would mean all of them.
  return escaped.length > 0 ? `^(?:${escaped.join('|')})$` : '^no client component$'
}
