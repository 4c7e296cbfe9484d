import { clean, type Said, sentence } from './plain-words'

const DENIES =
  /^(?:و|ف)?(?:نفى|نفت|نفوا|ينفي|تنفي|نافيا|نافية|كذب|كذبت|يكذب|دحض|دحضت|فند|فندت|مفندا|مكذبا|رفض|رفضت|نفي)$/
const REJECTS = /^(?:و|ف)?(?:رفض|رفضت)$/
/** Verbs that take back some of what follows them, or ask for it. */
const AS_REPORTED =
  /^(?:و|ف)?(?:دعا|دعت|دعوا|يدعو|تدعو|داعيا|داعية|طالب|طالبت|يطالب|تطالب|حث|حثت|ناشد|ناشدت|أمر|أمرت|طلب|طلبت|اتهم|اتهمت|يتهم|تتهم|حذر|حذرت|يحذر|تحذر|رجح|رجحت|يرجح|توقع|توقعت|يتوقع|تتوقع|أعرب|أعربت|هدد|هددت|تعهد|تعهدت|وعد|وعدت|اعتبر|اعتبرت|وصف|وصفت|يصف|تصف|أدان|أدانت|دان|دانت|استنكر|استنكرت|رحب|رحبت|انتقد|انتقدت|حمل|حملت|تبنى|تبنت|كشف|كشفت|نصح|نصحت|أوصى|أوصت|خشي|شكك|شككت|رفض|رفضت)$/
/** Verbs that take a noun of action where no "that" follows. */
const TAKES_NOUN =
  /^(?:و|ف)?(?:أكد|أكدت|يؤكد|تؤكد|أعلن|أعلنت|يعلن|تعلن|أيد|أيدت|قرر|قررت|بحث|بحثت|استبعد|استبعدت|رصد|رصدت|وثق|وثقت|سجل|سجلت)$/
const CLAIM_NOUNS =
  /^(?:هذه |تلك |كل |جميع )?(?:ال)?(?:أنباء|انباء|تقارير|اتهامات|اتهام|مزاعم|شائعات|إشاعات|ادعاءات|معلومات|أخبار|اخبار|ما تردد|ما تم تداوله|ما نشر|ما أشيع|ما ذكر)/
const HAPPENS =
  /^(?:أي |حدوث |وقوع |حصول )?(?:انسحاب|سقوط|مقتل|دخول|اقتحام|فرار|هروب|استهداف|قصف|وصول|مغادرة|هجوم|انقلاب|اشتباكات|اتصالات|لقاء|مفاوضات|خروج|تسلل|انفجار|تسرب|سيطرة|إغلاق|اعتقال)/

