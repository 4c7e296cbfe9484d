import type { Candidate, Span } from '@/lib/intake/schema'

export type MarkRole = 'speaker' | 'cue' | 'content'

/** A stretch of the text under the same marks. */
export type Stretch = {
  from: number
  to: number
  /** The strongest mark on it; null for text that nothing was found in. */
  role: MarkRole | null
  /** Candidates that it belongs to, by their places in the list. */
  of: number[]
  /** Candidates whose number stands before it. */
  begins: number[]
}

const strength: Record<MarkRole, number> = { content: 1, cue: 2, speaker: 3 }

type Mark = { span: Span; role: MarkRole; candidate: number }

/** Cuts a text where the marks of its candidates begin and end; nothing of the text is lost or said twice. */
export function stretchesOf(text: string, candidates: Candidate[]): Stretch[] {
  const marks = candidates.flatMap(marksOf)
  const begins = new Map<number, number[]>()
  for (const [candidate, { quote, attribution }] of candidates.entries()) {
    const at = Math.min(attribution?.content[0]?.[0] ?? quote[0], text.length - 1)
    begins.set(at, [...(begins.get(at) ?? []), candidate])
  }
  const ends = [
    ...new Set([0, text.length, ...begins.keys(), ...marks.flatMap(({ span }) => span)]),
  ].sort((one, other) => one - other)
  const opening = marks.toSorted((one, other) => one.span[0] - other.span[0])
  const stretches: Stretch[] = []
  let active: Mark[] = []
  let next = 0
  for (const [index, from] of ends.entries()) {
    const to = ends[index + 1]
    if (to === undefined) break
    active = active.filter(({ span }) => span[1] > from)
    for (let mark = opening[next]; mark && mark.span[0] <= from; mark = opening[++next]) {
      if (mark.span[1] > from) active.push(mark)
    }
    const strongest = active.toSorted((one, other) => strength[other.role] - strength[one.role])[0]
    stretches.push({
      from,
      to,
      role: strongest?.role ?? null,
      of: [...new Set(active.map(({ candidate }) => candidate))].sort((one, other) => one - other),
      begins: begins.get(from) ?? [],
    })
  }
  return stretches
}

function marksOf({ attribution, quote }: Candidate, candidate: number): Mark[] {
  if (!attribution) return [{ span: quote, role: 'content', candidate }]
  const all = (spans: Span[], role: MarkRole) => spans.map((span) => ({ span, role, candidate }))
  return [
    ...all(attribution.source, 'speaker'),
    ...all(attribution.cue, 'cue'),
    ...all(attribution.content, 'content'),
  ]
}
