import { extent, sizeOf } from './extent'
import { CLAUSAL, hasFiniteVerb } from './propositions-english'
import type { Attribution, Span } from './schema'

/** Verbs of feeling, seeking and dealing: what follows them is nothing that somebody states. */
const NO_STATEMENT =
  /^(?:hope|hopes|hoped|hoping|want|wants|wanted|wanting|wish|wishes|wished|think|thinks|thought|thinking|feel|feels|felt|feeling|love|loves|loved|like|likes|liked|agree|agrees|agreed|support|supports|supported|oppose|opposes|opposed|welcome|welcomes|welcomed|worry|worries|worried|wonder|wonders|wondered|wondering|asked|asks|asking|question|questions|questioned|questioning|discuss|discusses|discussed|discussing|offer|offers|offered|offering|thank|thanks|thanked|praise|praised|praises|mock|mocked|try|tries|tried|know|knows|knew|knowing|see|sees|saw|seen|find|finds|found|learn|learns|learned|remember|remembers|remembered|recall|forget|forgot|imagine|imagines|imagined|dream|seek|seeks|sought|prefer|prefers|preferred|refuse|refuses|refused|decline|declined|declines|trust|trusts|doubt|doubts|doubted|considered|considers|consider|regarded|viewed|known|called|dubbed|named|titled|decide|decided|decides|plan|plans|planned|intend|intends|intended|interested|concerned|angry|pleased|hopes of|aim|aims|aimed|view|views|opinion|opinions|idea|ideas|understand|understands|understood|realize|realized|realise|realised|read|reads|heard|hear|hears|watch|watched|signed|quoted|cites|debate|debated|negotiate|speak|speaks|spoke|spoken|talk|talks|talked|talking|address|addressed|criticism|support for|approval|disapproval|favor|favour|favored|favoured|clear|unclear|certain|uncertain|sure|likely|unlikely)$/i

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
  return [
    ...attributions,
    ...missedDenials(text, attributions),
    ...missedCounts(text, attributions),
    ...missedSayings(text, attributions),
  ]
    .sort((one, other) => extent(one)[0] - extent(other)[0])
    .map((attribution, at, all) =>
      withSharedSource(
        text,
        withMainSubject(text, attribution, all.slice(Math.max(0, at - 4), at + 5)),
      ),
    )
    .flatMap((attribution) =>
      parted(text, withApposition(text, withSubject(text, withoutEmptySource(text, attribution)))),
    )
    .filter((attribution) => isStatement(text, attribution))
    .map((attribution, at, all) => {
      const near = all.slice(Math.max(0, at - 4), at + 5)
      return withKind(text, withBeginning(text, withContent(text, attribution, near), near))
    })
    .filter(({ content }) => content.length > 0)
}

