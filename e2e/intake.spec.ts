import type { Page } from '@playwright/test'
import { examine, expect, freshWord, test, visit } from './fixtures'
import { reach, typeInto } from './keys'

/** An article of three claims about a bridge that only this test knows: closed, held, and the denial of that. */
function bridgeArticle(word: string): string {
  return `Bridge of ${word} is closed, says governor

${word.toUpperCase()}, Dec 7 (AFP) - Governor Nasser of ${word} said on Saturday that the bridge of ${word} had been closed since dawn.

"We hold the bridge of ${word}," rebel commander Karim ${word} said.

The ${word} ministry denied that rebels held the bridge of ${word}.`
}

function bridgeArticleInArabic(place: string): string {
  return `محافظ ${place} يعلن إغلاق الجسر

قال المحافظ ناصر حداد السبت إن جسر ${place} مغلق منذ الفجر.

وقال القائد كريم ${place}: "نسيطر على جسر ${place} بالكامل".

ونفت وزارة الدفاع في ${place} سيطرة المسلحين على جسر ${place}.`
}

const CONSONANTS = 'بدركلمنسف'

/** A name in Arabic letters that no claim has. */
function freshArabicWord(): string {
  const letters = [...freshWord()].map((_, at) =>
    at % 2 ? 'ا' : CONSONANTS[Math.floor(Math.random() * CONSONANTS.length)],
  )
  return letters.join('')
}

function card(page: Page, number: number) {
  return page.getByRole('article', { name: new RegExp(`^Candidate ${number}:`) })
}

async function start(page: Page, text: string, publisher = 'The Bridge Courier'): Promise<void> {
  await page.goto('/desk/intake')
  await page.getByLabel('The article, or its web address').fill(text)
  await page.getByText('What it does not say itself').click()
  await page.getByLabel('Publisher').fill(publisher)
  await page.getByLabel('Published on').fill('2024-12-07')
  await page.getByRole('button', { name: 'Find its claims' }).click()
  await expect(page.getByRole('heading', { name: 'Candidates' })).toBeVisible()
}

const saved = (page: Page) => expect(page.getByText('All saved.')).toBeVisible()

