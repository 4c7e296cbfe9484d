import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { buildReadersScripts } from './build-readers-scripts.mjs'
import { buildRenderer } from './build-renderer.mjs'
import { run, TYPESCRIPT } from './run.mjs'
import { ROOT } from './settings.mjs'
import { hashOf, readStamp } from './stamp.mjs'
import { StartProblem } from './start-problem.mjs'

const CLIENT_STAMP = path.join(ROOT, 'lib/generated/.stamp')
const BUILD_STAMP = path.join(ROOT, '.next/counterclaim-build')
const CLIENT_SOURCES = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']
const BUILD_SOURCES = [
  'app',
  'lib',
  'public',
  'messages',
  'scripts/launcher/build-renderer.mjs',
  'scripts/launcher/pack-base-map.ts',
  'instrumentation.ts',
  'proxy.ts',
  'middleware.ts',
  'next.config.js',
  'tsconfig.json',
  'prisma/schema.prisma',
  'package-lock.json',
]

export function isClientGenerated() {
  return (
    readStamp(CLIENT_STAMP) === hashOf(CLIENT_SOURCES) &&
    existsSync(path.join(ROOT, 'lib/generated/prisma/client.ts'))
  )
}

export async function generateClient() {
  const wanted = hashOf(CLIENT_SOURCES)
  rmSync(CLIENT_STAMP, { force: true })
  await runOrExplain('Generating the database client', [
    'node_modules/prisma/build/index.js',
    'generate',
  ])
  writeFileSync(CLIENT_STAMP, wanted)
}

/** Names the sources as they are: whoever built from the same ones has the same build. */
export function buildId() {
  return hashOf(BUILD_SOURCES, { isCounted: isBuilt })
}

export function isBuilt(file) {
  return !(
    /\.test\.tsx?$/.test(file) ||
    file.startsWith('lib/testing/') ||
    file.startsWith('lib/generated/')
  )
}

export function builtId() {
  return readStamp(BUILD_STAMP)
}

export async function buildPages() {
  const wanted = buildId()
  rmSync(BUILD_STAMP, { force: true })
  await runOrExplain('Building the pages', ['node_modules/next/dist/bin/next', 'build'], {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // What a page looks like must not depend on who happened to build it.
    ...Object.fromEntries(
      ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATA_DIR', 'PORT', 'PUBLIC_URL', 'NEXT_DIST_DIR'].map(
        (name) => [name, undefined],
      ),
    ),
  })
  await buildReadersScripts(path.join(ROOT, '.next'))
  await buildRenderer(path.join(ROOT, '.next'))
  await runOrExplain('Packing the map', [
    ...TYPESCRIPT,
    'scripts/launcher/pack-base-map.ts',
    path.join(ROOT, '.next'),
  ])
  await compressAssets(path.join(ROOT, '.next/static'))
  writeFileSync(BUILD_STAMP, wanted)
}

async function runOrExplain(what, args, env = {}) {
  try {
    await run(process.execPath, args, { env: { ...process.env, ...env } })
  } catch (error) {
    if (error.code === 'ENOSPC') throw error
    throw new StartProblem(`${what} failed:\n${error.output ?? error.message}`)
  }
}

/** Puts .br and .gz beside every script and style sheet, for the front server to send as they are. */
async function compressAssets(folder) {
  if (!existsSync(folder)) return
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|css|svg|json|txt|map)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
  await Promise.all(
    files.map(async (file) => {
      const bytes = readFileSync(file)
      const [br, gz] = await Promise.all([
        promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        promisify(gzip)(bytes, { level: 9 }),
      ])
      writeFileSync(`${file}.br`, br)
      writeFileSync(`${file}.gz`, gz)
    }),
  )
}
