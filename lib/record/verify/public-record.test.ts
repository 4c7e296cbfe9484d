import { expect, it } from 'vitest'
import type { JsonValue } from '@/lib/record/canonical'
import { PublicRecord } from '@/lib/record/verify/public-record'

/** An act about a story, as its leaf discloses it. */
function told(type: string, facts: Record<string, JsonValue>) {
  const at = '2024-12-07T12:00:00.000Z'
  const act = { activity: 1, type, at, about: { story: 'the story' } }
  return { index: 0, at, facts: new Map<string, JsonValue>(Object.entries({ act, ...facts })) }
}

it('knows a story by what its leaves say, and its newest title', () => {
  const record = new PublicRecord()
  record.add(told('story.shown', { slug: 'damascus', title: 'Damascus', summary: 'What happens.' }))
  record.add(
    told('story.edited', { after: { title: 'The fall of Damascus', summary: 'It fell.' } }),
  )
  expect([...record.stories.values()]).toEqual([
    { slug: 'damascus', title: 'The fall of Damascus', summary: 'It fell.' },
  ])
})

it('expects no page of a story that was shown before acts said at which address', () => {
  const record = new PublicRecord()
  record.add(told('story.shown', {}))
  record.add(
    told('story.edited', { after: { title: 'The fall of Damascus', summary: 'It fell.' } }),
  )
  expect(record.stories.size).toBe(0)
})

it('tells a note that may have been redacted from one that there never was', () => {
  const verdict = {
    type: 'verdict.published',
    at: '2024-12-07T12:00:00.000Z',
    about: { claim: 'it' },
  }
  const facts = new Map<string, JsonValue>([['act', { ...verdict, row: { status: 'false' } }]])
  const noteOf = (isShort: boolean) => {
    const record = new PublicRecord()
    record.add({ index: 0, at: verdict.at, facts, isShort })
    return record.claims.get('it')?.verdicts[0]?.publicNote
  }
  expect(noteOf(false)).toBeNull()
  expect(noteOf(true)).toBeUndefined()
})
