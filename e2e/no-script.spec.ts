import type { Page } from '@playwright/test'
import { expect, fillIn, freshWord, personOf, test } from './fixtures'

test.describe('without JavaScript', () => {
  test('a claim is filed, judged, reviewed and read', async ({ open }) => {
    test.slow()
    const [jonas, mira, reader] = await Promise.all([
      open(null, { javaScriptEnabled: false }),
      open('mira', { javaScriptEnabled: false }),
      open(null, { javaScriptEnabled: false }),
    ])
    const word = freshWord()
    const proposition = `The mast of ${word} has fallen`

    await test.step('sign in', async () => {
      await jonas.goto('/desk/claims/new')
      await fillIn(jonas, personOf('jonas').email, 'this is not it')
      await expect(jonas.getByText('don’t open the desk')).toBeVisible()
      await fillIn(jonas, personOf('jonas').email, personOf('jonas').password)
      await expect(jonas).toHaveURL('/desk/claims/new')
    })

    await test.step('file', async () => {
      await jonas.getByLabel('Claimant').fill(`Rigger of ${word}`)
      await jonas.getByLabel('Proposition').fill(proposition)
      await press(jonas, 'Check for duplicates')
      await expect(jonas.getByText('Nothing has been filed so far.').first()).toBeVisible()
      await expect(jonas.getByLabel('Proposition')).toHaveValue(proposition)

      await jonas.getByLabel('Title').fill(`Mast of ${word}`)
      await jonas.getByLabel('Publisher').fill('Reuters')
      await jonas.getByLabel('Text (optional)').fill('“The mast has fallen,” he said.')
      await jonas.getByLabel('Quote').fill('The mast is falling')
      await press(jonas, 'File the claim')
      // Who is new is asked about: a typing mistake must not become a source.
      await expect(jonas.getByText('Nobody here goes by').first()).toBeVisible()
      await jonas.getByLabel('Add as a new source: what kind').first().selectOption('Person')
      await press(jonas, 'File the claim')
      await expect(
        jonas.getByText('These words are not in the document’s text').first(),
      ).toBeVisible()
      await jonas.getByLabel('Quote').fill('The mast has fallen')
      await press(jonas, 'File the claim')
      await expect(jonas.getByRole('heading', { name: proposition, level: 1 })).toBeVisible()
    })

    await test.step('attach evidence from a document that is here', async () => {
      await jonas.getByRole('link', { name: 'Attach evidence' }).click()
      await jonas.getByLabel('Gives context').check()
      await jonas.getByLabel('One that is here already').check()
      const document = jonas.getByLabel('Which document')
      const mine = document.getByRole('option', { name: `Mast of ${word}` })
      await document.selectOption((await mine.getAttribute('value')) ?? '')
      await jonas.getByLabel('Excerpt').fill('he said')
      await jonas.getByLabel('Credibility').selectOption('3, possibly true')
      await jonas.getByLabel('Why this grade').fill('One man’s word')
      await press(jonas, 'Attach the evidence')
      await expect(jonas.getByText('The evidence was attached.')).toBeVisible()
    })

    await test.step('propose, once the rule is met', async () => {
      await jonas.getByRole('link', { name: 'Propose a verdict' }).click()
      await jonas.getByLabel(/^Verified/).check()
      await jonas.getByLabel('Moderate confidence').check()
      await jonas
        .getByLabel('Rationale')
        .fill(`Nobody but the rigger speaks of the mast of ${word}.`)
      await press(jonas, 'Propose for review')
      await expect(
        jonas.getByRole('alert').getByText('Needs supporting evidence of two independent origins'),
      ).toBeVisible()
      await expect(jonas.getByLabel(/^Verified/)).toBeChecked()
      await jonas.getByLabel(/^Misleading/).check()
      await press(jonas, 'Propose for review')
      await expect(jonas.getByText('The verdict is proposed.')).toBeVisible()
    })

    await test.step('review', async () => {
      await mira.goto(`/desk?tab=review&q=${word}`)
      await mira.getByRole('link', { name: proposition }).click()
      await mira.getByRole('link', { name: 'Send back with a reason' }).click()
      await mira.getByLabel('Reason').fill(`Call ${word}.`)
      await press(mira, 'Send back')
      await expect(mira.getByText('The proposal is sent back')).toBeVisible()

      await jonas.getByRole('link', { name: 'Queue' }).click()
      await jonas.getByRole('link', { name: proposition }).click()
      await jonas.getByRole('link', { name: 'Propose a verdict' }).click()
      await expect(jonas.getByLabel('Rationale')).toHaveValue(/Nobody but the rigger/)
      await press(jonas, 'Propose for review')
      await expect(jonas.getByText('The verdict is proposed.')).toBeVisible()

      await mira.goto(mira.url().replace(/\?.*/, ''))
      await press(mira, 'Approve and publish')
      await expect(mira.getByText('The verdict is published.')).toBeVisible()
    })

    await test.step('read', async () => {
      await reader.goto('/')
      await reader.getByRole('link', { name: proposition }).first().click()
      await expect(
        reader.getByRole('region', { name: 'Where it stands' }).getByText('Misleading').first(),
      ).toBeVisible()
      await reader.getByRole('link', { name: 'Every verdict and its evidence' }).click()
      await expect(reader.getByText('Nobody but the rigger')).toBeVisible()
      await reader.getByLabel('Find a claim').fill(word)
      await press(reader, 'Search')
      // Documents that it appears in name it, too.
      const found = reader.getByRole('main').getByRole('article')
      await expect(found.getByRole('link', { name: proposition })).toBeVisible()
    })

    await test.step('sign out', async () => {
      await press(jonas, 'Sign out')
      await expect(jonas.getByText('You are signed out.')).toBeVisible()
    })
  })

  test('two who edit one claim both see both versions', async ({ open, newsroom }) => {
    const claim = await newsroom.file()
    const [jonas, mira] = await Promise.all([
      open('jonas', { javaScriptEnabled: false }),
      open('mira', { javaScriptEnabled: false }),
    ])
    await Promise.all([jonas.goto(`${claim.desk}?do=edit`), mira.goto(`${claim.desk}?do=edit`)])
    await jonas.getByRole('textbox', { name: 'Proposition' }).fill(`${claim.word} is his`)
    await press(jonas, 'Save the claim')
    await expect(jonas.getByText('The claim was edited.')).toBeVisible()
    await mira.getByRole('textbox', { name: 'Proposition' }).fill(`${claim.word} is hers`)
    await press(mira, 'Save the claim')
    await expect(mira.getByRole('textbox', { name: 'Proposition' })).toHaveValue(
      `${claim.word} is hers`,
    )
    await expect(mira.getByRole('main').getByText(`${claim.word} is his`).first()).toBeVisible()
    await press(mira, 'Save the claim')
    await expect(
      mira.getByRole('heading', { name: `${claim.word} is hers`, level: 1 }),
    ).toBeVisible()
  })
})

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}
