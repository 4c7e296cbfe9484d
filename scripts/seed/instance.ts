import { type DemoKey, demoPeople } from '@/lib/auth/demo-people'
import { hashPassword } from '@/lib/auth/passwords'
import type { Db } from '@/lib/db'
import { at, Desk, type Member, SEED_MARK } from '@/scripts/seed/desk'
import { friday } from '@/scripts/seed/friday'
import { monday } from '@/scripts/seed/monday'
import { saturday } from '@/scripts/seed/saturday'
import { sunday } from '@/scripts/seed/sunday'

export type Outcome = { isDemo: boolean; note?: string }

/**
 * Says once and for all what this database is. The `instance` row is written last: without it, rows that are
 * the seed's own are a seed that was cut short, and it goes on where it stopped; rows of anybody else make the
 * database theirs, and no demo.
 */
export async function settle(
  db: Db,
  { wantsDemo, now }: { wantsDemo: boolean; now: Date },
): Promise<Outcome> {
  const instance = await db.instance.findUnique({ where: { id: 1 } })
  if (instance) return { isDemo: instance.isDemo }
  const holds = await whoseRows(db)
  const isDemo = wantsDemo && holds !== 'others'
  if (isDemo) await tellTheStory(db)
  await db.instance.create({ data: { id: 1, isDemo, createdAt: now } })
  if (wantsDemo && !isDemo) {
    return {
      isDemo,
      note: 'The database already holds somebody’s work, so the demo story was left out.',
    }
  }
  return { isDemo }
}

/** Whether a database without an `instance` row is empty, holds a part of the demo, or holds other people's work. */
async function whoseRows(db: Db): Promise<'nobody' | 'ours' | 'others'> {
  const demoEmails = demoPeople.map(({ email }) => email as string)
  const people = await db.user.findMany({ select: { email: true } })
  const others = await db.submission.count({
    where: { NOT: { key: { startsWith: `${SEED_MARK}-` } } },
  })
  const acts = await db.activity.count()
  const steps = await db.submission.count()
  if (people.length === 0) return acts + steps === 0 ? 'nobody' : 'others'
  const isOurs = others === 0 && people.every(({ email }) => demoEmails.includes(email))
  return isOurs ? 'ours' : 'others'
}

export async function tellTheStory(db: Db): Promise<void> {
  const desk = await Desk.open(db, await hire(db))
  await friday(desk)
  await saturday(desk)
  await sunday(desk)
  await monday(desk)
}

async function hire(db: Db): Promise<Map<DemoKey, Member>> {
  const createdAt = at('2024-12-01 09:00')
  const present = await db.user.findMany({ select: { email: true } })
  const missing = demoPeople.filter(({ email }) => !present.some((each) => each.email === email))
  const rows = await Promise.all(
    missing.map(async ({ email, name, role, password }) => ({
      email,
      name,
      role,
      passwordHash: await hashPassword(password),
      createdAt,
    })),
  )
  await db.user.createMany({ data: rows })
  const people = await db.user.findMany({
    select: { id: true, email: true, name: true, role: true },
  })
  return new Map(
    demoPeople.map(({ key, email }): [DemoKey, Member] => {
      const person = people.find((each) => each.email === email)
      if (!person) throw new Error(`There is no ${email} among the people of the desk.`)
      return [key, { id: person.id, name: person.name, role: person.role }]
    }),
  )
}
