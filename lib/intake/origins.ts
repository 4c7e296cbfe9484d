import type { Attribution, IntakeLanguage, Span, Speaker } from './schema'
import { arabicKindOf } from './speakers-arabic'
import { capitalRuns, kindOf } from './speakers-english'

const CARRIED =
  /\b(?:told|telling|tells|citing|quoting|speaking to|spoke to|according to|via|interview with|(?:statement|remarks|comments|message|interview|report)\s+(?:to|on|by|carried by|published by)|(?:quoted|cited|reported|carried|published|relayed|aired|broadcast|released|posted)\s+(?:\p{L}+\s+)?(?:by|on|in))\s+/gu
/** "told", "citing", "carried by"; a preposition that is one letter is part of the word after it. */
const CARRIED_IN_ARABIC =
  /(?<![\p{L}\p{M}])(?:(?:نقلا|نقلاً) عن\s+|(?:و?ب?حسب|و?وفق|و?وفقا ل|و?وفقاً ل|و?طبقا ل|بحسب ما (?:نقلت|ذكرت|أفادت|أوردت)(?: به)?|(?:ما )?(?:نقلته|أوردته|بثته|نشرته|بثه|نشره|نقله)(?: عنه| عنها)?|(?:حديث|مقابلة|تصريح|تصريحات|لقاء|بيان)\s+(?:مع|ل|إلى|عبر|على|نشرته|نشره|بثته|بثه|نقلته)|في حديث ل|عبر)\s*|لـ\s*|ل(?=(?:وكالة|قناة|تلفزيون|صحيفة|رويترز|فرانس|إذاعة|موقع|شبكة|سانا|بي بي سي|سكاي|لتلفزيون|لقناة|لوكالة|لصحيفة|لإذاعة))|ل(?=ل(?:تلفزيون|إذاعة|جزيرة|عربية|أناضول)))/gu
const ARABIC_OUTLET =
  /^(?:(?:وكالة(?: الأنباء| أنباء| الصحافة)?|قناة|قنوات|تلفزيون|التلفزيون|صحيفة|جريدة|إذاعة|الإذاعة|موقع|شبكة|مجلة|وسائل (?:ال)?إعلام)(?:\s+(?:"[^"\n]{2,30}"|«[^»\n]{2,30}»|“[^”\n]{2,30}”|(?:ال)?\p{Script=Arabic}+)){0,3}|سانا|رويترز|فرانس برس|أ ف ب|أسوشيتد برس|الأناضول|تاس|شينخوا|سبوتنيك|إرنا|تسنيم|وفا|بترا|كونا|بلومبرغ|الشرق الأوسط|الجزيرة نت|الجزيرة مباشر|الجزيرة|العربية|الحدث|بي بي سي|سي إن إن|سكاي نيوز عربية|سكاي نيوز|الميادين|المنار)/u
/** Words that end the name of an outlet. */
const ENDS_ARABIC_NAME =
  /\s+(?:إن|أن|بأن|أنه|أنها|إنه|إنها|قوله|قولها|عن|في|من|على|إلى|مع|خلال|اليوم|أمس|السبت|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|مساء|صباح|و\p{Script=Arabic}+).*$/su

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
  const isContent = (at: number) => attribution.content.some(([from, to]) => at >= from && at < to)
  const part = text.slice(passage[0], passage[1])
  for (const match of part.matchAll(language === 'ar' ? CARRIED_IN_ARABIC : CARRIED)) {
    const from = passage[0] + match.index + match[0].length
    if (isContent(passage[0] + match.index)) continue
    const found =
      language === 'ar' ? arabicOutletAt(text, from, passage[1]) : outletAt(text, from, passage[1])
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
    // "state news agency SANA" is SANA; "state television" has no other name.
    const proper = capitalRuns(text, start, start + common[0].length).at(-1)
    const [first, last] = [proper?.[0], proper?.at(-1)]
    if (
      first &&
      last &&
      first.from > start &&
      /^(?:agency|outlet)$/.test(kindOf(text.slice(first.from, last.to), null))
    )
      return {
        name: text.slice(first.from, last.to),
        description: null,
        kind: kindOf(text.slice(first.from, last.to), null),
        span: [first.from, last.to],
      }
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

/** The agency or outlet that is named at `from` of an Arabic text. */
export function arabicOutletAt(text: string, from: number, to: number): Speaker | null {
  const start = from + (/^[\s"“«]*/.exec(text.slice(from, to))?.[0].length ?? 0)
  // للتلفزيون is ل before التلفزيون.
  const isShortened = /^ل(?=\p{L})/u.test(text.slice(start, to)) && text[start - 1] === 'ل'
  const part = `${isShortened ? 'ا' : ''}${text.slice(start, Math.min(to, start + 70))}`
  const found = ARABIC_OUTLET.exec(part)?.[0].replace(ENDS_ARABIC_NAME, '').trim()
  if (!found || /^(?:وكالة|قناة|موقع|شبكة|صحيفة)$/.test(found)) return null
  const kind = arabicKindOf(found)
  if (kind !== 'agency' && kind !== 'outlet') return null
  const end = start + found.length - (isShortened ? 1 : 0)
  return { name: found, description: null, kind, span: [start, end] }
}

/** Whether the name is a news agency’s. */
export function isAgency(name: string, language: IntakeLanguage): boolean {
  return (language === 'ar' ? arabicKindOf(name) : kindOf(name, null)) === 'agency'
}
