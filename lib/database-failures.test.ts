import { describe, expect, it } from 'vitest'
import { askPatiently, databaseTrouble } from '@/lib/database-failures'

const failure = (properties: object, message = 'made up') =>
  Object.assign(new Error(message), properties)

describe('what is the matter with the database', () => {
  it.each([
    ['PostgreSQL’s own code', failure({ code: '53100' }), 'database_disk_full'],
    [
      'the code below Prisma’s own',
      failure({
        code: 'P2039',
        meta: { driverAdapterError: { cause: { originalCode: '53200' } } },
      }),
      'database_out_of_memory',
    ],
    [
      'the kind that the adapter makes of it',
      failure({ cause: { kind: 'SocketTimeout' } }),
      'database_unreachable',
    ],
    ['the system’s code', failure({ code: 'ECONNREFUSED' }), 'database_unreachable'],
    ['a class of codes', failure({ code: '08006' }), 'database_unreachable'],
    ['a disk that fails', failure({ code: '58030' }), 'database_disk_fails'],
    [
      'words alone, of a full disk',
      failure({ code: 'XX000' }, 'could not write: No space left on device'),
      'database_disk_full',
    ],
    [
      'words alone, of a cut connection',
      failure({}, 'Connection terminated unexpectedly'),
      'database_unreachable',
    ],
    [
      'words alone, of a full pool',
      failure({}, 'timeout exceeded when trying to connect'),
      'database_too_busy',
    ],
  ])('is told by %s', (_, error, trouble) => {
    expect(databaseTrouble(error)).toBe(trouble)
  })

  it.each([
    ['a rule that refuses', failure({ code: '23514' })],
    ['a right that is missing', failure({ code: '42501' })],
    ['a mistake of ours', new RangeError('out of range')],
    ['no error at all', undefined],
  ])('is nothing when it is %s', (_, error) => {
    expect(databaseTrouble(error)).toBeNull()
  })
})

describe('a question to a database that is away', () => {
  const away = failure({ code: '57P03' })

  it('is asked again until it is back', async () => {
    let asked = 0
    const answer = await askPatiently(async () => {
      asked += 1
      if (asked < 3) throw away
      return 'here'
    })
    expect([answer, asked]).toEqual(['here', 3])
  })

  it.each([
    ['fails otherwise', failure({ code: '23514' })],
    ['is read only', failure({ code: '25006' })],
    ['has no room', failure({ code: '53100' })],
  ])('is asked once where it %s', async (_, error) => {
    let asked = 0
    const question = askPatiently(async () => {
      asked += 1
      throw error
    })
    await expect(question).rejects.toBe(error)
    expect(asked).toBe(1)
  })
})
