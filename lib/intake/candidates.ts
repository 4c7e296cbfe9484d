import { extractAttributions } from './attributions'
import { extent, sharedPart, sizeOf } from './extent'
import { arabicOutletAt, isAgency, originOf, outletAt } from './origins'
import { ownAssertionAt } from './own-voice'
import { type Passages, passagesOf } from './passages'
import { placesIn } from './places/places-in'
import { sentence } from './plain-words'
import { propositionOf } from './propositions'
import { datelineOf, leadingTime, saidWhenOf } from './said-when'
import type { Attribution, Candidate, Particulars, Span, Speaker } from './schema'
import { speakersOf } from './speakers'
import { statementsOf } from './statements'

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
  const dateline = datelineOf(text, particulars, (name) => isAgency(name, language))
  const speakers = speakersOf(
    text,
    language,
    attributions.flatMap(({ source, content }) =>
      source.slice(0, 1).map((span) => {
        const behind = content.find(([from]) => from >= span[1])
        return { span, until: behind?.[0] ?? text.length }
      }),
    ),
    passages,
  )
  const places = placesIn(text, language)
  const outlet = outletOf(particulars)
  const readOutlet = language === 'ar' ? arabicOutletAt : outletAt
  const carried = dateline.agency ? readOutlet(text, ...dateline.agency) : null
  const agency = carried && !sameName(carried.name, outlet.name) ? carried : null

  const said = attributions.flatMap((each) => afterDateline(each, dateline.end))
  const found: Candidate[] = []
  const stated = statementsOf(text, said, language, speakers.isSomebody)
  const beside = bySentence(
    stated.flatMap(({ attribution, outer }) => (outer ? [attribution, outer] : [attribution])),
    passages,
  )
  for (const { attribution, outer } of stated) {
    const at =
      attribution.cue[0]?.[0] ?? attribution.source[0]?.[0] ?? attribution.content[0]?.[0] ?? 0
    const named = speakers.resolve(attribution.source, at, attribution.content[0]?.[0])
    const claimant = named ?? (language === 'ar' ? speakers.lastBefore(at) : null) ?? outlet
    const trimmed = withoutTime(text, attribution, dateline.day, language)
    if (trimmed.content.length === 0) continue
    const answered = language === 'en' && isBareDenial(text, trimmed)
    const denied = answered ? answeredBy(text, attribution, claimant, found, passages) : null
    if (answered && !denied) continue
    const proposition = denied
      ? negated(denied, text)
      : propositionOf(
          { text, attribution: trimmed, claimant, personBefore: speakers.personIn },
          language,
        )
    if (!isStatement(proposition, trimmed, text)) continue
    const around = passages.sentences[passages.at(at)]
    const quote =
      denied && around && around[1] - around[0] <= LONGEST_QUOTE && around[0] >= dateline.end
        ? around
        : quoteOf(text, attribution, passages, beside, dateline.end)
    const passer = outer ? speakers.resolve(outer.source, outer.cue[0]?.[0] ?? at) : null
    const reporter = passer && !sameName(passer.name, claimant.name) ? passer : null
    const origin = reporter ?? originOf(text, quote, attribution, claimant, language) ?? agency
    found.push({
      attribution,
      proposition,
      claimant,
      quote,
      wording: wordingOf(text, trimmed, quote),
      said: saidWhenOf(text, quote, attribution, dateline.day, language),
      place: places.about(trimmed.content, quote, attribution.source),
      origin: origin && !sameName(origin.name, claimant.name) ? origin : null,
      kind: reporter || (named === null && claimant === outlet) ? 'hearsay' : attribution.kind,
      isDirect: attribution.isDirect,
      isHedged: attribution.isHedged,
    })
  }
  for (const sentence of ownSentences(
    passages,
    stated.flatMap(({ attribution, outer }) => (outer ? [attribution, outer] : [attribution])),
  )) {
    if (sentence[0] < dateline.end && sentence[1] <= dateline.end) continue
    const content: Span = [Math.max(sentence[0], dateline.end), sentence[1]]
    const own = ownAssertionAt(text, content, dateline.day, language)
    if (!own) continue
    found.push({
      attribution: null,
      proposition: propositionOf(
        { text, attribution: ownAttribution(content), claimant: outlet, personBefore: () => null },
        language,
      ),
      claimant: outlet,
      quote: content,
      wording: null,
      said: dateline.day ? { date: dateline.day, time: '', zone: '', words: null } : null,
      place: places.about([content], content),
      origin: agency,
      kind: own.isHedged ? 'hearsay' : 'asserts',
      isDirect: false,
      isHedged: own.isHedged,
    })
  }
  return merged(found, text).sort((one, other) => startOf(one) - startOf(other))
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

