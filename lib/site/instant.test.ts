import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf, parseInstant, sayInstant } from '@/lib/site/instant'
import cases from '@/lib/site/instant.cases.json'

const moments = fc.date({
  min: new Date('0001-01-01T00:00:00.000Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})

describe('a moment in an address', () => {
  it.each(cases)('$text: $at$reason', ({ text, at, reason }) => {
    const parsed = parseInstant(text)
    expect(parsed.ok ? sayInstant(parsed.at) : null).toBe(at ?? null)
    expect(parsed.ok ? null : parsed.reason).toBe(reason ?? null)
  })

  it('comes back from the form that our own addresses have', () => {
    fc.assert(
      fc.property(moments, (at) => {
        expect(parseInstant(sayInstant(at))).toEqual({ ok: true, at })
      }),
    )
  })

  it('is the same moment on whatever clock it is written', () => {
    const offsets = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 })
    fc.assert(
      fc.property(moments, offsets, fc.constantFrom('T', 't', ' '), (at, offset, between) => {
        const local = new Date(at.getTime() + offset * 60_000)
        fc.pre(local.getUTCFullYear() >= 1 && local.getUTCFullYear() <= 9999)
        const digits = (part: number) => String(Math.trunc(Math.abs(part))).padStart(2, '0')
        const zone = `${digits(offset / 60)}:${digits(offset % 60)}`
        const clock = local.toISOString().slice(0, -1).replace('T', between)
        for (const sign of offset < 0 ? ['-'] : ['+', ' ']) {
          expect(parseInstant(`${clock}${sign}${zone}`)).toEqual({ ok: true, at })
        }
      }),
    )
  })

  it('is never anything but a moment of the years 1 to 9999, or a reason', () => {
    const letters = fc.constantFrom(...'0123456789-:+ TtZz.٣６', '\u202e', '\n')
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: letters, maxLength: 32 }),
      fc.tuple(fc.string({ unit: letters, maxLength: 10 }), moments).map(([more, at]) => {
        const text = sayInstant(at)
        return text.slice(0, more.length * 2) + more + text.slice(more.length * 3)
      }),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseInstant(text)
        if (!parsed.ok) return
        expect(sayInstant(parsed.at)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
        expect(text).toMatch(/^[\x20-\x7e]+$/)
      }),
    )
  })
})

describe('what a page’s query says of a moment', () => {
  it('is nothing, a moment, or none where it is said twice', () => {
    expect(instantOf(undefined)).toBeNull()
    expect(instantOf('2024-12-07')).toMatchObject({ ok: true })
    expect(instantOf(['2024-12-07', '2024-12-07'])).toEqual({ ok: false, reason: 'malformed' })
  })
})
