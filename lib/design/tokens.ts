/** When a value of a token holds: always, at night, with more contrast by day and by night, on paper. */
export type Scheme = 'light' | 'dark' | 'more' | 'moreDark' | 'print'
export type Palette = Record<string, string>

const CONDITIONS: Record<string, Scheme> = {
  '': 'light',
  '(prefers-color-scheme: dark)': 'dark',
  '(prefers-contrast: more)': 'more',
  '(prefers-contrast: more) and (prefers-color-scheme: dark)': 'moreDark',
  print: 'print',
}

/** What each scheme changes of the one that it builds on. */
const BASES: Record<Scheme, Scheme[]> = {
  light: ['light'],
  dark: ['light', 'dark'],
  more: ['light', 'more'],
  moreDark: ['light', 'dark', 'more', 'moreDark'],
  print: ['light', 'print'],
}

const ROOT = /(?:@media ([^{]+?)\s*\{\s*)?:root\s*\{([^}]*)\}/g

/** The tokens of a style sheet, with the values that they have in each scheme; references among them are followed. */
export function tokensOf(css: string): Record<Scheme, Palette> {
  const own = new Map<Scheme, Palette>()
  for (const [, condition = '', block = ''] of css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .matchAll(ROOT)) {
    const scheme = CONDITIONS[condition.trim()]
    if (scheme) own.set(scheme, { ...own.get(scheme), ...declared(block) })
  }
  const inScheme = (scheme: Scheme): Palette => {
    const values = Object.assign({}, ...BASES[scheme].map((base) => own.get(base) ?? {}))
    return Object.fromEntries(Object.keys(values).map((name) => [name, resolved(values, name)]))
  }
  return {
    light: inScheme('light'),
    dark: inScheme('dark'),
    more: inScheme('more'),
    moreDark: inScheme('moreDark'),
    print: inScheme('print'),
  }
}

function declared(block: string): Palette {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\s+/g, ' ').trim(),
    ]),
  )
}

function resolved(values: Palette, name: string): string {
  return (values[name] ?? '').replace(/var\(--([\w-]+)\)/g, (_, other) => resolved(values, other))
}

/** How far two colours (`#rrggbb`) are apart in lightness, from 1 to 21, as WCAG 2.2 counts. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** A colour laid thinly over another, as `color-mix` in sRGB does. */
export function mixed(colour: string, share: number, ground: string): string {
  const under = channels(ground)
  const parts = channels(colour).map((value, index) =>
    Math.round(value * share + (under[index] ?? 0) * (1 - share)),
  )
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}
