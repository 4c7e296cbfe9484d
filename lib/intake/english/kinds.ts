import type { AttributionKind } from '../schema'
import { stemOf } from './stems'

/** The words of an attribution, in lower case. `isPassive`: the cue is a passive, such as "is said to". */
export type Words = { source: string[]; cue: string[]; content: string[]; isPassive: boolean }

const stems = (words: string) => new Set(words.split(' ').map(stemOf))

const DENYING = stems(
  'deny denies denial denials refute refuted rebut rebutted dispute disputed dismiss dismissed reject rejected repudiate disavow debunk debunked contradict contradicted',
)
const CONFIRMING = stems(
  'confirm confirmed confirms confirmation acknowledge acknowledged admit admitted concede conceded verify verified corroborate corroborated admission',
)
const URGING = stems(
  'urge urged demand demanded appeal appealed implore exhort advise advised encourage encouraged order ordered instruct instructed command commanded request requested recommend recommended beg plead press pressed',
)
const PREDICTING = stems(
  'predict predicted prediction forecast foresee expect expected expects anticipate anticipated project projected fear feared fears vow vowed pledge pledged promise promised threaten threatened plan planned plans intend intends intended hope hopes hoped',
)
const PASSING_ON = stems(
  'reportedly allegedly purportedly supposedly rumour rumours rumor rumors rumoured rumored hear heard cite cited citing quote quoted quoting hearsay',
)
const REPORTS = /^(?:reports?|rumou?rs?|hearsay|speculation|accounts)$/
const NEGATION = /^(?:not|n't|never|neither|nor|cannot|declined?|refused?|unable)$/
const FALSEHOOD =
  /^(?:there (?:is|was) no truth\b|(?:that )?(?:the |these |those |such )?(?:reports?|claims?|news|accusations?|allegations?|rumou?rs?)\b.{0,60}\b(?:false|untrue|fake|baseless|unfounded|fabricated|lies)\b|.{0,40}\b(?:is|are|was|were) (?:completely |totally |entirely )?(?:false|untrue|fake|baseless|unfounded|fabricated)\b)/
const OUGHT = /^(?:(?!have\b)[^,;]{0,60}?)\b(?:must|should|ought to|needs? to) (?!have\b)/
const AHEAD = /\b(?:will|would|could|shall|won't|'ll|is going to|are going to)\b/

const DOUBTING = stems(
  'believe believed believes think thought thinks suspect suspected suggest suggested suggests seem seems appear appears fear fears reportedly allegedly apparently purportedly supposedly seemingly presumably guess assume assumes hint hinted speculate speculated rumoured rumored',
)
const DOUBT =
  /\b(?:may|might|could|possibly|probably|perhaps|apparently|reportedly|allegedly|presumably|likely|seems?|seemed|appears?|appeared|unclear)\b/

/** What the source does with the content. */
export function kindOf({ source, cue, content, isPassive }: Words): AttributionKind {
  const has = (set: Set<string>) => cue.some((word) => set.has(stemOf(word)))
  const said = content
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .join(' ')
    .replace(/ n't/g, "n't")
  const isNegated = cue.some((word) => NEGATION.test(word))
  if (has(DENYING)) return isNegated ? 'asserts' : 'denies'
  if (has(CONFIRMING)) return isNegated ? 'asserts' : 'confirms'
  const isCall =
    cue.some((word) => /^call(?:ed|s|ing)?$/.test(word)) &&
    /^(?:on|for|upon) /.test(`${cue.slice(1).join(' ')} ${said} `.trimStart())
  if (has(URGING) || isCall) return 'urges'
  const isTold = cue.some((word) =>
    /^(?:told|tells?|telling|ask(?:ed|s|ing)?|warn(?:ed|s|ing)?)$/.test(word),
  )
  if (isTold && /^(?:\S+ ){0,4}?(?:not )?to \S+/.test(said) && !/^that\b/.test(said)) return 'urges'
  const passes = source.length > 0 ? source : cue
  if (has(PASSING_ON) || passes.some((word) => REPORTS.test(word))) return 'hearsay'
  if (isPassive && source.length === 0 && !has(PREDICTING)) return 'hearsay'
  if (FALSEHOOD.test(said)) return 'denies'
  if (has(PREDICTING)) return 'predicts'
  if (cue.some((word) => /^warn(?:ed|s|ing|ings?)?$/.test(word)) && AHEAD.test(said))
    return 'predicts'
  if (OUGHT.test(said)) return 'urges'
  return 'asserts'
}

/** Whether the source, or whoever reports it, leaves room for doubt. */
export function isHedged({ cue, content, isPassive, source }: Words): boolean {
  if (cue.some((word) => DOUBTING.has(stemOf(word)))) return true
  if (cue.some((word) => CONFIRMING.has(stemOf(word))) && cue.some((word) => NEGATION.test(word))) {
    return true
  }
  if (isPassive && source.length === 0) return true
  return DOUBT.test(content.slice(0, 40).join(' '))
}
