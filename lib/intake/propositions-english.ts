import { tagAndParse } from './english/syntax'
import { tokenise } from './english/tokens'
import { capitalised, clean, type Said, sentence } from './plain-words'
import type { Attribution } from './schema'

const FINITE =
  /\b(?:is|are|was|were|am|be|has|have|had|does|do|did|will|would|can|could|may|might|must|should|shall|cannot|isn[’']t|aren[’']t|wasn[’']t|weren[’']t|hasn[’']t|haven[’']t|hadn[’']t|won[’']t|wouldn[’']t|can[’']t|couldn[’']t|don[’']t|doesn[’']t|didn[’']t|went|left|took|fell|came|made|began|lost|won|got|gave|held|fled|struck|hit|shot|broke|brought|met|sent|said|saw|set|rose|ran|led|told|became|found|knew|kept|built|fought|grew|drew|withdrew|stood|spoke|spent|sought|paid|put|want|wants|need|needs|remain|remains|continue|continues|control|controls|seems?|appears?|believes?|knows?|thinks?|goes|go|comes?|makes?|takes?|gives?|shows?|means|faces?|lives?|awaits?|stands?|depends?|deserves?|supports?|plans?|expects?|hopes?)\b/i
const CONTRACTED = /\b(?:I|you|we|they|he|she|it|that|there|who|what)[’'](?:m|re|ve|ll|d|s)\b/i

/** Whether the words have a verb with its subject; a guess by common verbs and endings. */
export function hasFiniteVerb(words: string): boolean {
  if (FINITE.test(words) || CONTRACTED.test(words)) return true
  // "-ed" after a noun, not after an article, preposition or number: "rebels captured", not "the captured city".
  return /\b(?!the\b|a\b|an\b|of\b|in\b|for\b|by\b|with\b|to\b|and\b|or\b|any\b|no\b|its\b|their\b|his\b|her\b|more\b|newly\b)[\p{L}’']+\s+(?:\p{L}+ly\s+|also\s+)?\p{Ll}{2,}ed\b(?!\s+(?:in|at|by|with|for|as)\s+the\s+\p{Ll}+$)/iu.test(
    words,
  )
}

/** Verbs that a clause follows, or a quote. */
export const CLAUSAL =
  /^(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|add|claim|state|stat(?:es|ed|ing)|insist|argu|assert|declar|announc|explain|not(?:e|es|ed|ing)$|warn|believ|think|thought|maintain|stress|emphasi|reiterat|repeat|conclud|respond|repl|wr(?:ite|ites|ote|iting)|tweet|post|report|confirm|acknowledg|admit|conced|predict|suggest|accord|comment|remark|observ|point|reveal|disclos|testif|sw(?:ear|ore)|boast|joke|recall|continu|went|go(?:es)?$|ask|recount|contend|alleg|estimat|promis|vow|pledg|threaten|guarantee|hint|indicat|show|find|found|impl|caution|complain|lament|quip|counter|retort|answer|shout|cr(?:y|ied)|agree)/i

const DENIES =
  /^(?:den(?:y|ies|ied|ying)|refut|reject|dismiss|rebut|repudiat|disput|debunk|contradict)/i
const REPORTS =
  /^(?:report|indicat|confirm|record|document|register|detect|observ|not(?:e[sd]?|ing)$)/i
const URGES =
  /^(?:urg|call|ask|order|tell|told|demand|appeal|advis|warn|instruct|command|encourag|beg|plead|request|recommend|invit|direct)/i
const DESCRIBES =
  /^(?:describ|characteri[sz]|portray|depict|denounc|condemn|hail|prais|brand|label|dismiss|regard|view)/i
/** Verbs that take back some of what follows them, or make it a wish. */
const HALF_MEANT =
  /^(?:fear|suspect|hop(?:e|es|ed|ing)$|expect|doubt|worr|wish|want|wonder|speculat|suggest|impl(?:y|ied|ies)|estimat|consider|intend|plan(?:s|ned)?$|promis|vow|pledg|threat|offer|accus|blam|prais|thank|apologi|credit|critici|condemn|welcom|claim(?:s|ed|ing)? responsibility|support|oppos|back(?:s|ed)?$|question|agree|refus|declin|decid|mock|attack(?:s|ed)?$|acknowledg|admit)/i

const CLAIM_NOUN =
  /\b(?:claims?|reports?|allegations?|accusations?|rumou?rs?|suggestions?|news|charges?|assertions?|speculation|statements?|stories|story|information|notion|idea|accounts?|narrative|theory|theories|media reports)\b/i
const CALLED =
  /^((?:the|these|those|such|all)\s+(?:\p{L}+\s){0,2}?(?:claims|reports|allegations|accusations|rumou?rs|charges))\s+(.+)$/iu
const INVOLVEMENT =
  /^(?:any|all|having any|a|)\s*((?:direct |indirect |prior |personal )?(?:involvement|role|responsibility|part|links?|ties|knowledge|connection|wrongdoing|hand|intention|plans?|contacts?))\b(.*)$/i

const CONNECTIVE =
  /^(?:(?:but|and|yet)\s+(?!(?:so|then|yet)\b)|(?:however|meanwhile|still|later|moreover|furthermore|nevertheless|nonetheless|instead|separately|also|then|so|thus|therefore|additionally|besides|in addition|but|and|yet|for (?:its|his|her|their) part|at the same time|on the other hand),\s+)+(?=\S)/i

/** What is claimed, as an English sentence without quotation marks; '' where nothing is. */
export function englishProposition(said: Said): string {
  const whole = claimed(said)
    .replace(/,\s(?:meanwhile|however|though|too|moreover),(?=\s)/i, '')
    .replace(/,\s(?:meanwhile|however)(?=\.$)/i, '')
    .replace(/,\swithout (?:providing|giving|offering|citing|elaborating)\b[^,.]*(?=\.$)/i, '')
    // "said it fell and that two died"
    .replace(/^((?:(?!\bthat\b).)*?\b(?:and|but)) that (?=[\p{L}\d])/u, '$1 ')
  return capitalised(whole.replace(CONNECTIVE, ''))
}

function claimed(said: Said): string {
  const { text, attribution } = said
  const cue = clean(attribution.cue.map(([from, to]) => text.slice(from, to)).join(' '))
  const verb =
    cue
      .split(' ')
      .find(
        (word) =>
          /^\p{L}{3,}/u.test(word) &&
          !/^(?:has|have|had|was|were|also|not|did|been|being|are|will|would)$/i.test(word),
      ) ?? cue
  let words = joined(said)
  words = words.replace(/^(?:and|but)\s+(?=that\s)/i, '')
  const isThat = /^that\s/i.test(words)
  words = words.replace(/^that,?\s+/i, '')
  if (words === '') return ''
  const isClause =
    /^according/i.test(cue) ||
    (isThat && hasFiniteVerb(words)) ||
    (CLAUSAL.test(verb) && !REPORTS.test(verb) ? hasFiniteVerb(words) : isSentence(words))

  if (DENIES.test(verb)) return sentence(denied(words, isThat && isClause, isClause, said, verb))
  const isVerbFirst = cueIsBefore(attribution)
  const toDo = words.search(/\bto\s+\p{Ll}/u)
  if (
    URGES.test(verb) &&
    isVerbFirst &&
    toDo >= 0 &&
    !isThat &&
    !hasFiniteVerb(words.slice(0, toDo))
  )
    return sentence(asReported(said))
  // "called the reports “false news”"
  const called = /^call/i.test(verb) ? CALLED.exec(words) : null
  if (called?.[1] && called[2]) return sentence(`${called[1]} are ${called[2]}`)
  if (DESCRIBES.test(verb)) {
    const parts = /^(.+?)\s+as\s+(.+)$/i.exec(words)
    if (parts?.[1] && parts[2] && !FINITE.test(parts[1])) {
      const subject = subjectOf(parts[1], said)
      return sentence(`${subject} ${isPluralNoun(parts[1]) ? 'are' : 'is'} ${parts[2]}`)
    }
    // "what she described as “a crime”": of what, stands elsewhere.
    if (/\bas$/i.test(cue) || /^as\s/i.test(words)) return ''
    if (isVerbFirst && !attribution.isDirect) return sentence(asReported(said))
  }
  if (HALF_MEANT.test(cue) && isVerbFirst && !attribution.isDirect)
    return sentence(asReported(said))
  if (!isClause) {
    const before = labelBefore(said)
    if (before)
      return sentence(
        `${subjectOf(before, said)} ${isPluralNoun(before) ? 'are' : 'is'} ${decapitalised(words)}`,
      )
    const colon = /^([^:]{3,80}):\s*(.+)$/.exec(words)
    if (colon?.[1] && colon[2])
      return sentence(
        `${subjectOf(colon[1], said)} ${isPluralNoun(colon[1]) ? 'are' : 'is'} ${decapitalised(colon[2])}`,
      )
    if (
      REPORTS.test(verb) &&
      isVerbFirst &&
      !/^(?:the|his|her|its|their|that|this|to|how|what|on|about|as)\b|^\p{L}{3,}ing\s/iu.test(
        words,
      )
    ) {
      return sentence(`There ${isPluralNoun(words) ? 'were' : 'was'} ${words}`)
    }
    const isFragment = !attribution.isDirect || /^\p{Ll}/u.test(words)
    if (isVerbFirst && isFragment) return sentence(asReported(said))
  }
  if (
    /^(?:to|how|whether|if|what|why|who|where|for)\b/i.test(words) &&
    isVerbFirst &&
    !attribution.isDirect
  )
    return sentence(asReported(said))
  return sentence(standalone(words, said))
}

function denied(
  words: string,
  isThat: boolean,
  isClause: boolean,
  said: Said,
  verb: string,
): string {
  const bare = words.replace(/^(?:all|any|the|such|as false|as baseless)\s+/i, '')
  const involvement = INVOLVEMENT.exec(words)
  if (/^den/i.test(verb) && involvement?.[1] && !isThat) {
    return `${said.claimant.name} had no ${involvement[1]}${involvement[2] ?? ''}`
  }
  const noun = CLAIM_NOUN.exec(
    words.split(/\s+(?:that|of|about|claiming|saying|by|from|in|on)\s/i)[0] ?? '',
  )
  if (!isThat && noun) {
    const cut = words.replace(
      /\s+as\s+(?:[“"]|“)?(?:false|baseless|untrue|fake|lies|unfounded|nonsense|propaganda|fabricat).*$/i,
      '',
    )
    const plural =
      !/^(?:news|information|speculation|claim|report|allegation|accusation|rumou?r|suggestion|charge|assertion|story|notion|idea|account|narrative|theory|statement)$/i.test(
        noun[0],
      )
    return `${subjectOf(cut.replace(/^(?:any|all|such)\s+/i, ''), said)} ${plural ? 'are' : 'is'} untrue`
  }
  if (
    isThat ||
    (isClause && /^den/i.test(verb) && (!/^(?:any|a|an|the)\b/i.test(words) || isSentence(words)))
  ) {
    return /^[\p{L}-]+ing\b/iu.test(words)
      ? asReported(said)
      : `It is not true that ${inner(words, said)}`
  }
  if (/^any\s/i.test(words) && /^den/i.test(verb)) {
    return `There ${isPluralNoun(bare) ? 'have' : 'has'} been no ${bare}`
  }
  return asReported(said)
}

/** "reiterated the rebels’ goal: “…”": what the quote is said to be. */
function labelBefore({ text, attribution }: Said): string | null {
  const from = attribution.content[0]?.[0] ?? 0
  const before = text.slice(Math.max(0, from - 100), from)
  const label =
    /\b(?:reiterated|repeated|stated|restated|outlined|named|gave|set out|described|spelled out|summed up|announced|declared)\s+((?:the|his|her|its|their|a|an|one)\s+[^.:;“”"]{3,60}):\s*["“]?$/.exec(
      before,
    )?.[1]
  return label && !hasFiniteVerb(label) ? label : null
}

/** Whether the words are a sentence, not a noun with a clause in it; cues that take either need a parse. */
function isSentence(words: string): boolean {
  const main = words.split(/,?\s(?:where|which|who|whose|that|when|as well as|as)\s/)[0] ?? words
  if (!hasFiniteVerb(main)) return false
  const tokens = tokenise(words.slice(0, 400))
  const all = Array.from({ length: tokens.count }, (_, i) =>
    words.slice(tokens.start[i], tokens.end[i]),
  )
  const { tags, heads, labels } = tagAndParse(all)
  const root = heads.indexOf(-1)
  return (
    /^(?:VB|MD)/.test(tags[root] ?? '') ||
    all.some((_, i) => heads[i] === root && /^(?:cop|nsubj|aux)/.test(labels[i] ?? ''))
  )
}

const PAST: Record<string, string> = {
  saying: 'said',
  telling: 'told',
  writing: 'wrote',
  denying: 'denied',
  seeking: 'sought',
  putting: 'put',
  swearing: 'swore',
}

/** The claimant, the verb and all that follows it, as the text has them. */
function asReported(said: Said): string {
  const { text, attribution } = said
  const from = attribution.cue[0]?.[0] ?? attribution.content[0]?.[0] ?? 0
  const to = attribution.content.at(-1)?.[1] ?? from
  const words = clean(text.slice(from, to))
    .replace(/^(?:has|have)\s+(?=\p{L}+ed\b)/u, (match) => match)
    .replace(/^[’']s\s+/, 'is ')
    .replace(
      /^(\p{L}+)ing\b/u,
      (word, stem: string) => PAST[word.toLowerCase()] ?? `${stem.toLowerCase()}ed`,
    )
  return `${named(said)} ${words}`
}

function cueIsBefore({ cue, content }: Attribution): boolean {
  return cue.length > 0 && (cue[0]?.[0] ?? 0) < (content[0]?.[0] ?? 0)
}

/** The content with its quotation marks and line breaks taken away; a cue inside of it stays if it is a hedge. */
function joined({ text, attribution }: Said): string {
  const { content, cue } = attribution
  const first = content[0]?.[0] ?? 0
  const last = content.at(-1)?.[1] ?? 0
  // "have reportedly fled", "is expected to resign"
  const isHedgeInside = cue.some(
    ([from, to]) =>
      from > first &&
      to < last &&
      (attribution.source.length === 0 || /^\p{L}+ly$/u.test(text.slice(from, to))) &&
      !/[“”"]/.test(text.slice(first, last)),
  )
  if (isHedgeInside) return clean(text.slice(first, last))
  let words = ''
  let end = first
  for (const [from, to] of content) {
    const part = clean(text.slice(from, to)).replace(/^[,;:]\s*/, '')
    if (part === '') continue
    if (words === '') words = part
    else if (/[.!?…]$/.test(words)) words += ` ${capitalised(part)}`
    else if (/^\p{Ll}/u.test(part)) {
      // "were deployed, the army said, “repositioning” after …"
      const goesOn = /^\p{L}+ing\b/u.test(part) && text.startsWith(',', end)
      words += `${goesOn && !words.endsWith(',') ? ',' : ''} ${part}`
    } else if (
      /^[“"«]?\p{Lu}/u.test(text.slice(from, to)) &&
      /^[“"«]/.test(text.slice(from - 1, to)) &&
      !/^I\b/.test(part)
    )
      words = `${words.replace(/[,;]$/, '')}. ${part}`
    else if (/\.\s*[“"]?$/.test(text.slice(end, from)))
      words = `${words.replace(/[,;]$/, '')}. ${part}`
    else
      words = `${words.replace(/[,;]$/, '')}${/^I\b/.test(part) || /,$/.test(words) === false ? ' ' : '. '}${part}`
    end = to
  }
  return words
}

/** The words as a sentence: pronouns at their beginning that mean the claimant give way to the name. */
function standalone(words: string, said: Said): string {
  return inner(words, said)
}

function inner(words: string, said: Said): string {
  const { claimant, attribution } = said
  const { name, kind } = claimant
  const isPerson = kind === 'person'
  if (attribution.isDirect) return firstPerson(words, said)
  const other = isPerson ? null : otherPerson(words, said)
  if (other) return other
  if (isPerson) {
    const he = /^(?:he|she)\s+(?=\p{Ll})/iu.exec(words)
    if (he) return `${name} ${words.slice(he[0].length)}`
    const would = /^(?:would|will)\s+(?!be\b|have\b|not\b)\p{Ll}/iu.test(words)
    if (would && cueIsBefore(attribution)) return `${name} ${words}`
    const his = /^(?:his|her)\s+(?=\p{Ll})/iu.exec(words)
    if (his) return `${possessive(name)} ${words.slice(his[0].length)}`
  } else if (kind !== 'witness' && kind !== 'other') {
    const it =
      /^(?:it|they)\s+(?=(?:had|has|have|would|will|did|does|do|plans?|intends?|remains?|carried|struck|shot|launched|targeted|killed|destroyed|intercepted|opened|arrested|received)\b)(?!(?:had|has|have|would|will)\s+(?:not\s+)?be(?:en)?\b)/iu.exec(
        words,
      )
    if (it) return `${named(said)} ${words.slice(it[0].length)}`
    // "said it was moving its staff"
    const isOne = !/s$/.test(name) && kind !== 'armed_group'
    const is = new RegExp(
      `^${isOne ? 'it' : '(?:it|they)'}\\s+(?=(?:was|is|were|are)\\s+(?:(?:not|now|also|still|already|\\p{L}+ly)\\s+)*(?:(?!raining|snowing|getting|becoming|happening|going)\\p{Ll}+ing|aware|ready|prepared|committed|concerned|confident|able|unable|determined|open)\\b)`,
      'iu',
    ).exec(words)
    if (is && isFirstNamed(said)) return `${named(said)} ${words.slice(is[0].length)}`
    const its = /^(?:its|their)\s+(?=\p{Ll})/iu.exec(words)
    if (its) return `${possessive(named(said))} ${words.slice(its[0].length)}`
  } else if (/s$/.test(name)) {
    const they = /^they\s+(?=\p{Ll})/iu.exec(words)
    if (they) return `${named(said)} ${words.slice(they[0].length)}`
  }
  // Whom or what the pronoun means is not certain: who said it stays with it.
  const isUncertain =
    /^(?:he|she|it|they)\s+(?!(?:is|was|would be|will be|may be|could be|had been|has been|remains?|remained)\s[^.]*?\b(?:that|to|for|when|how|whether|who|if|why|what|like)\b|(?:seem|look|appear|rain|snow)|(?:is|was) (?:raining|snowing|not \p{L}+ (?:that|to)))/iu.test(
      words,
    )
  const saidBy = attribution.source[0]
  if (
    isUncertain &&
    cueIsBefore(attribution) &&
    saidBy &&
    saidBy[1] <= (attribution.cue[0]?.[0] ?? 0)
  )
    return asReported(said)
  return firstPerson(words, said)
}

/** Whether nobody and nothing but the claimant is named in the sentence before what they say. */
function isFirstNamed({ text, attribution }: Said): boolean {
  const [source] = attribution.source
  const cue = attribution.cue[0]
  if (!source || !cue || cue[0] < source[0] || !cueIsBefore(attribution)) return false
  const before = text.slice(Math.max(0, source[0] - 80), source[0])
  return /(?:^|[.!?]["”]?\s|\n|[(—–-]\s)(?:(?:On|In|Late|Early|Earlier|Meanwhile|However|But|And|Separately|For its part)\b[^,.]{0,24},?\s)?(?:(?:The|An?)\s)?$/iu.test(
    before,
  )
}

/** "A spokesman said he …": the pronoun means somebody else than who is named for the claimant. */
function otherPerson(words: string, { text, attribution, personBefore }: Said): string | null {
  const he = /^(?:he|she)\s+(?=\p{Ll})/iu.exec(words)
  const [source] = attribution.source
  const content = attribution.content[0]
  if (!he || !source || !content) return null
  const phrase = clean(text.slice(source[0], source[1])).split(',')[0] ?? ''
  const isUnnamed =
    /\b(?:spokes\p{L}+|official|source|officer|lawyer|resident|witness|diplomat|soldier|fighter|doctor|man|woman|commander)$/iu
  if (isUnnamed.test(phrase) || /\bspokes\p{L}+\b/u.test(phrase))
    return `${phrase} ${words.slice(he[0].length)}`
  const start = text.lastIndexOf('. ', content[0]) + 1
  const named = personBefore(Math.max(start, content[0] - 300), content[0])
  return named ? `${named} ${words.slice(he[0].length)}` : null
}

/** First person in a quote, where one can be sure of the words: "I am" of a person, "our forces" of a side. */
function firstPerson(words: string, said: Said): string {
  const { claimant } = said
  const others = (rest: string) =>
    /\b(?:I|me|my|mine|we|us|our|ours|myself|ourselves)\b/i.test(rest)
  const force =
    /^our\s+(?=(?:armed\s+)?(?:forces|troops|fighters|soldiers|units|army|military|teams|crews|planes|jets|air defences|air defenses)\b)/i.exec(
      words,
    )
  if (force && !/\b(?:I|me|my)\b/.test(words.slice(force[0].length))) {
    return `${possessive(named(said))} ${words.slice(force[0].length)}`
  }
  const i =
    /^I(?:\s+(am|have|had|will|would|was|did|can|could|should|must|may|might)|[’'](m|ve|ll))\s+/.exec(
      words,
    )
  if (i && claimant.kind === 'person' && !others(words.slice(i[0].length))) {
    const verbs: Record<string, string> = { am: 'is', have: 'has', m: 'is', ve: 'has', ll: 'will' }
    const verb = i[1] ?? i[2] ?? ''
    return `${claimant.name} ${verbs[verb] ?? verb} ${words.slice(i[0].length)}`
  }
  return words
}

function subjectOf(words: string, said: Said): string {
  const own = /^(?:its|their|his|her|our|my)\s+/i.exec(words)
  return own && said.claimant.kind !== 'other'
    ? `${possessive(named(said))} ${words.slice(own[0].length)}`
    : words
}

/** The claimant’s name with the article that it has in the text: "the Syrian army", "a New York judge". */
function named({ text, claimant }: Said): string {
  const { name, span, description } = claimant
  if (!span) return /^the\s/.test(name) ? name : name
  const before = text.slice(Math.max(0, span[0] - 80), span[0])
  const lead = description && before.endsWith(`${description} `) ? description.length + 1 : 0
  const article = (lead ? /(?:^|[\s“"‘(])(the)\s$/i : /(?:^|[\s“"‘(])(the|an?)\s$/i).exec(
    before.slice(0, before.length - lead),
  )?.[1]
  if (!article || (claimant.kind === 'person' && /^\p{Lu}/u.test(name))) return name
  return `${article.toLowerCase()} ${name}`
}

function possessive(name: string): string {
  return `${name}’s`
}

/** Whether the noun that the phrase is about is many: "troop evacuations from Quneitra". */
function isPluralNoun(phrase: string): boolean {
  const core =
    phrase.split(
      /\s+(?:of|from|in|at|on|for|to|by|with|against|near|between|across|over|around|that|which|who|into|about)\s|\s(?=\p{Lu}[\p{L}’']+\s(?:had|has|have|was|is)\s)/iu,
    )[0] ?? phrase
  const noun = core.trim().split(/\s+/).at(-1)?.toLowerCase() ?? ''
  if (/\s(?:and)\s/.test(core)) return true
  return (
    (/s$/.test(noun) && !/(?:ss|us|is|news)$/.test(noun)) ||
    /^(?:people|casualties|men|women|children|police|troops)$/.test(noun)
  )
}

function decapitalised(words: string): string {
  return words.replace(/^(?:The|A|An|This|That|These|Those|To|Our|Its|Their)\b/, (word) =>
    word.toLowerCase(),
  )
}
