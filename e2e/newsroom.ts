import { randomInt } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { DemoKey } from '@/lib/auth/demo-people'
import { slugify } from '@/lib/text/slug'

/** A form as the page shows it before anybody touches it: where it stands and what it would send. */
export type OpenForm = { path: string; entries: [string, string][] }

/** What a form was answered with. */
export type Answer = { path: string; status: number; alert: string | null; html: string }

export type Filed = {
  id: string
  proposition: string
  claimant: string
  /** The word that only this claim has. */
  word: string
  /** Its workbench, and its page once readers see it. */
  desk: string
  page: string
}

type Stance = 'supports' | 'refutes' | 'context'
type Proposal = {
  status?: string
  confidence?: string
  rationale?: string
  kind?: 'update' | 'correction'
  publicNote?: string
  [field: string]: string | undefined
}

/**
 * Does at the desk what a test takes for granted: sends the desk's own forms as a browser without scripts sends
 * them. What a test is about is done on the screen instead.
 */
export class Newsroom {
  private readonly hands = new Map<DemoKey | null, Promise<Page>>()

  constructor(private readonly openHand: (who: DemoKey | null) => Promise<Page>) {}

  private hand(who: DemoKey | null): Promise<Page> {
    const hand = this.hands.get(who) ?? this.openHand(who)
    this.hands.set(who, hand)
    return hand
  }

  /** Forgets who this hand was: what it did may have signed it in. */
  async leave(who: DemoKey | null): Promise<void> {
    const hand = this.hands.get(who)
    this.hands.delete(who)
    await (await hand)?.context().close()
  }

  /** The form of this name on a page as this person sees it; null where it isn't there for them. */
  async formOn(who: DemoKey | null, path: string, name: string): Promise<OpenForm | null> {
    const all = await this.formsOn(who, path)
    return all.get(name) ?? null
  }

  /** All forms on a page that the desk answers, by their names. */
  async formsOn(who: DemoKey | null, path: string): Promise<Map<string, OpenForm>> {
    const hand = await this.hand(who)
    const forms = await hand.evaluate(async (address) => {
      const answer = await fetch(address)
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      return [...page.querySelectorAll<HTMLFormElement>('form[enctype="multipart/form-data"]')].map(
        (form) => ({
          name: form.id,
          entries: [...new FormData(form)].map(([key, value]): [string, string] => [
            key,
            String(value),
          ]),
        }),
      )
    }, path)
    return new Map(forms.map(({ name, entries }) => [name, { path, entries }]))
  }

  /** Sends a form, its fields filled in, in this person's name. */
  async send(
    who: DemoKey | null,
    form: OpenForm,
    fields: Record<string, string | undefined> = {},
  ): Promise<Answer> {
    const hand = await this.hand(who)
    return hand.evaluate(
      async ({ path, entries, filled }) => {
        const body = new FormData()
        for (const [key, value] of entries) body.append(key, value)
        for (const [key, value] of Object.entries(filled)) {
          if (value !== undefined) body.set(key, value)
        }
        const answer = await fetch(path, { method: 'POST', body })
        const html = await answer.text()
        const page = new DOMParser().parseFromString(html, 'text/html')
        const alert = page.querySelector('[role=alert]')?.textContent ?? null
        const { pathname, search } = new URL(answer.url)
        return { path: pathname + search, status: answer.status, alert, html }
      },
      { path: form.path, entries: form.entries, filled: fields },
    )
  }

  /** Opens a page, fills in one of its forms and sends it; throws unless the desk takes it. */
  async act(
    who: DemoKey,
    path: string,
    name: string,
    fields: Record<string, string | undefined> = {},
  ): Promise<Answer> {
    const form = await this.formOn(who, path, name)
    if (!form) throw new Error(`${path} has no form “${name}” for ${who}`)
    const answer = await this.send(who, form, fields)
    if (answer.status >= 400 || answer.alert) {
      throw new Error(`${who}, ${name} on ${path}: ${answer.status} ${answer.alert}`)
    }
    return answer
  }

  /** A claim that nobody else's test knows of. */
  async file(who: DemoKey = 'jonas', fields: Record<string, string> = {}): Promise<Filed> {
    const word = freshWord()
    const proposition = fields.proposition ?? `The ${word} bridge has been closed since dawn`
    const claimant = fields['claimant.name'] ?? `Governor of ${word}`
    const answer = await this.act(who, '/desk/claims/new', 'file-claim', {
      'claimant.name': claimant,
      'claimant.kind': 'person',
      proposition,
      ...documentFields('document', `${word} Gazette`, `${word}: the bridge is closed.`),
      'quote.exact': 'the bridge is closed',
      ...fields,
    })
    const id = /\/desk\/claims\/([\da-f-]{36})/.exec(answer.path)?.[1]
    if (!id) throw new Error(`filing led to ${answer.path}`)
    return {
      id,
      proposition,
      claimant,
      word,
      desk: `/desk/claims/${id}`,
      page: `/claims/${slugify(proposition)}`,
    }
  }

