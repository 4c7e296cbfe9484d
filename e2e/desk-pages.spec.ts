import { examineEveryWay } from './examine'
import { expect, test } from './fixtures'

const PANELS = ['edit', 'evidence', 'link', 'counterclaim', 'appearance']

test('the desk reads well by day and by night, on a wide screen and on a phone', async ({
  amal,
  newsroom,
}) => {
  test.setTimeout(180_000)
  const claim = await newsroom.file()
  await newsroom.attach(claim, 'context', `Ferryman of ${claim.word}`)
  const proposed = await newsroom.file()
  await newsroom.propose(proposed)
  const [demo, source, story] = await Promise.all([
    newsroom.linkOn('amal', '/desk?tab=all&status=disputed', /^\/desk\/claims\/[\da-f]/),
    newsroom.linkOn('amal', `/desk/sources?q=${claim.word} Gazette`, /^\/desk\/sources\/[\da-f]/),
    newsroom.linkOn('amal', '/desk/stories', /^\/desk\/stories\/[\da-f]/),
  ])
  const document = await newsroom.linkOn('amal', source, /^\/desk\/documents\//)
  const intake = await newsroom.takeIn(
    `"We hold the bridge," Karim ${claim.word} said. The ministry of ${claim.word} denied that they held the bridge.`,
  )
  for (const address of [
    '/desk?tab=all',
    '/desk/intake',
    intake,
    ...['edit=1', 'merge=2', 'file=1', 'document=1'].map((panel) => `${intake}?${panel}`),
    '/desk/claims/new',
    `${proposed.desk}?do=send-back`,
    `${demo}?do=withdraw`,
    `${demo}?do=propose`,
    ...PANELS.map((panel) => `${claim.desk}?do=${panel}`),
    '/desk/sources',
    '/desk/sources/new',
    source,
    document,
    '/desk/stories',
    '/desk/stories/new',
    story,
    '/desk/people',
    '/desk/activity',
  ]) {
    await examineEveryWay(amal, address)
  }
  await amal.context().clearCookies()
  await examineEveryWay(amal, '/sign-in')
})

test('what is not at the desk says so there', async ({ jonas, complaints }) => {
  complaints.mayBe(/404/)
  for (const address of [
    '/desk/claims/none',
    '/desk/claims/01900000-0000-7000-8000-000000000000',
    '/desk/nowhere',
  ]) {
    const answer = await jonas.goto(address)
    expect(answer?.status(), address).toBe(404)
    await expect(jonas.getByRole('heading', { level: 1 })).toBeVisible()
  }
})
