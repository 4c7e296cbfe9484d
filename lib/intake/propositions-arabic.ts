import { foldArabic } from './arabic/tokens'
import { isPlainVerb, verbOfSaying } from './arabic/verbs-in-text'
import { clean, type Said, sentence } from './plain-words'

const VOWELS = /[\u064b-\u0652]/g
const DENIES =
  /^(?:و|ف)?(?:نفى|نفت|نفوا|ينفي|تنفي|نافيا|نافية|كذب|كذبت|يكذب|دحض|دحضت|أنكر|أنكرت|ينكر|تنكر|منكرا|منكرة|فند|فندت|مفندا|مكذبا|رفض|رفضت|نفي)$/
const REJECTS = /^(?:و|ف)?(?:رفض|رفضت)$/
/** Verbs that take back some of what follows them, or ask for it. */
const AS_REPORTED =
  /^(?:و|ف)?(?:دعا|دعت|دعوا|يدعو|تدعو|داعيا|داعية|طالب|طالبت|يطالب|تطالب|حث|حثت|ناشد|ناشدت|أمر|أمرت|طلب|طلبت|اتهم|اتهمت|يتهم|تتهم|حذر|حذرت|يحذر|تحذر|رجح|رجحت|يرجح|توقع|توقعت|يتوقع|تتوقع|أعرب|أعربت|هدد|هددت|تعهد|تعهدت|وعد|وعدت|اعتبر|اعتبرت|وصف|وصفت|يصف|تصف|أدان|أدانت|دان|دانت|استنكر|استنكرت|رحب|رحبت|انتقد|انتقدت|حمل|حملت|تبنى|تبنت|كشف|كشفت|نصح|نصحت|أوصى|أوصت|خشي|شكك|شككت|رفض|رفضت)$/
/** Verbs that take a noun of action where no "that" follows. */
const TAKES_NOUN =
  /^(?:و|ف)?(?:أكد|أكدت|يؤكد|تؤكد|مؤكدا|مؤكدة|معلنا|معلنة|أعلن|أعلنت|يعلن|تعلن|أيد|أيدت|قرر|قررت|بحث|بحثت|استبعد|استبعدت|رصد|رصدت|وثق|وثقت|سجل|سجلت)$/
const CLAIM_NOUNS =
  /^(?:هذه |تلك |كل |جميع )?(?:ال)?(?:أنباء|انباء|تقارير|اتهامات|اتهام|مزاعم|شائعات|إشاعات|ادعاءات|معلومات|أخبار|اخبار|ما تردد|ما تم تداوله|ما نشر|ما أشيع|ما ذكر)/
const HAPPENS =
  /^(?:أي |حدوث |وقوع |حصول )?(?:انسحاب|سقوط|مقتل|دخول|اقتحام|فرار|هروب|استهداف|قصف|وصول|مغادرة|هجوم|انقلاب|اشتباكات|اتصالات|لقاء|مفاوضات|خروج|تسلل|انفجار|تسرب|سيطرة|إغلاق|اعتقال)/

