import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestOf, disclosureOf, entryOf, leafHash, newSalt } from '@/lib/record/disclosure'

describe('a disclosure', () => {
  it('is hashed as RFC 9901, section 4.2.3, hashes its example', () => {
    // Written with a space after each comma there; the digest is over the letters as they were sent.
    const sent = 'WyI2cU1RdlJMNWhhaiIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0'
    expect(digestOf(sent)).toBe('uutlBuYeMDyjLLTpf6Jxi7yNkEF35jdyWMn9U7b_RYY')
  })

  it('holds the salt, the name and the value, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (name, value) => {
        const salt = newSalt()
        const told = disclosureOf(salt, { name, value: value as never })
        expect(told).toMatch(/^[\w-]+$/)
        const [s, n, v] = JSON.parse(Buffer.from(told, 'base64url').toString())
        expect([s, n]).toEqual([salt, name])
        expect(JSON.stringify(v)).toBe(JSON.stringify(JSON.parse(JSON.stringify(v))))
      }),
    )
  })

  it('is salted with 128 bits that no other has', () => {
    const salts = Array.from({ length: 1000 }, newSalt)
    expect(new Set(salts).size).toBe(1000)
    for (const salt of salts) expect(Buffer.from(salt, 'base64url')).toHaveLength(16)
  })
})

describe('an entry', () => {
  const digests = ['b'.repeat(43), 'a'.repeat(43)]

  it('is the bytes that the documentation shows', () => {
    const entry = entryOf({ at: '2024-12-07T12:00:00.000Z' }, digests)
    expect(entry.toString()).toBe(
      `{"_sd":["${digests[1]}","${digests[0]}"],"at":"2024-12-07T12:00:00.000Z","v":1}`,
    )
  })

  it('says what the clock said where that was earlier', () => {
    const time = { at: '2024-12-07T12:00:00.000Z', clock: '2024-12-07T11:00:00.000Z' }
    expect(JSON.parse(entryOf(time, []).toString())).toEqual({ _sd: [], ...time, v: 1 })
  })

  it('says of a public act how many facts are disclosed', () => {
    const entry = entryOf({ at: '2024-12-07T12:00:00.000Z', public: 2 }, [])
    expect(entry.toString()).toBe('{"_sd":[],"at":"2024-12-07T12:00:00.000Z","public":2,"v":1}')
  })

  it('tells nothing of the order in which its facts were said', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(digests, { minLength: 2 }), (order) => {
        expect(entryOf({ at: 'x' }, order)).toEqual(entryOf({ at: 'x' }, digests))
      }),
    )
  })

  it('hashes as a leaf of RFC 6962 does', () => {
    const entry = Buffer.from('{"v":1}')
    const bytes = Buffer.concat([Buffer.of(0), entry])
    expect(leafHash(entry)).toEqual(createHash('sha256').update(bytes).digest())
  })
})
