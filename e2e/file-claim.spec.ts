import type { Page } from '@playwright/test'
import { examine, expect, freshWord, press, signInOn, test, visit } from './fixtures'

const KIND = 'Add as a new source: what kind (optional)'

test('a claim is filed by hand, its claimant new and its quote taken from the text', async ({
  jonas,
}) => {
  const word = freshWord()
  const quote = `the dam above ${word} is cracked from end to end`
  await visit(jonas, '/desk')
  await jonas.getByRole('link', { name: 'File a claim' }).first().click()

  await jonas.getByRole('combobox', { name: 'Claimant' }).fill(`Warden of ${word}`)
  await jonas.getByRole('option', { name: `Add “Warden of ${word}” as a new source` }).click()
  await jonas.getByLabel(KIND).selectOption('Person')
  await jonas.getByLabel('Proposition').fill(`The dam above ${word} is cracked`)
  await jonas.getByRole('group', { name: /^Said/ }).getByLabel('Date').fill('2024-12-07')
  await jonas.getByRole('textbox', { name: 'Title' }).fill(`Warden of ${word} warns`)
  await jonas.getByRole('combobox', { name: 'Publisher' }).fill('AFP')
  await jonas.getByRole('option', { name: /^AFP/ }).click()
  await jonas
    .getByRole('textbox', { name: 'Text (optional)' })
    .fill(`A warning came at noon.\n${quote}\nNobody was hurt.`)
  await examine(jonas)

  // Three clicks take the line they fall on.
  const text = jonas.getByLabel('Select the words in the text')
  await text.click({ clickCount: 3, position: await secondLineOf(text) })
  await jonas.getByRole('button', { name: 'Use the selected words' }).click()
  await expect(jonas.getByLabel('Quote')).toHaveValue(quote)
  await expect(jonas.getByRole('status').filter({ hasText: 'Taken from the text' })).toBeVisible()

  // Twice, as hurried people press.
  await jonas.getByRole('button', { name: 'File the claim' }).dblclick()
  await expect(
    jonas.getByRole('heading', { name: `The dam above ${word} is cracked`, level: 1 }),
  ).toBeVisible()
  await expect(jonas.getByText('Readers don’t see it yet')).toBeVisible()
  await expect(jonas.getByText(`Warden of ${word} claims`)).toBeVisible()
  await expect(jonas.locator('mark', { hasText: quote })).toBeVisible()
  await examine(jonas)

  await visit(jonas, `/desk?tab=all&q=${word}`)
  await expect(jonas.getByRole('link', { name: `The dam above ${word} is cracked` })).toHaveCount(1)
})

test('what is wrong with a form is said beside its fields, and nothing typed is lost', async ({
  tomas,
}) => {
  const word = freshWord()
  await visit(tomas, '/desk/claims/new')
  await expect(tomas.getByRole('combobox', { name: 'Claimant' })).toBeVisible()
  await tomas.getByLabel('Proposition').fill(`Nobody lives in ${word}`)
  await press(tomas, 'File the claim', 'Not saved yet: some of this needs another look.')
  await expect(tomas.getByRole('alert').filter({ hasText: 'Not saved yet' })).toBeFocused()
  await expect(tomas.getByLabel('Proposition')).toHaveValue(`Nobody lives in ${word}`)
  await tomas.getByRole('link', { name: 'Fill this in.' }).first().click()
  await expect(tomas.getByRole('combobox', { name: 'Claimant' })).toBeFocused()
})

test('claims alike are shown while one is typed', async ({ jonas, newsroom }) => {
  const claim = await newsroom.file()
  await visit(jonas, '/desk/claims/new')
  await expect(jonas.getByRole('combobox', { name: 'Claimant' })).toBeVisible()
  await jonas.getByLabel('Proposition').fill(`${claim.word} bridge is closed since dawn`)
  await expect(jonas.getByRole('link', { name: claim.proposition })).toHaveAttribute(
    'href',
    claim.desk,
  )
  await examine(jonas)
})