  /** Takes in an article that nobody else's test knows of; the address where its candidates wait. */
  async takeIn(
    text: string,
    fields: Record<string, string> = {},
    who: DemoKey = 'jonas',
  ): Promise<string> {
    const { path } = await this.act(who, '/desk/intake', 'start-intake', {
      article: text,
      publisher: 'The Bridge Courier',
      date: '2024-12-07',
      ...fields,
    })
    if (!/^\/desk\/intake\/[\da-f-]{36}$/.test(path)) throw new Error(`taking in led to ${path}`)
    return path
  }

  /** What a page says to this person. */
  async get(who: DemoKey | null, path: string): Promise<string> {
    const hand = await this.hand(who)
    return hand.evaluate(async (address) => (await fetch(address)).text(), path)
  }

  /** The first link of a page whose address is like this. */
  async linkOn(who: DemoKey | null, path: string, address: RegExp): Promise<string> {
    const hand = await this.hand(who)
    const links = await hand.evaluate(async (asked) => {
      const answer = await fetch(asked)
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      return [...page.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')
    }, path)
    const found = links.find((link) => address.test(link))
    if (!found) throw new Error(`${path} has no link like ${address}`)
    return found.replace(/#.*/, '')
  }

  /** The story whose title has these words. */
  async storyId(who: DemoKey, words: string): Promise<string> {
    const page = await this.get(who, '/desk/claims/new')
    const id = new RegExp(`<option value="([\\da-f-]{36})"[^>]*>[^<]*${words}`).exec(page)?.[1]
    if (!id) throw new Error(`no story is about ${words}`)
    return id
  }

  async attach(
    claim: Filed,
    stance: Stance,
    publisher: string,
    {
      who = 'jonas' as DemoKey,
      credibility = '2',
      ...fields
    }: Record<string, string> & {
      who?: DemoKey
    } = {},
  ): Promise<void> {
    await this.act(who, `${claim.desk}?do=evidence`, 'attach-evidence', {
      stance,
      ...documentFields('document', publisher, `${publisher} saw the bridge.`),
      excerpt: `${publisher} saw the bridge`,
      credibility,
      credibilityReason: 'Seen by a reporter on the spot',
      ...fields,
    })
  }

  async propose(claim: Filed, proposal: Proposal = {}, who: DemoKey = 'jonas'): Promise<void> {
    await this.act(who, `${claim.desk}?do=propose`, 'propose', {
      status: 'unverified',
      confidence: 'moderate',
      rationale: `We asked in ${claim.word} and found nothing that settles it either way.`,
      ...proposal,
    })
  }

  async approve(claim: Filed, who: DemoKey = 'mira'): Promise<void> {
    await this.act(who, claim.desk, 'approve', { sawChanges: 'on' })
  }

  /** A claim with a published verdict, which readers see. */
  async publish(proposal: Proposal = {}, fields: Record<string, string> = {}): Promise<Filed> {
    const claim = await this.file('jonas', fields)
    await this.propose(claim, proposal)
    await this.approve(claim)
    return claim
  }

  /** Two pieces of evidence that two reporters brought home, each their own. */
  async attachTwo(claim: Filed, stance: Stance = 'supports'): Promise<void> {
    await this.attach(claim, stance, `Courier of ${claim.word}`)
    await this.attach(claim, stance, `Observer of ${claim.word}`)
  }
}

/** A document that isn't here yet, of an outlet that may not be either. */
export function documentFields(
  name: string,
  publisher: string,
  text: string,
): Record<string, string> {
  return {
    [`${name}.use`]: 'new',
    [`${name}.fields.title`]: `${publisher} on the bridge`,
    [`${name}.fields.kind`]: 'article',
    [`${name}.fields.language`]: 'en',
    [`${name}.fields.publisher.name`]: publisher,
    [`${name}.fields.publisher.kind`]: 'outlet',
    [`${name}.fields.text`]: text,
  }
}

const CONSONANTS = 'bdfgklmnprstvz'
const VOWELS = 'aeiou'

/** A name that no claim has: tests run side by side and again on the same instance. */
export function freshWord(): string {
  const letter = (letters: string) => letters[randomInt(letters.length)] ?? ''
  const word = Array.from({ length: 5 }, () => letter(CONSONANTS) + letter(VOWELS)).join('')
  return word.charAt(0).toUpperCase() + word.slice(1)
}