/** What is claimed, as an Arabic sentence without quotation marks; '' where nothing is. */
export function arabicProposition(said: Said): string {
  const { text, attribution, claimant } = said
  const cue = clean(attribution.cue.map(([from, to]) => text.slice(from, to)).join(' '))
  const verb = cue.split(' ')[0] ?? ''
  const words = clean(attribution.content.map(([from, to]) => text.slice(from, to)).join(' '))
    .replace(/^[،,:؛]\s*/, '')
    .replace(/^(?:ف?إنّ?|ب?أنّ?)\s+(?=\S)/, '')
    .replace(
      /^و(?=(?:قتل|قتلت|أصيب|لقي|سيطر|سيطرت|انسحب|انسحبت|دخل|دخلت|قصف|قصفت|استهدف|استهدفت|اعتقل|اعتقلت|أعلن|وصل|وصلت|نزح|شن|شنت|اندلعت|من|قد|لا|لم|لن|كان|كانت|في|هو|هي|هناك|بدأ|بدأت)\s)/,
      '',
    )
  if (words === '') return ''
  const isBefore =
    attribution.cue.length > 0 &&
    (attribution.cue[0]?.[0] ?? 0) < (attribution.content[0]?.[0] ?? 0)
  if (DENIES.test(verb) && isBefore) return sentence(denied(words, said, verb))
  if (AS_REPORTED.test(verb) && isBefore && !attribution.isDirect)
    return sentence(asReported(words, said))
  const force = /^(قوات|جيش|مقاتلي|عناصر|وحدات|طائرات)(?:نا|ها|ه|هم)\s+(?=\S)/.exec(words)
  if (force) return sentence(`${force[1]} ${claimant.name} ${words.slice(force[0].length)}`)
  // "that it entered": the pronoun is the claimant.
  const own = /^(?:ف?إن|أن|بأن|فان|ان)(?:ه|ها|هم|هما|نا)\s+(?=(?:لا |لم |لن |قد |ست|سي|س)?\S)/.exec(
    words,
  )
  if (
    own &&
    !/^(?:ف?إن|أن|بأن)ه\s+(?:لا|ليس|تم|من|لم يتم|سيتم|يجب|يتم|في|على|بعد|عند|خلال|قد تم)\s/.test(
      words,
    ) &&
    !/نا\s$/.test(own[0])
  ) {
    return sentence(`${claimant.name} ${words.slice(own[0].length)}`)
  }
  const rest = own ? words.slice(own[0].length) : words
  const isClause = /(?:^|[\s\u0640])(?:ب|ف)?[أإ]نّ?\s*["“«]?$/.test(
    text.slice(
      Math.max(0, (attribution.content[0]?.[0] ?? 0) - 6),
      attribution.content[0]?.[0] ?? 0,
    ),
  )
  const isNoun = TAKES_NOUN.test(verb) && !isClause && !/[:"“«]\s*$/.test(leadOf(said))
  if (!attribution.isDirect && isBefore && (isNoun || (!isClause && isNominal(rest))))
    return sentence(asReported(words, said))
  return sentence(own && /نا\s$/.test(own[0]) ? words.replace(/^(?:ف|ب)/, '') : rest)
}

function denied(words: string, said: Said, verb: string): string {
  const soundness = /^صح[ةه]\s+(.+)$/.exec(words)?.[1]
  if (soundness) return `${untrue(soundness)}`
  if (CLAIM_NOUNS.test(words) && !REJECTS.test(verb)) return untrue(words)
  const existence = /^وجود\s+(.+)$/.exec(words)?.[1]
  if (existence) return `لا يوجد ${existence}`
  if (HAPPENS.test(words) && !REJECTS.test(verb) && !/^\S+(?:ه|ها|هم|نا)\s/.test(words)) {
    return `لم يحدث ${words.replace(/^(?:حدوث|وقوع|حصول)\s+/, '')}`
  }
  if (/^(?:أن|بأن|أي)\s/.test(words) === false && /^(?:ي|ت|ا?ست)كون\s/.test(words))
    return `غير صحيح أن ${words}`
  return asReported(words, said)
}

function untrue(claims: string): string {
  return /^(?:هذا |ذلك )?(?:ال)?(?:خبر|نبأ|اتهام|ادعاء|زعم|ما)(?:\s|$)/.test(claims)
    ? `${claims} غير صحيح`
    : `${claims} غير صحيحة`
}

/** Participles that go on with a sentence, and the verbs that begin one. */
const VERB_OF: Record<string, string> = {
  داعيا: 'دعا',
  داعية: 'دعت',
  مطالبا: 'طالب',
  مطالبة: 'طالبت',
  محذرا: 'حذر',
  محذرة: 'حذرت',
  متهما: 'اتهم',
  متهمة: 'اتهمت',
  معتبرا: 'اعتبر',
  معتبرة: 'اعتبرت',
  نافيا: 'نفى',
  نافية: 'نفت',
  مؤكدا: 'أكد',
  مؤكدة: 'أكدت',
  معلنا: 'أعلن',
  معلنة: 'أعلنت',
  متوقعا: 'توقع',
  متوقعة: 'توقعت',
  مرجحا: 'رجح',
  مرجحة: 'رجحت',
  مهددا: 'هدد',
  مهددة: 'هددت',
  حاثا: 'حث',
  مناشدا: 'ناشد',
  مناشدة: 'ناشدت',
}

/** The verb, the claimant and what follows, as Arabic has them. */
function asReported(words: string, { text, attribution, claimant }: Said): string {
  const cue = clean(attribution.cue.map(([from, to]) => text.slice(from, to)).join(' '))
  const [first = '', ...others] = cue.split(' ')
  const verb = first.replace(/^[وف](?!صف|عد|ضع|جه|رد|افق|ثق|قع|ند|سر|رح)(?=\S{3})/, '')
  // Whom the verb is about may stand between: "called on its nationals to leave".
  const sourceEnd = attribution.source[0]?.[1] ?? 0
  const from = attribution.content[0]?.[0] ?? 0
  const after = sourceEnd > (attribution.cue[0]?.[0] ?? 0) ? clean(text.slice(sourceEnd, from)) : ''
  const between = after
    .slice(
      after.indexOf(claimant.name) < 0 ? 0 : after.indexOf(claimant.name) + claimant.name.length,
    )
    .trim()
  const isObject =
    others.length > 0 && between.split(' ').length > others.length && between.length < 70
  const middle = isObject && !/[،,؛"“«]/.test(between) ? between : others.join(' ')
  return `${VERB_OF[verb] ?? verb} ${claimant.name} ${middle} ${words}`
}

/** What stands right before the content. */
function leadOf({ text, attribution }: Said): string {
  const at = attribution.content[0]?.[0] ?? 0
  return text.slice(Math.max(0, at - 3), at)
}

/** Whether no verb and no predicate can be seen: a noun with what belongs to it. */
function isNominal(words: string): boolean {
  const all = words.split(' ')
  return (
    all.length < 4 &&
    !all.some((word) =>
      /^(?:ي|ت|س[يت]|ن)\S{2,}|^\S{2,}ت$|^(?:كان|هو|هي|ليس|لا|لم|لن|قد|هناك)$/.test(word),
    )
  )
}
