import { sizeOf } from './extent'
import { hasFiniteVerb } from './propositions-english'
import type { Attribution, Span } from './schema'

/** Verbs of feeling, seeking and dealing: what follows them is nothing that somebody states. */
const NO_STATEMENT =
  /^(?:fear|fears|feared|fearing|hope|hopes|hoped|hoping|want|wants|wanted|wanting|wish|wishes|wished|think|thinks|thought|thinking|feel|feels|felt|feeling|love|loves|loved|like|likes|liked|agree|agrees|agreed|support|supports|supported|oppose|opposes|opposed|welcome|welcomes|welcomed|worry|worries|worried|wonder|wonders|wondered|wondering|asked|asks|asking|question|questions|questioned|questioning|discuss|discusses|discussed|discussing|offer|offers|offered|offering|thank|thanks|thanked|praise|praised|praises|mock|mocked|try|tries|tried|know|knows|knew|knowing|see|sees|saw|seen|find|finds|found|learn|learns|learned|remember|remembers|remembered|recall|forget|forgot|imagine|imagines|imagined|dream|seek|seeks|sought|prefer|prefers|preferred|refuse|refuses|refused|decline|declined|declines|trust|trusts|doubt|doubts|doubted|considered|considers|consider|regarded|viewed|known|called|dubbed|named|titled|decide|decided|decides|plan|plans|planned|intend|intends|intended|interested|concerned|angry|pleased|hopes of|aim|aims|aimed|view|views|opinion|opinions|idea|ideas|understand|understands|understood|realize|realized|realise|realised|read|reads|heard|hear|hears|watch|watched|signed|quoted|cites|debate|debated|negotiate|speak|speaks|spoke|spoken|talk|talks|talked|talking|address|addressed|criticism|support for|approval|disapproval|favor|favour|favored|favoured)$/i

const LEAD_PREPOSITION = /^(?:in|of|at|from|near|by|with|on|for|across|around|about|against)\s/i
const TIME_OR_HEARER =
  /\b(?:on|in|at)\s+(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|reporters?|journalists?|him|her|them|us|me|AFP|Reuters|CNN|BBC|statement|interview|television|TV|radio|that)\b/i

const DENYING =
  /^(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|rebut\w*|debunk\w*|repudiat\w*|dismiss(?:es|ed|ing)?|reject(?:s|ed|ing)?|disput(?:e|es|ed|ing)|denials?)$/i
const SAID_THINGS =
  /\b(?:claims?|reports?|allegations?|accusations?|rumou?rs?|suggestions?|charges?|assertions?|that|news|as (?:false|baseless|untrue|fake|lies|nonsense|propaganda))\b/i
const CONFIRMING =
  /^(?:confirm(?:s|ed|ing)?|acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?|conced(?:e|es|ed|ing)|verif(?:y|ies|ied))$/i
const URGING =
  /^(?:urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|for|upon)|call(?:s|ed|ing)?|appeal(?:s|ed|ing)?|order(?:s|ed|ing)?|demand(?:s|ed|ing)?|advis(?:e|es|ed|ing)|instruct(?:s|ed|ing)?|encourag(?:e|es|ed|ing)|warn(?:s|ed|ing)?|told|tell(?:s|ing)?|recommend(?:s|ed|ing)?)$/i
const PASSING_ON = /^(?:reportedly|allegedly|purportedly|supposedly|reports?|rumou?rs?|rumou?red)$/i

/**
 * The attributions that are statements, with what was taken in or left out at their ends put right. What the words of
 * the cue tell of the kind is added where nothing was told.
 */
export function mendedEnglish(text: string, attributions: Attribution[]): Attribution[] {
  return attributions
    .flatMap((attribution) => parted(text, attribution))
    .filter((attribution) => isStatement(text, attribution))
    .map((attribution, at, all) =>
      withKind(text, withContent(text, attribution, all.slice(Math.max(0, at - 4), at + 5))),
    )
    .filter(({ content }) => content.length > 0)
}

