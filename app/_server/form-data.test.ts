import { describe, expect, it } from 'vitest'
import { formFields, keepable, nest } from '@/app/_server/form-data'

describe('a form’s fields', () => {
  it('nest by the dots in their names', () => {
    expect(nest({ 'document.fields.title': 'A', 'document.use': 'new', version: '3' })).toEqual({
      document: { fields: { title: 'A' }, use: 'new' },
      version: '3',
    })
  })

  it('can’t reach the prototype of anything', () => {
    nest({ '__proto__.polluted': 'x', 'constructor.prototype.polluted': 'x', 'a.__proto__.b': 'x' })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(({} as Record<string, unknown>).b).toBeUndefined()
  })

  it('keep the plain one of two names that contradict each other', () => {
    expect(nest({ a: 'plain', 'a.b': 'nested' })).toEqual({ a: 'plain' })
    expect(nest({ 'a.b': 'nested', a: 'plain' })).toEqual({ a: { b: 'nested' } })
  })

  it('are none of the framework’s, and no files', () => {
    const form = new FormData()
    form.append('$ACTION_REF_1', '')
    form.append('file', new Blob(['x']))
    form.append('title', 'one')
    form.append('title', 'two')
    expect(formFields(form)).toEqual({ title: 'two' })
  })

  it('stay in their place, however many are sent', () => {
    const form = new FormData()
    for (let count = 0; count < 2000; count++) form.append(`field${count}`, 'x')
    expect(Object.keys(formFields(form)).length).toBeLessThanOrEqual(500)
  })

  it('go back to the page without secrets', () => {
    expect(keepable({ email: 'a@b.c', password: 'p', newPassword: 'q', requestId: 'r' })).toEqual({
      email: 'a@b.c',
    })
  })
})