test('an article becomes its claims without touching a mouse', async ({ jonas }) => {
  test.slow()
  const word = freshWord()

  await test.step('take it in', async () => {
    await visit(jonas, '/desk')
    await reach(jonas, jonas.getByRole('link', { name: 'Take in an article' }))
    await jonas.keyboard.press('Enter')
    await expect(jonas.getByRole('heading', { name: 'Take in an article' })).toBeVisible()
    await examine(jonas)
    const article = jonas.getByLabel('The article, or its web address')
    await reach(jonas, article)
    await jonas.keyboard.insertText(bridgeArticle(word))
    await reach(jonas, jonas.getByText('What it does not say itself'))
    await jonas.keyboard.press('Enter')
    await typeInto(jonas, jonas.getByLabel('Publisher'), 'The Bridge Courier')
    await typeInto(jonas, jonas.getByLabel('Published on'), '2024-12-07')
    await reach(jonas, jonas.getByRole('button', { name: 'Find its claims' }))
    await jonas.keyboard.press('Enter')
    await expect(jonas.getByRole('heading', { name: 'Candidates' })).toBeVisible()
    await examine(jonas)
  })

  await test.step('see who says what, and what counters what', async () => {
    await expect(card(jonas, 2)).toContainText(`Karim ${word}`)
    await expect(card(jonas, 2).locator('blockquote')).toContainText(
      `"We hold the bridge of ${word}," rebel commander Karim ${word} said.`,
    )
    await expect(card(jonas, 3)).toContainText('Denies')
    await expect(card(jonas, 3)).toContainText('counters')
    await expect(card(jonas, 2)).toContainText('is countered by')
  })

  await test.step('decide with one key each, and take it back', async () => {
    await jonas.keyboard.press('j')
    await expect(card(jonas, 1)).toBeFocused()
    await jonas.keyboard.press('d')
    await expect(card(jonas, 1)).toContainText('Dropped')
    await expect(card(jonas, 2)).toBeFocused()
    await jonas.keyboard.press('a')
    await expect(card(jonas, 2)).toContainText('Accepted')
    await jonas.keyboard.press('u')
    await expect(card(jonas, 2)).not.toContainText('Accepted')
    await jonas.keyboard.press('u')
    await expect(card(jonas, 1)).not.toContainText('Dropped')
    await saved(jonas)
    await jonas.keyboard.press('?')
    await expect(jonas.getByRole('region', { name: 'Keys', exact: true })).toBeVisible()
    await examine(jonas)
    await jonas.keyboard.press('Escape')
  })

  await test.step('edit one', async () => {
    await card(jonas, 1).focus()
    await jonas.keyboard.press('e')
    const proposition = jonas.getByRole('textbox', { name: 'Proposition' })
    await expect(proposition).toBeFocused()
    await jonas.keyboard.press('Control+a')
    // Keys of the page are letters like any others while one types.
    await jonas.keyboard.type(`The bridge of ${word} is a muddle, jaded`)
    await examine(jonas)
    await reach(jonas, jonas.getByRole('button', { name: 'Save and accept' }))
    await jonas.keyboard.press('Enter')
    await expect(card(jonas, 1)).toContainText('Edited')
    await expect(card(jonas, 1)).toContainText('Accepted')
  })

  await test.step('file all at once', async () => {
    await card(jonas, 2).focus()
    await jonas.keyboard.press('a')
    await saved(jonas)
    await jonas.keyboard.press('f')
    const panel = jonas.getByRole('region', { name: 'File all of it' })
    await expect(panel).toContainText('2 new claims')
    await examine(jonas)
    await reach(jonas, panel.getByRole('button', { name: 'File all' }))
    await jonas.keyboard.press('Enter')
    await expect(panel.getByRole('alert')).toContainText('One candidate is still undecided')
    await reach(jonas, panel.getByLabel('Drop the one still undecided'))
    await jonas.keyboard.press('Space')
    await reach(jonas, panel.getByRole('button', { name: 'File all' }))
    await jonas.keyboard.press('Enter')
    await expect(jonas.getByRole('status').filter({ hasText: '2 claims' })).toBeFocused()
    await examine(jonas)
    await reach(
      jonas,
      jonas.getByRole('link', { name: `The bridge of ${word} is a muddle, jaded` }).first(),
    )
    await jonas.keyboard.press('Enter')
    await expect(jonas.getByRole('heading', { level: 1 })).toHaveText(
      `The bridge of ${word} is a muddle, jaded`,
    )
    await expect(jonas.getByRole('main')).toContainText('The Bridge Courier')
  })
})

test('an Arabic article reads from right to left, and a second outlet’s quote is one more appearance', async ({
  jonas,
}) => {
  test.slow()
  const place = freshArabicWord()
  await start(jonas, bridgeArticleInArabic(place), `جريدة ${place}`)
  await examine(jonas)
  const article = jonas.getByRole('region', { name: 'The article' })
  await expect(article).toHaveAttribute('dir', 'rtl')
  await expect(article).toHaveAttribute('lang', 'ar')
  const quoting = jonas
    .getByRole('article')
    .filter({ hasText: `كريم ${place}` })
    .first()
  await expect(quoting.getByRole('heading')).toHaveAttribute('dir', 'rtl')
  await expect(quoting.locator('blockquote')).toHaveAttribute('lang', 'ar')
  await jonas.getByRole('button', { name: 'Accept all remaining' }).click()
  await saved(jonas)
  await file(jonas)
  const claim = jonas.getByRole('link', { name: `نسيطر على جسر ${place}` }).first()
  const proposition = (await claim.textContent()) ?? ''

  const again = `صحيفة أخرى عن جسر ${place}

وقال القائد كريم ${place} للصحافيين: "نسيطر على جسر ${place} بالكامل".`
  await start(jonas, again, `صحيفة ${place}`)
  const repeated = jonas
    .getByRole('article')
    .filter({ hasText: `كريم ${place}` })
    .first()
  await expect(repeated).toContainText('Tracked already')
  await repeated.getByRole('button', { name: /^Accept as appearance/ }).click()
  await expect(repeated).toContainText('Merged')
  await saved(jonas)
  await file(jonas)
  await expect(
    jonas.getByRole('status').filter({ hasText: '0 claims, 1 appearance' }),
  ).toBeVisible()
  await jonas.getByRole('link', { name: proposition }).first().click()
  await expect(jonas.getByRole('heading', { level: 1 })).toContainText(proposition)
  await expect(jonas.getByText('2 appearances')).toBeVisible()
})

