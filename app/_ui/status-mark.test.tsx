import { Resvg } from '@resvg/resvg-js'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { StatusMark } from '@/app/_ui/status-mark'
import { type VerificationStatus, verificationStatus } from '@/lib/review/schema'
import ar from '@/messages/ar.json'
import en from '@/messages/en.json'

const statuses = verificationStatus.options
const SIZE = 14

function markup(status: VerificationStatus, locale: 'en' | 'ar' = 'en'): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={locale === 'en' ? en : ar} timeZone="UTC">
      <StatusMark status={status} />
    </NextIntlClientProvider>,
  )
}

/** How dark each pixel is of the mark as a reader without colours sees it, at the size of a line of text. */
function inGrey(status: VerificationStatus): number[] {
  const svg = markup(status)
    .replace(/^.*?<svg/s, '<svg xmlns="http://www.w3.org/2000/svg" color="#000000"')
    .replace(/<\/svg>.*$/s, '</svg>')
  const { pixels } = new Resvg(svg, { fitTo: { mode: 'width', value: SIZE } }).render()
  return Array.from({ length: SIZE * SIZE }, (_, index) => (pixels[index * 4 + 3] ?? 0) / 255)
}

describe('the marks of the statuses', () => {
  it('are told apart by shape alone: a twelfth of the pixels or more differ, of any two, at 14 pixels', () => {
    const drawn = statuses.map((status) => ({ status, pixels: inGrey(status) }))
    const alike = drawn.flatMap((one, index) =>
      drawn.slice(index + 1).flatMap((other) => {
        const differing = one.pixels.filter(
          (value, at) => Math.abs(value - (other.pixels[at] ?? 0)) > 0.3,
        ).length
        return differing < (SIZE * SIZE) / 12 ? [`${one.status} ${other.status}: ${differing}`] : []
      }),
    )
    expect(alike).toEqual([])
  })

  it.each(['en', 'ar'] as const)('each say their word in %s, and no two the same', (locale) => {
    const words = statuses.map((status) => markup(status, locale).replace(/<[^>]*>/g, ''))
    expect(new Set(words).size).toBe(statuses.length)
    expect(words.every((word) => word.length > 1)).toBe(true)
  })
})