test('any spelling of a name finds its source', async ({ jonas }) => {
  await jonas.goto('/desk/claims/new')
  await jonas.getByRole('combobox', { name: 'Claimant' }).fill('Hasan Abd al-Ghany')
  await expect(jonas.getByRole('option', { name: /^Hassan Abdel Ghani/ })).toBeVisible()
})

test('a form sent twice files one claim', async ({ newsroom }) => {
  const word = freshWord()
  const form = await newsroom.formOn('tomas', '/desk/claims/new', 'file-claim')
  if (!form) throw new Error('there is no form to file with')
  const fields = {
    'claimant.name': `Miller of ${word}`,
    'claimant.kind': 'person',
    proposition: `The mill of ${word} has burnt down`,
    'document.use': 'new',
    'document.fields.title': `Fire in ${word}`,
    'document.fields.publisher.name': `${word} Herald`,
    'document.fields.publisher.kind': 'outlet',
    'document.fields.text': 'The mill has burnt down, he said.',
    'quote.exact': 'The mill has burnt down',
  }
  const answers = await Promise.all([1, 2, 3].map(() => newsroom.send('tomas', form, fields)))
  expect(answers[0]?.path).toMatch(/^\/desk\/claims\/[\da-f-]{36}/)
  expect(new Set(answers.map(({ path }) => path)).size).toBe(1)
  const found = await newsroom.get('tomas', `/desk?tab=all&q=${word}`)
  expect(found.split(`>${fields.proposition}</a>`)).toHaveLength(2)
})

test('a draft survives a reload and an expired session', async ({ open, complaints }) => {
  // Looking for likely duplicates goes on while nobody is signed in.
  complaints.mayBe(/401/)
  const word = freshWord()
  const proposition = `The well of ${word} is poisoned`
  const page = await open('jonas')
  await page.goto('/desk/claims/new')
  await page.getByRole('combobox', { name: 'Claimant' }).fill(`Farmer of ${word}`)
  await page.getByRole('option', { name: /^Add “Farmer/ }).click()
  await page.getByLabel(KIND).selectOption('Person')
  await page.getByLabel('Proposition').fill(proposition)
  await page.getByRole('textbox', { name: 'Title' }).fill(`Wells of ${word}`)
  await page.getByRole('combobox', { name: 'Publisher' }).fill('AFP')
  await page.getByRole('option', { name: /^AFP/ }).click()
  await page
    .getByRole('textbox', { name: 'Text (optional)' })
    .fill('He said that the well is poisoned.')
  await page.getByRole('textbox', { name: 'Quote' }).fill('the well is poisoned')
  await expect.poll(() => draftsOf(page)).toContain('the well is poisoned')

  await page.reload()
  await expect(page.getByText(/^Draft of .* restored/)).toBeVisible()
  await expect(page.getByLabel('Proposition')).toHaveValue(proposition)
  await expect(page.getByRole('textbox', { name: 'Quote' })).toHaveValue('the well is poisoned')
  await examine(page)

  await page.context().clearCookies()
  await page.getByRole('button', { name: 'File the claim' }).click()
  await expect(page.getByText(/^You have been signed out\. Sign in in another tab/)).toBeVisible()
  await expect(page.getByLabel('Proposition')).toHaveValue(proposition)

  const another = await page.context().newPage()
  await signInOn(another, 'jonas')
  await page.getByRole('button', { name: 'File the claim' }).click()
  await expect(page.getByRole('heading', { name: proposition, level: 1 })).toBeVisible()

  await another.goto('/desk/claims/new')
  await expect(another.getByRole('combobox', { name: 'Claimant' })).toHaveValue('')
  await expect(another.getByLabel('Proposition')).toHaveValue('')
  expect(await draftsOf(another)).not.toContain(word)
})

function draftsOf(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify({ ...localStorage }))
}

/** A place on the second line of a text area. */
function secondLineOf(text: ReturnType<Page['getByLabel']>): Promise<{ x: number; y: number }> {
  return text.evaluate((area) => {
    const { lineHeight, paddingTop, paddingLeft } = getComputedStyle(area)
    return {
      x: Number.parseFloat(paddingLeft) + 30,
      y: Number.parseFloat(paddingTop) + 1.5 * Number.parseFloat(lineHeight),
    }
  })
}
