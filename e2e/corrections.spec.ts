import type { Page } from '@playwright/test'
import { examineEveryWay } from './examine'
import { expect, test, visit } from './fixtures'
import type { Filed } from './newsroom'

const damascus = '/claims/rebel-forces-have-begun-the-final-phase-of-encircling-damascus'

/** A feed as a reader of feeds would read it: entries, and entries called back. */
async function feedAt(reader: Page, address: string) {
  const answer = await reader.request.get(address)
  expect(answer.headers()['content-type']).toContain('application/atom+xml')
  await reader.goto('/feeds')
  return reader.evaluate(
    (xml) => {
      const feed = new DOMParser().parseFromString(xml, 'application/xml')
      const atom = 'http://www.w3.org/2005/Atom'
      const tombstones = 'http://purl.org/atompub/tombstones/1.0'
      const textOf = (of: Element, name: string) =>
        of.getElementsByTagNameNS(atom, name)[0]?.textContent ?? ''
      return {
        error: feed.querySelector('parsererror')?.textContent ?? null,
        entries: [...feed.getElementsByTagNameNS(atom, 'entry')].map((entry) => ({
          id: textOf(entry, 'id'),
          title: textOf(entry, 'title'),
        })),
        gone: [...feed.getElementsByTagNameNS(tombstones, 'deleted-entry')].map((entry) => ({
          ref: entry.getAttribute('ref'),
          when: entry.getAttribute('when') ?? '',
          comment: entry.getElementsByTagNameNS(tombstones, 'comment')[0]?.textContent ?? '',
        })),
      }
    },
    await answer.text(),
  )
}

async function jsonOf(reader: Page, claim: Filed) {
  const answer = await reader.request.get(`${claim.page}.json`)
  expect(answer.headers()['content-type']).toContain('application/json')
  return answer.json()
}

const entriesOf = (feed: Awaited<ReturnType<typeof feedAt>>, claim: Filed) =>
  feed.entries.filter(({ title }) => title.includes(claim.proposition))

test('a correction is told wherever the claim is, and stays told when an update follows', async ({
  reader,
  newsroom,
}) => {
  test.setTimeout(120_000)
  const claim = await newsroom.publish()
  await newsroom.attachTwo(claim, 'refutes')
  const note = `We overlooked two reports from ${claim.word}.`
  const rationale = `We asked in ${claim.word} and found two who saw traffic on it.`
  await newsroom.propose(claim, {
    status: 'false',
    kind: 'correction',
    publicNote: note,
    rationale,
  })
  await newsroom.approve(claim)
  const update = { kind: 'update', publicNote: 'Asked again.', rationale } as const
  await newsroom.propose(claim, { status: 'false', confidence: 'high', ...update })
  await newsroom.approve(claim)

  await test.step('on its page, by the verdict', async () => {
    await visit(reader, claim.page)
    const notes = reader.getByRole('region', { name: 'Corrections and updates' })
    await expect(notes).toContainText('Corrected on')
    await expect(notes).toContainText(`We had called this unverified`)
    await expect(notes).toContainText(note)
    await expect(notes).toContainText('Updated on')
  })

  await test.step('in lists', async () => {
    await visit(reader, '/claims')
    const line = reader.getByRole('article').filter({ hasText: claim.proposition })
    await expect(line.getByText('Corrected', { exact: true })).toBeVisible()
  })

  await test.step('among the corrections, with what it says now', async () => {
    await visit(reader, '/corrections')
    const entry = reader.getByRole('article').filter({ hasText: claim.proposition })
    await expect(entry).toContainText(/We had said\s*Unverified/)
    await expect(entry).toContainText(/We said instead\s*False/)
    await expect(entry).toContainText(note)
  })

  await test.step('word by word, from the corrections to the difference', async () => {
    const entry = reader.getByRole('article').filter({ hasText: claim.proposition })
    await entry.getByRole('link', { name: 'What we changed' }).click()
    await expect(reader).toHaveURL(`${claim.page}/history/1-2`)
    const main = reader.getByRole('main')
    await expect(main).toContainText('The status went from unverified to false.')
    await expect(main).toContainText('Independent origins against it: 0 before, 2 after.')
    await expect(main.locator('del')).toContainText('nothing that settles it either way')
    await expect(main.locator('ins')).toContainText('two who saw traffic on it')
    const choice = reader.getByRole('navigation', { name: 'Compare other verdicts' })
    await choice.getByRole('link', { name: 'Verdict 3 (false)' }).click()
    await expect(reader).toHaveURL(`${claim.page}/history/1-3`)
    await visit(reader, `${claim.page}/history/2-3`)
    await expect(main).toContainText('Confidence went from moderate to high.')
    await expect(main.locator('ins, del')).toHaveCount(0)
  })

  await test.step('in a feed of its own, which pages name', async () => {
    await reader.goto(claim.page)
    const link = reader.locator('link[rel=alternate][href$="/feeds/corrections.atom"]')
    await expect(link).toHaveAttribute('type', 'application/atom+xml')
    const feed = await feedAt(reader, '/feeds/corrections.atom')
    expect(feed.error).toBeNull()
    expect(entriesOf(feed, claim)).toHaveLength(1)
    const other = await feedAt(reader, '/feeds/claims.atom')
    expect(entriesOf(other, claim)).toContainEqual(entriesOf(feed, claim)[0])
  })

  await test.step('to machines', async () => {
    await reader.goto(claim.page)
    const blocks = await reader.locator('script[type="application/ld+json"]').allTextContents()
    const review = blocks.map((each) => JSON.parse(each)).find((each) => each.claimReviewed)
    expect(review.correction).toMatchObject([
      { '@type': 'CorrectionComment', text: expect.stringContaining(note) },
    ])
    expect(await jsonOf(reader, claim)).toMatchObject({
      status: 'false',
      confidence: 'high',
      corrections: [{ before: 'unverified', after: 'false', note }],
      updates: [{ note: 'Asked again.' }],
    })
  })
})

