import { expect, it, vi } from 'vitest'
import { getDb } from '@/lib/db'
import { replicaOf } from '@/lib/replica/reading'

vi.mock('@/lib/env', () => ({
  env: () => ({
    // Nobody listens there: what matters is who would be asked.
    DATABASE_URL: 'postgresql://app:password@127.0.0.1:9/counterclaim',
    REPLICA_DATABASE_URL: 'postgresql://app:password@127.0.0.1:9/replica',
    REPLICA_MAX_LAG_SECONDS: 10,
  }),
}))

it('gives the process’s own client the replica that the environment names', async () => {
  const replica = replicaOf(getDb())
  expect(replica?.status()).toMatchObject({ state: 'away' })
  await replica?.stop()
})
