import { expect, freshWord, test } from './fixtures'
import { reach, typeInto } from './keys'

test('a claim is filed, judged, and published without touching a mouse', async ({
  jonas,
  mira,
  reader,
}) => {
  test.slow()
  const word = freshWord()
  const proposition = `The tunnel under ${word} is flooded`

  await test.step('file it', async () => {
    await jonas.goto('/desk')
    await reach(jonas, jonas.getByRole('link', { name: 'Skip to content' }))
    await jonas.keyboard.press('Enter')
    await reach(jonas, jonas.getByRole('main').getByRole('link', { name: 'File a claim' }))
    await jonas.keyboard.press('Enter')
    const claimant = jonas.getByRole('combobox', { name: 'Claimant' })
    await expect(claimant).toBeVisible()
    await reach(jonas, claimant)
    await jonas.keyboard.type('Rami Abdel')
    await expect(jonas.getByRole('option', { name: /^Rami Abdel Rahman/ })).toBeVisible()
    await jonas.keyboard.press('ArrowDown')
    await jonas.keyboard.press('Enter')
    await expect(claimant).toHaveValue('Rami Abdel Rahman')
    await typeInto(jonas, jonas.getByRole('textbox', { name: 'Proposition' }), proposition)
    await reach(jonas, jonas.getByRole('radio', { name: 'A new document' }))
    await typeInto(jonas, jonas.getByRole('textbox', { name: 'Title' }), `Flood in ${word}`)
    await typeInto(jonas, jonas.getByRole('combobox', { name: 'Publisher' }), 'Reuters')
    await expect(jonas.getByRole('option', { name: /^Reuters/ })).toBeVisible()
    await jonas.keyboard.press('ArrowDown')
    await jonas.keyboard.press('Enter')
    await typeInto(
      jonas,
      jonas.getByRole('textbox', { name: 'Text (optional)' }),
      'Water stands in the tunnel.',
    )
    await reach(jonas, jonas.getByLabel('Select the words in the text'))
    await jonas.keyboard.press('Control+Home')
    await jonas.keyboard.press('Shift+End')
    await jonas.keyboard.press('Enter')
    await expect(jonas.getByRole('textbox', { name: 'Quote' })).toHaveValue(
      'Water stands in the tunnel.',
    )
    await reach(jonas, jonas.getByRole('button', { name: 'File the claim' }))
    await jonas.keyboard.press('Enter')
    await expect(jonas.getByRole('heading', { name: proposition, level: 1 })).toBeVisible()
  })

  await test.step('propose', async () => {
    await reach(jonas, jonas.getByRole('link', { name: 'Propose a verdict' }))
    await jonas.keyboard.press('Enter')
    const status = jonas.getByRole('radio', { name: /^Unverified/ })
    await expect(status).toBeVisible()
    await reach(jonas, status)
    await jonas.keyboard.press('Space')
    await expect(status).toBeChecked()
    await reach(jonas, jonas.getByRole('radio', { name: 'Low confidence' }))
    await jonas.keyboard.press('Space')
    await typeInto(
      jonas,
      jonas.getByRole('textbox', { name: 'Rationale' }),
      `Nobody whom we reached in ${word} could look into the tunnel.`,
    )
    await reach(jonas, jonas.getByRole('button', { name: 'Propose for review' }))
    await jonas.keyboard.press('Enter')
    // The keyboard is where the answer is.
    const answer = jonas.getByRole('status').filter({ hasText: 'The verdict is proposed.' })
    await expect(answer).toBeFocused()
  })

  await test.step('approve', async () => {
    await mira.goto(`/desk?tab=review&q=${word}`)
    await reach(mira, mira.getByRole('link', { name: proposition }))
    await mira.keyboard.press('Enter')
    const approve = mira.getByRole('button', { name: 'Approve and publish' })
    await expect(approve).toBeVisible()
    await reach(mira, approve)
    await mira.keyboard.press('Enter')
    await expect(
      mira.getByRole('status').filter({ hasText: 'The verdict is published.' }),
    ).toBeFocused()
  })

  await test.step('read it', async () => {
    await reader.goto('/')
    await reach(reader, reader.getByRole('searchbox', { name: 'Find a claim' }))
    await reader.keyboard.type(word)
    await reader.keyboard.press('Enter')
    // Documents that it appears in name it, too.
    const found = reader.getByRole('article').getByRole('link', { name: proposition })
    await reach(reader, found)
    await reader.keyboard.press('Enter')
    await expect(
      reader
        .getByRole('region', { name: 'Where it stands' })
        .getByText('Unverified', { exact: true }),
    ).toBeVisible()
  })
})
