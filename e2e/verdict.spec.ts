import type { Page } from '@playwright/test'
import { examine, expect, press, test, visit } from './fixtures'
import type { Filed } from './newsroom'

test('a verdict is proposed, refused until its rule is met, reviewed by another, and read at once', async ({
  jonas,
  mira,
  reader,
  newsroom,
  complaints,
}) => {
  test.slow()
  const claim = await newsroom.file()
  const agency = `Agency of ${claim.word}`
  for (const outlet of [`Morning Post of ${claim.word}`, `Evening Mail of ${claim.word}`]) {
    await newsroom.attach(claim, 'supports', outlet, {
      'document.fields.origin.name': agency,
      'document.fields.origin.kind': 'agency',
    })
  }

  await test.step('two outlets that carry one agency corroborate nothing', async () => {
    await visit(jonas, claim.desk)
    await expect(
      jonas.getByText(`2 pieces, one independent origin: \u2068${agency}\u2069.`),
    ).toBeVisible()
    await jonas.getByRole('link', { name: 'Propose a verdict' }).click()
    await examine(jonas)
    await jonas.getByRole('radio', { name: /^Corroborated/ }).check()
    await jonas.getByRole('radio', { name: 'Moderate confidence' }).check()
    await jonas.getByLabel('Rationale').fill(rationaleOf(claim))
    await jonas.getByRole('button', { name: 'Propose for review' }).click()
    const alert = jonas.getByRole('alert').filter({ hasText: 'Needs' })
    await expect(alert).toContainText(
      `Needs supporting evidence of one more independent origin, not the claimant. So far: ${agency}.`,
    )
    await expect(alert).toBeFocused()
    await expect(jonas.getByLabel('Rationale')).toHaveValue(rationaleOf(claim))
  })

  await test.step('with one origin more it is proposed', async () => {
    await newsroom.attach(claim, 'supports', `Observer of ${claim.word}`)
    await jonas.reload()
    await expect(jonas.getByText(/^Draft of .* restored/)).toBeVisible()
    await expect(jonas.getByRole('radio', { name: /^Corroborated/ })).toBeChecked()
    await press(jonas, 'Propose for review', 'The verdict is proposed.')
  })

  await test.step('nobody reviews their own', async () => {
    await jonas.goto(claim.desk)
    await expect(
      jonas.getByText('You proposed this, so somebody else has to review it.'),
    ).toBeVisible()
    await expect(jonas.getByRole('button', { name: 'Approve and publish' })).toHaveCount(0)
    await expect(jonas.getByRole('link', { name: 'Send back with a reason' })).toHaveCount(0)
    await jonas.goto('/desk?tab=review')
    await expect(jonas.getByRole('link', { name: claim.proposition })).toHaveCount(0)
  })

  await test.step('the approval of another, caught on its way and sent by the proposer, is refused', async () => {
    complaints.mayBe(/net::ERR_FAILED/)
    await visit(mira, `/desk?tab=review&q=${claim.word}`)
    await mira.getByRole('link', { name: claim.proposition }).click()
    await expect(mira.getByRole('button', { name: 'Approve and publish' })).toBeVisible()
    const { url, headers, body } = await catchPost(mira, () =>
      mira.getByRole('button', { name: 'Approve and publish' }).click(),
    )
    const answer = await jonas.request.post(url, { headers, data: body, maxRedirects: 0 })
    expect(await answer.text()).toContain(
      'You proposed this verdict, so somebody else has to review it.',
    )
    // And as a browser without scripts would send it.
    const form = await newsroom.formOn('mira', claim.desk, 'approve')
    if (!form) throw new Error('Mira has no form to approve with')
    for (const who of ['jonas', 'tomas'] as const) {
      const answer = await newsroom.send(who, form)
      expect(answer.html).toContain('Waiting for review')
      expect(answer.html).not.toContain('The verdict is published.')
    }
    expect((await reader.request.get(claim.page)).status()).toBe(404)
  })

  await test.step('the approval’s answer comes after the page that readers see', async () => {
    await mira.goto(claim.desk)
    await examine(mira)
    const approved = mira.waitForResponse((each) => each.request().method() === 'POST')
    await mira.getByRole('button', { name: 'Approve and publish' }).click()
    await approved
    const page = await reader.request.get(claim.page)
    expect(page.status()).toBe(200)
    expect(await page.text()).toContain(rationaleOf(claim))
    await expect(mira.getByText('The verdict is published.')).toBeVisible()
  })

  await test.step('a reader finds the status and its reasons wherever they look', async () => {
    await visit(reader, claim.page)
    const standing = reader.getByRole('region', { name: 'Where it stands' })
    await expect(standing.getByText('Corroborated', { exact: true })).toBeVisible()
    await expect(standing).toContainText('Moderate')
    await expect(reader.getByText(rationaleOf(claim))).toBeVisible()
    await expect(reader.getByText(`Observer of ${claim.word} saw the bridge`)).toBeVisible()
    await visit(reader, `${claim.page}/history`)
    await expect(reader.getByText(rationaleOf(claim))).toBeVisible()
    await visit(reader, '/')
    const changes = reader.getByRole('region', { name: 'What changed last' })
    await expect(changes.getByRole('link', { name: claim.proposition })).toBeVisible()
    const feed = await (await reader.request.get('/feeds/claims.atom')).text()
    expect(feed).toContain(`Corroborated: ${claim.proposition}`)
    const found = await (await reader.request.get(`/claims?q=${claim.word}`)).text()
    expect(found.replaceAll(/<\/?mark>/g, '')).toContain(claim.proposition)
  })
})

