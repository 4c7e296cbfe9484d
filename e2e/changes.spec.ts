import { examine, expect, press, test, visit } from './fixtures'

test('an update says in public what is new', async ({ mira, jonas, reader, newsroom }) => {
  const claim = await newsroom.publish()
  await newsroom.attachTwo(claim)
  const note = `Two reporters have since seen the ${claim.word} bridge.`

  await visit(mira, claim.desk)
  await mira.getByRole('link', { name: 'Propose an update or correction' }).click()
  await examine(mira)
  await mira.getByRole('radio', { name: /^Verified/ }).check()
  await mira.getByRole('radio', { name: 'High confidence' }).check()
  await mira
    .getByLabel('Rationale')
    .fill(`Both saw the ${claim.word} bridge closed with their own eyes.`)
  await mira.getByRole('button', { name: 'Propose for review' }).click()
  await expect(
    mira.getByRole('alert').filter({ hasText: 'Say whether this is an update' }),
  ).toBeFocused()
  await mira.getByRole('radio', { name: 'Update' }).check()
  await mira.getByRole('textbox', { name: 'Public note' }).fill(note)
  await press(mira, 'Propose for review', 'The verdict is proposed.')
  await visit(jonas, claim.desk)
  await press(jonas, 'Approve and publish', 'The verdict is published.')

  await visit(reader, claim.page)
  await expect(
    reader.getByRole('region', { name: 'Where it stands' }).getByText('Verified', { exact: true }),
  ).toBeVisible()
  await expect(reader.getByText(note).first()).toBeVisible()
  await visit(reader, `${claim.page}/history`)
  await expect(reader.getByRole('heading', { name: 'Unverified', level: 2 })).toBeVisible()
  await expect(
    reader.getByRole('heading', { name: 'Verified', level: 2, exact: true }),
  ).toBeVisible()
  // New information is nobody's mistake.
  const corrections = await reader.request.get('/corrections')
  expect(await corrections.text()).not.toContain(claim.proposition)
})

test('a correction stands among the corrections, and what was there before stays', async ({
  jonas,
  mira,
  reader,
  newsroom,
}) => {
  const claim = await newsroom.publish()
  await newsroom.attachTwo(claim, 'refutes')
  const note = `We overlooked two reports from ${claim.word}.`
  await jonas.goto(`${claim.desk}?do=propose`)
  await jonas.getByRole('radio', { name: 'Correction' }).check()
  await jonas.getByRole('textbox', { name: 'Public note' }).fill(note)
  await jonas.getByRole('radio', { name: /^False/ }).check()
  await jonas.getByRole('radio', { name: 'High confidence' }).check()
  await jonas
    .getByLabel('Rationale')
    .fill(`Both saw traffic on the ${claim.word} bridge all day long.`)
  await press(jonas, 'Propose for review', 'The verdict is proposed.')
  await mira.goto(claim.desk)
  await press(mira, 'Approve and publish', 'The verdict is published.')

  await visit(reader, '/corrections')
  const entry = reader.getByRole('article').filter({ hasText: claim.proposition })
  await expect(entry).toContainText(note)
  await expect(entry).toContainText('False')
  await visit(reader, `${claim.page}/history`)
  await expect(reader.getByText('found nothing that settles it either way')).toBeVisible()
  await expect(reader.getByText(note)).toBeVisible()
})

test('an admin withdraws a claim in public; its page keeps the reason and nothing else', async ({
  amal,
  jonas,
  reader,
  newsroom,
}) => {
  const claim = await newsroom.publish()
  await jonas.goto(claim.desk)
  await expect(jonas.getByRole('link', { name: 'Withdraw in public' })).toHaveCount(0)

  await visit(amal, claim.desk)
  await amal.getByRole('link', { name: 'Withdraw in public' }).click()
  await amal.getByLabel('Reason').fill(`It named a private person in ${claim.word}.`)
  await press(amal, 'Withdraw the claim', 'Tick this to confirm.')
  await amal.getByRole('checkbox', { name: /^I answer for withdrawing/ }).check()
  await press(amal, 'Withdraw the claim', 'The claim is withdrawn.')

  const page = await (await reader.request.get(claim.page)).text()
  expect(page).not.toContain('settles it either way')
  await visit(reader, claim.page)
  await expect(reader.getByText('We withdrew this page on')).toBeVisible()
  await expect(reader.getByText(`It named a private person in ${claim.word}.`)).toBeVisible()
  await expect(reader.getByText(claim.claimant)).toHaveCount(0)
  await visit(reader, '/corrections')
  await expect(
    reader.getByRole('article').filter({ hasText: claim.proposition }).getByText('Withdrawn'),
  ).toBeVisible()
  const found = await (await reader.request.get(`/claims?q=${claim.word}`)).text()
  expect(found).not.toContain(claim.page)
})

