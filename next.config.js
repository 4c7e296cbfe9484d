import { PHASE_PRODUCTION_SERVER } from 'next/constants.js'

/** @type {import('next').NextConfig} */
const config = {
  // Two checkouts' worth of servers can run from one folder when each builds into its own.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  poweredByHeader: false,
  // The front server compresses; doing it twice costs the one thread that renders.
  compress: false,
  reactStrictMode: true,
  // Every reader gets whole pages with their metadata in the head: they are published as files.
  htmlLimitedBots: /.*/,
  // Types are checked by `npm run check` and by every test run; checking them again would double each start's build.
  typescript: { ignoreBuildErrors: true },
  // A part of an address can't be a name with an ending, so what a claim is to machines is made beside its page.
  rewrites: async () => ({
    beforeFiles: [{ source: '/claims/:slug([a-z0-9-]+).json', destination: '/claims/:slug/data' }],
  }),
  images: { unoptimized: true },
  // Argon2 is native and pg probes for optional natives: both stay outside the bundle.
  serverExternalPackages: [
    '@node-rs/argon2',
    'pg',
    '@prisma/adapter-pg',
    '@prisma/client',
    // Native, or WebAssembly that it finds beside itself.
    '@resvg/resvg-js',
    'harfbuzzjs',
    'woff2-encoder',
    // Loaded when they are asked for, and then one of each for all bundles.
    'prom-client',
    '@opentelemetry/api',
    '@opentelemetry/sdk-trace',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/context-async-hooks',
    '@opentelemetry/resources',
  ],
  experimental: {
    serverActions: { bodySizeLimit: '5mb' },
    // Readers' pages are rendered without Next, and a desk that nobody opened takes no memory.
    preloadEntriesOnStart: false,
  },
}

/** What words a page is said in is settled when it is built; the plugin for it, and the compiler it loads, are not served from. */
export default async function configFor(phase) {
  if (phase === PHASE_PRODUCTION_SERVER) return config
  const { default: createNextIntlPlugin } = await import('next-intl/plugin')
  return createNextIntlPlugin('./app/_server/language.ts')(config)
}
