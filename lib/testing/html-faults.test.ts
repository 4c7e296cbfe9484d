import { describe, expect, it } from 'vitest'
import { htmlFaults } from '@/lib/testing/html-faults'

const page = (body: string, head = '<title>A page</title>') =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">${head}</head><body><main>${body}</main></body></html>`

describe('what a checker of HTML finds in a page', () => {
  it('is nothing in a good one', async () => {
    const good = page('<h1>A</h1><dl><dt>b</dt><dd><p>c</p></dd></dl><ul><li>d</li></ul>')
    expect(await htmlFaults(good)).toEqual([])
  })

  it.each([
    ['an element where it may not be', '<ul><div>a</div></ul>'],
    ['a paragraph in a paragraph', '<p>a<p>b</p></p>'],
    ['a link in a link', '<a href="/a"><span><a href="/b">b</a></span></a>'],
    ['an id twice', '<p id="a">a</p><p id="a">b</p>'],
    ['an attribute that there is not', '<p align="left">a</p>'],
    ['a value that there is not', '<a href="/a" target="">a</a><input type="words">'],
    ['an element that was given up', '<center>a</center>'],
    ['a picture of nothing', '<img alt="a">'],
    ['an element left open', '<section><p>a</p>'],
  ])('is %s', async (_, body) => {
    expect(await htmlFaults(page(body))).not.toEqual([])
  })

  it('is a head without a title', async () => {
    expect(await htmlFaults(page('<p>a</p>', ''))).not.toEqual([])
  })
})
