// Run by the build: node --import tsx scripts/launcher/pack-base-map.ts FOLDER
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { PACKED, packBaseMap } from '@/lib/site/map/base-map'

writeFileSync(path.join(process.argv[2] ?? '.next', PACKED), packBaseMap())