test('a withdrawal is told to whoever kept what we had said', async ({ reader, newsroom }) => {
  const claim = await newsroom.publish()
  await newsroom.propose(claim, { kind: 'correction', publicNote: 'We misread it.' })
  await newsroom.approve(claim)
  await visit(reader, `${claim.page}/history/1-2`)
  const said = [
    ...entriesOf(await feedAt(reader, '/feeds/claims.atom'), claim),
    ...entriesOf(await feedAt(reader, '/feeds/corrections.atom'), claim),
  ]
  // One claim, and so one entry and one id, in each.
  expect(said).toHaveLength(2)
  expect(said[0]?.id).toBe(said[1]?.id)

  const reason = `It named a private person in ${claim.word}.`
  await newsroom.act('amal', `${claim.desk}?do=withdraw`, 'withdraw-claim', {
    reason,
    isSure: 'on',
  })
  for (const address of ['/feeds/claims.atom', '/feeds/corrections.atom']) {
    const feed = await feedAt(reader, address)
    expect(entriesOf(feed, claim).map(({ title }) => title)).toEqual([
      `Withdrawn: ${claim.proposition}`,
    ])
  }
  const feed = await feedAt(reader, '/feeds/claims.atom')
  for (const { id } of said) {
    const gone = feed.gone.find(({ ref }) => ref === id)
    expect(gone?.comment).toContain(reason)
    expect(Date.parse(gone?.when ?? '')).not.toBeNaN()
  }
  expect(await jsonOf(reader, claim)).toMatchObject({
    claim: claim.proposition,
    withdrawn: { reason, at: expect.stringMatching(/Z$/) },
  })
  for (const address of [claim.page, `${claim.page}/history`, `${claim.page}/history/1-2`]) {
    await visit(reader, address)
    await expect(reader.getByText('We withdrew this page on')).toBeVisible()
    await expect(reader.getByText(reason)).toBeVisible()
    await expect(reader.locator('script[type="application/ld+json"]')).toHaveCount(0)
  }
  await visit(reader, '/corrections')
  const entry = reader.getByRole('article').filter({ hasText: claim.proposition })
  await expect(entry).toContainText(/We had said\s*Unverified/)
  await expect(entry).toContainText('the claim is withdrawn')
})

test('corrections and comparisons read well by day and by night, on a wide screen and on a phone', async ({
  reader,
}) => {
  test.setTimeout(120_000)
  for (const address of [
    damascus,
    '/corrections/page/1',
    `${damascus}/history/2-3`,
    `${damascus}/history/1-4`,
    '/stories/damascus-december-2024',
  ]) {
    await examineEveryWay(reader, address)
  }
})

test('the verdicts of a pair have one page, and there is none for what is no pair', async ({
  reader,
  complaints,
}) => {
  await visit(reader, `${damascus}/history/2-3`)
  await expect(reader.getByRole('main')).toContainText(
    'Independent origins supporting it: 2 before, 1 after.',
  )
  complaints.mayBe(/404/)
  for (const pair of ['2-1', '2-2', '1-99', '01-2', '0-1']) {
    const answer = await reader.goto(`${damascus}/history/${pair}`)
    expect(answer?.status(), pair).toBe(404)
  }
})
