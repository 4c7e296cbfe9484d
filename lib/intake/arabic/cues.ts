import type { AttributionKind } from '../schema'
import { foldArabic } from './tokens'
import { conjugate, type Verb, type VerbForm } from './verbs'

/**
 * A verb a line: past, present, and what sets it apart.
 * `إلى` and its like: the prepositions before what is said. `اسم`: what is said may be a bare noun. `؟`: the
 * letters of its past are a noun or a particle too; `؟؟`: any form of it is often no saying. `حرف`: only a preposition
 * leads to what is said. `شخص`: what is said opens with whom it is said of;
 * `مخاطب`: it comes after whom it is said to. `+`: a word
 * that must follow, or the verb is no saying. `ريبة`: the writer doubts it.
 */
const VERBS: Record<AttributionKind, string> = {
  asserts: `
    قال يقول
    اكد يؤكد على اسم
    اعلن يعلن عن اسم
    اضاف يضيف
    ذكر يذكر ب ؟ اسم
    افاد يفيد ب
    صرح يصرح ب
    اوضح يوضح اسم
    اعتبر يعتبر اسم
    عد يعد ؟؟
    شدد يشدد على
    اشار يشير الي
    لفت يلفت الي
    نوه ينوه الي ب
    كشف يكشف عن ؟ اسم
    اظهر يظهر ؟؟
    دلل يدلل علي
    ذهب يذهب الي ؟؟
    نعي ينعي ؟؟
    زعم يزعم اسم ريبة
    ادعي يدعي اسم ريبة
    اتهم يتهم شخص ب
    وصف يصف ؟ شخص ب
    كتب يكتب ؟؟
    رد يرد ؟؟
    تابع يتابع ؟؟
    اردف يردف
    استطرد يستطرد
    استدرك يستدرك
    بين يبين ؟؟
    استنكر يستنكر اسم
    ادان يدين اسم
    دان يدين اسم ؟
    ندد يندد ب حرف
    تعهد يتعهد ب
    وعد يعد ؟؟ ب
    هدد يهدد ب شخص
    توعد يتوعد ب شخص
    راي يري ؟؟
    ابلغ يبلغ مخاطب ب
    اخبر يخبر مخاطب ب
    روي يروي ؟
    حكي يحكي ؟؟
    تحدث يتحدث عن حرف
    تكلم يتكلم عن حرف
    اعرب يعرب عن حرف
    عبر يعبر عن ؟ حرف
    اقترح يقترح اسم
    انتقد ينتقد اسم
    اشتكي يشتكي من
    شكا يشكو من
    سال يسال ؟؟
    اجاب يجيب ب
    علق يعلق ؟؟
    عقب يعقب ؟؟
    شرح يشرح ؟؟
    حمل يحمل ؟؟ شخص +مسؤوليه
    جزم يجزم ب
    اقسم يقسم
    ابدي يبدي اسم
    سجل يسجل ؟؟
    وثق يوثق اسم ؟
    رصد يرصد اسم ؟
    احصي يحصي اسم
    نشر ينشر ؟؟
    غرد يغرد
    خلص يخلص الي
    استنتج يستنتج
    لمح يلمح الي
    المح يلمح الي
    نبه ينبه الي
    ختم يختم ؟؟
    اختتم يختتم
    اعتقد يعتقد
    ظن يظن
    فسر يفسر ؟؟
    برر يبرر
    قدر يقدر ؟؟ شخص ب
    تبني يتبني اسم
    رفض يرفض ؟؟
    شهد يشهد ؟؟
    زاد يزيد ؟؟
    واصل يواصل ؟؟
    تساءل يتساءل عن
    جدد يجدد اسم ؟
    رحب يرحب ب حرف
    عزا يعزو
    ارجع يرجع ؟؟
    لاحظ يلاحظ
    وجد يجد ؟؟
    علم يعلم ؟؟
    تذكر يتذكر ؟؟
    صرخ يصرخ ؟؟
    هتف يهتف ؟؟
    كرر يكرر ؟؟
    ردد يردد ؟؟
    همس يهمس ؟؟
    سخر يسخر ؟؟
    افتي يفتي ب
    بشر يبشر ؟ ب
    طمان يطمئن مخاطب ب
    احتج يحتج علي حرف
    تباهي يتباهي ب
    فاخر يفاخر ب
    اعتذر يعتذر عن حرف`,
  denies: `
    نفي ينفي اسم ؟
    كذب يكذب ؟ اسم
    فند يفند اسم
    دحض يدحض اسم
    انكر ينكر اسم
    استبعد يستبعد اسم
    تنصل يتنصل من
    شكك يشكك في حرف`,
  confirms: `
    اقر يقر ب
    اعترف يعترف ب
    ثبت يثبت ؟
    اثبت يثبت اسم`,
  hearsay: `
    نقل ينقل عن ؟
    نسب ينسب ؟
    تناقل يتناقل عن حول اسم
    تداول يتداول عن حول ؟؟
    اورد يورد اسم
    اقتبس يقتبس عن`,
  predicts: `
    توقع يتوقع اسم
    رجح يرجح اسم
    تكهن يتكهن ب
    تنبا يتنبا ب
    حذر يحذر من ؟ اسم`,
  urges: `
    دعا يدعو الي شخص
    طالب يطالب ب شخص ؟
    طلب يطلب من اسم ؟
    حث يحث على شخص ؟
    ناشد يناشد شخص
    اوصي يوصي ب
    نصح ينصح ب شخص
    امر يامر ب ؟؟
    اوعز يوعز ب
    حض يحض على شخص ؟`,
}

