import type { Attribution, Span } from './schema'

/** How many characters the spans hold. */
export function sizeOf(spans: Span[]): number {
  return spans.reduce((sum, [from, to]) => sum + to - from, 0)
}

/** How much of the first spans the others hold, 0 to 1. */
export function sharedPart(ones: Span[], others: Span[]): number {
  let shared = 0
  for (const [from, to] of ones) {
    for (const [start, end] of others)
      shared += Math.max(0, Math.min(to, end) - Math.max(from, start))
  }
  return shared / Math.max(1, sizeOf(ones))
}

/** Whether each of the inner spans lies in one of the outer. */
export function within(inner: Span[], outer: Span[]): boolean {
  return (
    inner.length > 0 &&
    inner.every(([from, to]) => outer.some((span) => from >= span[0] && to <= span[1]))
  )
}

/** From the first to the last character of what an attribution is made of. */
export function extent({ source, cue, content }: Attribution): Span {
  let [from, to]: Span = content[0] ?? [0, 0]
  for (const [start, end] of [...source, ...cue, ...content]) {
    if (start < from) from = start
    if (end > to) to = end
  }
  return [from, to]
}