const GOES_ON =
  /,\s+((?:stat|say|add|declar|insist|warn|writ|claim|not|argu|stress|explain|predict|vow|promis)ing)\b(?:,|\s+that\b|:)?\s+(?=\S+\s+\S)/g

/** Two where a participle goes on within the content: "called on fighters to prepare, stating, “…”". */
function parted(text: string, attribution: Attribution): Attribution[] {
  const last = attribution.content.at(-1)
  if (!last || attribution.isDirect) return [attribution]
  const words = text.slice(last[0], last[1])
  for (const match of words.matchAll(GOES_ON)) {
    const isQuoted =
      (words.slice(0, match.index).match(/[“"]/g)?.length ?? 0) % 2 === 1 &&
      !words.slice(0, match.index).includes('”')
    if (isQuoted || match.index < 8) continue
    const cueFrom = last[0] + match.index + match[0].indexOf(match[1] ?? '')
    const from = last[0] + match.index + match[0].length
    const rest = text.slice(from, last[1])
    return [
      {
        ...attribution,
        content: [...attribution.content.slice(0, -1), [last[0], last[0] + match.index]],
      },
      {
        ...attribution,
        cue: [[cueFrom, cueFrom + (match[1]?.length ?? 0)]],
        content: [[from, last[1]]],
        kind: 'asserts',
        isDirect: /^[“"].*[”"]$/s.test(rest),
      },
    ]
  }
  return [attribution]
}

function cueWords(text: string, { cue }: Attribution): string {
  return cue
    .map(([from, to]) => text.slice(from, to))
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(
      /^(?:has|have|had|is|are|was|were|also|later|then|will|would|who|which|been|being|not)\s+/i,
      '',
    )
    .trim()
}

function isStatement(text: string, attribution: Attribution): boolean {
  const { source, content, isDirect } = attribution
  const cue = cueWords(text, attribution)
  const words = content.map(([from, to]) => text.slice(from, to)).join(' ')
  const hasQuote = isDirect || /[“"«]/.test(words)
  const isClause = hasFiniteVerb(words)
  const last = cue.split(' ').at(-1) ?? ''
  const cueEnd = attribution.cue.at(-1)?.[1] ?? 0
  const isCall =
    /^call(?:s|ed|ing)?$/i.test(last) &&
    /^\s+(?:for|on|upon)\s/.test(text.slice(cueEnd, cueEnd + 8))
  if (!isCall && (NO_STATEMENT.test(cue) || NO_STATEMENT.test(last))) {
    // "he thinks it was a robbery" is no news; “It was a robbery,” he thinks aloud.
    if (!hasQuote || !isClause || !/^(?:ask|recall|read|quot|see|call|wonder)/i.test(last))
      return false
  }
  if (isNegated(text, attribution)) return false
  // Nobody named and nothing asserted: "what is considered a gateway".
  if (source.length === 0 && !isClause) return false
  // "it is not clear how many": a question.
  if (source.length === 0 && /^(?:how|whether|what|who|if|when|where|why)\b/i.test(words))
    return false
  // "Syria: rebels close in": a label, not a speaker.
  if (!/\p{L}/u.test(cue) && cue !== '' && isHeadingAt(text, content[0]?.[0] ?? 0)) return false
  // Dealing with a thing is no statement: "defend the city".
  if (!isClause && !hasQuote && !isCall && cue !== '' && !STATES.test(last) && !STATES.test(cue))
    return false
  return isClause || hasQuote || !/^(?:\p{Lu}[\p{L}’'-]*\s*){1,5}$/u.test(words.trim())
}

/** "has not confirmed", "did not say": nothing was stated. */
function isNegated(text: string, { cue, source, content }: Attribution): boolean {
  const [first] = cue
  if (!first) return false
  const words = text.slice(first[0], first[1])
  const verb =
    /\b(?:said|say|says|confirm|claim|suggest|state|announce|specify|elaborate|mention|report|indicate|explain|reveal|disclose|provide|believe|think|deny|comment|give|acknowledge)/i
  if (!verb.test(words)) return false
  const from = source[0] && source[0][1] <= first[0] ? source[0][1] : first[0] - 24
  const before = text.slice(Math.max(0, from, first[0] - 40), first[0])
  const isSaidSo = content.some(([start, end]) => start < first[0] && end > first[0] - 24)
  return (
    (!isSaidSo &&
      /(?:\bnot|n[’']t|\bnever|\bneither|\bnor)\s+(?:\p{L}+\s+){0,2}$/iu.test(`${before}`)) ||
    /^(?:(?:has|have|had|did|does|do|would|could|is|was)\s+(?:not|never)|\p{L}+n[’']t)\b/iu.test(
      words,
    )
  )
}

/** Verbs that a noun may follow for what is stated. */
const STATES =
  /^(?:sa(?:y|ys|id|ying)|report|confirm|den(?:y|ies|ied|ying)|refut|reject|dismiss|rebut|disput|claim|announc|declar|warn|predict|forecast|expect|urg|call|order|demand|appeal|advis|tell|told|describ|condemn|denounc|accus|blam|alleg|admit|acknowledg|conced|record|document|estimat|put|promis|vow|pledg|threat|indicat|suggest|reiterat|repeat|not(?:e|es|ed|ing)$|cit|reveal|disclos|according|stress|emphas|insist|assert|quot|publish|releas|issu|propos|recommend|apologi|recogni[sz]|verif|observ|count|detect|regist|seek|sought|reported|allegations?|reports?|claims?|denials?|warnings?|estimates?|announcements?|accusations?|confirmations?|:)/i

/** Whether the line at `at` ends without a full stop and is short, as headings are. */
function isHeadingAt(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 160), at)
  const after = text.slice(at, at + 160)
  const end = after.indexOf('\n')
  const line = `${before.slice(before.lastIndexOf('\n') + 1)}${end < 0 ? after : after.slice(0, end)}`
  return line.length < 160 && !/[.!?”"]\s*$/.test(line)
}

const MEDIUM =
  /^(?:on\s+)?(?:the |an? |his |her |its |their )?(?:[\p{L}’'-]+\s+){0,4}(?:Telegram|X|Twitter|Facebook|Instagram|app|platform|channel|statement|post|message|television|TV|radio|reporters|journalists|conference|briefing|interview|media|newspaper|agency|website|tweet|video|letter|lawmakers|parliament|council)\s+(?:(?:on|in|at|late|early)\s+(?:\p{L}+\s+)?)?that\s+/u

/** The content from where it begins to where another’s words begin, and without scraps of the source. */
function withContent(text: string, attribution: Attribution, all: Attribution[]): Attribution {
  let content = attribution.content.filter((span, at) => {
    if (at === 0) return true
    const words = text.slice(span[0], span[1])
    const previous = attribution.content[at - 1] as Span
    const isBeside = /^[\s,.;:“”"’'—–-]*$/.test(text.slice(previous[1], span[0]))
    return isBeside || /[“"”]/.test(words) || hasFiniteVerb(words) || words.split(/\s+/).length > 8
  })
  content = content.flatMap((span) => quotesOf(text, span))
  // "posted on the messaging app that …": the claim begins behind.
  const start = content[0]
  const medium = start ? MEDIUM.exec(text.slice(start[0], Math.min(start[1], start[0] + 90))) : null
  if (start && medium && !hasFiniteVerb(medium[0].replace(/\bthat\s+$/, '')))
    content = [[start[0] + medium[0].length, start[1]], ...content.slice(1)]
  // "in the suburbs of Daraya[, Harasta and Douma]."
  const tail = content.at(-1)
  if (tail) {
    const more =
      /^(?:,\s+(?:al-)?\p{Lu}[\p{L}’'-]+)*,?\s+and\s+(?:al-)?\p{Lu}[\p{L}’'-]+(?=\.(?:\s|$))/u.exec(
        text.slice(tail[1], tail[1] + 120),
      )
    if (more && /\p{Lu}[\p{L}’'-]+$/u.test(text.slice(tail[0], tail[1])))
      content = [...content.slice(0, -1), [tail[0], tail[1] + more[0].length]]
  }
  const [first, ...rest] = content
  const cueEnd = attribution.cue.at(-1)?.[1]
  if (
    first &&
    cueEnd !== undefined &&
    first[0] > cueEnd &&
    LEAD_PREPOSITION.test(text.slice(first[0], first[1]))
  ) {
    // "reported [unrest] in Daraa": the noun was lost.
    const gap = text.slice(cueEnd, first[0])
    if (/^\s+(?:\p{Ll}[\p{L}-]*\s+){1,3}$/u.test(gap) && !TIME_OR_HEARER.test(gap)) {
      content = [[cueEnd + (/^\s+/.exec(gap)?.[0].length ?? 0), first[1]], ...rest]
    }
  }
  // "which cited an official, the target was …": an aside about the source.
  const opening = content[0]
  if (opening) {
    const aside = /^(?:which|who|whose|where)\s[^,“”"]{3,120},\s+(?=\S)/i.exec(
      text.slice(opening[0], opening[1]),
    )
    if (aside) content = [[opening[0] + aside[0].length, opening[1]], ...content.slice(1)]
  }
  // "called on fighters to prepare, stating, “…”": the quote is a statement of its own.
  const end = content.at(-1)
  if (end) {
    const cut = all.find((other) => {
      if (other === attribution || other.cue.length === 0) return false
      const [cueFrom] = other.cue[0] as Span
      const last = other.content.at(-1)
      return (
        cueFrom > end[0] + 8 &&
        cueFrom < end[1] &&
        last !== undefined &&
        last[1] >= end[1] - 2 &&
        (other.content[0]?.[0] ?? 0) > cueFrom &&
        /,\s*$/.test(text.slice(end[0], cueFrom)) &&
        sizeOf(other.content) > 8
      )
    })
    if (cut) content = [...content.slice(0, -1), [end[0], (cut.cue[0] as Span)[0]]]
  }
  return {
    ...attribution,
    content: content.map((span) => trimmed(text, span)).filter(([from, to]) => to > from),
  }
}

const SPEECH =
  /\b(?:said|says|added|adds|adding|told|continued|went on|wrote|asked|explained|noted|insisted|warned|claimed|declared|replied)\b/

/** A span that opens with a mark: its quotes alone, where who said them stands between or behind them. */
function quotesOf(text: string, span: Span): Span[] {
  const words = text.slice(span[0], span[1])
  if (!/^[“"]/.test(words)) return [span]
  const quotes = [...words.matchAll(/“[^”]*”|"[^"]*"/g)]
  const last = quotes.at(-1)
  if (!last) return [span]
  let end = 0
  let hasSpeech = false
  for (const quote of quotes) {
    hasSpeech ||= SPEECH.test(words.slice(end, quote.index))
    end = quote.index + quote[0].length
  }
  hasSpeech ||= SPEECH.test(words.slice(end))
  if (!hasSpeech) return [span]
  return quotes.map(
    (quote): Span => [span[0] + quote.index, span[0] + quote.index + quote[0].length],
  )
}

/** Without spaces and commas at the ends. */
function trimmed(text: string, [from, to]: Span): Span {
  let [start, end] = [from, to]
  while (start < end && /[\s,;:]/.test(text[start] ?? '')) start++
  while (end > start && /[\s,;:]/.test(text[end - 1] ?? '')) end--
  return [start, end]
}

function withKind(text: string, attribution: Attribution): Attribution {
  if (attribution.kind !== 'asserts') return attribution
  const cue = cueWords(text, attribution)
  const words = attribution.content.map(([from, to]) => text.slice(from, to)).join(' ')
  const kind =
    DENYING.test(cue) && (!/^(?:reject|dismiss|disput)/i.test(cue) || SAID_THINGS.test(words))
      ? 'denies'
      : CONFIRMING.test(cue)
        ? 'confirms'
        : URGING.test(cue) &&
            !attribution.isDirect &&
            /^[^,“"]*?\bto\s+\p{Ll}/u.test(words) &&
            !/^that\b/i.test(words)
          ? 'urges'
          : PASSING_ON.test(cue)
            ? 'hearsay'
            : 'asserts'
  return { ...attribution, kind }
}