const PREPOSITIONS = new Set(['على', 'عن', 'الي', 'من', 'ب', 'في', 'حول'])

type Listed = {
  past: string
  present: string
  verb: Verb
  isAlwaysUnclear: boolean
  isNoun: boolean
}

function listed(): Listed[] {
  return (Object.entries(VERBS) as [AttributionKind, string][]).flatMap(([kind, lines]) =>
    lines
      .trim()
      .split('\n')
      .map((line) => {
        const [past = '', present = '', ...marks] = line.trim().split(/\s+/)
        return {
          past,
          present,
          verb: {
            kind,
            prepositions: marks.filter((mark) => PREPOSITIONS.has(mark)).map(foldArabic),
            takesNoun: marks.includes('اسم'),
            isLedOnly: marks.includes('حرف'),
            takesPerson: marks.includes('شخص'),
            takesAddressee: marks.includes('مخاطب'),
            mustHave: marks.find((mark) => mark.startsWith('+'))?.slice(1) ?? null,
            isHedged: marks.includes('ريبة'),
          },
          isAlwaysUnclear: marks.includes('؟؟'),
          isNoun: marks.includes('؟'),
        }
      }),
  )
}

function verbsOf(): Map<string, VerbForm> {
  const forms = new Map<string, VerbForm>()
  const verbs = listed()
  // Pasts first: where one verb's rare present is another's past, the past is meant.
  for (const tense of ['past', 'present'] as const) {
    for (const { past, present, verb, isAlwaysUnclear, isNoun } of verbs) {
      for (const form of conjugate(past, present)[tense]) {
        if (forms.has(form) || NO_SAYING.has(form)) continue
        const isAmbiguous = isAlwaysUnclear || (form === past && isNoun) || OFTEN_ELSE.has(form)
        forms.set(form, { verb, isPassive: false, isAmbiguous })
      }
    }
  }
  for (const line of PASSIVES.trim().split('\n')) {
    const [form = '', kind = '', ...marks] = line.trim().split(/\s+/)
    const verb: Verb = {
      kind: kind as AttributionKind,
      prepositions: marks.filter((mark) => PREPOSITIONS.has(mark)),
      takesNoun: false,
      isLedOnly: false,
      takesPerson: false,
      takesAddressee: false,
      mustHave: null,
      isHedged: true,
    }
    forms.set(form, { verb, isPassive: true, isAmbiguous: false })
  }
  return forms
}

/** Forms that are nearly always another word: يجب أن, نصف, إنه. */
const NO_SAYING = new Set(
  'يجب تجب نجب اجب نصف انه ردا اعد نعد نرد ارد ارا نرا نر ار ير تر ادع تدع'.split(' '),
)
/** يُدعى, "is called", and others that are written like a saying. */
const OFTEN_ELSE = new Set(
  'يدعي تدعي نري اري يروا طلبا كشفا نقلا وصفا ذكرا قدرا حذرا كاتبا تعد يعد'.split(' '),
)

/** Passives that letters alone tell; others are told from what follows: ذُكر أن. */
const PASSIVES = `
  قيل hearsay
  يقال hearsay
  تقال hearsay
  افيد hearsay ب عن
  اشيع hearsay عن
  يشاع hearsay عن`

/** Every written form of the verbs of saying, without particles before and pronouns after. */
export const VERB_FORMS = verbsOf()

/**
 * Participles of circumstance: whoever spoke before goes on, مشيراً إلى أن. Accusative and masculine, then `*` where a
 * bare noun may follow, then prepositions.
 */
