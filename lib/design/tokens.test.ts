import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast, mixed, type Scheme, tokensOf } from '@/lib/design/tokens'
import { verificationStatus } from '@/lib/review/schema'

const palettes = tokensOf(readFileSync('app/tokens.css', 'utf8'))
const statuses = verificationStatus.options

describe('tokens of a sheet', () => {
  it('have in each scheme the value that it gives or takes over, with references followed', () => {
    const css = `:root { --a: #000000; --b: var(--a); --c: 1px }
      @media (prefers-color-scheme: dark) { :root { --a: #ffffff; } }
      @media print { :root { --c: 2pt; } }`
    const { light, dark, print } = tokensOf(css.replaceAll('1px }', '1px; }'))
    expect(light).toEqual({ a: '#000000', b: '#000000', c: '1px' })
    expect(dark).toMatchObject({ a: '#ffffff', b: '#ffffff' })
    expect(print).toMatchObject({ a: '#000000', c: '2pt' })
  })

  it('count contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
    expect(mixed('#000000', 0.5, '#ffffff')).toBe('#808080')
  })
})

const grounds = ['paper', 'surface', 'sunken'] as const
const inks = [
  'ink',
  'ink-soft',
  'ink-faint',
  'link',
  'link-visited',
  'danger',
  'success',
  'warning',
]
const wanted: [Scheme, number][] = [
  ['light', 4.5],
  ['dark', 4.5],
  ['more', 7],
  ['moreDark', 7],
  ['print', 4.5],
]

describe.each(wanted)('in %s', (scheme, least) => {
  const palette = palettes[scheme]
  const of = (name: string) => palette[name] ?? ''

  it(`every ink is read on every ground, at ${least}:1 or more`, () => {
    const weak = grounds.flatMap((ground) =>
      [...inks, ...statuses.map((status) => `status-${status}`)]
        .filter((ink) => !(contrast(of(ink), of(ground)) >= least))
        .map((ink) => `${ink} on ${ground}: ${contrast(of(ink), of(ground)).toFixed(2)}`),
    )
    expect(weak).toEqual([])
  })

  it('a status is read on a wash of itself, as in the box of a verdict', () => {
    const weak = statuses.filter((status) => {
      const colour = of(`status-${status}`)
      return !(contrast(colour, mixed(colour, 0.08, of('paper'))) >= 4.5)
    })
    expect(weak).toEqual([])
  })

  it('the edge of a field and the ring of what has the focus stand out, at 3:1 or more', () => {
    for (const name of ['rule-strong', 'focus'])
      expect(contrast(of(name), of('paper')), name).toBeGreaterThanOrEqual(3)
  })
})
