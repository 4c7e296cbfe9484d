import { describe, expect, it } from 'vitest'
import { claimCard, frameCode, quoteCode, statusPicture } from '@/lib/interop/embed-card'
import type { WithdrawnClaim } from '@/lib/site/views'
import { wordsOf } from '@/lib/words/words-of'

const site = { origin: 'https://news.example', pathOf: (path: string) => path }
const withdrawn: WithdrawnClaim = {
  kind: 'withdrawn',
  slug: 'a-road-closed',
  proposition: 'A <road> & "more" closed',
  reason: 'A forgery.',
  withdrawnAt: '2024-12-08T06:00:00.000Z',
}

describe('a withdrawn claim', () => {
  it.each([
    ['en', 'Withdrawn'],
    ['ar', 'مسحوب'],
  ])('says so as card and as picture in %s', (language, word) => {
    const words = wordsOf(language)
    expect(claimCard(withdrawn, words, site)).toContain(word)
    expect(claimCard(withdrawn, words, site)).toContain('A forgery.')
    expect(statusPicture(withdrawn, words)).toContain(`>${word}</text>`)
  })
})

it('nobody’s words end an element or an attribute', () => {
  const words = wordsOf()
  for (const code of [
    claimCard(withdrawn, words, site),
    frameCode(withdrawn, words, site),
    quoteCode(withdrawn, words, site),
  ]) {
    expect(code).toContain('A &lt;road&gt; &amp; &quot;more&quot; closed')
    expect(code).not.toContain('<road>')
  }
})

it('a quotation is without script and asks for nothing but its picture', () => {
  const code = quoteCode(withdrawn, wordsOf(), site)
  expect(code).not.toMatch(/<script|<iframe|style=/)
  expect(code).toContain('src="https://news.example/embed/claims/a-road-closed/status.svg"')
  expect(code).toContain('cite="https://news.example/claims/a-road-closed"')
})
