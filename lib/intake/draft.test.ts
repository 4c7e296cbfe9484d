import { describe, expect, it } from 'vitest'
import { draftFrom } from '@/lib/intake/draft'

const read = {
  title: 'The gate holds',
  byline: null,
  publisher: 'Gazette',
  publishedAt: '2024-12-07T20:30:00+03:00',
  language: 'en',
  text: 'The gate holds, he said.',
  url: null,
  dateline: {
    place: 'DAMASCUS',
    agency: 'AFP',
    date: '2024-12-07',
    span: [0, 9] as [number, number],
  },
  bytesSha256: 'a'.repeat(64),
  fetchedAt: new Date('2024-12-08T00:00:00Z'),
}

describe('what a document will be filed with', () => {
  it('is what was read of it, its moment in UTC and its agency as its origin', () => {
    expect(draftFrom(read, {})).toMatchObject({
      title: 'The gate holds',
      publisher: { name: 'Gazette' },
      published: { date: '2024-12-07', time: '17:30', zone: 'UTC' },
      origin: { name: 'AFP', kind: 'agency' },
    })
  })

  it('is what the editor typed before what was read', () => {
    const typed = {
      title: 'Mine',
      publisher: 'AFP',
      published: { date: '2024-12-06', time: '', zone: '' },
    }
    expect(draftFrom(read, typed)).toMatchObject({
      title: 'Mine',
      publisher: { name: 'AFP' },
      published: { date: '2024-12-06' },
      origin: null,
    })
  })

  it('has the first words for a title where there is none, and only the day where only that is known', () => {
    const bare = {
      ...read,
      title: null,
      publishedAt: null,
      dateline: null,
      text: 'word '.repeat(60),
    }
    const draft = draftFrom(bare, {})
    expect(draft.title).toMatch(/^word( word)+ …$/)
    expect(draft.published.date).toBe('')
    expect(draftFrom({ ...bare, publishedAt: '2024-12-07' }, {}).published).toEqual({
      date: '2024-12-07',
      time: '',
      zone: '',
    })
  })
})