async function file(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'File all' }).click()
  const panel = page.getByRole('region', { name: 'File all of it' })
  const rest = panel.getByRole('checkbox')
  if ((await rest.count()) > 0) await rest.check()
  await panel.getByRole('button', { name: 'File all' }).click()
  await expect(page.getByRole('heading', { name: /^New claims/ })).toBeVisible()
}

test('everything goes by plain forms where scripts never arrive', async ({ open, newsroom }) => {
  test.slow()
  const word = freshWord()
  const jonas = await open('jonas', { javaScriptEnabled: false })
  const press = (name: string | RegExp) => jonas.getByRole('button', { name }).first().click()
  await jonas.goto('/desk/intake')
  await jonas.getByLabel('The article, or its web address').fill(bridgeArticle(word))
  await jonas.locator('summary', { hasText: 'What it does not say itself' }).click()
  await jonas.getByLabel('Publisher').fill('The Bridge Courier')
  await press('Find its claims')
  await expect(jonas.getByRole('heading', { name: 'Candidates' })).toBeVisible()
  await press('Accept candidate 1')
  await expect(card(jonas, 1)).toContainText('Accepted')
  await press('Drop candidate 2')
  await expect(card(jonas, 2)).toContainText('Dropped')
  await press(/^Undo/)
  await expect(card(jonas, 2)).not.toContainText('Dropped')
  await card(jonas, 2).getByRole('link', { name: /^Edit/ }).click()
  await jonas.getByRole('textbox', { name: 'Proposition' }).fill('')
  await press('Save and accept')
  await expect(jonas.getByText('Fill this in.').first()).toBeVisible()
  await jonas.getByRole('textbox', { name: 'Proposition' }).fill(`${word} is held by Karim`)
  await press('Save and accept')
  await expect(card(jonas, 2)).toContainText(`${word} is held by Karim`)
  const other = await newsroom.file('jonas', { proposition: `The ferry of ${word} lies idle` })
  await card(jonas, 3)
    .getByRole('link', { name: /^Merge/ })
    .click()
  await jonas.getByLabel('Find a tracked claim by its words').fill(`ferry of ${word} idle`)
  await press('Search')
  await press(`Merge into “${other.proposition}”`)
  await expect(card(jonas, 3)).toContainText('Merged')
  await jonas.getByRole('link', { name: 'File all' }).click()
  await press('File all')
  await expect(jonas.getByText('2 claims, 1 appearance and')).toBeVisible()
})

test('two editors in one article: who comes second is told, and loses nothing', async ({
  jonas,
  mira,
  newsroom,
}) => {
  const intake = await newsroom.takeIn(bridgeArticle(freshWord()))
  await Promise.all([jonas.goto(intake), mira.goto(intake)])
  await expect(card(mira, 1)).toBeVisible()
  await card(jonas, 1)
    .getByRole('button', { name: /^Accept/ })
    .click()
  await saved(jonas)
  await card(mira, 1).getByRole('button', { name: /^Drop/ }).click()
  await expect(card(mira, 1).getByRole('alert')).toContainText(
    'Somebody else decided on this first',
  )
  await expect(card(mira, 1)).toContainText('Accepted')
  await expect(card(mira, 1)).toContainText('Decided by Jonas Lindqvist')
  // Another candidate is nobody's conflict.
  await card(mira, 2).getByRole('button', { name: /^Drop/ }).click()
  await saved(mira)
  await jonas.reload()
  await expect(card(jonas, 2)).toContainText('Dropped')
  await card(mira, 1)
    .getByRole('button', { name: /^Take it up again/ })
    .click()
  await expect(card(mira, 1)).not.toContainText('Accepted')
  await saved(mira)
})

test('work that was left is taken up again elsewhere', async ({ jonas, open, newsroom }) => {
  const word = freshWord()
  const intake = await newsroom.takeIn(bridgeArticle(word))
  await jonas.goto(intake)
  await card(jonas, 1)
    .getByRole('button', { name: /^Accept/ })
    .click()
  await saved(jonas)
  await jonas.goto('/desk')
  const elsewhere = await open('jonas')
  await visit(elsewhere, '/desk/intake')
  await elsewhere.getByRole('link', { name: `Bridge of ${word} is closed, says governor` }).click()
  await expect(card(elsewhere, 1)).toContainText('Accepted')
  await elsewhere.keyboard.press('u')
  await expect(card(elsewhere, 1)).not.toContainText('Accepted')
})

