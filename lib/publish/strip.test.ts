import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripRuntime } from '@/lib/publish/strip'

const page = (head: string, body: string) =>
  `<!DOCTYPE html><html lang="en"><head>${head}</head><body>${body}</body></html>`

describe('stripRuntime', () => {
  it.each([
    ['a script of the runtime', '<script src="/_next/static/x.js" async=""></script>'],
    ['the flight data', '<script>self.__next_f.push([1,"reviewNote"])</script>'],
    ['a script with an end tag in its text', '<script>var a = "<p>secret</p>"</script>'],
    ['a preload of a script', '<link rel="preload" as="script" fetchPriority="low" href="/x.js"/>'],
    ['a module preload', '<link rel="modulepreload" href="/x.js"/>'],
    ['a marker of the renderer', '<!--$--><!--/$--><!-- -->'],
  ])('takes out %s', async (_, markup) => {
    expect(await stripRuntime(page(markup, `a${markup}b`))).toBe(page('', 'ab'))
  })

  it('takes the runtime’s attributes off what stays', async () => {
    const link = '<link rel="stylesheet" href="/a.css" data-precedence="next" nonce="x">'
    expect(await stripRuntime(page(link, ''))).toBe(
      page('<link rel="stylesheet" href="/a.css">', ''),
    )
  })

  it.each([
    ['<meta charSet="utf-8"/>', '<meta charSet="utf-8">'],
    ['<link rel="icon" href="/a.svg" nonce="x"/>', '<link rel="icon" href="/a.svg">'],
    ['<img alt="1 / 2" src="/a.png" />', '<img alt="1 / 2" src="/a.png">'],
    ['<link href=/b/>', '<link href=/b/>'],
  ])('ends %s as HTML does', async (given, expected) => {
    expect(await stripRuntime(page('', given))).toBe(page('', expected))
  })

  it.each([
    '<script type="application/ld+json">{"a":"\\u003c/script>"}</script>',
    '<script src="/proof.js" defer=""></script>',
    '<link rel="stylesheet" href="/a.css">',
    '<p lang="ar" dir="rtl">لا صحة &amp; «كذا»</p>',
    '<p>&lt;script&gt; is a word here &#x27;too&#x27;</p>',
    '<svg viewBox="0 0 16 16"><path d="M1 2"/></svg>',
    '<textarea>\n<script>not a script</script></textarea>',
    '<a href="/claims?a=1&amp;b=2">x</a>',
  ])('leaves %s letter by letter', async (markup) => {
    expect(await stripRuntime(page('', markup))).toBe(page('', markup))
  })

  it('lets no script through, wherever it stands and whatever stands beside it', async () => {
    const part = fc.constantFrom(
      '<p>',
      '</p>',
      '<script>alert(1)</script>',
      '<SCRIPT SRC=x></SCRIPT>',
      '<script type="module">1</script>',
      '<script type="application/ld+json">{}</script>',
      '<svg>',
      '</svg>',
      '<title>',
      '</title>',
      'text',
      '<!-- x -->',
      '<template>',
      '</template>',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        const stripped = await stripRuntime(page('', parts.join('')))
        const outsideTitles = stripped.replace(/<title>.*?(<\/title>|$)/gs, '')
        expect(outsideTitles).not.toMatch(/<script(?! type="application\/ld\+json")/i)
      }),
    )
  })
})
