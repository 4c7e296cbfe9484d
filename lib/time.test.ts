import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KnownTime, knownTimeFields, knownTimeInput } from '@/lib/time'

function known(date: string, time = '', zone = ''): KnownTime | null {
  return knownTimeInput.parse({ date, time, zone })
}

function complaints(given: { date?: string; time?: string; zone?: string }): string[] {
  const result = knownTimeInput.safeParse(given)
  if (result.success) return []
  return result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}

describe('when something was said', () => {
  it('may be unknown', () => {
    expect(known('')).toBeNull()
    expect(knownTimeInput.parse({})).toBeNull()
  })

  it.each([
    ['2024', 'year', '2024-01-01'],
    ['2024-12', 'month', '2024-12-01'],
    ['2024-12-07', 'day', '2024-12-07'],
    ['2024-02-29', 'day', '2024-02-29'],
  ])('%s is known to the %s, with no invented midnight', (date, precision, on) => {
    expect(known(date)).toEqual({
      on: new Date(`${on}T00:00:00Z`),
      precision,
      at: null,
      zone: null,
    })
  })

  it.each([
    ['Asia/Damascus', '2024-12-07', '18:00', '2024-12-07T15:00:00Z'],
    ['Asia/Kathmandu', '2024-12-07', '00:15', '2024-12-06T18:30:00Z'],
    ['Europe/Berlin', '2024-07-01', '12:00', '2024-07-01T10:00:00Z'],
    ['America/St_Johns', '2024-12-07', '23:59', '2024-12-08T03:29:00Z'],
    ['UTC', '2024-12-07', '18:00', '2024-12-07T18:00:00Z'],
  ])('in %s, %s %s was %s', (zone, date, time, at) => {
    expect(known(date, time, zone)).toEqual({
      on: new Date(`${date}T00:00:00Z`),
      precision: 'minute',
      at: new Date(at),
      zone,
    })
  })

  it('counts a time without a zone as UTC', () => {
    expect(known('2024-12-07', '18:00')?.zone).toBe('UTC')
  })

  it('takes the first of an hour that happened twice', () => {
    expect(known('2024-10-27', '02:30', 'Europe/Berlin')?.at).toEqual(
      new Date('2024-10-27T00:30:00Z'),
    )
  })

  it.each([
    [{ date: '2024-13' }, 'date: not_a_date'],
    [{ date: '2023-02-29' }, 'date: not_a_date'],
    [{ date: '2024-12-32' }, 'date: not_a_date'],
    [{ date: '7 December 2024' }, 'date: not_a_date'],
    [{ date: '٢٠٢٤' }, 'date: not_a_date'],
    [{ date: '0000' }, 'date: not_a_date'],
    [{ date: '24-12-07' }, 'date: not_a_date'],
    [{ time: '18:00' }, 'date: required'],
    [{ date: '2024-12', time: '18:00' }, 'date: time_needs_a_day'],
    [{ date: '2024-12-07', time: '24:00' }, 'time: not_a_time'],
    [{ date: '2024-12-07', time: '6pm' }, 'time: not_a_time'],
    [{ date: '2024-12-07', time: '18:00', zone: 'Damascus' }, 'zone: not_a_zone'],
    [{ date: '2024-12-07', time: '18:00', zone: 'local' }, 'zone: not_a_zone'],
    [{ date: '2024-03-31', time: '02:30', zone: 'Europe/Berlin' }, 'time: skipped_hour'],
    // Samoa went from the 29th to the 31st.
    [{ date: '2011-12-30', time: '18:00', zone: 'Pacific/Apia' }, 'time: skipped_hour'],
  ])('%j is refused: %s', (given, complaint) => {
    expect(complaints(given)).toEqual([complaint])
  })

  it('reads back as it was typed', () => {
    const zones = ['UTC', 'Asia/Damascus', 'Asia/Kathmandu', 'Europe/Berlin', 'Pacific/Apia']
    const typed = fc.record({
      day: fc.date({
        min: new Date('1900-01-01'),
        max: new Date('2100-12-31'),
        noInvalidDate: true,
      }),
      length: fc.constantFrom(4, 7, 10),
      minute: fc.integer({ min: 0, max: 24 * 60 - 1 }),
      isTimed: fc.boolean(),
      zone: fc.constantFrom(...zones),
    })
    fc.assert(
      fc.property(typed, ({ day, length, minute, isTimed, zone }) => {
        const pad = (value: number) => String(value).padStart(2, '0')
        const given = {
          date: day.toISOString().slice(0, isTimed ? 10 : length),
          time: isTimed ? `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}` : '',
          zone: isTimed ? zone : '',
        }
        const result = knownTimeInput.safeParse(given)
        if (result.success) expect(knownTimeFields(result.data)).toEqual(given)
        else expect(result.error.issues.map(({ message }) => message)).toEqual(['skipped_hour'])
      }),
    )
  })
})
