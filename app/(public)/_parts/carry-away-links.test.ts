import { expect, it } from 'vitest'
import { pictureOf } from '@/app/(public)/_parts/carry-away-links'
import { wordsOf } from '@/lib/words/words-of'

const addressOf = (path: string) => `https://claims.example${path}`
const pictureAt = (path: string, drawn?: string, code = 'en') =>
  pictureOf(path, wordsOf(code), drawn, addressOf)?.url

it('has a picture at another address when a story’s claims stand otherwise, so that link previews follow', () => {
  const disputed = pictureAt('/stories/damascus', '[{"status":"disputed","count":1}]')
  expect(disputed).toMatch(
    /^https:\/\/claims\.example\/stories\/damascus\/picture\.png\?v=[0-9a-f]{12}$/,
  )
  expect(pictureAt('/stories/damascus', '[{"status":"false","count":1}]')).not.toBe(disputed)
  expect(pictureAt('/stories/damascus', '[{"status":"disputed","count":1}]')).toBe(disputed)
})

it('has one for each language, and none of a page that is no claim and no story', () => {
  expect(pictureAt('/claims/x', '2024-12-08T06:40:00Z', 'ar')).toMatch(
    /\/ar\/claims\/x\/picture\.png\?v=/,
  )
  expect(pictureAt('/claims/x')).toBe('https://claims.example/claims/x/picture.png')
  expect(pictureAt('/sources/x', 'x')).toBeUndefined()
})
