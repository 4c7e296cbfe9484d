import type { VerifyEd25519 } from '@/lib/record/note'
import {
  hexOf,
  type Look,
  lookAtLog,
  ProofProblem,
  problemOf,
  proveLeaf,
  type Read,
  type Seen,
} from './check'

// The one script of readers' pages: has the reader's own browser prove what a claim's history says. Without it the page
// is the same, and anybody can prove it with other means.

const SEEN = 'counterclaim-record'

/** What it says, and the words that the page has for statuses: in the page's language, which the page hands over. */
type Words = {
  locale: string
  statuses: Record<string, string>
  why: Record<string, string>
} & Record<string, string>

const section = document.getElementById('in-the-log')
const words = JSON.parse(section?.dataset.words ?? '{}') as Words
if (section) offer(section)

function say(key: string, values: Record<string, string | number> = {}): string {
  return fill(words[key] ?? key, values)
}

function fill(template: string, values: Record<string, string | number>): string {
  return Object.entries(values).reduce(
    (text, [name, value]) =>
      text.replace(
        `{${name}}`,
        typeof value === 'number' ? value.toLocaleString(words.locale) : value,
      ),
    template,
  )
}

function reasonOf(error: unknown): string {
  const { why, values } = problemOf(error)
  return fill(words.why[why] ?? why, values)
}

function offer(section: HTMLElement): void {
  const summary = section.querySelector<HTMLElement>('.proof-summary')
  if (!summary) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'proof-button'
  button.textContent = say('prove')
  summary.before(button)
  button.addEventListener('click', async () => {
    button.disabled = true
    summary.textContent = say('reading')
    try {
      summary.textContent = await prove(section)
      section.dataset.outcome = section.querySelector('[data-outcome="bad"]') ? 'bad' : 'good'
    } catch (error) {
      summary.textContent = say('cannot', { why: reasonOf(error) })
      section.dataset.outcome = 'bad'
    }
    button.disabled = false
    button.textContent = say('again')
  })
}

/** Files are read once a run. */
function reader(): Read {
  const files = new Map<string, Promise<Uint8Array>>()
  return (name) => {
    const file =
      files.get(name) ??
      fetch(`/record/${name}`, { cache: 'no-cache' })
        .then(async (response) => {
          if (!response.ok) throw new Error(String(response.status))
          return new Uint8Array(await response.arrayBuffer())
        })
        .catch(() => {
          throw new ProofProblem('not_to_be_had', { file: `/record/${name}` })
        })
    files.set(name, file)
    return file
  }
}

async function prove(section: HTMLElement): Promise<string> {
  const read = reader()
  const seen = recall()
  const look = await lookAtLog(read, await ed25519(), seen)
  if (look.extendsSeen === false) {
    throw new ProofProblem('rewritten', { n: String(seen?.size) })
  }
  let good = 0
  const lines = [...section.querySelectorAll<HTMLElement>('[data-leaf]')]
  for (const line of lines) {
    const [isGood, outcomeWords] = await outcomeOf(line, read, look)
    if (isGood) good += 1
    line.dataset.outcome = isGood ? 'good' : 'bad'
    const outcome = line.querySelector('.proof-outcome')
    if (outcome) outcome.textContent = `${isGood ? '✓' : '✗'} ${outcomeWords}`
  }
  if (good === lines.length) remember(look)
  return say('outcome', { log: sayLook(look), good, all: lines.length })
}

function sayLook({ checkpoint, signedBy, extendsSeen }: Look): string {
  const signed = signedBy ? say('signed', { who: signedBy.join(say('and')) }) : say('unsigned')
  return say('log', { n: checkpoint.size, signed }) + (extendsSeen ? say('extends') : '')
}

async function outcomeOf(line: HTMLElement, read: Read, look: Look): Promise<[boolean, string]> {
  const index = Number(line.dataset.leaf)
  const { checkpoint } = look
  if (index >= checkpoint.size) {
    return [false, say('notYet')]
  }
  try {
    const proven = await proveLeaf(read, checkpoint, index)
    if (!proven) return [false, say('notIn', { n: String(index) })]
    const differs = differences(line, proven.facts)
    if (differs.length > 0) {
      return [
        false,
        say('differs', {
          n: String(index),
          what: differs.map((each) => say(each)).join(say('and')),
        }),
      ]
    }
    const where = { n: index, all: checkpoint.size }
    return [true, say(proven.isWhole ? 'whole' : 'redacted', where)]
  } catch (error) {
    return [false, say('failed', { n: String(index), why: reasonOf(error) })]
  }
}

/** What this page prints of an act otherwise than its leaf says it, by the keys of its words. */
function differences(line: HTMLElement, facts: Map<string, unknown>): string[] {
  const act = facts.get('act') as {
    type?: string
    at?: string
    row?: { id?: string; status?: string }
  }
  const differs: string[] = []
  if (act?.type !== line.dataset.act) differs.push('act')
  const time = line.querySelector('time')?.dateTime
  if (time && act?.at && time !== `${act.at.slice(0, 19)}Z`) differs.push('time')
  const verdict = line.dataset.of
  if (verdict) differs.push(...verdictDifferences(verdict, act?.row ?? {}, facts))
  return differs
}

function verdictDifferences(
  id: string,
  row: { id?: string; status?: string },
  facts: Map<string, unknown>,
): string[] {
  const entry = document.querySelector(`[data-verdict="${CSS.escape(id)}"]`)
  if (row.id !== id) return ['verdict']
  if (!entry) return []
  const differs: string[] = []
  const text = (selector: string) => spaced(entry.querySelector(selector))
  if (text('.history-status') !== words.statuses[row.status ?? '']) differs.push('status')
  const rationale = facts.get('verdict.rationale')
  if (typeof rationale === 'string' && text('.prose') !== tidy(rationale)) {
    differs.push('rationale')
  }
  const note = facts.get('verdict.public_note')
  if (typeof note === 'string' && text('.history-note') !== tidy(note)) differs.push('note')
  return differs
}

/** As it is read: paragraphs one after the other, spaces as one. */
function spaced(element: Element | null): string {
  if (!element) return ''
  const parts = element.querySelectorAll('p')
  const texts =
    parts.length > 0 ? [...parts].map((part) => part.textContent) : [element.textContent]
  return tidy(texts.join(' '))
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The browser's own check of a signature; null where it has none, or not at an address without encryption. */
async function ed25519(): Promise<VerifyEd25519 | null> {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) return null
  try {
    await subtle.importKey('raw', new Uint8Array(32).fill(1), 'Ed25519', false, ['verify'])
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return null
  }
  return async (publicKey, text, signature) => {
    const key = await subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, [
      'verify',
    ])
    return subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(text))
  }
}

function recall(): Seen | null {
  try {
    return JSON.parse(localStorage.getItem(SEEN) ?? 'null') as Seen | null
  } catch {
    return null
  }
}

function remember({ checkpoint, keys }: Look): void {
  const seen: Seen = { size: checkpoint.size, root: hexOf(checkpoint.root), keys }
  try {
    localStorage.setItem(SEEN, JSON.stringify(seen))
  } catch {
    // A browser that keeps nothing proves each visit by itself.
  }
}
