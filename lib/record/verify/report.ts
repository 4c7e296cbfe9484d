import { canonicalJson, type JsonValue } from '@/lib/record/canonical'

/** Something that is not as the record says, in one plain sentence, with what it is about. */
export type Finding = {
  check: string
  says: string
  leaf?: number
  activity?: string
  /** Address of the claim. */
  claim?: string
  page?: string
}

/** How many of one kind are told one by one. */
const TOLD_OF_A_KIND = 200

/** What a run has looked at and found. */
export class Report {
  readonly findings: Finding[] = []
  /** Things that somebody should know and that are no fault. */
  readonly notes: string[] = []
  /** How many of what were looked at. */
  readonly counts: Record<string, number> = {}
  /** Seconds that each part took. */
  readonly seconds: Record<string, number> = {}
  private readonly kinds = new Map<string, number>()
  private readonly onFinding: (finding: Finding) => void

  constructor(onFinding: (finding: Finding) => void = () => {}) {
    this.onFinding = onFinding
  }

  find(finding: Finding): void {
    const told = (this.kinds.get(finding.check) ?? 0) + 1
    this.kinds.set(finding.check, told)
    if (told > TOLD_OF_A_KIND) return
    this.findings.push(finding)
    this.onFinding(finding)
  }

  /** Of each kind that there was more of than is told: how many more. */
  get untold(): { check: string; more: number }[] {
    return [...this.kinds]
      .filter(([, count]) => count > TOLD_OF_A_KIND)
      .map(([check, count]) => ({ check, more: count - TOLD_OF_A_KIND }))
  }

  get isGood(): boolean {
    return this.kinds.size === 0
  }

  count(what: string, number: number): void {
    this.counts[what] = (this.counts[what] ?? 0) + number
  }

  note(sentence: string): void {
    if (!this.notes.includes(sentence)) this.notes.push(sentence)
  }

  async timed<T>(part: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now()
    try {
      return await work()
    } finally {
      this.seconds[part] = (this.seconds[part] ?? 0) + (performance.now() - began) / 1000
    }
  }
}

/** A text as findings show it: in quotes, and no longer than somebody reads. */
export function quoted(value: unknown): string {
  const text = textOf(value)
  return text.length > 300 ? `“${text.slice(0, 300)}…” (${text.length} characters)` : `“${text}”`
}

/**
 * The two texts around the first place where they differ, so that one letter is found in a long one; whole where they
 * are short.
 */
export function bothTexts(one: unknown, other: unknown): [string, string] {
  const texts = [one, other].map(textOf) as [string, string]
  if (texts[0].length <= 300 && texts[1].length <= 300) return [quoted(one), quoted(other)]
  let at = 0
  while (at < texts[0].length && texts[0][at] === texts[1][at]) at++
  const from = Math.max(0, at - 60)
  return texts.map(
    (text) =>
      `“${from > 0 ? '…' : ''}${text.slice(from, at + 140)}${text.length > at + 140 ? '…' : ''}”`,
  ) as [string, string]
}

/** What is not a text in the one order of its members, so that two of them can be compared. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson((value ?? null) as JsonValue)
}
