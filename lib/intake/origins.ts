import type { Attribution, IntakeLanguage, Span, Speaker } from './schema'
import { capitalRuns, kindOf } from './speakers-english'

const CARRIED =
  /\b(?:told|telling|tells|citing|quoting|speaking to|spoke to|according to|via|interview with|(?:statement|remarks|comments|message|interview|report)\s+(?:to|on|by|carried by|published by)|(?:quoted|cited|reported|carried|published|relayed|aired|broadcast|released|posted)\s+(?:\p{L}+\s+)?(?:by|on|in))\s+/gu
const COMMON_OUTLET =
  /^(?:(?:[\p{Lu}][\p{L}’']*\s+)?(?:local |official |pro-government |private |national |public |independent |opposition )?(?:state(?:-run|-owned)?|official|public|local|pro-\p{L}+|national)?\s*(?:television|TV|news agency|media|radio|broadcaster|newspaper)(?:\s+(?:[\p{Lu}][\p{L}’'-]*))*)/u

/** Where the outlet has a statement from, by the words of its passage outside what is claimed, or null. */
export function originOf(
  text: string,
  passage: Span,
  attribution: Attribution,
  claimant: Speaker,
  language: IntakeLanguage,
): Speaker | null {
  if (language === 'ar') return null
  const isContent = (at: number) => attribution.content.some(([from, to]) => at >= from && at < to)
  const part = text.slice(passage[0], passage[1])
  for (const match of part.matchAll(CARRIED)) {
    const from = passage[0] + match.index + match[0].length
    if (isContent(passage[0] + match.index)) continue
    const found = outletAt(text, from, passage[1])
    if (found && found.name !== claimant.name) return found
  }
  return null
}

/** The agency or outlet that is named at `from`. */
export function outletAt(text: string, from: number, to: number): Speaker | null {
  const lead = /^(?:the|a|an)\s+/i.exec(text.slice(from, to))
  const start = from + (lead?.[0].length ?? 0)
  const common = COMMON_OUTLET.exec(text.slice(start, Math.min(to, start + 80)))
  if (common && /\S/.test(common[0])) {
    const name = common[0].trim()
    return {
      name,
      description: null,
      kind: /agency/i.test(name) ? 'agency' : 'outlet',
      span: [start, start + name.length],
    }
  }
  const [run] = capitalRuns(text, start, Math.min(to, start + 90))
  const first = run?.[0]
  const last = run?.at(-1)
  if (!run || !first || !last || first.from - start > 40) return null
  if (/[,.;:]|\b(?:that|said|he|she|they|it)\b/.test(text.slice(start, first.from))) return null
  const name = text.slice(first.from, last.to)
  const between = text.slice(start, last.to + 24)
  const kind = kindOf(name, null)
  if (kind === 'agency' || kind === 'outlet')
    return {
      name: name.replace(/[’']s$/, ''),
      description: null,
      kind,
      span: [first.from, last.to],
    }
  if (/\bnews agency\b|\bpress agency\b/.test(between))
    return { name, description: null, kind: 'agency', span: [first.from, last.to] }
  if (
    /\b(?:newspaper|television|broadcaster|channel|magazine|daily|radio|website|outlet|TV)\b/.test(
      between,
    )
  ) {
    return { name, description: null, kind: 'outlet', span: [first.from, last.to] }
  }
  return null
}