/** The attribution without what stands in the dateline; none where nothing else is claimed. */
function afterDateline(attribution: Attribution, end: number): Attribution[] {
  const clipped = (spans: Span[]) =>
    spans.filter(([, to]) => to > end).map(([from, to]): Span => [Math.max(from, end), to])
  const { source, cue, content } = attribution
  if (![...source, ...cue, ...content].some(([from]) => from < end)) return [attribution]
  const kept = {
    ...attribution,
    source: clipped(source),
    cue: clipped(cue),
    content: clipped(content),
  }
  return kept.content.length > 0 ? [kept] : []
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

const BARE_DENIAL =
  /^(?:(?:the|this|that|these|those|such|a|an|any|all|both|its|his|her|their)\s+)?(?:(?:rebel|latest|latter)\s+)?(?:claims?|reports?|allegations?|accusations?|rumou?rs?|charges?|assertions?|suggestions?|account|statement)(?:\s+(?:the|an?|his|her|its|their)\s[\p{L}’']+)?(?:\s+as\s[^,;]*)?[.,”"]*$/iu

/** "rejected the claim": what is denied stands elsewhere. */
function isBareDenial(text: string, { content, kind }: Attribution): boolean {
  const parts = content.map(([from, to]) => text.slice(from, to))
  const isBare = BARE_DENIAL.test(parts.join(' ').trim())
  return kind === 'denies' && (isBare || BARE_DENIAL.test(parts[0]?.trim() ?? ''))
}

/** What somebody else claims right before, in the sentence of the denial or in the one before it. */
function answeredBy(
  text: string,
  denial: Attribution,
  claimant: Speaker,
  found: Candidate[],
  passages: Passages,
): Candidate | null {
  const at = denial.cue[0]?.[0] ?? 0
  const sentence = passages.at(at)
  const before = found.filter(({ attribution }) => attribution && startOfContent(attribution) < at)
  const last = before.at(-1)
  if (!last?.attribution || sameName(last.claimant.name, claimant.name)) return null
  // A denial of a denial is nobody’s guess.
  if (last.kind === 'denies' || last.kind === 'urges') return null
  // What only tells that they accused or asked somebody can’t be denied so.
  const cue = last.attribution.cue[0]
  if (cue && last.proposition.includes(` ${text.slice(...cue)} `)) return null
  return sentence - passages.at(startOfContent(last.attribution)) <= 1 ? last : null
}

const startOfContent = ({ content }: Attribution) => content[0]?.[0] ?? 0

/** "It is not true that …" of what somebody else claims. */
function negated({ attribution, proposition }: Candidate, text: string): string {
  const first = /^\p{L}[\p{L}’'-]*/u.exec(proposition)?.[0] ?? ''
  const words = (attribution?.content ?? []).map((span) => text.slice(...span)).join(' ')
  const isSmall =
    /^(?:the|an?|there|it|he|she|they|this|that|these|those|its|his|her|their|our|at|in|on|more|about|some|no|all|most)$/i.test(
      first,
    ) || new RegExp(`(?:^|\\s)${first.toLowerCase()}(?![\\p{L}])`, 'u').test(words)
  const rest = isSmall
    ? `${proposition[0]?.toLowerCase() ?? ''}${proposition.slice(1)}`
    : proposition
  return sentence(`It is not true that ${rest}`)
}

const EMPTY =
  /^(?:(?:so|this|that|it|as much|no|yes|nothing|anything|something|more|the same|otherwise|the following|questions?)[.!?]?)$/i

/** Whether there is enough in it for anybody to look into. */
function isStatement(proposition: string, { content, kind }: Attribution, text: string): boolean {
  const words = proposition.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  if (words < 3 || EMPTY.test(proposition)) return false
  if (/[?؟]$/.test(proposition)) return false
  // The subject was left out, and nobody can say what it was.
  if (/^(?:Is|Was|Are|Were|Has|Had|Have|Be|Been|Not) /.test(proposition)) return false
  const length = sizeOf(content)
  return (
    length > 8 &&
    (kind !== 'asserts' || /\s/.test(text.slice(content[0]?.[0] ?? 0, content[0]?.[1] ?? 0).trim()))
  )
}

/** The attributions that begin in each sentence. */
function bySentence(attributions: Attribution[], passages: Passages): Map<number, Attribution[]> {
  const found = new Map<number, Attribution[]>()
  for (const attribution of attributions) {
    const sentence = passages.at(extent(attribution)[0])
    const list = found.get(sentence)
    if (!list) found.set(sentence, [attribution])
    else if (list.length < 40) list.push(attribution)
  }
  return found
}

/** The sentences that say it, or, where others speak in them too, the part from its first word to its last. */
function quoteOf(
  text: string,
  attribution: Attribution,
  passages: Passages,
  beside: Map<number, Attribution[]>,
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
  // Where others speak in the sentence too, before or after, the part of this speaker is enough.
  const others = [first, last].flatMap((sentence) => beside.get(sentence) ?? [])
  const isShared = others.some((other) => {
    if (other === attribution || sameStart(other.source, attribution.source)) return false
    const [begins, ends] = extent(other)
    return begins < whole[1] && ends > whole[0] && (begins >= to || ends <= from)
  })
  const clause: Span = [from, endOf(text, to)]
  const chosen =
    isShared && !/^(?:which|who|whose)\b/.test(text.slice(from, from + 6)) ? clause : whole
  if (chosen[1] - chosen[0] <= LONGEST_QUOTE) return chosen
  if (clause[1] - clause[0] <= LONGEST_QUOTE) return clause
  const cue = attribution.cue[0]?.[0] ?? from
  const near = passages.sentences[passages.at(cue)] ?? clause
  if (near[1] - near[0] <= LONGEST_QUOTE && near[1] > near[0]) return near
  // A sentence without end: the words around the cue.
  const cutFrom = Math.max(from, Math.min(cue, to - LONGEST_QUOTE))
  return wellFormed(text, [cutFrom, Math.min(to, cutFrom + LONGEST_QUOTE)])
}

function sameStart(one: Span[], other: Span[]): boolean {
  return one.length > 0 && one[0]?.[0] === other[0]?.[0]
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
function merged(found: Candidate[], text: string): Candidate[] {
  const kept: Candidate[] = []
  const bySpeaker = new Map<string, Candidate[]>()
  for (const each of found) {
    const name = each.claimant.name.toLowerCase()
    const others = bySpeaker.get(name) ?? []
    const twin = others.find(
      (other) => other.proposition === each.proposition || overlap(other, each) > 0.8,
    )
    if (!twin) {
      kept.push(each)
      if (others.length < 100) bySpeaker.set(name, [...others, each])
    } else if (lengthOf(each) > lengthOf(twin)) Object.assign(twin, each)
  }
  // A headline gives way to the sentence that it sums up, unless another says that.
  const [first] = kept
  const headings = first ? kept.slice(0, 4).filter(({ quote }) => isHeading(quote, text)) : []
  return kept.filter(
    (each) =>
      !headings.includes(each) ||
      !kept.some(
        (body) =>
          isHeadlineOf(each, body, text) &&
          (sameName(each.claimant.name, body.claimant.name) ||
            !/\s/.test(each.claimant.name) ||
            each.claimant.kind === 'other' ||
            isNamedIn(each.claimant.name, text.slice(...body.quote))),
      ),
  )
}

/** Whether the first, a line without a full stop, says in short what the second says. */
function isHeadlineOf(headline: Candidate, body: Candidate, text: string): boolean {
  if (!isHeading(headline.quote, text) || isHeading(body.quote, text)) return false
  const short = stemsOf(contentOf(headline, text))
  const long = stemsOf(`${contentOf(body, text)} ${body.proposition}`)
  return short.size > 1 && [...short].filter((stem) => long.has(stem)).length / short.size >= 0.5
}

function isHeading([from, to]: Span, text: string): boolean {
  return (
    to - from < 200 &&
    !/[.!?؟]["”»’]?$/.test(text.slice(from, to)) &&
    /^["”»’]?\s*(?:\n|$)/.test(text.slice(to, to + 3))
  )
}

function contentOf({ attribution, quote }: Candidate, text: string): string {
  return (attribution?.content ?? [quote]).map(([from, to]) => text.slice(from, to)).join(' ')
}

function isNamedIn(name: string, words: string): boolean {
  const said = stemsOf(words)
  return [...stemsOf(name)].every((stem) => said.has(stem))
}

/** The longer words by their beginnings; Arabic ones by their first consonants. */
function stemsOf(words: string): Set<string> {
  const found = words.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  const stems = found
    .filter((word) => !/^(?:the|and|has|had|have|was|were|that|are|for)$/.test(word))
    .map((word) =>
      /^[\u0600-\u06ff]/.test(word)
        ? word
            .replace(/^(?:وال|بال|لل|ال|و|ب|ل)(?=.{3})/, '')
            .replace(/[اوىيةءأإآ]/g, '')
            .slice(0, 3)
        : word.slice(0, 4),
    )
  return new Set(stems)
}

const lengthOf = ({ attribution, quote }: Candidate) => sizeOf(attribution?.content ?? [quote])

/** How much of the shorter content the longer one holds, 0 to 1. */
function overlap(one: Candidate, other: Candidate): number {
  const [ones, others] = [one, other].map(
    ({ attribution, quote }) => attribution?.content ?? [quote],
  )
  return Math.max(sharedPart(ones ?? [], others ?? []), sharedPart(others ?? [], ones ?? []))
}
