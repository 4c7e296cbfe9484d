import { extent, sharedPart, sizeOf, within } from './extent'
import type { Attribution, IntakeLanguage, Span } from './schema'
import { withoutRestatedDenials } from './statements-arabic'
import { mendedEnglish } from './statements-english'

/** Something that somebody states; `outer` is who passes it on, where another says so in the text. */
export type Statement = { attribution: Attribution; outer: Attribution | null }

/**
 * The attributions that are statements of their own. Where somebody passes on what another says, the other is the
 * speaker and who passes it on is kept beside; where only a thing "shows" or "claims" within a statement, it is left
 * to the statement.
 */
export function statementsOf(
  text: string,
  attributions: Attribution[],
  language: IntakeLanguage,
  isSomebody: (source: Span[]) => boolean,
): Statement[] {
  const mended =
    language === 'en'
      ? mendedEnglish(text, attributions)
      : withoutRestatedDenials(
          text,
          attributions.map((each, at) =>
            beforeOthers(text, each, attributions.slice(Math.max(0, at - 4), at + 5)),
          ),
        )
  const ordered = mended.sort(
    (one, other) => extent(one)[0] - extent(other)[0] || extent(other)[1] - extent(one)[1],
  )
  const outerOf = new Map<Attribution, Attribution>()
  const dropped = new Set<Attribution>()
  ordered.forEach((inner, at) => {
    for (let back = at - 1; back >= 0 && back > at - 5; back--) {
      const outer = ordered[back]
      if (!outer || dropped.has(inner)) continue
      if (sharedPart(inner.content, outer.content) < 0.9) continue
      if (inner.source.length > 0 && within(inner.source, outer.source)) {
        // "HTS" beside "HTS leader al-Sharaa", for one quote.
        dropped.add(inner)
        continue
      }
      const isQuoted =
        outer.isDirect &&
        !outer.content.every(([from]) => inner.content.some(([start]) => start === from))
      const isNested = within(inner.source, outer.content) || inner.source.length === 0
      const coverage = sizeOf(inner.content) / Math.max(1, sizeOf(outer.content))
      const isSame = coverage > 0.8 && !isNested
      if (
        isSame &&
        outer.source.length > 0 &&
        (outer.kind === 'hearsay' || inner.kind === 'hearsay')
      ) {
        const [speaker, reporter] = outer.kind === 'hearsay' ? [inner, outer] : [outer, inner]
        if (speaker.source.length > 0) outerOf.set(speaker, reporter)
        dropped.add(speaker.source.length > 0 ? reporter : speaker)
      } else if (isNested) {
        const extentOfInner = extent(inner)
        const isMost = extentOfInner[1] - extentOfInner[0] > 0.7 * sizeOf(outer.content)
        if (isMost && outer.source.length === 0 && isSomebody(inner.source)) dropped.add(outer)
        else if (isMost && !isQuoted && isSomebody(inner.source) && isSomebody(outer.source)) {
          outerOf.set(inner, outer)
          dropped.add(outer)
        } else if (!isSomebody(inner.source) || isQuoted) dropped.add(inner)
      }
    }
  })
  return ordered
    .filter((attribution) => !dropped.has(attribution))
    .map((attribution) => ({ attribution, outer: outerOf.get(attribution) ?? null }))
}

/** The content up to where another attribution begins behind a comma: "…, according to …". */
function beforeOthers(text: string, attribution: Attribution, near: Attribution[]): Attribution {
  const last = attribution.content.at(-1)
  if (!last) return attribution
  const [from, to] = last
  const cut = near.find(
    ({ cue, content }) =>
      cue[0] !== undefined &&
      cue[0][0] > from + 4 &&
      cue[0][0] < to &&
      (content[0]?.[0] ?? to) < from &&
      /[،,]\s*$/.test(text.slice(from, cue[0][0])),
  )?.cue[0]
  if (!cut) return attribution
  const end = from + text.slice(from, cut[0]).replace(/[،,\s]+$/, '').length
  return { ...attribution, content: [...attribution.content.slice(0, -1), [from, end]] }
}
