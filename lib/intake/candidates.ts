import { extractAttributions } from './attributions'
import { originOf, outletAt } from './origins'
import { isCheckable } from './own-voice'
import { type Passages, passagesOf } from './passages'
import { placesIn } from './places/places-in'
import { propositionOf } from './propositions'
import { datelineOf, leadingTime, saidWhenOf } from './said-when'
import type { Attribution, Candidate, Particulars, Span, Speaker } from './schema'
import { speakersOf } from './speakers'

/** A quote that is longer than this is cut to the sentence with its attribution. */
const LONGEST_QUOTE = 600

/**
 * The claims that `text` makes or passes on, in its order: every attributed statement under the fullest name of
 * its speaker, and what the outlet asserts itself. Each has a passage that says it. No text makes this throw.
 */
export function proposeCandidates(
  text: string,
  particulars: Particulars,
  attributions: Attribution[] = extractAttributions(text, particulars.language),
): Candidate[] {
  const { language } = particulars
  const passages = passagesOf(text)
  const dateline = datelineOf(text, particulars)
  const speakers = speakersOf(text, language)
  const places = placesIn(text, language)
  const outlet = outletOf(particulars)
  const carried = dateline.agency ? outletAt(text, dateline.agency[0], dateline.agency[1]) : null
  const agency = carried && !sameName(carried.name, outlet.name) ? carried : null

  const found: Candidate[] = []
  for (const { attribution, outer } of statements(text, attributions)) {
    const at =
      attribution.cue[0]?.[0] ?? attribution.source[0]?.[0] ?? attribution.content[0]?.[0] ?? 0
    const named = speakers.resolve(attribution.source, at)
    const claimant = named ?? (language === 'ar' ? speakers.lastBefore(at) : null) ?? outlet
    const trimmed = withoutTime(
      text,
      afterDateline(attribution, dateline.end),
      dateline.day,
      language,
    )
    if (trimmed.content.length === 0) continue
    const proposition = propositionOf({ text, attribution: trimmed, claimant }, language)
    if (!isStatement(proposition, trimmed, text)) continue
    const quote = quoteOf(text, attribution, passages, attributions, dateline.end)
    const reporter = outer ? speakers.resolve(outer.source, outer.cue[0]?.[0] ?? at) : null
    const origin = reporter ?? originOf(text, quote, attribution, claimant, language) ?? agency
    found.push({
      attribution,
      proposition,
      claimant,
      quote,
      wording: wordingOf(text, trimmed, quote),
      said: saidWhenOf(text, quote, attribution, dateline.day, language),
      place: places.about(trimmed.content, quote),
      origin: origin && !sameName(origin.name, claimant.name) ? origin : null,
      kind: outer || (named === null && claimant === outlet) ? 'hearsay' : attribution.kind,
      isDirect: attribution.isDirect,
      isHedged: attribution.isHedged,
    })
  }
  for (const sentence of ownSentences(passages, attributions)) {
    if (sentence[0] < dateline.end && sentence[1] <= dateline.end) continue
    const content: Span = [Math.max(sentence[0], dateline.end), sentence[1]]
    if (!isCheckable(text, content, dateline.day, language)) continue
    found.push({
      attribution: null,
      proposition: propositionOf(
        { text, attribution: ownAttribution(content), claimant: outlet },
        language,
      ),
      claimant: outlet,
      quote: content,
      wording: null,
      said: dateline.day ? { date: dateline.day, time: '', zone: '', words: null } : null,
      place: places.about([content], content),
      origin: agency,
      kind: 'asserts',
      isDirect: false,
      isHedged: false,
    })
  }
  return merged(found).sort((one, other) => startOf(one) - startOf(other))
}

function outletOf({ publisher, language }: Particulars): Speaker {
  const name = publisher?.trim() || (language === 'ar' ? 'الناشر' : 'the publication')
  return { name, description: null, kind: 'outlet', span: null }
}

