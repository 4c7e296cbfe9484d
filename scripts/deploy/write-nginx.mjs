// `node scripts/deploy/write-nginx.mjs`: makes those parts of deploy/nginx that follow from what the front server sends.
// With `--newsrooms`, prints what takes the place of site.conf on a machine with those newsrooms of the registry that run there.
import { mkdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { ROOT } from '../launcher/settings.mjs'
import { nginxFiles } from './nginx-locations.mjs'

if (process.argv.includes('--newsrooms')) {
  const { DEFAULT_FOLDER, openRegistry } = await import('../newsroom/registry.mjs')
  const { nginxSite } = await import('../newsroom/nginx-site.mjs')
  const { newsrooms } = openRegistry(process.env.NEWSROOMS || DEFAULT_FOLDER)
  const here = newsrooms().filter(({ host, state }) => host === hostname() && state === 'ready')
  process.stdout.write(nginxSite(here))
  process.exit()
}

const folder = path.join(ROOT, 'deploy/nginx/counterclaim')
for (const [name, text] of Object.entries(nginxFiles())) {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}
