import { examine, expect, freshWord, press, test, visit } from './fixtures'

test('two claims are linked from the workbench', async ({ tomas, newsroom }) => {
  const claim = await newsroom.file()
  const denial = await newsroom.file()
  await visit(tomas, claim.desk)
  await tomas.getByRole('link', { name: 'Link a claim' }).click()
  await tomas.getByLabel('Find the claim').fill(denial.word)
  await tomas.getByRole('button', { name: 'Search' }).click()
  await examine(tomas)
  await tomas.getByLabel('This claim …').selectOption('is countered by …')
  await tomas.getByRole('radio', { name: denial.proposition }).check()
  await tomas.getByLabel('Note on the link').fill('They speak of the same bridge.')
  await press(tomas, 'Link the claims', 'The claims are linked.')
  const counterclaims = tomas.getByRole('region', { name: 'Counterclaims', exact: true })
  await expect(counterclaims.getByRole('link', { name: denial.proposition }).first()).toBeVisible()

  await tomas.goto(denial.desk)
  await expect(tomas.getByText('This claim counters', { exact: true })).toBeVisible()
})

test('a counterclaim is filed on the spot, quoting a document that is here', async ({
  jonas,
  newsroom,
}) => {
  const claim = await newsroom.file()
  const word = freshWord()
  await visit(jonas, claim.desk)
  await jonas.getByRole('link', { name: 'File a counterclaim' }).click()
  await jonas.getByRole('combobox', { name: 'Claimant' }).fill(`Engineer of ${word}`)
  await jonas.getByRole('option', { name: /^Add “Engineer/ }).click()
  await jonas.getByLabel('Add as a new source: what kind').selectOption('Person')
  await jonas.getByLabel('Proposition').fill(`Traffic crosses the ${word} bridge as ever`)
  await jonas.getByRole('radio', { name: 'One that is here already' }).check()
  await jonas.getByRole('combobox', { name: 'Which document' }).fill(`${claim.word} Gazette`)
  await jonas.getByRole('option', { name: new RegExp(`^${claim.word} Gazette`) }).click()

  // Selected and taken by the keyboard alone.
  await jonas.getByLabel('Select the words in the text').focus()
  await jonas.keyboard.press('Control+Home')
  for (let at = 0; at < claim.word.length + 2; at++) await jonas.keyboard.press('ArrowRight')
  await jonas.keyboard.press('Shift+End')
  await jonas.keyboard.press('Enter')
  await expect(jonas.getByRole('textbox', { name: 'Quote' })).toHaveValue('the bridge is closed.')
  await examine(jonas)
  await press(jonas, 'File and link', 'The claim was filed and linked.')
  await expect(
    jonas
      .getByRole('region', { name: 'Counterclaims', exact: true })
      .getByRole('link', { name: `Traffic crosses the ${word} bridge as ever` })
      .first(),
  ).toBeVisible()
})

test('evidence is attached with its grade, and its origin counted', async ({ tomas, newsroom }) => {
  const claim = await newsroom.file()
  await visit(tomas, claim.desk)
  await tomas.getByRole('link', { name: 'Attach evidence' }).click()
  await tomas.getByRole('radio', { name: 'Supports the claim' }).check()
  await tomas.getByRole('radio', { name: 'One that is here already' }).check()
  await tomas.getByRole('combobox', { name: 'Which document' }).fill(`${claim.word} Gazette`)
  await tomas.getByRole('option', { name: new RegExp(`^${claim.word} Gazette`) }).click()
  await tomas.getByRole('textbox', { name: 'Excerpt' }).fill('the bridge is closed')
  await tomas.getByLabel('Credibility').selectOption('2, probably true')
  await tomas.getByLabel('Why this grade').fill('The paper’s own reporter stood there')
  await examine(tomas)
  await press(tomas, 'Attach the evidence', 'The evidence was attached.')
  const support = tomas.getByRole('region', { name: 'Supports the claim' })
  await expect(
    support.getByText(`One piece, one independent origin: \u2068${claim.word} Gazette\u2069.`),
  ).toBeVisible()
})
