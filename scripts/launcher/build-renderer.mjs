import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import vm from 'node:vm'
import { ROOT } from './settings.mjs'

const PAGES = path.join(ROOT, 'app/(public)')
const RENDERER = path.join(ROOT, 'app/_renderer')
/** What Next gives pages, and what they get here instead. */
const IN_PLACE_OF = {
  'next-intl': 'next-intl.ts',
  'next-intl/server': 'next-intl-server.ts',
  'next/navigation': 'next-navigation.ts',
  'next/headers': 'next-headers.ts',
  react: 'react.ts',
}

const REACT_OR_NEXT = /^(?:react|react-dom|next|next-intl)(?:\/|$)/
const require = createRequire(import.meta.url)

/** Bundles the readers' pages with what renders them without Next; `folder` is Next's build, whose style sheets they link. */
export async function buildRenderer(folder) {
  const { build, stop } = await import('esbuild')
  await build({
    stdin: {
      contents: entry(folder),
      resolveDir: ROOT,
      loader: 'tsx',
      sourcefile: 'renderer-entry.tsx',
    },
    outfile: path.join(folder, 'renderer.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    packages: 'external',
    banner: {
      js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)",
    },
    sourcemap: 'linked',
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfig: path.join(ROOT, 'tsconfig.json'),
    loader: { '.css': 'empty' },
    legalComments: 'none',
    logLevel: 'error',
    plugins: [ownInPlace()],
  })
  await stop()
}

/** A module of every page and route there is, by the address that its folder names. */
function entry(folder) {
  const files = readdirSync(PAGES, { recursive: true }).filter((file) =>
    /(?:^|\/)(?:page\.tsx|route\.ts)$/.test(file),
  )
  const routes = files
    .map((file, at) => ({ pattern: patternOf(file), module: at, sheets: sheetsOf(folder, file) }))
    .sort((one, other) => byPrecedence(one.pattern, other.pattern))
    .map(
      ({ pattern, module, sheets }) =>
        `{ pattern: ${JSON.stringify(pattern)}, module: route${module}, sheets: ${JSON.stringify(sheets)} }`,
    )
  return [
    "import { createRenderer } from '@/app/_renderer/renderer'",
    "import * as layout from '@/app/(public)/layout'",
    ...files.map(
      (file, at) => `import * as route${at} from '@/app/(public)/${file.replace(/\.tsx?$/, '')}'`,
    ),
    `const routes = [${routes.join(',\n')}]`,
    'export const render = createRenderer(routes, layout)',
  ].join('\n')
}

function patternOf(file) {
  const named = path.dirname(file) === '.' ? '/' : `/${path.dirname(file)}`
  // As next.config.js has it: a folder can't be a name with an ending.
  return named === '/claims/[slug]/data' ? '/claims/[slug].json' : named
}

/** What is named in full comes before what stands for any name. */
function byPrecedence(one, other) {
  const names = (pattern) => pattern.split('[').length
  return names(one) - names(other) || other.length - one.length
}

/** The style sheets that Next's build has for a page, in their order. */
function sheetsOf(folder, file) {
  if (!file.endsWith('page.tsx')) return []
  const name = file.replace(/\.tsx$/, '')
  const manifest = readFileSync(
    path.join(folder, 'server/app/(public)', `${name}_client-reference-manifest.js`),
    'utf8',
  )
  const context = { globalThis: {} }
  vm.runInNewContext(manifest, context)
  const { entryCSSFiles } = Object.values(context.globalThis.__RSC_MANIFEST)[0]
  const of = (module) =>
    Object.entries(entryCSSFiles).find(([entry]) =>
      entry.endsWith(`/app/(public)/${module}`),
    )?.[1] ?? []
  // A page without sheets of its own wears those of the frame.
  const sheets = [...of('layout'), ...of(name)].map(({ path: sheet }) => `/_next/${sheet}`)
  return [...new Set(sheets)]
}

/** esbuild's plugin by which modules of ours get what is in place of Next's. */
function ownInPlace() {
  const nothing = { path: 'nothing', namespace: 'nothing' }
  const shims = path.join(RENDERER, 'in-place-of')
  return {
    name: 'own-in-place',
    setup(build) {
      build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: '' }))
      build.onResolve({ filter: /^server-only$/ }, () => nothing)
      build.onResolve({ filter: REACT_OR_NEXT }, ({ path: asked, importer }) => {
        const isOurs = !importer.includes('/node_modules/') && !importer.startsWith(shims)
        if (isOurs && IN_PLACE_OF[asked]) return { path: path.join(shims, IN_PLACE_OF[asked]) }
        // React is bundled, as it is outside server components, under whatever conditions the process runs.
        return { path: require.resolve(asked) }
      })
    },
  }
}
