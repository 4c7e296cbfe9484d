// `node scripts/deploy/write-nginx.mjs`: makes those parts of deploy/nginx that follow from what the front server sends.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../launcher/settings.mjs'
import { nginxFiles } from './nginx-locations.mjs'

const folder = path.join(ROOT, 'deploy/nginx/counterclaim')
for (const [name, text] of Object.entries(nginxFiles())) {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}