const DENIAL =
  /(?<=[\p{L}’'”")]\s(?:has |have |had |also |later |repeatedly |again )?)(?:denied|denies|refuted|refutes|rejected|rejects|dismissed|dismisses)\s+(?=((?:any|all|the|such|as \p{L}+ the)?\s*(?:(?:\p{L}+\s){0,2}(?:claims|reports|allegations|accusations|rumours|rumors|suggestions)|any|that)\b[^.;:“”"\n]{8,220}?)(?:,\s|[.;:“”"\n]|$))/gu

/** Denials of claims and reports that no attribution has: too much hangs on them to go by. */
function missedDenials(text: string, attributions: Attribution[]): Attribution[] {
  const known = new Set(attributions.flatMap(({ cue }) => cue.map(([from]) => from)))
  const ends = new Set(attributions.flatMap(({ cue }) => cue.map(([, to]) => to)))
  const found: Attribution[] = []
  for (const match of text.matchAll(DENIAL)) {
    const cue: Span = [match.index, match.index + match[0].trimEnd().length]
    const claims = match[1] ?? ''
    if (known.has(cue[0]) || ends.has(cue[1])) continue
    const claim: Span = [cue[0] + match[0].length, cue[0] + match[0].length + claims.length]
    const before = text.slice(Math.max(0, cue[0] - 120), cue[0])
    if (/\band\s+$/.test(before)) {
      // "X promised aid and rejected claims": whose the verb before is.
      const same = attributions.find(
        (each) =>
          each.source.length > 0 && each.content.some(([from, to]) => from < cue[0] && to > cue[0]),
      )
      if (same)
        found.push({ ...same, cue: [cue], content: [claim], kind: 'denies', isDirect: false })
      continue
    }
    const subject = subjectBefore(text, cue[0])
    if (!subject) continue
    found.push({
      source: [subject],
      cue: [cue],
      content: [claim],
      kind: 'denies',
      isDirect: false,
      isHedged: false,
    })
  }
  return found
}

/** The subject of the verb at `at`, from where its clause begins. */
function subjectBefore(text: string, at: number): Span | null {
  const line = text.slice(Math.max(0, at - 120), at)
  const sentence = line.slice(line.lastIndexOf('\n') + 1)
  const before = sentence.split(SENTENCE_END).at(-1) ?? sentence
  const subject =
    /(?:^|[.!?;:,“”"\n]\s*|\s(?:though|but|while|and|as|that|because|although)\s)((?:[\p{L}\p{N}’'.-]+\s){1,9}?)(?:(?:has|have|had|also|later|earlier|repeatedly|again)\s)*$/u.exec(
      before,
    )?.[1]
  if (!subject) return null
  const from = before.lastIndexOf(subject) + at - before.length
  return [from, from + subject.trimEnd().length]
}

const COUNT =
  /(?<=[\p{L}’'”"]\s(?:has |have |had |also |later |earlier |had earlier )?)puts?\s+(?=((?:the|its|their|that|this)\s(?:[\p{L}-]+\s){1,8}?at\s(?:[\p{L}-]+\s){0,4}?[$€£]?(?:\d|(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|thousands)\b)[^.;:“”"\n]{0,80}(?:\.\d[^.;:“”"\n]{0,80})?)(?:[.;:“”"\n]|$))/gu

/** "The committee put the toll at 19": counts that no attribution has. */
function missedCounts(text: string, attributions: Attribution[]): Attribution[] {
  const known = new Set(attributions.flatMap(({ cue }) => cue.map(([from]) => from)))
  const found: Attribution[] = []
  for (const match of text.matchAll(COUNT)) {
    const cue: Span = [match.index, match.index + match[0].trimEnd().length]
    const subject = subjectBefore(text, cue[0])
    if (known.has(cue[0]) || !subject || hasFiniteVerb(text.slice(...subject))) continue
    const from = match.index + match[0].length
    found.push({
      source: [subject],
      cue: [cue],
      content: [[from, from + (match[1]?.trimEnd().length ?? 0)]],
      kind: 'asserts',
      isDirect: false,
      isHedged: false,
    })
  }
  return found
}

const SAYING =
  /(?<=[\p{L}’'”",]\s)(?:said|says|told|confirmed|announced|claimed|warned|added|insisted|reported|stated|alleged)\s(?=((?:(?!that\b)[^\s.,;:“”"]{1,20}\s){0,8})that\s([^\n]{12,400}))/gu

/** "told a conference that …" in a sentence that no attribution has anything of. */
function missedSayings(text: string, attributions: Attribution[]): Attribution[] {
  const extents = attributions.map(extent)
  const found: Attribution[] = []
  let next = 0
  for (const match of text.matchAll(SAYING)) {
    const cue: Span = [match.index, match.index + match[0].length - 1]
    const subject = subjectBefore(text, cue[0])
    if (!subject || hasFiniteVerb(text.slice(...subject))) continue
    const from = match.index + match[0].length + (match[1]?.length ?? 0)
    const words = `that ${match[2] ?? ''}`
    const end = SENTENCE_END.exec(words)
    const to = from + (end ? end.index + 1 : words.trimEnd().length)
    // The attributions come in the order of the text.
    while (next < extents.length && (extents[next]?.[1] ?? 0) <= subject[0] - 600) next++
    let isKnown = false
    for (let at = next; at < extents.length && (extents[at]?.[0] ?? 0) < to; at++)
      isKnown ||= (extents[at]?.[1] ?? 0) > subject[0]
    if (isKnown || !hasFiniteVerb(text.slice(from, to))) continue
    found.push({
      source: [subject],
      cue: [cue],
      content: [[from, text[to - 1] === '.' ? to - 1 : to]],
      kind: 'asserts',
      isDirect: false,
      isHedged: false,
    })
  }
  return found
}

const PARTICIPLE =
  /^(?:say|add|insist|not|claim|stat|declar|warn|writ|argu|stress|explain|tell|announc|describ|call|deny|confirm|blam|accus)ing\b/i

/** A verb with the subject of the one before it: "denied the rumours, saying …", "promised aid and rejected …". */
function withMainSubject(text: string, attribution: Attribution, near: Attribution[]): Attribution {
  const [cue] = attribution.cue
  if (!cue) return attribution
  const before = text.slice(Math.max(0, cue[0] - 30), cue[0])
  const isParticiple =
    PARTICIPLE.test(text.slice(...cue)) && /,[”"]?\s+(?:\p{L}+ly\s+)?$/u.test(before)
  // "promised aid and rejected the claim"
  const isSecond =
    attribution.source.length === 0 &&
    /^\p{L}+(?:ed|id|es|ys)\b/u.test(text.slice(...cue)) &&
    /\band\s+(?:(?:also|then|later|has|have|had)\s+)*$/.test(before)
  if (!isParticiple && !isSecond) return attribution
  const governing = near.filter(
    (other) =>
      other !== attribution &&
      other.source.length > 0 &&
      other.cue[0] !== undefined &&
      other.cue[0][0] < cue[0] &&
      !/^\p{L}+ing\b/u.test(text.slice(...other.cue[0])) &&
      !SENTENCE_END.test(text.slice(extent(other)[0], cue[0])) &&
      !text.slice(extent(other)[0], cue[0]).includes('\n'),
  )
  // Who is named for it, if they speak in the sentence, else who speaks in its main clause.
  const isOf = (other: Attribution) =>
    other.source.some(([from, to]) =>
      attribution.source.some(([start, end]) => start < to && end > from),
    )
  const main = governing.find(isOf) ?? governing[0]
  return main ? { ...attribution, source: main.source } : attribution
}

/** With the name between the source and its verb: "Its spokeswoman[, Jane Roe], earlier told". */
function withApposition(text: string, attribution: Attribution): Attribution {
  const [source] = attribution.source
  const [cue] = attribution.cue
  if (!source || !cue || attribution.source.length > 1 || cue[0] < source[1]) return attribution
  const name =
    /^(,\s+(?:(?:\p{Lu}[\p{L}.’'-]*|al|bin|ibn|de|van|von|der|el|da|di)\s?){1,5}),\s+(?:\p{Ll}+\s+){0,2}$/u.exec(
      text.slice(source[1], Math.min(cue[0], source[1] + 100)),
    )?.[1]
  return name ? { ...attribution, source: [[source[0], source[1] + name.length]] } : attribution
}

/** "…, [the army and an opposition] war monitor said": what was taken from who speaks for what they say. */
function withSharedSource(text: string, attribution: Attribution): Attribution {
  const [source] = attribution.source
  const last = attribution.content.at(-1)
  if (!source || !last || last[1] > source[0] || attribution.source.length > 1) return attribution
  if (!/^\s$/.test(text.slice(last[1], source[0]))) return attribution
  const comma = text.lastIndexOf(',', last[1])
  const lost = text.slice(comma + 1, last[1])
  if (comma < last[0] + 8 || lost.trim().split(/\s+/).length > 8 || hasFiniteVerb(lost))
    return attribution
  const from = comma + 1 + (lost.length - lost.trimStart().length)
  return {
    ...attribution,
    source: [[from, source[1]]],
    content: [...attribution.content.slice(0, -1), [last[0], comma]],
  }
}

/** With the beginning of the sentence that belongs to what is said and was passed over. */
function withBeginning(text: string, attribution: Attribution, near: Attribution[]): Attribution {
  const { source, cue, content } = attribution
  const [first] = content
  const [word] = cue
  if (!first || !word) return attribution
  const isHedge = source.length === 0 && /^\p{L}+ly$/u.test(text.slice(...word))
  const isAside =
    source[0] !== undefined &&
    source[0][0] < word[0] &&
    word[1] < first[0] &&
    /^,\s["“]?$/.test(text.slice(word[1], first[0])) &&
    /^["“]?\p{Ll}/u.test(text.slice(...first)) &&
    /,\s(?:the\s|an?\s)?$/i.test(text.slice(Math.max(0, source[0][0] - 6), source[0][0]))
  if (!isHedge && !isAside) return attribution
  const until = isHedge ? first[0] : (source[0]?.[0] ?? first[0])
  const before = text.slice(Math.max(0, until - 300), until)
  const lead = (/(?:^|\n)([^\n]*)$/.exec(before)?.[1] ?? '').split(SENTENCE_END).at(-1) ?? ''
  const from = until - lead.length
  const isFree =
    lead.trim() !== '' &&
    lead.length < 290 &&
    /^\p{Lu}/u.test(lead) &&
    !/[“”";:]/.test(lead) &&
    !near.some(
      (other) => other !== attribution && extent(other)[1] > from && extent(other)[0] < until,
    )
  if (!isFree) return attribution
  const added: Span = [from, from + lead.replace(/,\s(?:the\s|an?\s)?$/i, '').length]
  if (isHedge) return { ...attribution, content: [[from, first[1]], ...content.slice(1)] }
  return hasFiniteVerb(text.slice(...added))
    ? { ...attribution, content: [added, ...content] }
    : attribution
}

const GOES_ON =
  /,\s+((?:stat|say|add|declar|insist|warn|writ|claim|not|argu|stress|explain|predict|vow|promis)ing)\b(?:,|\s+that\b|:)?\s+(?=\S+\s+\S)/g

/** Two where a participle goes on within the content: "called on fighters to prepare, stating, “…”". */
function parted(text: string, attribution: Attribution): Attribution[] {
  const last = attribution.content.at(-1)
  if (!last || attribution.isDirect) return [attribution]
  const previous = attribution.content.at(-2)
  const gap = previous ? text.slice(previous[1], last[0]) : ''
  const between = /^,?\s+(\p{L}+ing)[,:]?\s+(?:that\s+)?$/u.exec(gap)
  if (previous && between?.[1]) {
    const cueFrom = previous[1] + gap.indexOf(between[1])
    return [
      { ...attribution, content: attribution.content.slice(0, -1) },
      {
        ...attribution,
        cue: [[cueFrom, cueFrom + between[1].length]],
        content: [last],
        kind: 'asserts',
        isDirect: /^[“"].*[”"]$/s.test(text.slice(...last)),
      },
    ]
  }
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

const SAYS =
  /^(?:said|says|told|added|adds|announced|reported|warned|claimed|denied|confirmed|insisted|stated|declared|urged|called)$/i

/** With the subject of a verb of saying as its source, where none was found: "Its spokeswoman, Jane Roe, earlier told". */
function withSubject(text: string, attribution: Attribution): Attribution {
  const cue = attribution.cue[0]
  if (attribution.source.length > 0 || !cue || !SAYS.test(text.slice(...cue))) return attribution
  const before = text.slice(Math.max(0, cue[0] - 160), cue[0])
  const sentence = /(?:^|[.!?”"]\s+|\n)([^.!?“”"\n]*)$/.exec(before)?.[1] ?? ''
  const subject = sentence.replace(
    /(?:\s|^)(?:(?:earlier|later|also|then|has|have|had|repeatedly|previously|\p{L}+ly|on \p{Lu}\p{L}+day)\s+)*$/u,
    '',
  )
  const isPhrase =
    subject.length > 2 &&
    subject.split(/\s+/).length < 15 &&
    !hasFiniteVerb(subject) &&
    !/\b(?:is|was|be|been|being|were|are)\s*$/.test(sentence) &&
    /^(?:\p{Lu}|the |a |an )/u.test(subject)
  if (!isPhrase) return attribution
  const from = cue[0] - sentence.length
  return { ...attribution, source: [[from, from + subject.length]] }
}

/** "amid reports of": no source. */
function withoutEmptySource(text: string, attribution: Attribution): Attribution {
  const source = attribution.source.filter(
    ([from, to]) =>
      !/^(?:amid|amidst|despite|after|with|by|on|of|in|from|following|there|while|as|its|his|her|their|our|my)$/i.test(
        text.slice(from, to).trim(),
      ),
  )
  return source.length === attribution.source.length ? attribution : { ...attribution, source }
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
  if (/^what (?:he|she|it|they) (?:called|described|termed|said)/i.test(words)) return false
  if (/^(?:not )?to be (?:named|identified|quoted)|^(?:condition of )?anonymity/i.test(words))
    return false
  // Nobody named and nothing asserted: "what is considered a gateway".
  const isRumour =
    /^(?:reports?|rumou?rs?|claims?)$/i.test(last) && /^of\s+\S+(?:\s+\S+){3}/i.test(words)
  if (source.length === 0 && !isClause && !isRumour) return false
  // "it is not clear how many": a question.
  if (source.length === 0 && /^(?:how|whether|what|who|if|when|where|why)\b/i.test(words))
    return false
  // "Syria: rebels close in": a label, not a speaker.
  if (!/\p{L}/u.test(cue) && cue !== '' && isHeadingAt(text, content[0]?.[0] ?? 0)) return false
  // Dealing with a thing is no statement: "defend the city".
  if (!isClause && !hasQuote && !isCall && cue !== '' && !STATES.test(last) && !STATES.test(cue))
    return false
  // "defend the city, as rebels came": no verb of saying.
  const isSaying = STATES.test(last) || STATES.test(cue) || CLAUSAL.test(last) || CLAUSAL.test(cue)
  const first = content[0]?.[0] ?? 0
  const isThat =
    /^that\b/i.test(words) ||
    /(?:\bthat|:|[“"])\s*$/.test(text.slice(Math.max(0, first - 6), first))
  if (!isSaying && !hasQuote && !isThat && source.length > 0 && /^\p{Ll}+$/u.test(last))
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
  /^(?:fear|fears|feared|sa(?:y|ys|id|ying)|report|confirm|den(?:y|ies|ied|ying)|refut|reject|dismiss|rebut|disput|claim|announc|declar|warn|predict|forecast|expect|urg|call|order|demand|appeal|advis|tell|told|describ|condemn|denounc|accus|blam|alleg|admit|acknowledg|conced|record|document|estimat|put|promis|vow|pledg|threat|indicat|suggest|reiterat|repeat|not(?:e|es|ed|ing)$|cit|reveal|disclos|according|stress|emphas|insist|assert|quot|publish|releas|issu|propos|recommend|apologi|recogni[sz]|verif|observ|count|detect|regist|seek|sought|reported|allegations?|reports?|claims?|denials?|warnings?|estimates?|announcements?|accusations?|confirmations?|:)/i

/** Whether the line at `at` ends without a full stop and is short, as headings are. */
function isHeadingAt(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 160), at)
  const after = text.slice(at, at + 160)
  const end = after.indexOf('\n')
  const line = `${before.slice(before.lastIndexOf('\n') + 1)}${end < 0 ? after : after.slice(0, end)}`
  return line.length < 160 && !/[.!?”"]\s*$/.test(line)
}

const OCCASION = /^(?:at|in|during|on|after|before)\s+[^,.:;“”"]{2,50}?\s+that\s+/i
const AUXILIARY = /^(?:was|were|is|are|had|has|have|would|will|could|can|did|does|should|must)\s/
const HEARER =
  /^\s+(?:(?:(?:local|state|national|public|the)\s+)*(?:radio|television|TV|media|reporters|journalists|lawmakers|parliament)|\p{Lu}[\p{L}’'-]*(?:\s\p{Lu}[\p{L}’'-]*)?(?=\s+(?:that|the|a|an|he|she|it|they|his|her|its|their)\s)|him|her|them|us|me)\s+(?:that\s+)?/u
const MEDIUM =
  /^(?:on\s+)?(?:the |an? |his |her |its |their )?(?:[\p{L}’'-]+\s+){0,4}(?:Telegram|X|Twitter|Facebook|Instagram|app|platform|channel|statement|post|message|television|TV|radio|reporters|journalists|conference|briefing|interview|media|newspaper|agency|website|tweet|video|letter|lawmakers|parliament|council)\s+(?:(?:on|in|at|late|early)\s+(?:\p{L}+\s+)?)?that\s+/u

/** The content from where it begins to where another’s words begin, and without scraps of the source. */
function withContent(text: string, attribution: Attribution, all: Attribution[]): Attribution {
  const whole = filled(text, attribution, all)
  const hasQuote = whole.some(([from, to]) => /^[“"]/.test(text.slice(from, to)))
  let content = whole.filter((span, at) => {
    if (at === 0) return true
    const words = text.slice(span[0], span[1])
    const previous = whole[at - 1] as Span
    // "soldiers have [reportedly] dug trenches": a cue between them parts nothing.
    const between = attribution.cue.find(
      ([from, to]) => attribution.source.length === 0 && from >= previous[1] && to <= span[0],
    ) ?? [span[0], span[0]]
    const isBeside = /^[\s,.;:“”"’'—–-]*$/.test(
      text.slice(previous[1], between[0]) + text.slice(between[1], span[0]),
    )
    const isScrap =
      hasQuote && !/[“"”]/.test(words) && !hasFiniteVerb(words) && words.split(/\s+/).length < 5
    if (isScrap) return false
    return isBeside || /[“"”]/.test(words) || hasFiniteVerb(words) || words.split(/\s+/).length > 8
  })
  content = content.flatMap((span) => quotesOf(text, span))
  // "posted on the messaging app that …": the claim begins behind.
  const start = content[0]
  const lead90 = start ? text.slice(start[0], Math.min(start[1], start[0] + 90)) : ''
  const isAfterPreposition =
    start !== undefined &&
    /\s(?:at|in|during|on|after|before|with|to)\s$/.test(
      text.slice(Math.max(0, start[0] - 9), start[0]),
    )
  const medium =
    MEDIUM.exec(lead90) ??
    OCCASION.exec(lead90) ??
    (isAfterPreposition ? /^[^,.:;“”"]{2,50}?\s+that\s+/.exec(lead90) : null)
  if (start && medium && !hasFiniteVerb(medium[0].replace(/\bthat\s+$/, '')))
    content = [[start[0] + medium[0].length, start[1]], ...content.slice(1)]
  // "told local radio [the company] was fine"
  const opens = content[0]
  const cueEndsAt = attribution.cue.at(-1)?.[1]
  if (
    opens &&
    cueEndsAt !== undefined &&
    cueEndsAt < opens[0] &&
    AUXILIARY.test(text.slice(opens[0], opens[0] + 12))
  ) {
    const gap = text.slice(cueEndsAt, opens[0])
    const hearer = HEARER.exec(gap)?.[0] ?? ''
    const subject = gap.slice(hearer.length)
    if (/^\s*\p{L}[^.,;:“”"]{0,60}\s$/u.test(subject) && subject.trim().split(/\s+/).length < 8)
      content = [
        [cueEndsAt + hearer.length + (/^\s*/.exec(subject)?.[0].length ?? 0), opens[1]],
        ...content.slice(1),
      ]
  }
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
  // An apposition of the source in front of the verb: "Jane Roe, [the town’s mayor], said …".
  const [scrap, ...claimed] = content
  const cueAt = attribution.cue[0]?.[0] ?? 0
  const sourceEnd = attribution.source[0]?.[1]
  if (
    scrap &&
    claimed.length > 0 &&
    sourceEnd !== undefined &&
    scrap[0] >= sourceEnd &&
    scrap[1] <= cueAt &&
    !/[“”"]/.test(text.slice(...scrap)) &&
    !hasFiniteVerb(text.slice(...scrap))
  )
    content = claimed
  // What is not quoted ends with its sentence.
  content = withinSentence(text, content, cueAt)
  // "[Jane Roe] is expected to resign"
  const passive = content[0]
  if (
    passive &&
    attribution.source.length === 0 &&
    cueAt < passive[0] &&
    /^(?:is|are|was|were|has been|have been)\b/.test(text.slice(cueAt, cueAt + 12))
  ) {
    const lead =
      /(?:^|[.!?\n]["”]?\s+|^\s*)([^.!?\n]*)$/.exec(
        text.slice(Math.max(0, cueAt - 120), cueAt),
      )?.[1] ?? ''
    if (lead !== '') content = [[cueAt - lead.length, cueAt], ...content]
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
    for (const other of all) {
      if (other === attribution || other.cue.length === 0 || sizeOf(other.content) <= 8) continue
      const [cueFrom] = other.cue[0] as Span
      const sourceFrom = other.source[0]?.[0] ?? cueFrom
      const from = sourceFrom > end[0] && sourceFrom < cueFrom ? sourceFrom : cueFrom
      const last = other.content.at(-1)
      const isLater =
        from > end[0] + 8 && cueFrom < end[1] && (other.content[0]?.[0] ?? 0) > cueFrom
      if (!isLater || !last || last[1] < end[1] - 2) continue
      const lead =
        /(?:,\s*(?:(?:though|although|but|while|and|whereas|even as|as)\s+)?(?:the\s+)?|\s+and\s+)$/i.exec(
          text.slice(end[0], from),
        )
      if (!lead) continue
      content = [...content.slice(0, -1), [end[0], end[0] + lead.index]]
      break
    }
  }
  return {
    ...attribution,
    content: content.map((span) => trimmed(text, span)).filter(([from, to]) => to > from),
  }
}

const SENTENCE_END =
  /(?<!\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Col|Lt|Prof|Jr|Sr|No|U\.S|U\.N|U\.K|\p{Lu}))[.!?]["”]?\s+(?=["“\p{Lu}])/u

/** Spans that are no quotes up to the end of the sentence of the cue. */
function withinSentence(text: string, content: Span[], cueAt: number): Span[] {
  const found: Span[] = []
  for (const span of content) {
    const words = text.slice(span[0], span[1])
    if (
      /^[“"«‘']/.test(words) ||
      (text[span[0] - 1] ?? '') === '“' ||
      (text[span[0] - 1] ?? '') === '"'
    ) {
      found.push(span)
      continue
    }
    if (
      span[1] < cueAt &&
      !hasFiniteVerb(words) &&
      SENTENCE_END.test(text.slice(span[1] - 1, cueAt))
    )
      continue
    if (span[0] > cueAt && found.length > 0 && SENTENCE_END.test(text.slice(cueAt, span[0] + 1)))
      continue
    const end = SENTENCE_END.exec(words)
    found.push(end && span[0] > cueAt ? [span[0], span[0] + end.index + 1] : span)
  }
  return found
}

/** The content with what was passed over in it, where no other words of anybody’s saying stand there. */
function filled(text: string, { source, cue, content }: Attribution, all: Attribution[]): Span[] {
  const taken = [...source, ...cue, ...all.flatMap((other) => [...other.source, ...other.cue])]
  const found: Span[] = []
  for (const span of content) {
    const last = found.at(-1)
    const isFree =
      last !== undefined &&
      span[0] - last[1] < 200 &&
      !/[.!?“”"\n]/.test(text.slice(last[1], span[0])) &&
      !taken.some(([from, to]) => from < span[0] && to > last[1])
    if (last && isFree) last[1] = span[1]
    else found.push([span[0], span[1]])
  }
  return found
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
  const tail = words.slice(end).trim()
  // "“resting” after a raid": the sentence goes on around words of theirs.
  const goesOn =
    /^[“"]\p{Ll}/u.test(words) &&
    /^(?:after|before|since|until|during|in|near|from|with|against|across|around)\s(?!an?\s(?:statement|interview|post))/.test(
      tail,
    )
  const isScrap =
    !goesOn && /^\p{Ll}/u.test(tail) && tail.split(/\s+/).length < 5 && !hasFiniteVerb(tail)
  hasSpeech ||= isScrap || SPEECH.test(tail)
  if (!hasSpeech) return [span]
  return quotes.map(
    (quote): Span => [span[0] + quote.index, span[0] + quote.index + quote[0].length],
  )
}

/** Without spaces and commas at the ends, and without the beginning of a clause that goes on outside. */
function trimmed(text: string, [from, to]: Span): Span {
  let [start, end] = [from, to]
  const stub =
    /,?[”"]?\s+(?:as|while|after|when|because|although|though|and|but)\s+(?:(?:the|a|an|its|their|his|her)\s+)?(?:\p{L}[\p{L}’'-]*\s?){1,2}$/u.exec(
      text.slice(Math.max(from, to - 60), to),
    )
  if (
    stub &&
    /^,/.test(stub[0]) &&
    /^\s+\p{L}/u.test(text.slice(to, to + 3)) &&
    !hasFiniteVerb(stub[0]) &&
    to - stub[0].length > from + 12
  )
    end -= stub[0].replace(/^,?[”"]?/, '').length
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