test('a contributor can’t propose, on the page or past it', async ({ tomas, newsroom }) => {
  const claim = await newsroom.file('tomas')
  await visit(tomas, claim.desk)
  await expect(tomas.getByRole('link', { name: 'Propose a verdict' })).toHaveCount(0)
  await tomas.goto(`${claim.desk}?do=propose`)
  await expect(tomas.getByRole('button', { name: 'Propose for review' })).toHaveCount(0)

  const form = await newsroom.formOn('jonas', `${claim.desk}?do=propose`, 'propose')
  if (!form) throw new Error('Jonas has no form to propose with')
  const answer = await newsroom.send('tomas', form, {
    status: 'unverified',
    confidence: 'low',
    rationale: rationaleOf(claim),
  })
  expect(answer.path).not.toContain('did=')
  expect(await newsroom.get('jonas', claim.desk)).not.toContain('Waiting for review')
})

test('two editors who approve at the same time publish one verdict', async ({
  amal,
  mira,
  newsroom,
}) => {
  const claim = await newsroom.file()
  await newsroom.propose(claim)
  const [ofMira, ofAmal] = await Promise.all([
    newsroom.formOn('mira', claim.desk, 'approve'),
    newsroom.formOn('amal', claim.desk, 'approve'),
    amal.goto(claim.desk),
    mira.goto(`${claim.desk}?do=send-back`),
  ])
  if (!ofMira || !ofAmal) throw new Error('somebody has no form to approve with')
  const answers = await Promise.all([newsroom.send('mira', ofMira), newsroom.send('amal', ofAmal)])
  expect(answers.filter(({ path }) => path.includes('did=approved'))).toHaveLength(1)
  const history = await newsroom.get(null, `${claim.page}/history`)
  expect(history.match(/class="history-entry /g)).toHaveLength(1)

  // Who still has the proposal on the screen is told that it was answered.
  const told = 'Somebody has already answered this proposal'
  await press(amal, 'Approve and publish', told)
  await mira.getByLabel('Reason').fill('Not yet.')
  await press(mira, 'Send back', told)
})

function rationaleOf(claim: Filed): string {
  return `Reporters who do not know of each other stood at the ${claim.word} bridge and saw it closed.`
}

/** Stops what pressing would send, and answers it. */
async function catchPost(page: Page, pressing: () => Promise<void>) {
  const caught = page.waitForRequest((request) => request.method() === 'POST')
  await page.route('**/desk/**', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.fallback(),
  )
  await pressing()
  const request = await caught
  const { cookie: _, ...headers } = await request.allHeaders()
  const sent = Object.entries(headers).filter(([name]) => !/^:|^content-length$|^host$/.test(name))
  const body = request.postDataBuffer()
  if (!body) throw new Error('nothing was sent')
  await page.unrouteAll()
  return { url: request.url(), headers: Object.fromEntries(sent), body }
}
