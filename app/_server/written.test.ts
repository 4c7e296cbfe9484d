import { beforeEach, expect, it, vi } from 'vitest'
import type { MemberContext } from '@/app/_server/context'
import { writing, writtenBy } from '@/app/_server/written'
import type { Db } from '@/lib/db'
import { attachReplica } from '@/lib/replica/reading'
import type { Replica } from '@/lib/replica/replica'

const jar = vi.hoisted(() => new Map<string, { value: string; maxAge: number }>())
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => jar.get(name),
    set: (cookie: { name: string; value: string; maxAge: number }) => jar.set(cookie.name, cookie),
  }),
}))
vi.mock('@/lib/env', () => ({
  env: () => ({
    PUBLIC_URL: 'https://claims.example.org',
    NEXTAUTH_SECRET: 'a secret of thirty-two letters and more',
  }),
}))

let written: bigint | null
let db: Db

beforeEach(() => {
  jar.clear()
  written = 5n
  db = {} as Db
  attachReplica(db, {
    get written() {
      return written
    },
  } as Replica)
})

const contextOf = (id: string, on = db): MemberContext => ({
  actor: { kind: 'member', id, name: id, role: 'editor', sessionId: null },
  now: new Date(),
  db: on,
})

it('tells the next request of whoever wrote how far they did, and of nobody else', async () => {
  await writing(contextOf('rana'), async () => {
    written = 7n
  })
  expect(await writtenBy(contextOf('rana'))).toBe(7n)
  expect(await writtenBy(contextOf('omar'))).toBeUndefined()
})

it('tells it although the act ended in going elsewhere, which is thrown', async () => {
  const act = writing(contextOf('rana'), async () => {
    written = 8n
    throw new Error('NEXT_REDIRECT')
  })
  await expect(act).rejects.toThrow('NEXT_REDIRECT')
  expect(await writtenBy(contextOf('rana'))).toBe(8n)
})

it('asks for all there is, for a minute, while nobody can say how far that is', async () => {
  await writing(contextOf('rana'), async () => {
    written = null
  })
  expect(await writtenBy(contextOf('rana'))).toBe(0xffff_ffff_ffff_ffffn)
  expect(jar.get('written')?.maxAge).toBe(60)
})

it('says nothing where nothing was written, and where there is no replica', async () => {
  await writing(contextOf('rana'), async () => {})
  await writing(contextOf('rana', {} as Db), async () => {})
  expect(jar.size).toBe(0)
})
