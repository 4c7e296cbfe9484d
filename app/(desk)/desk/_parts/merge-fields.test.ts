import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeFields, readBase } from '@/app/(desk)/desk/_parts/merge-fields'

const groups = [
  { label: 'Name', names: ['name', 'language'], shows: ['name'] },
  { label: 'Text', names: ['text'], shows: ['text'] },
  { label: 'For', names: ['for.id', 'for.name'], shows: ['for.name'] },
]
const base = { name: 'SANA', language: 'en', text: 'An agency.', 'for.id': '', 'for.name': '' }

describe('mergeFields', () => {
  it('takes over what only the other changed', () => {
    const merge = mergeFields(
      groups,
      base,
      { ...base, text: 'Mine.' },
      { ...base, name: 'SANA TV' },
    )
    expect(merge.values).toMatchObject({ name: 'SANA TV', text: 'Mine.' })
    expect(merge.taken).toEqual(['Name'])
    expect(merge.clashes).toEqual([])
  })

  it('keeps what was typed where both changed, and says so', () => {
    const merge = mergeFields(
      groups,
      base,
      { ...base, text: 'Mine.' },
      { ...base, text: 'Theirs.' },
    )
    expect(merge.values.text).toBe('Mine.')
    expect(merge.clashes).toEqual([
      { label: 'Text', theirs: 'Theirs.', yours: 'Mine.', fields: { text: 'Theirs.' } },
    ])
  })

  it('has nothing to say where both made the same change', () => {
    const both = { ...base, name: 'SANA TV' }
    const merge = mergeFields(groups, base, both, { ...both, text: 'An agency. \r\n' })
    expect(merge.taken).toEqual([])
    expect(merge.clashes).toEqual([])
  })

  it('never drops what anybody typed: it is in the form, or it is shown beside it', () => {
    const text = fc.constantFrom('a', 'b', 'c')
    const fields = fc.record({ title: text, note: text })
    const each = ['title', 'note'] as const
    const alone = each.map((name) => ({ label: name, names: [name], shows: [name] }))
    fc.assert(
      fc.property(fields, fields, fields, (before, yours, theirs) => {
        const { values, clashes } = mergeFields(alone, before, yours, theirs)
        for (const name of each) {
          if (yours[name] !== before[name]) expect(values[name]).toBe(yours[name])
          if (theirs[name] !== before[name] && theirs[name] !== values[name]) {
            expect(clashes.find(({ label }) => label === name)?.theirs).toBe(theirs[name])
          }
        }
      }),
    )
  })

  it('goes by names, not by the ids that follow them', () => {
    const merge = mergeFields(groups, base, { ...base, 'for.id': 'x' }, base)
    expect(merge.clashes).toEqual([])
  })
})

describe('readBase', () => {
  it.each([undefined, '', 'null', '[', '7'])('reads %j as nothing', (text) => {
    expect(readBase(text)).toEqual({})
  })

  it('keeps what is text', () => {
    expect(readBase('{"name":"SANA","version":3}')).toEqual({ name: 'SANA' })
  })
})
