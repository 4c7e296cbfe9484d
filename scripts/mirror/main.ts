// Run by scripts/mirror.mjs with the environment of an instance.
import path from 'node:path'
import { getDb } from '@/lib/db'
import { env } from '@/lib/env'
import { compareMirror, type Differences } from '@/lib/mirror/check'
import { createFollower } from '@/lib/mirror/follower'
import { StoreFault, s3Store } from '@/lib/mirror/store'
import { MirrorMisconfigured, readMirrorSettings, targetOf } from '@/lib/mirror-settings'

/** What is being published while we look is sent by the next look. */
const MOST_LOOKS = 5
const MOST_NAMED = 20

const { check: isCheck } = JSON.parse(process.argv[2] ?? '{}')
try {
  process.exitCode = await (isCheck ? check() : bringIntoLine())
} catch (error) {
  if (!(error instanceof StoreFault || error instanceof MirrorMisconfigured)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
} finally {
  await getDb().$disconnect()
}

function settings() {
  const found = readMirrorSettings()
  if (!found) throw new MirrorMisconfigured('There is no mirror: MIRROR_S3_ENDPOINT names none.')
  return found
}

async function bringIntoLine(): Promise<number> {
  const target = targetOf(settings())
  const follower = createFollower()
  if (!follower) return 1
  let held = 1
  try {
    for (let look = 0; held > 0 && look < MOST_LOOKS; look++) {
      const { sent, removed, unchanged, ...outcome } = await follower.bringAll()
      held = outcome.held
      console.log(
        `${target}: ${sent} objects sent, ${removed} removed, ${unchanged} files unchanged${held > 0 ? `, ${held} to be looked at again` : ''}`,
      )
    }
    await follower.settle()
  } catch (error) {
    // It was said already.
    if (error instanceof StoreFault) return 1
    throw error
  } finally {
    await follower.stop()
  }
  return held > 0 ? 1 : 0
}

async function check(): Promise<number> {
  const found = settings()
  const differences = await compareMirror({
    folder: path.join(env().DATA_DIR, 'published'),
    store: s3Store(found),
    encodings: found.encodings,
    headers: { publicUrl: env().PUBLIC_URL, sharedMaxAge: found.sharedMaxAge },
  })
  return tell(targetOf(found), differences)
}

function tell(target: string, { same, foreign, ...others }: Differences): number {
  const kinds = [
    ['missing', others.missing],
    ['otherwise than the file', others.different],
    ['no more published', others.tooMany],
  ] as const
  const count = kinds.reduce((sum, [, keys]) => sum + keys.length, 0)
  console.log(`${target}: ${same} objects are as published, ${count} are not`)
  for (const [words, keys] of kinds) {
    for (const key of keys.slice(0, MOST_NAMED)) console.log(`  ${key}: ${words}`)
    if (keys.length > MOST_NAMED) console.log(`  … and ${keys.length - MOST_NAMED} more ${words}`)
  }
  if (foreign.length > 0) console.log(`  ${foreign.length} that are not ours, and stay`)
  return count > 0 ? 1 : 0
}
