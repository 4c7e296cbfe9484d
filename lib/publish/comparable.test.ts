import { describe, expect, it } from 'vitest'
import { comparablePage } from '@/lib/publish/comparable'

const page = (head: string, aside: string, text = 'disputed') =>
  `<!DOCTYPE html><html><head><title>x</title>${head}<link rel="canonical" href="https://c.example/claims/x"/></head><body><main>${aside}<p>${text}</p><aside>others</aside></main></body></html><!-- sha256:${'0'.repeat(64)} -->\n`

describe('two served pages', () => {
  const now = page('', '<aside id="as-it-stood" class="as-it-stood"><p>Last changed</p></aside>')

  it('are the same but for the element that says which moment they are of, and the word to search engines', () => {
    const then = page(
      '<meta name="robots" content="noindex"/>',
      '<aside id="as-it-stood" class="as-it-stood as-it-stood--past"><p>As it stood</p></aside>',
    )
    expect(comparablePage(then)).toBe(comparablePage(now))
    expect(comparablePage(now)).toContain('<aside>others</aside>')
    expect(comparablePage(now)).toContain('rel="canonical"')
  })

  it.each([
    '<link rel="self" type="application/atom+xml" href="https://c.example/feeds/claims.atom"/>',
    '<link rel="alternate" type="text/html" href="https://c.example/"/>',
    ' "feed_url": "https://c.example/feeds/claims.json",',
  ])('are the same but for the moment in the address of a feed: %s', (said) => {
    const moment = '?at=2024-12-07T18:00:00.000Z"'
    const then = said.replace(/"(?=[^"]*$)/, moment)
    expect(then).toContain(moment)
    expect(comparablePage(then)).toBe(said)
  })

  it('differ when one letter of anything else does', () => {
    expect(comparablePage(page('', '', 'Disputed'))).not.toBe(comparablePage(now))
  })
})
