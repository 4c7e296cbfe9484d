import { beforeAll, describe, expect, it } from 'vitest'
import { asPng, claimPicture, PICTURE } from '@/lib/interop/pictures/claim-picture'
import { type Style, type Typesetter, typesetter } from '@/lib/interop/pictures/outlines'
import type { WithdrawnClaim } from '@/lib/site/views'
import { wordsOf } from '@/lib/words/words-of'

const style: Style = { face: 'serif', weight: 600, size: 40 }
let set: Typesetter

beforeAll(async () => {
  set = await typesetter([style])
}, 60_000)

describe('typesetter', () => {
  it('joins Arabic letters: a word is not as wide as its letters apart', () => {
    const apart = [...'دمشق'].reduce((sum, letter) => sum + set.width(letter, style), 0)
    expect(set.width('دمشق', style)).toBeLessThan(apart * 0.95)
  })

  it('draws every letter of scripts that our fonts have, and keeps lines within their room', () => {
    const text = 'Damascus دمشق Дамаск Δαμασκός Đà Nẵng, and what was said there on the seventh'
    const { lines, isWhole } = set.wrap(text, style, 500, 9)
    expect(isWhole).toBe(true)
    expect(lines.join(' ')).toBe(text)
    for (const line of lines) expect(set.width(line, style)).toBeLessThanOrEqual(500)
  })

  it('says with an ellipsis that there was more, and breaks what has no spaces', () => {
    expect(set.wrap('word '.repeat(80), style, 500, 2).lines.at(-1)).toMatch(/…$/)
    expect(set.wrap('x'.repeat(200), style, 500, 2)).toMatchObject({ isWhole: false })
  })
})

it('is a PNG of the size that links show, and says when a claim is withdrawn', async () => {
  const claim: WithdrawnClaim = {
    kind: 'withdrawn',
    slug: 'x',
    proposition: 'لا صحة للأنباء',
    reason: 'A forgery.',
    withdrawnAt: '2024-12-08T06:00:00.000Z',
  }
  for (const language of ['en', 'ar']) {
    const png = Buffer.from(await asPng(await claimPicture(claim, wordsOf(language))))
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([PICTURE.width, PICTURE.height])
  }
}, 60_000)
