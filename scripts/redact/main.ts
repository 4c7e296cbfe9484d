// Started by scripts/redact.mjs on the database of an instance, with its options as the one argument.
import { createInterface } from 'node:readline/promises'
import { createDb, type Db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { findText, type Occurrence, redact, textsOfFact } from '@/lib/record/redact'

const LOOKED_ONLY = 3

type Options = {
  find?: string
  text?: string[]
  leaf?: string
  name?: string
  reason?: string
  by?: string
}

const REFUSALS: Record<string, string> = {
  reason_says_what_goes: 'The reason holds the text that is to go: everybody reads the reason.',
  text_not_found: 'No row holds that text, letter by letter.',
  text_is_the_records_own:
    'The record itself is written with that word (a kind of act, a status): name a longer text.',
}

const options = JSON.parse(process.argv[2] ?? '{}') as Options
const owner = createDb(process.env.REDACT_OWNER_URL ?? '')
try {
  process.exitCode = await main(owner)
} catch (error) {
  const words = error instanceof AppError ? REFUSALS[error.reason] : undefined
  if (!words) throw error
  console.error(words)
  process.exitCode = 1
} finally {
  await owner.$disconnect()
}

async function main(db: Db): Promise<number> {
  if (options.find) {
    const found = await db.$transaction((tx) => findText(tx, options.find ?? ''), {
      timeout: 600_000,
    })
    for (const each of found) console.log(lineOf(each))
    console.log(found.length === 0 ? 'No leaf holds that text.' : `${found.length} leaves hold it.`)
    return LOOKED_ONLY
  }
  const texts =
    options.text ??
    (await db.$transaction((tx) => textsOfFact(tx, Number(options.leaf), options.name ?? '')))
  const wanted = texts.filter((each) => each.trim().length >= 3)
  if (wanted.length === 0) {
    console.error(`Leaf ${options.leaf} has no text named “${options.name}”.`)
    return 1
  }
  const actorId = await whoAnswers(db)
  if (actorId === undefined) return 1
  const given = { texts: wanted, reason: options.reason?.trim() ?? '', actorId, now: new Date() }
  const rehearsed = await redact(db, { ...given, isRehearsal: true })
  for (const text of wanted) console.log(`Goes: “${text}”`)
  for (const each of rehearsed.leaves) console.log(lineOf(each))
  console.log(
    `${rehearsed.rows} values in the database and ${rehearsed.leaves.length} leaves lose it, for good. Backups and copies that others keep are not touched.`,
  )
  if (!(await isConfirmed())) {
    console.log('Nothing was changed.')
    return LOOKED_ONLY
  }
  const done = await redact(db, { ...given, now: new Date(), isRehearsal: false })
  console.log(`Done: ${done.rows} values, ${done.redactions} leaves say so in the record.`)
  return 0
}

/** The admin who answers for it, null for the system; undefined where there is no such admin. */
async function whoAnswers(db: Db): Promise<string | null | undefined> {
  if (!options.by) return null
  const person = await db.user.findFirst({
    where: { email: options.by.trim().toLowerCase(), role: 'admin', deactivatedAt: null },
    select: { id: true },
  })
  if (!person) console.error(`${options.by} is no admin here.`)
  return person?.id
}

async function isConfirmed(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await lines.question('Type REDACT to take it away: ')).trim() === 'REDACT'
  } finally {
    lines.close()
  }
}

function lineOf({ leaf, type, claim, names }: Occurrence): string {
  return `  leaf ${leaf}  ${type}${claim ? `  ${claim}` : ''}  ${names.join(', ')}`
}
