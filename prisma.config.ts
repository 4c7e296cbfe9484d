import path from 'node:path'
import { defineConfig } from 'prisma/config'

// The native schema engine is a download; scripts/schema-engine.mjs stands in for it, offline too.
// Windows can't start a .mjs file, so there the download is needed after all.
if (process.platform !== 'win32') {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(
    import.meta.dirname,
    'scripts/schema-engine.mjs',
  )
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: {
    // `generate` and `validate` ask for an address but never connect to it. The migrate commands
    // do: `npm run db -- npx prisma migrate dev` gives them the development database.
    url:
      process.env.DATABASE_OWNER_URL ??
      process.env.DATABASE_URL ??
      'postgresql://nobody@127.0.0.1:1/no_database_url_given',
  },
})
