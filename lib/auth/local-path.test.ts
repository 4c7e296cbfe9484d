import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localPath, pathOfSite } from '@/lib/auth/local-path'

test.each([
  ['/desk/claims/1?tab=2#evidence', '/desk/claims/1?tab=2#evidence'],
  ['/claims', '/claims'],
  ['/', '/'],
  ['/desk?next=https://other.example', '/desk?next=https://other.example'],
])('goes on to %s', (next, path) => {
  expect(localPath(next)).toBe(path)
})

test.each([
  undefined,
  null,
  '',
  'desk',
  'https://other.example/desk',
  '//other.example',
  '///other.example',
  '/\\other.example',
  '\\\\other.example',
  '/\t/other.example',
  '/desk\\..\\..',
  '/.//other.example',
  '/desk/..//other.example',
  'javascript:alert(1)',
  ' /desk',
  '/desk\r\nSet-Cookie: a=b',
  '/sign-in',
  '/sign-out',
  '/invite/token',
  '/api/auth/signout',
  '/desk/../api/auth/signout',
])('goes to the desk instead of %j', (next) => {
  expect(localPath(next)).toBe('/desk')
})

test('never leaves the site, whatever is asked for', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '@',
    ':',
    '?',
    '#',
    '\t',
    '%2f',
    '%5c',
    'a',
    'https',
    'evil.example',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => `/${parts.join('')}`),
      ),
      (next) => {
        for (const site of ['http://site.example', 'https://site.example']) {
          const url = new URL(localPath(next), site)
          expect(url.origin).toBe(site)
          expect(url.pathname.startsWith('//')).toBe(false)
        }
      },
    ),
    { numRuns: 2000 },
  )
})

test('a page to come back to may be the sign-in page, but is of this site', () => {
  expect(pathOfSite('/sign-in?next=%2Fdesk')).toBe('/sign-in?next=%2Fdesk')
  for (const elsewhere of ['//other.example', '/\\other.example', 'https://other.example', null])
    expect(pathOfSite(elsewhere)).toBeNull()
})
