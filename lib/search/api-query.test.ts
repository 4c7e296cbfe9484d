import { describe, expect, it } from 'vitest'
import { readApiQuery } from '@/lib/search/api-query'

const read = (query: string) => readApiQuery(new URLSearchParams(query))

describe('readApiQuery', () => {
  it('reads several kinds and statuses, with commas or one by one', () => {
    expect(read('q=homs&kind=claim,place&status=false&status=disputed')).toMatchObject({
      ok: true,
      kinds: ['claim', 'place'],
      search: { q: 'homs', status: ['false', 'disputed'] },
    })
  })

  it.each([
    ['kind=nonsense', 'kind'],
    ['status=true', 'status'],
    ['saidFrom=2024-13-45', 'saidFrom'],
    ['colour=red', 'colour'],
    ['at=yesterday', 'at'],
    ['q=a&q=b', 'q'],
  ])('says what is wrong with %s', (query, field) => {
    const asked = read(query)
    expect(asked.ok).toBe(false)
    expect(!asked.ok && asked.problems.map((problem) => problem.field)).toEqual([field])
  })
})