test('a proposal is sent back with a reason, taken up again, and taken back', async ({
  mira,
  jonas,
  reader,
  newsroom,
}) => {
  const claim = await newsroom.file()
  await newsroom.propose(claim)
  const reason = `Ask the road office of ${claim.word} as well.`
  await visit(mira, claim.desk)
  await mira.getByRole('link', { name: 'Send back with a reason' }).click()
  await press(mira, 'Send back', 'Fill this in.')
  await mira.getByLabel('Reason').fill(reason)
  await press(mira, 'Send back', 'The proposal is sent back with your reason.')

  await visit(jonas, claim.desk)
  await expect(jonas.getByText(reason).first()).toBeVisible()
  await jonas.getByRole('link', { name: 'Propose a verdict' }).click()
  await expect(jonas.getByLabel('Rationale')).toHaveValue(/settles it either way/)
  await press(jonas, 'Propose for review', 'The verdict is proposed.')
  await press(jonas, 'Take it back', 'The proposal is taken back.')
  await mira.goto(claim.desk)
  await expect(mira.getByRole('button', { name: 'Approve and publish' })).toHaveCount(0)
  expect((await reader.request.get(claim.page)).status()).toBe(404)
})

test('what changed since a proposal must be looked at before it is approved', async ({
  mira,
  newsroom,
}) => {
  const claim = await newsroom.file()
  await newsroom.propose(claim)
  await mira.goto(claim.desk)
  await expect(mira.getByText('Nothing about the claim has changed')).toBeVisible()

  await test.step('while the reviewer has it open', async () => {
    await newsroom.attach(claim, 'refutes', `Ferryman of ${claim.word}`, { who: 'tomas' })
    await mira.getByRole('button', { name: 'Approve and publish' }).click()
    const alert = mira.getByRole('alert').filter({ hasText: 'This claim has changed since' })
    await expect(alert).toBeFocused()
    await expect(alert).toContainText('Tomás Rey')
    await examine(mira)
  })
  await test.step('and afterwards', async () => {
    await mira.goto(claim.desk)
    await expect(
      mira.getByText(
        `Evidence was attached: “\u2068Ferryman of ${claim.word} on the bridge\u2069”`,
      ),
    ).toBeVisible()
    await press(mira, 'Approve and publish', 'Look at the changes below and tick that you have')
    await mira.getByRole('checkbox', { name: 'I have looked at these changes' }).check()
    await press(mira, 'Approve and publish', 'The verdict is published.')
  })
})

test('two who edit one claim both see both versions, and lose nothing', async ({
  jonas,
  mira,
  newsroom,
}) => {
  const claim = await newsroom.file()
  const [byJonas, byMira] = [
    `The ${claim.word} bridge is closed to lorries`,
    `The ${claim.word} bridge is closed to all`,
  ]
  for (const page of [jonas, mira]) {
    await page.goto(`${claim.desk}?do=edit`)
    await expect(page.getByRole('combobox', { name: 'Claimant' })).toBeVisible()
  }
  await jonas.getByLabel('Proposition').fill(byJonas)
  await jonas
    .getByRole('textbox', { name: /^Place/ })
    .first()
    .fill(`Lower ${claim.word}`)
  await press(jonas, 'Save the claim', 'The claim was edited.')

  await mira.getByLabel('Proposition').fill(byMira)
  await press(mira, 'Save the claim', 'This claim has changed since you opened this form.')
  await expect(mira.getByRole('textbox', { name: 'Proposition' })).toHaveValue(byMira)
  await expect(mira.getByText(byJonas).first()).toBeVisible()
  // What she had not touched follows him.
  await expect(mira.getByRole('textbox', { name: /^Place/ }).first()).toHaveValue(
    `Lower ${claim.word}`,
  )
  await press(mira, 'Save the claim', 'The claim was edited.')
  await expect(mira.getByRole('heading', { level: 1, name: byMira })).toBeVisible()
  await expect(mira.getByText(`Lower ${claim.word}`).first()).toBeVisible()
})