/** What is claimed, as an Arabic sentence without quotation marks; '' where nothing is. */
export function arabicProposition(said: Said): string {
  const { text, attribution, claimant } = said
  const cue = clean(attribution.cue.map(([from, to]) => text.slice(from, to)).join(' '))
  const verb = (cue.split(' ')[0] ?? '').replace(VOWELS, '')
  const start = attribution.content[0]?.[0] ?? 0
  const isClause = /(?:^|[\s\u0640])(?:ب|ف)?[أإ]نّ?\s*["“«]?$/.test(
    text.slice(Math.max(0, start - 6), start),
  )
  const given = withNounFor(
    attribution.content.map(([from, to]) => text.slice(from, to)),
    said,
  )
  const words = inNominative(
    joinedPlainly(
      withoutJoint(
        clean(given)
          .replace(/^[،,:؛]\s*/, '')
          .replace(/^(?:ف?إنّ?|ب?أنّ?)\s+(?=\S)/, ''),
      ).replace(REMARK, ''),
    ),
    isClause,
  )
  if (words === '') return ''
  const isBefore =
    attribution.cue.length > 0 &&
    (attribution.cue[0]?.[0] ?? 0) < (attribution.content[0]?.[0] ?? 0)
  if (DENIES.test(verb) && isBefore) return sentence(denied(words, said, verb))
  const isColon = /:\s*["“«]?\s*$/.test(leadOf(said))
  const isWhole = isColon || isClause
  // What somebody rules out is no claim of theirs: "ruled out that it leads to war".
  const isRuledOut =
    attribution.kind === 'denies' &&
    !/(?:^|\s)و?(?:لا|لم|لن|ليس|ليست|ما|غير|عار|عارية)\s/.test(words)
  if (
    (AS_REPORTED.test(verb) || isRuledOut) &&
    verb !== '' &&
    isBefore &&
    !(attribution.isDirect && isWhole)
  )
    return sentence(asReported(isClause ? `أن ${words}` : words, said))
  const force =
    claimant.kind !== 'person' &&
    /^(قوات|جيش|مقاتلي|عناصر|وحدات|طائرات)(?:نا|ها|ه|هم)\s+(?=\S)/.exec(words)
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
  const isNoun = TAKES_NOUN.test(verb) && !isClause && !/[:"“«]\s*$/.test(leadOf(said))
  if (!attribution.isDirect && isBefore && (isNoun || (!isClause && isNominal(rest))))
    return sentence(asReported(words, said))
  return sentence(own && /نا\s$/.test(own[0]) ? words.replace(/^(?:ف|ب)/, '') : rest)
}

function denied(words: string, said: Said, verb: string): string {
  const soundness = /^صح[ةه]\s+(.+)$/.exec(words)?.[1]
  if (soundness) return `${untrue(soundness)}`
  // "what media passed on about": reports of it.
  const rumoured = RUMOURED.exec(words)
  if (rumoured && !REJECTS.test(verb))
    return `الأنباء عن ${words.slice(rumoured[0].length)} غير صحيحة`
  if (CLAIM_NOUNS.test(words) && !REJECTS.test(verb)) return untrue(words)
  const existence = /^وجود\s+(.+)$/.exec(words)?.[1]
  if (existence) return `لا يوجد ${inNominative(existence, true)}`
  if (HAPPENS.test(words) && !REJECTS.test(verb) && !/^\S+(?:ه|ها|هم|نا)\s/.test(words)) {
    return `لم يحدث ${words.replace(/^(?:حدوث|وقوع|حصول)\s+/, '')}`
  }
  if (/^(?:أن|بأن|أي)\s/.test(words) === false && /^(?:ي|ت|ا?ست)كون\s/.test(words))
    return `غير صحيح أن ${words}`
  return asReported(words, said)
}

function untrue(claims: string): string {
  const rumoured = RUMOURED.exec(claims)
  if (rumoured) return `الأنباء عن ${claims.slice(rumoured[0].length)} غير صحيحة`
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
  مستبعدا: 'استبعد',
  مستبعدة: 'استبعدت',
  مناشدا: 'ناشد',
  مناشدة: 'ناشدت',
}

/** The verb, the claimant and what follows, as Arabic has them. */
function asReported(words: string, { text, attribution, claimant }: Said): string {
  const cue = clean(attribution.cue.map(([from, to]) => text.slice(from, to)).join(' '))
  const [first = '', ...others] = cue.replace(VOWELS, '').split(' ')
  const verb = first.replace(/^[وف](?!صف|عد|ضع|جه|رد|افق|ثق|قع|ند|سر|رح)(?=\S{3})/, '')
  // Whom the verb is about may stand between: "called on its nationals to leave".
  const sourceEnd = attribution.source[0]?.[1] ?? 0
  const from = attribution.content[0]?.[0] ?? 0
  const after = sourceEnd > (attribution.cue[0]?.[0] ?? 0) ? clean(text.slice(sourceEnd, from)) : ''
  const between = after
    .slice(
      after.indexOf(claimant.name) < 0 ? 0 : after.indexOf(claimant.name) + claimant.name.length,
    )
    .replace(/^[،,\s]+/, '')
    .replace(/\s*[أإ]نّ?$/, '')
    .replace(/(?<=\s[بلك])\u0640$/, '')
    .trim()
  const last = between.split(' ').at(-1) ?? ''
  const isObject =
    between.length < 70 &&
    !ASIDE.test(between) &&
    !/[،,؛"“«:]/.test(between) &&
    (others.length > 0 ? between.split(' ').length > others.length : /^[بلك]$/.test(last))
  const middle = isObject ? between : others.join(' ')
  return `${VERB_OF[verb] ?? verb} ${claimant.name} ${middle} ${words}`.replace(
    / ([بلك]) (?=\S)/,
    ' $1',
  )
}

/** Whom it was said to, and where and when: no part of what is claimed. */
const ASIDE =
  /^(?:ل(?!ن|م)\S+|\S*الشرق الأوسط|في|خلال|عبر|على|اليوم|أمس|يوم|مساء|صباح|لدى|أمام)(?:\s|$)/

/** "what media passed on about", "what is rumoured about". */
const RUMOURED =
  /^ما (?:(?:يشاع|أشيع|تردد|يتردد|قيل|يقال|ذكر|نشر|نُشر|أثير|يثار|جرى تداوله|تم تداوله|يتم تداوله|روج|يروج|ورد|جاء)|(?:ت?[ني]?(?:تداول|ناقل|ردد|روج|نشر|ذكر|أورد|نقل|بث|زعم|شاع|أشاع|ثير)ت?(?:ه|ها)))(?: [^\s،,]+){0,6}? (?:عن|حول|بشأن|من أنباء عن)\s+(?=\S)/

/** What the writer adds behind what somebody says: "without giving evidence of it". */
const REMARK =
  /[،,]\s*(?:وذلك |و?من )?(?:دون|بدون) (?:أن (?:[يت]|[يت]تم )(?:قدم|ورد|وضح|ذكر|حدد|كشف|سم|شير|فصح|دل|عط|عل)\S*|(?:تقديم|ذكر|إعطاء|توضيح|تحديد|الإشارة|الكشف|الإفصاح|إيراد|مزيد من التفاصيل))(?:\s[^،,؛.]*)?$/

/** Words that begin with a و of their own. */
const OWN_WAW =
  /^و(?:صل|قع|جد|رد|ضع|افق|اصل|اجه|ثق|عد|صف|دع|قف|زع|زا|جه|فر|فو|في|لد|لا|سع|فد|رث|زن|شك|حد|سط|صي|قت|كل|كا|ظف|ضو|سا)/

/** Without the و that joins the sentence to the one before. */
function withoutJoint(words: string): string {
  const first = /^و(\S{2,})(?=\s)/.exec(words)?.[1]
  if (!first || OWN_WAW.test(words)) return words
  const form = foldArabic(first)
  const isOwn = verbOfSaying(`و${form}`)?.isJoined === false
  const isVerb =
    isPlainVerb(form) || verbOfSaying(form) !== null || /^[\u0621-\u064a]{1,3}[^ا]ت$/.test(form)
  return !isOwn && (isVerb || /^(?:من|قد|لا|لم|لن|ليس|ليست|في|هو|هي|هناك|ثمة)$/.test(first))
    ? words.slice(1)
    : words
}

const PRONOUNS: Record<string, string> = { ه: 'هو', ها: 'هي', هم: 'هم', هما: 'هما', نا: 'نحن' }

/** "…, and that he goes on" as "…, and he goes on": with the first "that", the others have gone. */
function joinedPlainly(words: string): string {
  return words.replace(
    /(?<=[،,]?\s)و[أإ]نّ?(ه|ها|هم|هما|نا)?\s+(?=(\S+)\s)/g,
    (_, pronoun: string | undefined, next: string) =>
      !pronoun || /^(?:لا|لم|لن|ليس|ليست|قد|سوف|تم|يتم|سيتم|يجب|يمكن)$/.test(next)
        ? 'و'
        : `و${PRONOUNS[pronoun]} `,
  )
}

/** Plurals and duals of people, by their endings; other words that end so have them of their own. */
const OBLIQUE =
  /^(?:ال)?(?:م(?!لايين|ساكين|وازين|يادين|ضامين|جانين|تين|بين|عين)\S{3,}ين|\S{3,}يين|(?:ناشط|عامل|نازح|لاجئ|جريح|باحث|قاتل|ناج|صحفي|مسلح|فلسطيني)ين|عشرين|ثلاثين|أربعين|خمسين|ستين|سبعين|ثمانين|تسعين)$/

/**
 * The subject of a clause after "that" or "there is" as the clause has it when it stands alone. Where the ending doesn't
 * tell the case, nothing changes.
 */
function inNominative(words: string, isClause: boolean): string {
  const there = /^(?:هناك|ثمة)\s+(.+)$/.exec(words)
  if (there?.[1] && (isClause || /^هناك \S+(?:ا|اً) \S+ا/.test(words))) {
    const all = there[1].split(' ')
    for (let at = 0; at < Math.min(4, all.length); at++) {
      const word = all[at] ?? ''
      if (!/^و?[\u0621-\u064a]{3,}(?:ا|اً|ًا)$/.test(word) || /^(?:جدا|.*اي?ا|سوريا)$/.test(word))
        break
      all[at] = word.replace(/(?:ًا|اً|ا)$/, '')
    }
    return `هناك ${all.join(' ')}`
  }
  if (!isClause) return words
  const all = words.split(' ')
  for (let at = 0; at < Math.min(3, all.length); at++) {
    const word = all[at] ?? ''
    if (OBLIQUE.test(word)) all[at] = word.replace(/ين$/, 'ون')
    else if (/^[\u0621-\u064a]{3,}تين$/.test(word) && !/^(?:ال)?(?:بساتين|ستين)$/.test(word))
      all[at] = word.replace(/ين$/, 'ان')
    else if (at === 0 && /^(?:ألفي|مئتي|مائتي)$/.test(word)) all[at] = word.replace(/ي$/, 'ا')
    else break
  }
  return all.join(' ')
}

/** "from around it" as "from around the capital", where the sentence has named one before and nothing else can be meant. */
function withNounFor(parts: string[], { text, attribution }: Said): string {
  const given = parts.join(' ')
  const pronoun = /(?<=\s)(محيط|أطراف|ضواحي|مشارف|مداخل|حول|داخل|شوارع)ها(?![\u0621-\u064a])/.exec(
    given,
  )
  const from = attribution.content[0]?.[0] ?? 0
  if (!pronoun || /[ة](?:\s|$)|ات(?:\s|$)/.test(given.slice(0, pronoun.index))) return given
  const before = text.slice(Math.max(0, from - 200), from).replace(/^.*[.!?؟\n]/s, '')
  const place = [
    ...before.matchAll(
      /(?<![\u0621-\u064a])(العاصمة|مدينة|بلدة|قرية|محافظة)\s+([\u0621-\u064a]{3,})/g,
    ),
  ]
  const [found] = place
  if (place.length !== 1 || !found) return given
  return given.replace(pronoun[0], `${pronoun[1]} ${found[1]} ${found[2]}`)
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
