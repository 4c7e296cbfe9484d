import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Board } from '@/app/(public)/stories/[slug]/_parts/board'
import { StoryMap } from '@/app/(public)/stories/[slug]/_parts/map'
import { StoryMoments } from '@/app/(public)/stories/[slug]/_parts/moments'
import { Timeline } from '@/app/(public)/stories/[slug]/_parts/timeline'
import { TwoSides } from '@/app/(public)/stories/[slug]/_parts/two-sides'
import { aStoryOf } from '@/lib/testing/story-view'
import { languageOfCode, messagesOf } from '@/lib/words/languages'

function rendered(code: 'en' | 'ar', story = aStoryOf(60)): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider
      locale={languageOfCode(code).locale}
      messages={messagesOf(code)}
      timeZone="UTC"
    >
      <StoryMoments story={story} at={null} />
      <Board story={story} />
      <TwoSides story={story} />
      <StoryMap claims={story.claims} contradictions={story.contradictions} />
      <Timeline claims={story.claims} />
    </NextIntlClientProvider>,
  )
}

const sheets = ['app/tokens.css', 'app/(public)/public.css'].concat(
  [...readFileSync('app/(public)/layout.tsx', 'utf8').matchAll(/import '@\/(app\/[^']+\.css)'/g)]
    .map((found) => found[1] ?? '')
    .filter((file) => !/tokens|public\.css/.test(file)),
)

/** In bytes, in haste: what is served is smaller. */
function compressed(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length
}

function plain(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

// The first of them reads the map of the world.
describe('a story of sixty claims', { timeout: 30_000 }, () => {
  it.each(['en', 'ar'] as const)('is at most 100 kB with its style sheets, in %s', (code) => {
    const html = rendered(code)
    const css = sheets.map((file) => readFileSync(file, 'utf8')).join('\n')
    const size = compressed(html) + compressed(css)
    expect(size).toBeLessThan(95_000)
  })

  it('has no script and no identifier twice', () => {
    const html = rendered('en')
    expect(html).not.toMatch(/<script|onclick|javascript:/)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((found) => found[1])
    expect(ids).toEqual([...new Set(ids)])
  })

  it('answers without style sheets who denies what, and says it at either end', () => {
    const story = aStoryOf(60)
    const [pair] = story.contradictions
    if (!pair) throw new Error('a story without contradictions')
    const { claim, counterclaim } = pair
    const text = plain(rendered('en', story))
    expect(text).toContain(`${claim.claimant.name} says`)
    expect(text).toContain(`Denied by ${counterclaim.claimant.name}`)
    expect(text).toMatch(new RegExp(`denies [^.]*${claim.proposition}`))
  })

  it('says nothing in English on an Arabic page but names and what was said', () => {
    const story = aStoryOf(12)
    let text = plain(rendered('ar', story))
    for (const { proposition, claimant, documents, place } of story.claims) {
      for (const own of [
        proposition,
        claimant.name,
        place ?? '',
        ...documents.flatMap(({ title, publisher }) => [title, publisher.name]),
      ]) {
        if (own) text = text.replaceAll(own, '')
      }
    }
    expect(text.replace(/UTC[+−\d:]*/g, '')).not.toMatch(/[A-Za-z]{3,}/)
  })
})
