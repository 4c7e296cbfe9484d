import type { Attribution } from './schema'

/** What only says once more that something is wrong, of what a pronoun stands for: "…, stressing that it is baseless". */
const WRONG =
  /^(?:على\s+)?(?:ب?[أإ]ن(?:ه|ها|هم)?\s+|ب)?["«“]?\s*(?:لا (?:أساس|صحة) ل(?:ه|ها|هم)(?:\s+(?:من الصحة|إطلاقا|على الإطلاق|مطلقا|أبدا))*|عار(?:ية)? (?:\S+ )?(?:عن|من) الصحة(?: \S+)?|(?:غير|ليست|ليس) (?:دقيقة?|صحيحة?|حقيقية?)|(?:أنباء |أخبار |مزاعم |ادعاءات |محض |مجرد )?(?:كاذبة?|مفبركة?|ملفقة?|باطلة?|أكاذيب|شائعات|افتراءات|افتراء|إشاعات|كذب))["»”]?(?:\s+(?:تماما|جملة وتفصيلا))?$/

/**
 * The attributions without those that only repeat, with a pronoun for what is denied, the denial before them in their
 * sentence. In the order of the text.
 */
export function withoutRestatedDenials(text: string, attributions: Attribution[]): Attribution[] {
  let denial: Attribution | null = null
  return attributions.filter((each) => {
    const [from] = each.content[0] ?? [0, 0]
    const [, end] = denial?.content.at(-1) ?? [0, 0]
    const isAfter = denial !== null && end <= from
    const isSameSentence = isAfter && from - end < 120 && !/[.!?؟\n]/.test(text.slice(end, from))
    const words = each.content.map(([a, b]) => text.slice(a, b).trim()).join(' ')
    if (isSameSentence && WRONG.test(words)) return false
    if (each.kind === 'denies') denial = each
    return true
  })
}
