import { feedFaults } from '@/lib/testing/feed-faults'
import { htmlFaults } from '@/lib/testing/html-faults'
import { inLanguage, languages } from '@/lib/words/languages'
import { expectNoViolation } from './examine'
import { expect, test } from './fixtures'
import { feeds, openedElsewhere, openedHere, refused } from './public-pages'

for (const { code, dir } of languages()) {
  const there = (address: string) => inLanguage(address, code)

  test(`every page is HTML by its standard, and so is what is refused: ${code}`, async ({
    reader,
  }) => {
    test.setTimeout(120_000)
    const pages = [...openedElsewhere, ...openedHere].map((page): [number, string] => [200, page])
    for (const [status, address] of [...pages, ...refused]) {
      const answer = await reader.request.get(there(address))
      const html = await answer.text()
      expect(answer.status(), address).toBe(status)
      expect(html, address).toMatch(new RegExp(`<html lang="${code}" dir="${dir}"`))
      expect(await htmlFaults(html), there(address)).toEqual([])
    }
  })

  test(`every feed is what a validator asks for, now and as it stood: ${code}`, async ({
    reader,
    baseURL,
  }) => {
    const search = '/api/v1/search/feed'
    const searches = ['q=Damascus', 'q=zzzzqqqq', 'status=false'].flatMap((asked) =>
      [`${search}.atom`, `${search}.json`].map((feed) => `${feed}?${asked}&lang=${code}`),
    )
    const past = feeds.slice(0, 6).map((feed) => `${feed}?at=2024-12-07T18:00Z`)
    for (const address of [...[...feeds, ...past].map(there), ...searches]) {
      const answer = await reader.request.get(address)
      expect(answer.status(), address).toBe(200)
      const headers = answer.headers()
      const given = {
        // A moment has an address of its own, which need not be the one that was asked for.
        address: headers['content-location'] ?? `${baseURL}${address}`,
        contentType: headers['content-type'] ?? '',
        text: await answer.text(),
      }
      expect(feedFaults(given), address).toEqual([])
    }
  })
}

test('axe finds nothing on the kinds of page that are seldom opened, by day and by night', async ({
  reader,
  complaints,
}) => {
  test.setTimeout(120_000)
  complaints.mayBe(/40[04]/)
  // What is refused for one moment looks as what is refused for another.
  const pages = [...openedHere, ...refused.slice(0, 4).map(([, address]) => address)]
  for (const [index, address] of pages.entries()) {
    // Each kind in one language and light, the next the other way round.
    const isNight = index % 2 === 1
    await reader.emulateMedia({ colorScheme: isNight ? 'dark' : 'light', reducedMotion: 'reduce' })
    await reader.goto(isNight ? inLanguage(address, 'ar') : address)
    await expectNoViolation(reader, reader.url())
  }
})
