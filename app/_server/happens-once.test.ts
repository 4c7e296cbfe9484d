import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { z } from 'zod'

/**
 * Every write can be sent twice without being done twice. A new command, action or route has to be one of these ways,
 * or be named here with the reason why a repeat does no harm.
 */

/** Commands that are not told apart by the id of a request, and why they need not be. */
const REPEATABLE: Record<string, string> = {
  signIn: 'opens a session; a second one is of the same person, and the first can be ended',
  signOut: 'ends a session, which can’t be ended twice',
  linkOrCreate: 'opens a session; who joins is told apart by their address, under a lock',
  acceptInvitation:
    'a link works once: a repeat is refused as used, and the password is known by then',
  changePasswordByLink: 'a link works once, as above',
  createFirstAdmin:
    'is refused where there is an admin; of the same address it sets the same password',
  changeRecordKey: 'names the key it follows: a repeat finds that another follows it already',
}

/** Routes that write and take no `Idempotency-Key`, and why. */
const ROUTES: Record<string, string> = {
  'app/api/auth/[...nextauth]/route.ts':
    'signing in and out through next-auth, as signIn and signOut',
  'app/(desk)/sign-out/route.ts': 'signOut',
  'app/api/language/route.ts': 'chooses a language; twice is once',
  'app/api/internal/publish/route.ts': 'publishes what waits; twice is once',
  'app/api/internal/rebuild/route.ts': 'makes a page anew; twice is once',
}

function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file))
    .filter((file) => name.test(file) && !file.includes('/generated/'))
}

type Command = { name: string; file: string; input: string | null; body: string }

const commands = filesIn('lib', /\/commands(\/[^/]+)?(?<!\.test)\.ts$/).flatMap(commandsIn)

/** The exported functions that take a context first: those that take a transaction are parts of larger acts. */
function commandsIn(file: string): Command[] {
  const parts = readFileSync(file, 'utf8').split(/^export (?:async )?function /m)
  return parts.slice(1).flatMap((part) => {
    const name = /^\w+/.exec(part)?.[0] ?? ''
    const parameters = /^\w+\(\s*ctx: Context,?\s*(?:input: ([\w.]+))?/.exec(part)
    if (!parameters) return []
    return [{ name, file, input: parameters[1] ?? null, body: part }]
  })
}

describe('every command', () => {
  it('is found by this test', () => {
    const names = commands.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['fileClaim', 'approveVerdict', 'fileIntake', 'changeRole']),
    )
    expect(Object.keys(REPEATABLE).filter((name) => !names.includes(name))).toEqual([])
  })

  it.each(commands.map((command) => [command.name, command] as const))(
    'is done once under the id of its request, or says why not: %s',
    async (name, { file, input, body }) => {
      if (name in REPEATABLE) return
      // A step of the desk's work is a command by way of `changeStage`, which is one.
      expect(body).toMatch(/\b(?:act|changeStage)\(\s*ctx,\s*(?:'[\w-]+'|\w+),\s*input,/)
      const beside = path.resolve(file.replace(/commands.*$/, ''), 'schema.ts')
      const schemas = await vi.importActual<Record<string, unknown>>(beside)
      const schema = schemas[schemaName(input)]
      expect(keysOf(schema as z.ZodType)).toContain('requestId')
    },
  )
})

function schemaName(input: string | null): string {
  const noun = `${(input ?? '').charAt(0).toLowerCase()}${(input ?? '').slice(1)}`
  return noun.endsWith('Input') ? noun : `${noun}Input`
}

function keysOf(schema: z.ZodType | undefined): string[] {
  const {
    shape,
    in: inner,
    def,
  } = (schema ?? {}) as unknown as {
    shape?: object
    in?: z.ZodType
    def?: { innerType?: z.ZodType; in?: z.ZodType }
  }
  if (shape) return Object.keys(shape)
  const next = inner ?? def?.innerType ?? def?.in
  return next ? keysOf(next) : []
}

describe('every action', () => {
  const files = filesIn('app', /(?<!\.test)\.ts$/).filter((file) =>
    /^'use server'/m.test(readFileSync(file, 'utf8')),
  )

  it.each(files)('is a form with the id of its press: %s', (file) => {
    const text = readFileSync(file, 'utf8')
    const actions = [...text.matchAll(/^export const (\w+)(?:: FormAction)? = ([\s\S]{0,400})/gm)]
    expect(text).not.toMatch(/^export (async )?function/m)
    expect(actions.length).toBeGreaterThan(0)
    for (const [, name, body] of actions) {
      expect(`${name} = ${body}`).toMatch(/\b(publicFormAction|formAction)\(/)
    }
  })
})

describe('every route that writes', () => {
  const routes = filesIn('app', /\/route\.ts$/).filter((file) =>
    /export (?:async )?function (?:POST|PUT|PATCH|DELETE)\b|as POST\b/.test(
      readFileSync(file, 'utf8'),
    ),
  )

  it('takes an Idempotency-Key, or says why not', () => {
    expect(routes.length).toBeGreaterThan(0)
    const without = routes.filter((file) => !readFileSync(file, 'utf8').includes('memberWrite('))
    expect(without.sort()).toEqual(Object.keys(ROUTES).sort())
  })
})
