import { expect, it } from 'vitest'
import { requestIdOf } from '@/app/_server/idempotency-key'
import { requestId } from '@/lib/text/fields'

it('is the same request under the same key, in quotation marks or bare', () => {
  const id = requestIdOf('"8e03978e-40d5-43dd-bc93-6894a57f9324"', 'rana')
  expect(requestIdOf('8e03978e-40d5-43dd-bc93-6894a57f9324', 'rana')).toBe(id)
  expect(requestId.parse(id)).toBe(id)
})

it('is another request of anybody else, or under any other key', () => {
  const ids = [requestIdOf('a', 'rana'), requestIdOf('a', 'omar'), requestIdOf('b', 'rana')]
  expect(new Set(ids).size).toBe(3)
})

it.each([null, '', '  '])('demands a key: %j', (header) => {
  expect(() => requestIdOf(header, 'rana')).toThrow('request_key_missing')
})

it.each(['""', '"a', 'two words', 'ä', 'x'.repeat(201), '"a\\"b"'])('refuses %s', (header) => {
  expect(() => requestIdOf(header, 'rana')).toThrow('request_key_malformed')
})
