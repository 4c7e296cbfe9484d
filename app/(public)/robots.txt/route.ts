import { addressOf } from '@/app/(public)/_parts/meta'

export const dynamic = 'force-dynamic'

export function GET(): Response {
  const lines = [
    'User-agent: *',
    'Disallow: /desk',
    'Disallow: /api/',
    'Disallow: /sign-in',
    'Disallow: /invite/',
    '',
    `Sitemap: ${addressOf('/sitemap.xml')}`,
    '',
  ]
  return new Response(lines.join('\n'), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}