function ownAttribution(content: Span): Attribution {
  return {
    source: [],
    cue: [],
    content: [content],
    kind: 'asserts',
    isDirect: false,
    isHedged: false,
  }
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function startOf({ attribution, quote }: Candidate): number {
  return attribution?.content[0]?.[0] ?? quote[0]
}

/** The attributions that are statements of their own; of one within another the inner, with who passes it on. */
function statements(
  text: string,
  attributions: Attribution[],
): { attribution: Attribution; outer: Attribution | null }[] {
  const ordered = [...attributions].sort(
    (one, other) => extent(one)[0] - extent(other)[0] || extent(other)[1] - extent(one)[1],
  )
  const outerOf = new Map<Attribution, Attribution>()
  const dropped = new Set<Attribution>()
  ordered.forEach((inner, at) => {
    if (inner.source.length === 0) return
    for (let back = at - 1; back >= 0 && back > at - 4; back--) {
      const outer = ordered[back]
      if (!outer || outer.source.length === 0) continue
      const { content } = outer
      if (!within(inner.source, content) || !within(inner.content, content)) continue
      const covered = extent(inner)[1] - extent(inner)[0]
      const whole = (content.at(-1)?.[1] ?? 0) - (content[0]?.[0] ?? 0)
      if (
        covered > 0.7 * whole &&
        !/["“«]/.test(text.slice(content[0]?.[0] ?? 0, (content[0]?.[0] ?? 0) + 1))
      ) {
        outerOf.set(inner, outer)
        dropped.add(outer)
      }
      break
    }
  })
  return ordered
    .filter((attribution) => !dropped.has(attribution))
    .map((attribution) => ({ attribution, outer: outerOf.get(attribution) ?? null }))
}

function within(inner: Span[], outer: Span[]): boolean {
  return (
    inner.length > 0 &&
    inner.every(([from, to]) => outer.some((span) => from >= span[0] && to <= span[1]))
  )
}

/** From the first to the last character of what an attribution is made of. */
function extent({ source, cue, content }: Attribution): Span {
  let [from, to]: Span = content[0] ?? [0, 0]
  for (const [start, end] of [...source, ...cue, ...content]) {
    if (start < from) from = start
    if (end > to) to = end
  }
  return [from, to]
}

/** The attribution without what stands in the dateline. */
function afterDateline(attribution: Attribution, end: number): Attribution {
  if (!attribution.content.some(([from]) => from < end)) return attribution
  const content = attribution.content
    .filter(([, to]) => to > end)
    .map(([from, to]): Span => [Math.max(from, end), to])
  return { ...attribution, content }
}

/** The attribution without the words in its content that tell when it was said. */
function withoutTime(
  text: string,
  attribution: Attribution,
  anchor: string | null,
  language: Particulars['language'],
): Attribution {
  const time = leadingTime(text, attribution, anchor, language)
  const [first, ...rest] = attribution.content
  if (!time || !first || time.span[1] >= first[1] - 8) return attribution
  const gap = /^[\s,]*/.exec(text.slice(time.span[1], first[1]))?.[0].length ?? 0
  return { ...attribution, content: [[time.span[1] + gap, first[1]], ...rest] }
}

const EMPTY =
  /^(?:(?:so|this|that|it|as much|no|yes|nothing|anything|something|more|the same|otherwise|the following|questions?)[.!?]?)$/i

/** Whether there is enough in it for anybody to look into. */
function isStatement(proposition: string, { content, kind }: Attribution, text: string): boolean {
  const words = proposition.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  if (words < 3 || EMPTY.test(proposition)) return false
  if (/[?؟]$/.test(proposition)) return false
  const length = content.reduce((sum, [from, to]) => sum + to - from, 0)
  return (
    length > 8 &&
    (kind !== 'asserts' || /\s/.test(text.slice(content[0]?.[0] ?? 0, content[0]?.[1] ?? 0).trim()))
  )
}

/** The sentences that say it, or, where others speak in them too, the part from its first word to its last. */
function quoteOf(
  text: string,
  attribution: Attribution,
  passages: Passages,
  attributions: Attribution[],
  datelineEnd: number,
): Span {
  const [start, to] = extent(attribution)
  const from = start < datelineEnd && to > datelineEnd ? datelineEnd : start
  const first = passages.at(from)
  const last = passages.at(Math.max(from, to - 1))
  const whole: Span = [
    Math.min(from, Math.max(datelineEnd, passages.sentences[first]?.[0] ?? from)),
    Math.max(to, passages.sentences[last]?.[1] ?? to),
  ]
  const isShared = attributions.some((other) => {
    if (other === attribution) return false
    const [begins, ends] = extent(other)
    return begins < whole[1] && ends > whole[0] && !(begins >= from && ends <= to)
  })
  const clause: Span = [from, endOf(text, to)]
  const chosen = isShared ? clause : whole
  if (chosen[1] - chosen[0] <= LONGEST_QUOTE) return chosen
  if (clause[1] - clause[0] <= LONGEST_QUOTE) return clause
  const cue = attribution.cue[0]?.[0] ?? from
  const near = passages.sentences[passages.at(cue)] ?? clause
  if (near[1] - near[0] <= LONGEST_QUOTE && near[1] > near[0]) return near
  // A sentence without end: the words around the cue.
  const cutFrom = Math.max(from, Math.min(cue, to - LONGEST_QUOTE))
  return wellFormed(text, [cutFrom, Math.min(to, cutFrom + LONGEST_QUOTE)])
}

/** Takes in the closing mark and full stop after `to`. */
function endOf(text: string, to: number): number {
  return (
    to + (/^[.!?,]?[”"»’']?[.!?]?/.exec(text.slice(to, to + 3))?.[0].replace(/,$/, '').length ?? 0)
  )
}

/** The span without half a character at either end. */
function wellFormed(text: string, [from, to]: Span): Span {
  const isLow = (at: number) => at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00
  return [isLow(from) ? from + 1 : from, isLow(to) ? to - 1 : to]
}

/** The longest stretch between quotation marks in the content: the claimant’s own words. */
function wordingOf(text: string, { content, isDirect }: Attribution, quote: Span): Span | null {
  let best: Span | null = null
  const offer = (from: number, to: number) => {
    let [start, end] = [Math.max(from, quote[0]), Math.min(to, quote[1])]
    while (start < end && /[\s"“”«»‘'’`]/.test(text[start] ?? '')) start++
    while (end > start && /[\s"“”«»‘'’`,]/.test(text[end - 1] ?? '')) end--
    if (end > start && (best === null || end - start > best[1] - best[0])) best = [start, end]
  }
  for (const [from, to] of content) {
    const part = text.slice(from, to)
    let hasMarks = false
    for (const match of part.matchAll(
      /“[^“”]*”?|«[^«»]*»?|"[^"]*"?|(?<![\p{L}\p{N}])‘[^‘]*?’(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])'[^']*?'(?![\p{L}\p{N}])/gu,
    )) {
      if (match[0].length < 4) continue
      hasMarks = true
      offer(from + match.index, from + match.index + match[0].length)
    }
    if (isDirect && !hasMarks) offer(from, to)
  }
  return best
}

/** The sentences that nobody else is quoted in. */
function ownSentences(passages: Passages, attributions: Attribution[]): Span[] {
  const taken = new Set<number>()
  for (const attribution of attributions) {
    const [from, to] = extent(attribution)
    for (let s = passages.at(from); s <= passages.at(Math.max(from, to - 1)); s++) taken.add(s)
  }
  return passages.sentences.filter((_, s) => !taken.has(s))
}

/** One candidate where two say the same: a headline and its sentence, or two readings of one quote. */
function merged(found: Candidate[]): Candidate[] {
  const kept: Candidate[] = []
  for (const each of found) {
    const twin = kept.findIndex(
      (other) =>
        sameName(other.claimant.name, each.claimant.name) &&
        (other.proposition === each.proposition || overlap(other, each) > 0.8),
    )
    if (twin < 0) kept.push(each)
    else if (lengthOf(each) > lengthOf(kept[twin] as Candidate)) kept[twin] = each
  }
  return kept
}

const lengthOf = ({ attribution, quote }: Candidate) =>
  attribution
    ? attribution.content.reduce((sum, [from, to]) => sum + to - from, 0)
    : quote[1] - quote[0]

/** How much of the shorter content the longer one holds, 0 to 1. */
function overlap(one: Candidate, other: Candidate): number {
  const [ones, others] = [
    one.attribution?.content ?? [one.quote],
    other.attribution?.content ?? [other.quote],
  ]
  let shared = 0
  for (const [from, to] of ones) {
    for (const [start, end] of others)
      shared += Math.max(0, Math.min(to, end) - Math.max(from, start))
  }
  return shared / Math.max(1, Math.min(lengthOf(one), lengthOf(other)))
}