const PARTICIPLES: Record<AttributionKind, string> = {
  asserts: `قائلا مؤكدا*:على مضيفا موضحا معتبرا* مشددا:على مشيرا:الي لافتا:الي منوها:الي,ب كاشفا*:عن زاعما* مدعيا*
    متهما*:ب واصفا* مبينا مستنكرا* مدينا* منددا:ب متعهدا:ب مهددا*:ب متوعدا*:ب معلنا*:عن معربا:عن معبرا:عن متحدثا:عن
    ذاكرا متابعا مردفا مستدركا مستطردا مجيبا معلقا:علي,ب جازما:ب منتقدا* محملا* ملمحا:الي منبها:الي مذكرا:ب مختتما مفسرا
    مبررا*:ب رافضا* مشتكيا:من واعدا:ب شاكيا:من خالصا:الي كاتبا متسائلا مرحبا:ب`,
  denies: 'نافيا* مكذبا* مفندا* منكرا* مستبعدا*',
  confirms: 'معترفا:ب مثبتا*',
  hearsay: 'ناقلا:عن',
  predicts: 'متوقعا* مرجحا* محذرا*:من متكهنا:ب متنبئا:ب',
  urges: 'داعيا*:الي مطالبا*:ب حاثا*:علي مناشدا* موصيا:ب طالبا* آمرا:ب',
}

type CueWord = Pick<Verb, 'kind' | 'prepositions' | 'takesNoun' | 'isHedged'>

function participlesOf(): Map<string, CueWord> {
  const words = new Map<string, CueWord>()
  for (const [kind, list] of Object.entries(PARTICIPLES) as [AttributionKind, string][]) {
    for (const entry of list.trim().split(/\s+/)) {
      const [marked = '', prepositions = ''] = entry.split(':')
      const word = foldArabic(marked.replace('*', ''))
      const cue = {
        kind,
        takesNoun: marked.endsWith('*'),
        prepositions: prepositions.split(',').filter(Boolean).map(foldArabic),
        isHedged: /^(?:زاعم|مدعي)/.test(word),
      }
      const stem = word.slice(0, -1)
      words.set(word, cue)
      for (const ending of ['ه', 'ين', 'تين']) words.set(stem + ending, cue)
    }
  }
  return words
}

export const PARTICIPLE_FORMS = participlesOf()

/** Introduce a source: بحسب المرصد. Words in order, the longest first; ل is written to the source. */
export const SOURCE_PHRASES: string[][] = `
  علي ما|بحسب ما|حسب ما|وفق ما|وفقا لما|طبقا لما|حسبما|نقلا عما
  بحسب|حسب|وفقا ل|وفق|طبقا ل
  علي حد قول|علي حد تعبير|علي حد وصف|علي حد زعم|بحد قول|علي لسان
  نقلا عن|استنادا الي|بالاستناد الي|باقتباس عن
  في راي|براي|من وجهه نظر|في نظر|بنظر|بتعبير|بشهاده|باعتراف|باقرار|بتاكيد|بزعم`
  .trim()
  .split(/[|\n]/)
  .map((phrase) => phrase.trim().split(' '))

const THINGS: Partial<Record<AttributionKind, string>> = {
  hearsay: `انباء نبا تقارير تقرير اخبار معلومات شائعات اشاعات مزاعم ادعاءات ادعاء زعم روايات تكهنات تسريبات اقاويل`,
  asserts: 'اتهامات تصريحات تاكيدات تاكيد اعلان قول',
  predicts: 'تحذيرات تحذير توقعات ترجيحات',
  urges: 'مطالبات دعوات',
  denies: 'نفي',
}

/** Things said, as nouns without article: what they say follows with أن, بأن, عن. */
export const SAID_THINGS = new Map(
  (Object.entries(THINGS) as [AttributionKind, string][]).flatMap(([kind, words]) =>
    words.split(' ').map((word): [string, AttributionKind] => [word, kind]),
  ),
)

/** Doubt, wherever it stands in what is said. قد is one only before a present verb. */
export const HEDGES = new Set(
  `ربما لعل يبدو محتمل المحتمل محتمله المحتمله يحتمل المرجح يرجح يعتقد يزعم المزعوم المزعومه مزعوم مزعومه
  يفترض المفترض يشتبه المتوقع`.split(/\s+/),
)

/** أن and its like, with what they can be written together with. */
export const THAT = /^(?:و|ف)?(?:ب|ل)?(?:ان|انه|انها|انهم|انهما|انهن|اننا|انا|انني|اني|انك|انكم)$/

/** Words that make أن after them begin a clause of circumstance: بعد أن. */
export const BEFORE_CIRCUMSTANCE = new Set(
  'بعد قبل منذ دون غير الا حتي رغم مع بمجرد لمجرد حيث كما لولا مثل بدل عوض بيد سوي ريثما'.split(
    ' ',
  ),
)
