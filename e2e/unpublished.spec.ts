import { expect, test } from './fixtures'
import { documentFields } from './newsroom'

test('nothing that the desk keeps to itself is anywhere in what readers get', async ({
  reader,
  newsroom,
}) => {
  const shown = await newsroom.publish()
  const form = await newsroom.formOn('jonas', shown.desk, 'show')
  expect(form, 'everything about it is shown already').toBeNull()

  // All that can be said about a claim, on one that readers don't see, and on one they do.
  const story = await newsroom.storyId('jonas', 'Damascus')
  const hidden = await newsroom.file('tomas', { storyId: story })
  await newsroom.attachTwo(hidden)
  await newsroom.act('tomas', `${shown.desk}?do=link&q=${hidden.word}`, 'link', {
    otherId: hidden.id,
    sentence: 'to.counters',
    note: `${hidden.word} is a secret link`,
  })
  await newsroom.act('tomas', `${shown.desk}?do=appearance`, 'add-appearance', {
    ...documentFields('document', `${hidden.word} Gazette`, `Closed, says ${hidden.word}.`),
    'quote.exact': `says ${hidden.word}`,
  })
  await newsroom.attach(shown, 'refutes', `Observer of ${hidden.word}`)
  await newsroom.propose(hidden, { rationale: `Only the desk may know about ${hidden.word}.` })
  await newsroom.act('mira', `${hidden.desk}?do=send-back`, 'send-back', {
    reason: `Reviewers alone read this of ${hidden.word}.`,
  })
  // Its page is written anew, so that nothing is missing only because nobody looked.
  await newsroom.act('jonas', `${shown.desk}?do=edit`, 'edit-claim', {
    'place.name': `Upper ${shown.word}`,
  })
  await expect(await reader.request.get(shown.page)).toBeOK()
  expect(await newsroom.get(null, shown.page)).toContain(`Upper ${shown.word}`)

  const storyPage = await newsroom.linkOn(null, '/', /^\/stories\//)
  const words = new RegExp(`${hidden.word}|${hidden.word.toLowerCase()}`)
  for (const address of [
    '/',
    '/claims',
    '/corrections',
    '/sources',
    '/feeds/claims.atom',
    '/sitemap.xml',
    '/sitemaps/claims-1.xml',
    storyPage,
    shown.page,
    `${shown.page}/history`,
  ]) {
    const answer = await reader.request.get(address)
    expect(await answer.text(), address).not.toMatch(words)
  }
  const source = `/sources/governor-of-${hidden.word.toLowerCase()}`
  for (const address of [hidden.page, `${hidden.page}/history`, source]) {
    expect((await reader.request.get(address)).status(), address).toBe(404)
  }
  const found = await (await reader.request.get(`/claims?q=${hidden.word}`)).text()
  expect(found).not.toContain(hidden.page)
})
