import { cardOf } from '@/lib/interop/embed-card'
import { type Style, typesetter } from '@/lib/interop/pictures/outlines'
import { statusColours, statusShapes } from '@/lib/interop/status-shapes'
import type { ClaimPage, StatusTally, WithdrawnClaim } from '@/lib/site/views'
import type { Words } from '@/lib/words/words-of'

export const PICTURE = { width: 1200, height: 630 } as const
const MARGIN = 72
const BAND = 190
const PAPER = '#fbfaf6'

const word: Style = { face: 'sans', weight: 700, size: 84 }
const small: Style = { face: 'sans', weight: 500, size: 30 }
const strong: Style = { face: 'sans', weight: 700, size: 30 }
const proposition = (size: number): Style => ({ face: 'serif', weight: 600, size })
/** The largest at which the whole proposition has room; what is longer still is cut. */
const SIZES = [68, 60, 52, 46]
const ROOM = 250

/** Where a claim stands, as the picture that others show when they link to it; as SVG of outlines only. */
export async function claimPicture(
  claim: ClaimPage | WithdrawnClaim,
  words: Words,
): Promise<string> {
  const { width, height } = PICTURE
  const set = await typesetter([word, small, strong, proposition(0)])
  const { dir } = words.language
  const isRtl = dir === 'rtl'
  const card = cardOf(claim, words)
  const [colour] = statusColours[card.mark]
  const start = isRtl ? width - MARGIN : MARGIN
  const end = isRtl ? MARGIN : width - MARGIN
  const [fromStart, fromEnd] = isRtl ? (['right', 'left'] as const) : (['left', 'right'] as const)
  const room = width - 2 * MARGIN

  // A claim keeps its own direction, whatever the language of the page.
  const own = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(claim.proposition)
    ? 'rtl'
    : 'ltr'
  const leading = own === 'rtl' ? 1.5 : 1.24

  let chosen = { size: SIZES[0] ?? 0, lines: [''], isWhole: false }
  for (const size of SIZES) {
    const most = Math.floor(ROOM / (size * leading))
    chosen = { size, ...set.wrap(claim.proposition, proposition(size), room, most) }
    if (chosen.isWhole) break
  }
  const [edge, side] =
    own === 'rtl' ? [width - MARGIN, 'right' as const] : [MARGIN, 'left' as const]
  const said = chosen.lines
    .map((text, index) =>
      set.draw(text, proposition(chosen.size), {
        x: edge,
        y: BAND + 44 + chosen.size * (0.78 + index * leading),
        from: side,
        dir: own,
      }),
    )
    .join('')

  const claimant = card.claimant
    ? words.say('embed.claimant', { name: `\u2068${card.claimant.name}\u2069` })
    : card.reason
  const line = (
    text: string,
    y: number,
    style: Style,
    x = start,
    from: 'left' | 'right' = fromStart,
  ) => {
    const [first = ''] = set.wrap(text, style, room, 1).lines
    return set.draw(first, style, { x, y, from, dir })
  }
  const markX = isRtl ? width - MARGIN - 96 : MARGIN
  const wordX = isRtl ? start - 126 : start + 126
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${PAPER}"/><rect width="${width}" height="${BAND}" fill="${colour}"/>`,
    `<svg x="${markX}" y="47" width="96" height="96" viewBox="0 0 16 16" color="#fff">${statusShapes[card.mark]}</svg>`,
    `<g fill="#fff">${set.draw(card.word, word, { x: wordX, y: 124, from: fromStart, dir })}`,
    `${card.confidence ? line(card.confidence, 106, small, end, fromEnd) : ''}</g>`,
    `<g fill="#1b1a17">${said}</g><g fill="#504d45">${claimant ? line(claimant, 536, small) : ''}${line(card.since, 584, small)}</g>`,
    `<g fill="#1b1a17">${line(words.say('site.name'), 584, strong, end, fromEnd)}</g></svg>`,
  ].join('')
}

/** What a story gathers and where that stands, as a picture: how many claims have which status, in their colours. */
export async function storyPicture(
  story: { title: string; tally: StatusTally },
  words: Words,
): Promise<string> {
  const { width, height } = PICTURE
  const title: Style = { face: 'serif', weight: 600, size: 76 }
  const set = await typesetter([strong, title])
  const { dir } = words.language
  const isRtl = dir === 'rtl'
  const room = width - 2 * MARGIN
  const own = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(story.title) ? 'rtl' : 'ltr'
  const lines = set.wrap(story.title, title, room, 2).lines.map((text, index) =>
    set.draw(text, title, {
      x: own === 'rtl' ? width - MARGIN : MARGIN,
      y: 190 + index * 104,
      from: own === 'rtl' ? 'right' : 'left',
      dir: own,
    }),
  )
  const total = story.tally.reduce((sum, { count }) => sum + count, 0)
  const number = new Intl.NumberFormat(words.language.locale)
  let drawn = ''
  let barAt = 0
  let [x, y] = [0, 0]
  for (const { status, count } of story.tally) {
    const [colour] = statusColours[status]
    const share = (width * count) / total
    const bar = isRtl ? width - barAt - share : barAt
    drawn += `<rect x="${bar.toFixed(1)}" width="${(share - 3).toFixed(1)}" height="72" fill="${colour}"/>`
    barAt += share
    const said = `${number.format(count)} ${words.say(`status.${status}`)}`
    const taken = 44 + set.width(said, strong)
    if (x > 0 && x + taken > room) [x, y] = [0, y + 56]
    const start = isRtl ? width - MARGIN - x : MARGIN + x
    const mark = `<svg x="${isRtl ? start - 32 : start}" y="${396 + y}" width="32" height="32" viewBox="0 0 16 16" color="${colour}">${statusShapes[status]}</svg>`
    const text = set.draw(said, strong, {
      x: isRtl ? start - 44 : start + 44,
      y: 423 + y,
      from: isRtl ? 'right' : 'left',
      dir,
    })
    drawn += `${mark}<g fill="${colour}">${text}</g>`
    x += taken + 40
  }
  const site = set.draw(words.say('site.name'), strong, {
    x: isRtl ? MARGIN : width - MARGIN,
    y: 584,
    from: isRtl ? 'left' : 'right',
    dir,
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${PAPER}"/>${drawn}<g fill="#1b1a17">${lines.join('')}${site}</g></svg>`
}

/** A picture as PNG. */
export async function asPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const picture = await renderAsync(svg, { font: { loadSystemFonts: false } })
  return new Uint8Array(picture.asPng())
}
