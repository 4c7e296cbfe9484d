import { setTimeout as delay } from 'node:timers/promises'
import { Browser } from './fresh-browser.mjs'
import { randomFrom } from './random.mjs'

const EDITORS = 12
/** Who may sign in to a demo newsroom and review; each of them at several desks. Neighbours are different people. */
const PEOPLE = [
  { email: 'jonas@example.org', password: 'jonas-asks-who-says' },
  { email: 'mira@example.org', password: 'mira-reads-it-twice' },
  { email: 'amal@example.org', password: 'amal-answers-for-it' },
]
const PAUSE_MS = [1_000, 2_000]
/** What an editor does in turn: of eight saves two reach readers at some time, and one does at once. */
const DAY = [
  'statement',
  'statement',
  'statement',
  'proposal',
  'statement',
  'statement',
  'statement',
  'approval',
]
const PLACES = ['Nawa', 'Izraa', 'Jasim', 'Inkhil', 'Busra']

/**
 * Editors who are signed in, each with a statement of their own that is not public yet, and a published claim of which
 * they propose verdicts that their neighbour approves. `workFor(seconds)` answers what each save took.
 */
export async function hireEditors(url, seed) {
  const editors = []
  for (let at = 0; at < EDITORS; at++) {
    const browser = new Browser(url)
    await browser.signIn(PEOPLE[at % PEOPLE.length])
    editors.push({ at, browser, random: randomFrom(seed + at), turn: (at * 5) % DAY.length })
  }
  const published = await publishedClaims(editors[0].browser, EDITORS)
  for (const editor of editors) {
    editor.published = published[editor.at]
    editor.draft = await fileClaim(editor)
    editor.neighbour = editors[(editor.at + 1) % EDITORS]
  }
  return {
    editors,
    slugs: published.map(({ slug }) => slug),
    async workFor(seconds) {
      const until = performance.now() + seconds * 1000
      const saves = await Promise.all(editors.map((editor) => work(editor, until)))
      return saves.flat()
    },
  }
}

async function work(editor, until) {
  const saves = []
  // Not all of them at the same moment.
  await delay(editor.random() * PAUSE_MS[1])
  while (performance.now() < until) {
    const kind = nextAct(editor)
    const { address, field, filledIn } = ACTS[kind](editor)
    try {
      const form = await editor.browser.formWith(address, field)
      await delay(PAUSE_MS[0] + editor.random() * (PAUSE_MS[1] - PAUSE_MS[0]))
      const pressed = performance.now()
      const answer = await form.press(filledIn)
      await answer.arrayBuffer()
      const ms = performance.now() - pressed
      const fault = answer.status === 303 ? undefined : `${kind} was answered ${answer.status}`
      saves.push({ kind, ms, fault })
      if (fault) continue
      // The browser goes where it is led.
      await (await editor.browser.ask(answer.headers.get('location'))).arrayBuffer()
      if (kind === 'proposal') editor.isProposed = true
      if (kind === 'approval') editor.neighbour.isProposed = false
    } catch (error) {
      saves.push({ kind, ms: Number.NaN, fault: `${kind}: ${error.cause?.code ?? error.message}` })
    }
  }
  return saves
}

/** The next of the day that can be done just now. */
function nextAct(editor) {
  const kind = DAY[editor.turn++ % DAY.length]
  if (kind === 'proposal' && editor.isProposed) return 'statement'
  if (kind === 'approval' && !editor.neighbour.isProposed) return 'statement'
  return kind
}

const ACTS = {
  statement: ({ draft, turn }) => ({
    address: `/desk/claims/${draft}?do=edit`,
    field: 'base',
    filledIn: { 'place.name': `${PLACES[turn % PLACES.length]}, checkpoint ${turn}` },
  }),
  proposal: ({ published, turn }) => ({
    address: `/desk/claims/${published.id}?do=propose`,
    field: 'rationale',
    filledIn: {
      status: turn % 16 < 8 ? 'unverified' : 'overtaken',
      confidence: 'moderate',
      kind: 'update',
      publicNote: 'More is known now.',
      rationale: `We asked both ministries and three residents again, for the ${turn}th time.`,
      overtakenByEvent: turn % 16 < 8 ? '' : 'The road was opened',
      overtakenOn: turn % 16 < 8 ? '' : '2024-12-08',
    },
  }),
  approval: ({ neighbour }) => ({
    address: `/desk/claims/${neighbour.published.id}`,
    field: 'verdictId',
    filledIn: {},
  }),
}

/** Claims with a verdict that readers have, as the desk lists them. */
async function publishedClaims(browser, count) {
  const found = []
  const list = await (await browser.ask('/desk?tab=all&stage=published')).text()
  const ids = [
    ...new Set([...list.matchAll(/\/desk\/claims\/([0-9a-f-]{36})/g)].map(([, id]) => id)),
  ]
  for (const id of ids) {
    const page = await (await browser.ask(`/desk/claims/${id}?do=propose`)).text()
    const slug = /href="[^"]*?\/claims\/((?!new|page)[a-z0-9-]+)"/.exec(
      page.replace(/\/desk\/claims\/[0-9a-f-]+/g, ''),
    )?.[1]
    if (slug && page.includes('name="publicNote"')) found.push({ id, slug })
    if (found.length === count) return found
  }
  throw new Error(`there are ${found.length} claims to propose verdicts of, and ${count} editors`)
}

async function fileClaim({ at, browser }) {
  const quote = `the checkpoint of road ${at + 1} at Nawa was left unmanned before dawn`
  const form = await browser.formWith('/desk/claims/new', 'proposition')
  const answer = await form.press({
    'claimant.name': `Resident ${at + 1} of Nawa`,
    'claimant.kind': 'witness',
    proposition: `The checkpoint of road ${at + 1} at Nawa was left unmanned before dawn`,
    'document.use': 'new',
    'document.fields.title': `Call with resident ${at + 1} of Nawa`,
    'document.fields.kind': 'statement',
    'document.fields.language': 'en',
    'document.fields.publisher.name': `Resident ${at + 1} of Nawa`,
    'document.fields.text': `A resident said by telephone that ${quote} on Saturday.`,
    'quote.exact': quote,
  })
  const id = /\/desk\/claims\/([0-9a-f-]{36})/.exec(answer.headers.get('location') ?? '')?.[1]
  if (!id) throw new Error(`filing a claim was answered ${answer.status}`)
  return id
}
