import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { rulesOf, say, withOwnStyles } from '@/lib/publish/styles'

const kept = (css: string, ...names: string[]) => say(rulesOf(css), new Set(names))

describe('the rules of a sheet that a page uses', () => {
  it.each([
    ['p{margin:0}', [], 'p{margin:0}'],
    ['.a{x:1}.b{x:2}', ['a'], '.a{x:1}'],
    ['.a,.b{x:1}', ['b'], '.b{x:1}'],
    ['.a .b{x:1}', ['a'], ''],
    ['.a .b{x:1}', ['a', 'b'], '.a .b{x:1}'],
    ['.a:not(.z){x:1}', ['a'], '.a:not(.z){x:1}'],
    [':where(.y,.z) p{x:1}', [], ':where(.y,.z) p{x:1}'],
    ['a[href$=".pdf"]{x:1}', [], 'a[href$=".pdf"]{x:1}'],
    ['.a:is(:not(.q) b,i)>p{x:1}', ['a'], '.a:is(:not(.q) b,i)>p{x:1}'],
    ['@media print{.a{x:1}.b{x:2}}', ['b'], '@media print{.b{x:2}}'],
    ['@media print{.a{x:1}}', [], ''],
    ['@media print{@supports (x:1){.a{x:1}}}', ['a'], '@media print{@supports (x:1){.a{x:1}}}'],
    ['@font-face{src:url(/a.woff2)}', [], '@font-face{src:url(/a.woff2)}'],
    ['@keyframes k{from{x:1}to{x:2}}', [], '@keyframes k{from{x:1}to{x:2}}'],
    ['@layer a,b;.a{x:1}', [], '@layer a,b;'],
    ['.a:before{content:"}.b{"}.c{x:1}', ['a'], '.a:before{content:"}.b{"}'],
    ['/* .z { */.a{x:1}', ['a'], '.a{x:1}'],
    ['.sm\\:a{x:1}', [], '.sm\\:a{x:1}'],
    ['.a{x:1;& .z{x:2}}.b{x:3}', ['a'], '.a{x:1;& .z{x:2}}'],
  ])('of %j with %j are %j', (css, names, expected) => {
    expect(kept(css, ...(names as string[]))).toBe(expected)
  })

  it('are all of them where the names are not known', () => {
    expect(say(rulesOf('.a{x:1}@media print{.b,.c{x:2}}'), null)).toBe(
      '.a{x:1}@media print{.b,.c{x:2}}',
    )
  })
})

describe('a page with its own styles', () => {
  const build = mkdtempSync(path.join(tmpdir(), 'styles-'))
  afterAll(() => rmSync(build, { recursive: true }))
  mkdirSync(path.join(build, 'static/chunks'), { recursive: true })
  writeFileSync(
    path.join(build, 'static/chunks/a.css'),
    '@font-face{font-family:F;src:url(../media/f.woff2)}.a{x:1}.unused{x:2}',
  )
  writeFileSync(path.join(build, 'static/chunks/b.css'), '.b{x:1}.by-script{x:2}')
  writeFileSync(path.join(build, 'ours.js'), 'x.classList.add("by-script")')
  const page = (body: string, file = 'a.css') =>
    `<html><head><link rel="stylesheet" href="/_next/static/chunks/${file}"/><link rel="stylesheet" href="/_next/static/chunks/b.css"/></head><body>${body}</body></html>`

  it('holds what it uses in its head, with fonts by their full address, and links no sheet', async () => {
    expect(await withOwnStyles(page('<p class="a b">x</p>'), build)).toBe(
      '<html><head><style>@font-face{font-family:F;src:url(/_next/static/media/f.woff2)}.a{x:1}.b{x:1}</style></head><body><p class="a b">x</p></body></html>',
    )
  })

  it('keeps the rules for classes that a script of the page gives', async () => {
    const html = await withOwnStyles(page('<script src="/ours.js" defer=""></script>'), build)
    expect(html).toContain('.by-script{x:2}')
    expect(html).not.toContain('.unused')
  })

  it('keeps every rule where a script of the page can’t be read', async () => {
    const html = await withOwnStyles(page('<script src="/gone.js" defer=""></script>'), build)
    expect(html).toContain('.unused{x:2}')
  })

  it('keeps its links where a sheet is not in the build', async () => {
    const html = page('', 'missing.css')
    expect(await withOwnStyles(html, build)).toBe(html)
  })
})