test('the same article again leads to the work that is there', async ({ jonas, newsroom }) => {
  const word = freshWord()
  const intake = await newsroom.takeIn(bridgeArticle(word))
  await jonas.goto('/desk/intake')
  await jonas.getByLabel('The article, or its web address').fill(bridgeArticle(word))
  await jonas.getByRole('button', { name: 'Find its claims' }).click()
  await expect(jonas.getByText('This has been read here before.')).toBeVisible()
  await examine(jonas)
  await expect(jonas.getByLabel('The article, or its web address')).toHaveValue(bridgeArticle(word))
  await jonas.getByRole('region', { name: 'Read before' }).getByRole('link').first().click()
  await expect(jonas).toHaveURL(intake)
})

test('an address that leads inside is refused with a sentence, and kept', async ({ jonas }) => {
  await jonas.goto('/desk/intake')
  const field = jonas.getByLabel('The article, or its web address')
  for (const address of ['http://127.0.0.1/', 'http://169.254.169.254/latest/meta-data']) {
    await field.fill(address)
    await jonas.getByRole('button', { name: 'Find its claims' }).click()
    await expect(jonas.locator('.field-error')).toBeVisible()
    await expect(field).toHaveValue(address)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
  }
  await examine(jonas)
})

test('a step that does not arrive says so, stays, and is sent again', async ({
  jonas,
  newsroom,
  complaints,
}) => {
  complaints.mayBe(/Failed to load resource|net::ERR/)
  const intake = await newsroom.takeIn(bridgeArticle(freshWord()))
  await jonas.goto(intake)
  await expect(card(jonas, 1)).toBeVisible()
  await jonas.route('**/desk/intake/**', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await card(jonas, 1)
    .getByRole('button', { name: /^Accept/ })
    .click()
  await expect(jonas.getByText('Not saved:')).toBeVisible()
  await expect(card(jonas, 1)).toContainText('Accepted')
  await jonas.unroute('**/desk/intake/**')
  await jonas.getByRole('button', { name: 'Try again' }).click()
  await saved(jonas)
  await jonas.reload()
  await expect(card(jonas, 1)).toContainText('Accepted')
})

test('a file is read like a paste, and a name that several go by is asked for', async ({
  jonas,
  newsroom,
}) => {
  const word = freshWord()
  for (const kind of ['person', 'witness']) {
    await newsroom.act('jonas', '/desk/sources/new', 'create-source', {
      name: `Karim ${word}`,
      kind,
    })
  }
  await jonas.goto('/desk/intake')
  await jonas.getByLabel('Or a file').setInputFiles({
    name: 'bridge.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(bridgeArticle(word)),
  })
  await jonas.getByRole('button', { name: 'Find its claims' }).click()
  await expect(jonas.getByRole('heading', { name: 'One name is unclear' })).toBeVisible()
  await expect(jonas.getByText('Publisher not given yet')).toBeVisible()
  await examine(jonas)
  await jonas
    .getByRole('radio', { name: `Karim ${word}` })
    .first()
    .check()
  await jonas.getByRole('button', { name: 'Settle the name' }).click()
  await expect(jonas.getByRole('heading', { name: 'One name is unclear' })).toBeHidden()
  await jonas.getByRole('button', { name: 'Accept all remaining' }).click()
  await saved(jonas)
  await jonas.getByRole('link', { name: 'File all' }).click()
  const panel = jonas.getByRole('region', { name: 'File all of it' })
  await panel.getByRole('button', { name: 'File all' }).click()
  await expect(panel.getByRole('alert')).toContainText('Nothing was filed')
  await jonas.getByRole('link', { name: 'Edit the document' }).click()
  await jonas.getByRole('combobox', { name: 'Publisher' }).fill('The Bridge Courier')
  await jonas.getByRole('button', { name: 'Save the document' }).click()
  await expect(jonas.getByText('Publisher not given yet')).toBeHidden()
  await file(jonas)
})

test('a dropped article is over', async ({ jonas, newsroom }) => {
  const intake = await newsroom.takeIn(bridgeArticle(freshWord()))
  await jonas.goto(intake)
  await jonas.getByRole('link', { name: 'Drop the article' }).click()
  await jonas.getByRole('button', { name: 'Drop the article' }).click()
  await expect(
    jonas.getByText('What is taken in is dropped').or(jonas.getByText('is dropped.')),
  ).toBeVisible()
  await visit(jonas, intake)
  await expect(jonas.getByText('This was dropped by')).toBeVisible()
})
