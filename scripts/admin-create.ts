import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createFirstAdmin } from '@/lib/auth/commands'
import { hasAdmin } from '@/lib/auth/queries'
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/auth/rules'
import { createAdminInput } from '@/lib/auth/schema'
import type { Context } from '@/lib/context'
import { getDb } from '@/lib/db'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'

const USAGE = `Makes the first admin of an instance.

  npm run admin:create
  npm run admin:create -- --email=ada@example.org --name="Ada Lovelace" < password-file
  ADMIN_PASSWORD=… npm run admin:create -- --email=ada@example.org --name="Ada Lovelace"

  --another   although there is an admin already, for instance when none of them can sign in any
              more; somebody known by the address becomes an active admin with the new password
`

/** Why it can't be done, in one sentence for whoever typed the command. */
class Refusal extends Error {}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      another: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return console.log(USAGE)

  const db = getDb()
  const ctx: Context = { actor: { kind: 'system' }, now: new Date(), db }
  try {
    if (!values.another && (await hasAdmin(ctx))) throw hasAdminAlready()
    const typed = await ask(values)
    const input = createAdminInput.safeParse({ ...typed, isAnother: values.another })
    if (!input.success) throw wordIssue(input.error.issues[0])
    const { isNew } = await createFirstAdmin(ctx, input.data)
    const { name, email } = input.data
    const done = isNew
      ? `${name} is an admin now`
      : `${email} is an admin now, with the new password`
    console.log(`${done}. Sign in at ${env().PUBLIC_URL}/sign-in`)
  } finally {
    await db.$disconnect()
  }
}

type Given = { email?: string | undefined; name?: string | undefined }
type Typed = { email: string; name: string; password: string }

/** From the command line, the environment and standard input; where somebody sits there, by asking. */
async function ask(given: Given): Promise<Typed> {
  const fromEnvironment = process.env.ADMIN_PASSWORD
  if (process.stdin.isTTY) {
    const email = given.email ?? (await line('E-mail address: '))
    const name = given.name ?? (await line('Name: '))
    return { email, name, password: fromEnvironment ?? (await newPassword()) }
  }
  const { email, name } = given
  if (!email || !name) throw new Refusal('Give --email and --name, or run this in a terminal.')
  const password = fromEnvironment ?? (await firstLineOfInput())
  if (!password) throw new Refusal('Give the password in ADMIN_PASSWORD or on standard input.')
  return { email, name, password }
}

async function newPassword(): Promise<string> {
  const password = await line(`Password (at least ${PASSWORD_MIN} characters, not shown): `, true)
  if ((await line('The same again: ', true)) !== password) {
    throw new Refusal('The two passwords are not the same.')
  }
  return password
}

/** Asks one question in the terminal; a hidden answer is read without the terminal showing it. */
function line(question: string, isHidden = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = createInterface({ input: process.stdin, output: process.stdout, terminal: true })
    let isDone = false
    reader.once('close', () => {
      if (!isDone) reject(new Refusal('Stopped; nothing was made.'))
    })
    reader.once('SIGINT', () => reader.close())
    reader.question(question, (answer) => {
      isDone = true
      reader.close()
      if (isHidden) process.stdout.write('\n')
      resolve(answer)
    })
    if (isHidden) {
      // readline draws each key press by this method; without it nothing typed is drawn.
      ;(reader as unknown as { _writeToOutput: () => void })._writeToOutput = () => {}
    }
  })
}

async function firstLineOfInput(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  return text.split(/\r?\n/)[0] ?? ''
}

function hasAdminAlready(): Refusal {
  return new Refusal(
    'There is an admin already: they can invite others at /desk/people. To make another one from here, add --another.',
  )
}

function wordIssue(issue: { path: PropertyKey[]; message: string } | undefined): Refusal {
  const [slug] = issue?.message.split(':') ?? []
  const field = String(issue?.path[0] ?? 'input')
  const words: Record<string, string> = {
    required: `The ${field} is missing.`,
    not_an_email: 'The e-mail address is not one.',
    too_short: `The password needs at least ${PASSWORD_MIN} characters.`,
    too_long:
      field === 'password'
        ? `The password can have at most ${PASSWORD_MAX} characters.`
        : `The ${field} is too long.`,
    password_too_easy:
      'The password would be guessed soon: take a few words that don’t belong together, without your name or address.',
  }
  return new Refusal(words[slug ?? ''] ?? `The ${field} can’t be taken.`)
}

function wordFailure(error: unknown): string {
  if (error instanceof Refusal) return error.message
  if (error instanceof AppError) {
    if (error.reason === 'has_admin') return hasAdminAlready().message
    if (error.code === 'unavailable') return 'The database did not answer.'
    return wordIssue({ path: [error.details.field ?? 'input'], message: error.reason }).message
  }
  const { code, message } = error as { code?: unknown; message?: string }
  if (String(code).startsWith('ERR_PARSE_ARGS')) return `${message} See --help.`
  if (/ECONNREFUSED|P1001|P1000|P1010|P1003/.test(`${code} ${message}`)) {
    return 'The database did not answer.'
  }
  return message ?? String(error)
}

main().catch((error: unknown) => {
  console.error(wordFailure(error))
  process.exitCode = 1
})
