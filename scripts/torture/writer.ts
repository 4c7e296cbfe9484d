/**
 * A process of the newsroom under load: a few editors at a time, each doing one thing after the other through the
 * ordinary commands. What is about to be sent is told to the parent first, and its answer after; what is not answered
 * is sent again, as a browser's form would be. Ends with its parent.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { z } from 'zod'
import { createDb } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { COMMANDS, type CommandName, chooseAct, type Sent, settleIn } from '@/scripts/torture/acts'
import { dice } from '@/scripts/torture/dice.mjs'

type Order = { is: 'begin'; seed: number; editors: number; again: Sent[] } | { is: 'stop' }

const db = createDb(process.env.DATABASE_URL ?? '')
let isStopping = false
process.on('disconnect', () => process.exit(0))
process.on('message', (order: Order) => {
  if (order.is === 'stop') isStopping = true
  else void begin(order)
})
await tell({ is: 'ready' })

/** Resolves when the words are out of this process, whatever becomes of it. */
function tell(words: object): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(words, () => resolve())
  })
}

async function begin({ seed, editors, again }: Extract<Order, { is: 'begin' }>): Promise<void> {
  const newsroom = await patiently(() => settleIn(db))
  await Promise.all(again.map(send))
  await Promise.all(
    Array.from({ length: editors }, async (_, at) => {
      const roll = dice(seed * 100 + at)
      while (!isStopping) {
        const act = await patiently(() => chooseAct(db, newsroom, roll, randomUUID()))
        if (!act) continue
        await tell({ is: 'sent', act })
        await send(act)
      }
    }),
  )
  await tell({ is: 'stopped' })
  await db.$disconnect()
  process.exit(0)
}

/** Asks until there is an answer: the database may be away. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isStopping && process.env.TORTURE_LOUD) console.error(error)
      await delay(50)
    }
  }
}

async function send(act: Sent): Promise<void> {
  const { requestId } = act
  for (;;) {
    try {
      const result = await run(act.command, act)
      return await tell({ is: 'answered', requestId, result })
    } catch (error) {
      if (!(error instanceof AppError)) {
        const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
        await tell({ is: 'surprised', requestId, command: act.command, words })
      } else if (error.code !== 'unavailable') {
        return tell({ is: 'refused', requestId, outcome: `${error.code}: ${error.reason}` })
      }
      await delay(50)
    }
  }
}

async function run<C extends CommandName>(
  name: C,
  { by, input, requestId }: Sent,
): Promise<object> {
  const { command, schema } = COMMANDS[name]
  const parsed: z.output<typeof schema> = schema.parse({ ...input, requestId })
  const actor = { kind: 'member' as const, ...by, sessionId: null }
  return (command as (ctx: object, input: unknown) => Promise<object>)(
    { actor, now: new Date(), db },
    parsed,
  )
}
