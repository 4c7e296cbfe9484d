import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { DemoKey } from '@/lib/auth/demo-people'
import { expect, test } from './fixtures'
import { documentFields, type OpenForm } from './newsroom'

/** Those that strangers are meant to use. */
const FOR_STRANGERS = ['signInAction', 'joinAction', 'setPasswordAction']

test('every action of the desk is refused to whoever is not signed in', async ({
  newsroom,
  request,
  baseURL,
}) => {
  test.slow()
  const touched: string[] = []
  const forms = await formsOfEveryAction()
  expect(forms.size, 'each action of the code has a form here').toBe(actionsInTheCode().length)
  const origin = new URL(baseURL ?? '').origin
  const before = await acts()

  for (const [action, { form, fields }] of forms) {
    const multipart = Object.fromEntries([...form.entries, ...Object.entries(fields)])
    const byForm = await request.post(form.path, {
      multipart,
      headers: { origin },
      maxRedirects: 0,
    })
    expect([303, 307], `${action} by form`).toContain(byForm.status())
    expect(byForm.headers().location, action).toMatch(/\/sign-in\?next=/)

    // As the desk's scripts call it.
    const called: Record<string, string> = {
      0: '[{"status":"idle","message":null,"errors":{},"values":{},"requestId":""},"$K1"]',
    }
    for (const [name, value] of Object.entries(multipart)) {
      if (!name.startsWith('$')) called[`1_${name}`] = value
    }
    const byCall = await request.post(form.path, {
      multipart: called,
      headers: { origin, 'next-action': action, accept: 'text/x-component' },
      maxRedirects: 0,
    })
    const isSentToSignIn = /\/sign-in/.test(
      byCall.headers()['x-action-redirect'] ?? byCall.headers().location ?? '',
    )
    const words = await byCall.text()
    expect(
      isSentToSignIn || words.includes('You have been signed out'),
      `${action} by call: ${byCall.status()} ${words.slice(0, 300)}`,
    ).toBe(true)
  }
  expect(await acts(), 'nothing was recorded').toEqual(before)

  /** What the record says of the claims here, and who is at the desk. */
  async function acts(): Promise<string[]> {
    const pages = await Promise.all(
      [...touched, 'people'].map((each) =>
        newsroom.get('amal', each === 'people' ? '/desk/people' : `/desk/activity?claim=${each}`),
      ),
    )
    return pages.map(
      (page) => page.match(/<time[^>]*>|@example\.\w+|>(?:admin|editor)</g)?.join(' ') ?? '',
    )
  }

  /** One form for each action, by the action's id, filled in so that nothing but the sign-in is missing. */
  async function formsOfEveryAction() {
    const found = new Map<string, { form: OpenForm; fields: Record<string, string> }>()
    const claim = await newsroom.file()
    await newsroom.attach(claim, 'context', `Ferryman of ${claim.word}`)
    const other = await newsroom.file()
    const proposed = await newsroom.file()
    const aside = await newsroom.file()
    const shown = await newsroom.publish()
    await newsroom.propose(proposed)
    touched.push(...[claim, other, proposed, aside, shown].map(({ id }) => id))
    await newsroom.act('jonas', `${aside.desk}?do=set-aside`, 'set-aside', {
      reason: 'A duplicate',
    })
    await newsroom.act('jonas', `${claim.desk}?do=link&q=${other.word}`, 'link', {
      otherId: other.id,
      sentence: 'to.counters',
    })
    const row = (act: string) => newsroom.linkOn('jonas', claim.desk, new RegExp(`do=${act}&`))
    const source = await newsroom.linkOn(
      'amal',
      `/desk/sources?q=${claim.word} Gazette`,
      /^\/desk\/sources\/[\da-f]/,
    )
    const document = await newsroom.linkOn('amal', source, /^\/desk\/documents\//)
    const opened = await newsroom.act('jonas', '/desk/stories/new', 'create-story', {
      title: `Floods in ${claim.word}`,
      summary: `What is known of the floods in ${claim.word}.`,
    })
    const story = opened.path.replace(/\?.*/, '')
    await newsroom.act('amal', '/desk/people', 'invite', {
      email: `${claim.word.toLowerCase()}@example.net`,
      role: 'editor',
    })
    for (const sort of ['person', 'witness']) {
      await newsroom.act('jonas', '/desk/sources/new', 'create-source', {
        name: `Karim ${claim.word}`,
        kind: sort,
      })
    }
    const intake = await newsroom.takeIn(`"We hold the bridge," Karim ${claim.word} said.`)
    const reason = 'Nobody may do this'
    const fields = {
      reason,
      'claimant.name': claim.claimant,
      proposition: 'Strangers may file claims',
      ...documentFields('document', 'Reuters', 'Strangers may file claims'),
      'quote.exact': 'Strangers may file claims',
      excerpt: 'Strangers may file claims',
      stance: 'supports',
      credibility: '1',
      credibilityReason: reason,
      status: 'unverified',
      confidence: 'low',
      rationale: 'Strangers may propose verdicts, it seems.',
      otherId: other.id,
      sentence: 'to.counters',
      isSure: 'on',
      sawChanges: 'on',
      title: 'Strangers',
      summary: 'Strangers may open stories',
      name: 'Stranger',
      kind: 'person',
      email: 'stranger@example.net',
      role: 'admin',
      act: 'deactivate',
      article: 'Strangers said that they may take articles in.',
      do: 'accept 0',
      choice: 'new',
      reliability: 'A',
    }
    const pages: [DemoKey, string][] = [
      ['jonas', '/desk/claims/new'],
      ['jonas', '/desk/intake'],
      ['jonas', intake],
      ...['edit=1', 'merge=1', 'file=1', 'drop=1', 'document=1'].map((panel): [DemoKey, string] => [
        'jonas',
        `${intake}?${panel}`,
      ]),
      ['jonas', claim.desk],
      ['jonas', other.desk],
      ['jonas', aside.desk],
      ['jonas', proposed.desk],
      ['mira', `${proposed.desk}?do=send-back`],
      ['jonas', `${claim.desk}?do=edit`],
      ['jonas', `${claim.desk}?do=evidence`],
      ['jonas', `${claim.desk}?do=appearance`],
      ['jonas', `${claim.desk}?do=counterclaim`],
      ['jonas', `${claim.desk}?do=link&q=${other.word}`],
      ['jonas', `${claim.desk}?do=propose`],
      ['jonas', `${claim.desk}?do=set-aside`],
      ['jonas', await row('withdraw-appearance')],
      ['jonas', await row('unlink')],
      ['jonas', await row('grade')],
      ['jonas', await row('withdraw-evidence')],
      ['amal', `${shown.desk}?do=withdraw`],
      ['amal', '/desk/people'],
      ['amal', '/desk/sources/new'],
      ['amal', source],
      ['amal', document],
      ['amal', '/desk/stories/new'],
      ['amal', story],
    ]
    for (const [who, address] of pages) {
      for (const form of (await newsroom.formsOn(who, address)).values()) {
        const action = actionOf(form)
        if (action && !found.has(action)) found.set(action, { form, fields })
      }
    }
    return found
  }
})

/** The id by which a form calls its action. */
function actionOf(form: OpenForm): string | undefined {
  const reference = form.entries.find(([name]) => /^\$ACTION_\d+:0$/.test(name))?.[1]
  return reference ? JSON.parse(reference).id : undefined
}

/** The names of all actions at the desk, read from the code, so that a new one can't be forgotten here. */
function actionsInTheCode(): string[] {
  const desk = path.join(import.meta.dirname, '../app/(desk)')
  return readdirSync(desk, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'actions.ts')
    .flatMap(
      (file) =>
        readFileSync(path.join(desk, file), 'utf8').match(/(?<=export const )\w+Action\b/g) ?? [],
    )
    .filter((name) => !FOR_STRANGERS.includes(name))
}
