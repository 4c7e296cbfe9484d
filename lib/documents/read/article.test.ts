import { describe, expect, it } from 'vitest'
import { extractArticle } from '@/lib/documents/read/article'

const FIRST =
  'The bridge over the river was reopened on Monday, officials said, after weeks of repairs and inspections.'
const SECOND =
  '“Traffic will flow again by the evening,” said the mayor, who had closed it himself in the autumn.'
const THIRD =
  'Engineers found cracks in two of its pillars in September, and a third was replaced in full, they added.'
const TEXT = [FIRST, SECOND, THIRD].join('\n\n')
const PARAGRAPHS = [FIRST, SECOND, THIRD].map((each) => `<p>${each}</p>`).join('\n')

const page = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>Bridge reopened to traffic</title>${head}</head><body>${body}</body></html>`

const textOf = (html: string) => extractArticle(html, null).text

describe('an article’s text', () => {
  it('is its paragraphs, a blank line between them', () => {
    expect(
      textOf(page(`<article><h1>Bridge reopened to traffic</h1>${PARAGRAPHS}</article>`)),
    ).toBe(TEXT)
  })

  it.each([
    ['navigation', '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'],
    [
      'a caption',
      '<figure><img src="a.jpg"><figcaption>The bridge in May. Photo: A. Bee</figcaption></figure>',
    ],
    [
      'a caption by its name',
      '<div class="wp-caption-text">The bridge as it was in May, before it was closed.</div>',
    ],
    ['share buttons', '<div class="share-buttons"><span>Share</span> <span>Tweet</span></div>'],
    [
      'a newsletter box',
      '<div class="newsletter-signup"><p>Get the news in your inbox every morning, for nothing.</p></div>',
    ],
    [
      'related links',
      '<aside><h3>Related</h3><ul><li><a href="/b">Bridge closed for weeks</a></li></ul></aside>',
    ],
    [
      'a link to another story',
      '<p><a href="/b">READ MORE: Bridge closed for weeks after cracks are found</a></p>',
    ],
    ['a line that sends away', '<p>Read more: <a href="/b">Bridge closed</a> for weeks</p>'],
    ['an advertisement’s label', '<p>Advertisement</p>'],
    [
      'a cookie notice',
      '<div id="cookie-banner"><p>We use cookies to make this site better for you and for us.</p></div>',
    ],
    [
      'comments',
      '<section id="comments"><p>I cross it every day and I am so glad that it is open again!</p></section>',
    ],
    [
      'a script',
      '<script>document.write("<p>not this, whatever happens, and it is long enough to count</p>")</script>',
    ],
    [
      'what is hidden',
      '<p hidden>This is not shown to anybody, so that it is no part of what was said.</p>',
    ],
    ['a photographer’s credit', '<p>(Photo by A. Bee/Getty Images)</p>'],
    ['an Arabic label', '<p>اقرأ أيضا</p>'],
  ])('is without %s', (_what, furniture) => {
    expect(
      textOf(page(`<article><p>${FIRST}</p>${furniture}<p>${SECOND}</p><p>${THIRD}</p></article>`)),
    ).toBe(TEXT)
  })

  it('keeps subheads, lists and quotes', () => {
    const html = page(
      `<article><p>${FIRST}</p><h2>What was found</h2><ul><li>Two pillars had cracks.</li><li>One was replaced.</li></ul><blockquote>“It is safe.”</blockquote><p>${SECOND}</p><p>${THIRD}</p></article>`,
    )
    expect(textOf(html)).toBe(
      [
        FIRST,
        'What was found',
        'Two pillars had cracks.',
        'One was replaced.',
        '“It is safe.”',
        SECOND,
        THIRD,
      ].join('\n\n'),
    )
  })

  it('keeps the dateline, and marks and quotes to the letter', () => {
    const opening = `KYIV, Nov 3 (Reuters) - ${FIRST}`
    const marked =
      '\u202bقال: «لن ننسحب».\u202c ولا صحة لما يتداول من أنباء عن انسحاب قواتنا من مواقعها هناك.'
    expect(
      textOf(page(`<article><p>${opening}</p><p>${marked}</p><p>${THIRD}</p></article>`)),
    ).toBe([opening, marked, THIRD].join('\n\n'))
  })

  it('parts what line breaks part, and is one line where the source is wrapped', () => {
    const html = page(
      `<div>${FIRST.replace(' after', '\n   after')}<br><br>${SECOND}<br/>${THIRD}</div>`,
    )
    expect(textOf(html)).toBe(`${FIRST}\n\n${SECOND}\n${THIRD}`)
  })

  it('is found with tags left out, crossed, or in front of everything', () => {
    expect(textOf(`<p>${FIRST}<p>${SECOND}<p>${THIRD}`)).toBe(TEXT)
    expect(textOf(`<br><b>Notice</b><html><body><div>${PARAGRAPHS}</body></div></p>`)).toContain(
      TEXT,
    )
  })

  it('is the site’s own data when the page shows next to none of it', () => {
    const data = JSON.stringify({
      '@type': 'NewsArticle',
      articleBody: `${FIRST}\n\n${SECOND}\n${THIRD}`,
    })
    const html = page(
      '<div id="root"><p>Loading</p></div>',
      `<script type="application/ld+json">${data}</script>`,
    )
    expect(textOf(html)).toBe(TEXT)
  })

  it('is empty where there is no article', () => {
    expect(textOf(page(''))).toBe('')
    expect(textOf('<frameset><frame src="a"></frameset>')).toBe('')
  })
})

describe('an article’s particulars', () => {
  const read = (head: string, body = PARAGRAPHS, url: string | null = null) =>
    extractArticle(page(`<article>${body}</article>`, head), url)

  it('come from its data, in a graph or not, however carelessly written', () => {
    const data = `{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
      {"@type": ["NewsArticle"], "headline": "Bridge open &amp; safe", "datePublished": "2024-12-07T18:30:00+03:00",
       "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "Ali Hasan"}],
       "publisher": {"@type": "Organization", "name": "The Daily
 Example"},}]}`
    expect(read(`<script type="application/ld+json">${data}</script>`)).toMatchObject({
      title: 'Bridge open & safe',
      byline: 'Jane Doe, Ali Hasan',
      publisher: 'The Daily Example',
      publishedAt: '2024-12-07T18:30:00+03:00',
      language: 'en',
    })
  })

  it('come from its meta elements', () => {
    const head = `<meta property="og:title" content="Bridge reopened to traffic | The Daily Example">
      <meta property="og:site_name" content="The Daily Example"><meta name="author" content="By Jane Doe">
      <meta property="article:published_time" content="2024-12-07T15:30:00Z">`
    expect(read(head)).toMatchObject({
      title: 'Bridge reopened to traffic',
      byline: 'Jane Doe',
      publisher: 'The Daily Example',
      publishedAt: '2024-12-07T15:30:00Z',
    })
  })

  it('come from what it shows', () => {
    const body = `<h1>Bridge reopened to traffic</h1><p class="byline">By Jane Doe</p><time datetime="2024-12-07">yesterday</time>${PARAGRAPHS}`
    expect(read('', body)).toMatchObject({
      title: 'Bridge reopened to traffic',
      byline: 'Jane Doe',
      publishedAt: '2024-12-07',
      text: TEXT,
    })
  })

  it('are not made up', () => {
    const html = `<title></title><body>${PARAGRAPHS}`
    expect(extractArticle(html, null)).toMatchObject({
      title: null,
      byline: null,
      publisher: null,
      publishedAt: null,
      url: null,
    })
  })

  it('name the language of the text, whatever the page declares', () => {
    const arabic =
      'قالت الوزارة إن القوات لم تنسحب من أي موقع من مواقعها في ريف المدينة، وإنها باقية هناك إلى حين صدور أوامر أخرى.'
    expect(read('', `<p>${arabic}</p>`.repeat(4)).language).toBe('ar')
    expect(extractArticle(`<html lang="ar-SY"><p>${arabic}</p>`, null).language).toBe('ar-SY')
    expect(extractArticle(`<html lang="en_GB">${PARAGRAPHS}`, null).language).toBe('en-GB')
  })

  it('take a canonical address on the page’s own site only', () => {
    const canonical = (href: string) =>
      read(`<link rel="canonical" href="${href}">`, PARAGRAPHS, 'https://www.example.org/a?utm=1')
        .url
    expect(canonical('https://example.org/a')).toBe('https://example.org/a')
    expect(canonical('/a')).toBe('https://www.example.org/a')
    expect(canonical('https://elsewhere.example/a')).toBe('https://www.example.org/a?utm=1')
    expect(canonical('https://www.example.org/')).toBe('https://www.example.org/a?utm=1')
    expect(canonical('javascript:alert(1)')).toBe('https://www.example.org/a?utm=1')
  })
})
