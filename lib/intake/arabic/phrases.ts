import {
  ADDRESSEES,
  BEFORE_CIRCUMSTANCE,
  CIRCUMSTANCES,
  CLAUSE_OPENERS,
  NOT_PRESENT,
  OCCASIONS,
  OPEN_HEADS,
  PLAIN_VERBS,
  SOURCE_HEADS,
  THAT,
  VERB_FORMS,
} from './cues'
import type { Token } from './tokens'
import { OBJECT_PRONOUNS, type VerbForm } from './verbs'

/** More tokens are not a name. */
const LONGEST_NAME = 24

/** Tokens `[from, to)`. */
export type Range = { from: number; to: number }

export const NOTHING: Range = { from: 0, to: 0 }

export function isEmpty(range: Range): boolean {
  return range.to <= range.from
}

/** A verb of saying as it stands in a text, with what is written to it. */
export type FoundVerb = VerbForm & {
  /** و or ف before it: a new statement, whoever spoke before. */
  isJoined: boolean
  hasPronoun: boolean
}

const MEMO = new Map<string, FoundVerb | null>()
const MEMO_SIZE = 20_000

/** The verb of saying that a folded word is a form of; null where it is none. */
export function verbOfSaying(form: string): FoundVerb | null {
  if (form.length < 2) return null
  const known = MEMO.get(form)
  if (known !== undefined) return known
  const found = findVerb(form)
  if (MEMO.size > MEMO_SIZE) MEMO.clear()
  MEMO.set(form, found)
  return found
}

/** Forms that lose a first letter of their own if particles are taken off blindly. */
const NO_PARTICLE = new Set([
  'وردت',
  'ورد',
  'فقد',
  'وقد',
  'وعد',
  'وعدت',
  'وصف',
  'فسر',
  'وثق',
  'وعلي',
  'وحده',
  'فيدان',
])

function findVerb(form: string): FoundVerb | null {
  const exact = VERB_FORMS.get(form)
  if (exact) return { ...exact, isJoined: false, hasPronoun: false }
  const starts: [string, boolean][] = [[form, false]]
  if (/^[وف]/.test(form) && !NO_PARTICLE.has(form)) starts.push([form.slice(1), true])
  for (const [start, isJoined] of starts) {
    for (const rest of /^س[يتنا]/.test(start) ? [start, start.slice(1)] : [start]) {
      const whole = VERB_FORMS.get(rest)
      if (whole) return { ...whole, isJoined, hasPronoun: false }
      for (const pronoun of OBJECT_PRONOUNS) {
        if (!rest.endsWith(pronoun)) continue
        const bare = VERB_FORMS.get(rest.slice(0, -pronoun.length))
        // قوله and نفيه are nouns with the same letters.
        if (bare && rest.length - pronoun.length > 2) {
          return { ...bare, isJoined, hasPronoun: true }
        }
      }
    }
  }
  return null
}

/** A verb that tells of an event: a name has ended before it. */
export function isPlainVerb(form: string): boolean {
  if (PLAIN_VERBS.has(form)) return true
  const bare = form.startsWith('و') ? form.slice(1) : form
  if (/^[وف]/.test(form) && PLAIN_VERBS.has(form.slice(1))) return true
  // After a و fewer letters are more often a name: ويست.
  if (bare !== form && bare.length < 4) return false
  const stem = bare.replace(/(?:وا|تا|ن)$/, '')
  if (stem !== bare && PLAIN_VERBS.has(stem)) return true
  if (
    /^(?:ي[^ا][\u0621-\u064a]|سي[تكقبعشسحجخظصه][\u0621-\u064a]{2})[\u0621-\u064a]*$/.test(bare) &&
    !NOT_PRESENT.has(bare)
  )
    return true
  return (
    /^س?ت(?:ت|ست|قو|كو|شه|وا|هد|جر|شن|سي|ري)[\u0621-\u064a]{2,}$/.test(bare) &&
    !/[يو].$|ه$/.test(bare)
  )
}

const ACTION_EXCEPTIONS = new Set(
  `شهود جنود حدود وفود داود نجوم يهود هنود اسود عقود بنود حقوق شؤون قانون طيور صدور ظروف رسوم شروط بيوت ملوك قبور خطوط حروب كروم
  محور مرور جمهور تموز بيروت سعود محمود حمود عبود هارون قاسيون ثغور ضيوف فلول شيوخ نقود قرون ديون سجون عيون متون بحوث
  اخبار انباء اعضاء ابناء احزاب اطراف افراد اسرائيل انقره ايران ايطاليا اوكرانيا امريكا اميركا استراليا اعلام ارهاب اهالي اقارب
  اسماء ابراهيم اسماعيل ادلب اطباء اجهزه اسلحه ارقام اوساط اشخاص انصار اجزاء امكان اكراد اتراك ايام اسعار مقاومه معارضه
  محافظه منظمه مديريه مؤسسه تنظيم تقرير تحالف ائتلاف اتحاد تيار تجمع استخبارات اعلاميه اعلامي امارات ادارات ايرانيه
  تدمر تموز تامر تاجر تابع تقني تحدي تحدث تبغ تشيك انطاكيه اسطنبول احمد احياء اراضي اسري اخوان اعداد الاف تركيا تركيه تونس تونسي تركي تايوان مصادر مساعد مساعدات مكاتب مناطق`.split(
    /\s+/,
  ),
)

const ACTIONS = new Set(
  `سماع فقدان حرمان اداء خطف مقتل سقوط وصول وجود وقوع بدء بدايه سيطره وفاه صحه عوده دخول خروج عزم نيه رفض نجاح فشل قرب عدم ضروره عجز فتح رفع
  خفض دفع نقل قتل قصف شن ضرب قطع حجز ضبط سحب نشر حل وقف نهايه فوز خساره خسائر هجوم هدنه زياده نفاد ظهور حدوث حصول
  هبوط صعود غرق جرح نزوح هروب فرار قدره حرص دعم ثقه قلق استعداد التزام مسؤوليه حصيله عشرات مئات الاف جميع كل اي ان ما
  وجود نبا انباء تقارير خبر شائعات مزاعم اتهامات ادعاءات معلومات زياره صدور موافقه مشاركه جاهزيه بقاء شراء بيع مولد
  حاله حظر حمله منع غلق عقد طرد عزل لقاء سعي بلوغ حشد اسر اصابه اثنين ثلاثه`.split(/\s+/),
)

/**
 * Whether a word is a noun of action, as what a verb of saying tells: انسحاب, سيطرته, إسقاط. Told by its pattern, so
 * now and then it is something else; never one with an article.
 */
export function isAction(form: string): boolean {
  if (/^(?:ال|لل|وال|بال)/.test(form)) return false
  if (ACTION_EXCEPTIONS.has(form) || SOURCE_HEADS.has(form)) return false
  if (ACTIONS.has(form)) return true
  const bare = form
    .replace(/(?:تها|تهم|ها|هم|نا)$/, (ending) => (ending.startsWith('ت') ? 'ه' : ''))
    .replace(/ته$/, 'ه')
  if (bare !== form && (ACTIONS.has(bare) || isActionPattern(bare))) return true
  if (
    form.length > 4 &&
    form.endsWith('ه') &&
    (ACTIONS.has(form.slice(0, -1)) || isActionPattern(form.slice(0, -1)))
  )
    return true
  return isActionPattern(form)
}

function isActionPattern(form: string): boolean {
  if (ACTION_EXCEPTIONS.has(form) || SOURCE_HEADS.has(form)) return false
  return (
    /^است[\u0621-\u064a]{1,3}ا[\u0621-\u064a]ه?$/.test(form) ||
    /^استعاده$|^استقاله$/.test(form) ||
    /^ا[\u0621-\u064a]ت?[\u0621-\u064a]{1,2}ا[\u0621-\u064a]$/.test(form) ||
    /^ا[\u0621-\u064a]ا[\u0621-\u064a]ه$/.test(form) ||
    /^ت[\u0621-\u064a]{2}ي[\u0621-\u064a]$/.test(form) ||
    /^م[\u0621-\u064a]ا[\u0621-\u064a]{2}ه$/.test(form) ||
    /^[\u0621-\u064a]{2}و[\u0621-\u064a]$/.test(form) ||
    /^ت[\u0621-\u064a]{3}(?:ه|ها|هم)?$/.test(form)
  )
}

/** أن without a pronoun. */
export function isBareThat(form: string): boolean {
  return /^[وفبل]*ان$/.test(form)
}

export const OCCASION_WORD = OCCASIONS

export function isThat(form: string): boolean {
  return THAT.test(form)
}

/** طلب عدم كشف هويته, رافضاً ذكر اسمه: on what condition somebody speaks. */
export function isCondition(tokens: Token[], at: number): boolean {
  if (
    !/^[وف]?(?:طلب|رفض|فضل|اشترط|طالب|رافض|مشترط|مفضل)(?:ت|وا|ا|ه|ين)?$/.test(
      tokens[at]?.form ?? '',
    )
  )
    return false
  return [2, 3, 4].some((ahead) =>
    /^(?:اسم|هويت)(?:ه|ها|هم|هما)$/.test(tokens[at + ahead]?.form ?? ''),
  )
}

/** The letters of سي إن إن. */
export function isInitial(tokens: Token[], at: number): boolean {
  const [before, earlier] = [tokens[at - 1]?.form, tokens[at - 2]?.form]
  return (before === 'سي' && tokens[at + 1]?.form === 'ان') || (before === 'ان' && earlier === 'سي')
}

/** ان after a word that makes a clause of circumstance of it. */
export function opensCircumstance(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1]
  return before !== undefined && BEFORE_CIRCUMSTANCE.has(before.form.replace(/^[وف](?=..)/, ''))
}

const SOURCE_IN = /^(?:في|من|عن|لدي|ضمن)$/

/** Whether what stands at `at`, after the beginning of a name at `from`, is no longer the name. */
export function endsName(tokens: Token[], from: number, at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word') return true
  const { form } = token
  if (token.isAccusative) return true
  if (isThat(form) && !isInitial(tokens, at)) return true
  if (
    /^(?:الذي|التي|الذين|المقيم|المقيمه|المقيمين|المعروف|المعروفه|مخاطبا|اللذان|اللتان|اللواتي|اللاتي|ممن|مما|حيث|وهو|وهي|وهم)$/.test(
      form,
    )
  )
    return true
  const next = tokens[at + 1]
  if (SOURCE_IN.test(form)) {
    if (at === from) return true
    if (form === 'عن' && /^(?:ال)?صادره?$/.test(tokens[at - 1]?.form ?? '')) return false
    if (next && OCCASIONS.test(next.form)) return true
    if (form === 'عن' || form === 'من' || form === 'في' || form === 'لدي') {
      for (let back = at - 1; back >= from && at - back <= 4; back--) {
        const word = tokens[back]
        if (word && OPEN_HEADS.test(word.form.replace(/^[وف](?=ال)/, '')))
          return !next || isTimeWord(next.form)
      }
      // كتائب محلية في السويداء
      const isIndefinite = SOURCE_HEADS.has(tokens[from]?.form ?? '') && at - from > 1
      if (form === 'في' && isIndefinite && !hasArticle(tokens, from, at))
        return !next || isTimeWord(next.form)
      // وزير الدفاع في الحكومة السورية
      return !(
        form === 'في' &&
        next &&
        /^(?:ال)?(?:حكومه|جيش|اداره|وزاره|جامعه|مجلس|سوريا|العراق|لبنان|غزه|دمشق)/.test(next.form)
      )
    }
  }
  if (/^(?:علي|الي|عبر|مع|بالقول|بقوله|بقولها|بقولهم)$/.test(form)) return true
  // قال لمراسلين
  if (at === from && /^لل|^ل[^اويبق]/.test(form) && !IN_LAM.test(form)) return true
  // قال ترامب لأمير قطر
  if (
    /^ل[^ل]/.test(form) &&
    PERSON_HEAD.test(form.slice(1)) &&
    !PERSON_HEAD.test(tokens[at - 1]?.form ?? '')
  )
    return true
  if (ADDRESSEES.test(form)) {
    const before = tokens[at - 1]
    return !(
      before &&
      at > from &&
      /^(?:مراسل|مراسله|مدير|المدير|المراسل|التابع|التابعه|محلل|رئيس)$/.test(before.form)
    )
  }
  if (CIRCUMSTANCES.has(form) || (at > from && isCondition(tokens, at))) return true
  if (at > from && isLedByBa(form)) return true
  const verb = verbOfSaying(form)
  if (verb && !verb.isAmbiguous && at > from) return true
  if (verb && at === from && !verb.isAmbiguous) return true
  return isPlainVerb(form)
}

/** بالقصف, بانسحاب; of names that begin with the letter there is no end. */
function isLedByBa(form: string): boolean {
  if (!form.startsWith('ب') || isName(form)) return false
  const bare = form.slice(1)
  return /^ال.{3}/.test(bare) || isAction(bare) || OCCASIONS.test(bare) || isThat(form)
}

function hasArticle(tokens: Token[], from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (/^(?:و?ال|لل)/.test(tokens[k]?.form ?? '')) return true
  return false
}

function isTimeWord(form: string): boolean {
  return /^(?:وقت|يوم|مساء|صباح|حين|اليوم|امس)$/.test(form)
}

const IN_LAM =
  /^(?:لجنه|لجان|لندن|لواء|لقاء|ليبيا|لاجئ|لاجئون|لافروف|لوكاشينكو|لودريان|لم|لن|لكن|ليلي|لطفي|لؤي|لميس|لينا|لطيف|لحود|لفيف|لوس|لوموند)$/

/** Words in ب that no ب was put before. */
const IN_BA =
  /^(?:بشار|بغداد|باسم|باسمه|باسمها|بوتين|بايدن|بلينكن|برلين|بيروت|باريس|بكين|بنيامين|بيدرسن|بلديه|بنك|بريطانيا|بريطاني|بريطانيه|بلجيكا|بكر|بدر|بسام|بلال|بسمه|بثينه|بني|بن|بنت|بيت|بعثه|بحريه|بري|بولندا|بلغاريا|بورصه|باكستان|باكستاني|برنامج|برلمان|برلماني|برلمانيه|باحث|باحثه|باحثون|باقر|بهاء|بي|بانياس|بو|بيل|بيتر|بول|براون|باراك|بوريل|بوغدانوف|بديع|بطريرك|باطن|بعض|باريسي|بريد|بترول|بيان|بيانات|بلاغ|بارزاني|برزاني|بافل|بدران|بكري|بركات|بيلاروس|بلومبرغ|بوليتيكو)$/

export function isName(form: string): boolean {
  return IN_BA.test(form)
}

const TITLES =
  /^(?:ال)?(?:رئيس|وزير|متحدث|ناطق|عقيد|عميد|لواء|مقدم|رائد|نقيب|ملازم|جنرال|فريق|شيخ|امير|ملك|دكتور|سيد|سيده|مهندس|محامي|نائب|قائد|قيادي|مدير|امين|مبعوث|مستشار|باحث|خبير|محلل|ناشط|سفير|محافظ|زعيم|بابا|بطريرك|مطران|مفتي|كاتب|صحافي|صحفي|استاذ|طبيب|عضو|مسؤول|مسؤوله|مصدر|مدعو|ضابط|جندي|عام|عسكري|سياسي|اعلامي|متحدثه|وزيره|مستشاره|مديره|رئيسه|نائبه|باحثه|ناشطه|اميركي|امريكي|روسي|تركي|سوري|ايراني|اسرائيلي|لبناني|عراقي|فرنسي|خارجيه|دفاع|داخليه|دوله|وزراء|عدل|جيش|حكومه|عمليات|ثقافه|صحه|اقتصاد|ماليه|تعليم|انسان)$/

const ADJECTIVES =
  /^ال(?:[\u0621-\u064a]+(?:ي|يه|يين|يون|يتين)|متحده|عام|عامه|جديد|جديده|سابق|سابقه|كبري|كبير|كبار|اعلي|عليا|اول|اولي|ثاني|وطنيه|مشترك|مشتركه|مسلحه|مسلح|مسلحون|معارض|معارضه|موقت|موقته|مؤقت|مؤقته|منتخب|منتهيه|محتل|حاكم|حاكمه|ديمقراطيه|خاص|خاصه|حره|حر|حرس|ثوري|سوداء|بيضاء|ابيض|احمر|ازرق|مستقل|مستقله|مختصه|معنيه|رسميه|راحل|مخلوع|اسبق|حالي|مكلف|متحدث|تنفيذي|ناطق|تابع|تابعه|مقيم|معني|مساعد|بارز|بارزه|متقاعد|محلي|ديموقراطيه)$/

/**
 * Where a name ends that begins at `from`, before `to`: a chain of nouns, its adjectives, a person's own name after
 * a title, and names in marks or parentheses. `beforeObject`: another noun may follow with nothing between, as in
 * نفت وزارة الدفاع السورية الأنباء, and doesn't belong to it.
 */
export function nameEnd(tokens: Token[], from: number, to: number, beforeObject: boolean): number {
  const isPerson = PERSON_HEAD.test(tokens[from]?.form ?? '')
  const most = Math.min(to, from + LONGEST_NAME)
  let at = from
  while (at < most) {
    const token = tokens[at]
    if (!token) break
    if (token.kind === 'mark') {
      const end = asideEnd(tokens, at, to, from)
      if (end === at) break
      at = end
      continue
    }
    if (endsName(tokens, from, at) || (at > from && isOutletToldTo(tokens, from, at))) break
    if (beforeObject && at > from && beginsObject(tokens, from, at, isPerson)) break
    at++
  }
  return at
}

/** أفاد مسؤول كبير وكالة فرانس برس: the agency is told, unless it is the name's own: مدير وكالة. */
export function isOutletToldTo(tokens: Token[], from: number, at: number): boolean {
  if (
    !/^(?:وكاله|صحيفه|قناه|شبكه|تلفزيون|اذاعه|موقع|رويترز|فرانس|سانا|الاناضول)$/.test(
      tokens[at]?.form ?? '',
    )
  )
    return false
  if (
    /^(?:ال)?(?:مدير|رئيس|محرر|مراسل|مراسله|موفد|مندوب|مكتب|وكاله|صحيفه|قناه|شبكه|تلفزيون|رويترز|فرانس|سانا)$/.test(
      tokens[from]?.form ?? '',
    )
  )
    return false
  return (
    !PERSON_HEAD.test(tokens[at - 1]?.form ?? '') && !SOURCE_HEADS.has(tokens[at - 1]?.form ?? '')
  )
}

/** The end of a short name in marks or parentheses, or of a hyphen or an initial's stop; `at` where it is none. */
function asideEnd(tokens: Token[], at: number, to: number, from: number): number {
  const token = tokens[at]
  const before = tokens[at - 1]
  if (!token) return at
  if (token.quotation >= 0 && token.quotation !== (before?.quotation ?? -1)) {
    let end = at
    while (end < to && tokens[end]?.quotation === token.quotation) end++
    const isNamed =
      at === from || SOURCE_HEADS.has(before?.form ?? '') || /^ال/.test(before?.form ?? '')
    return isNamed && end - at <= 6 && end <= to ? end : at
  }
  if (token.form === '(') {
    for (let end = at + 1; end < Math.min(to, at + 7); end++) {
      if (tokens[end]?.form === ')') return end + 1
    }
    return at
  }
  const isInside = at > from && before?.kind === 'word' && tokens[at + 1]?.kind === 'word'
  if (isInside && /^[-–.]$/.test(token.form) && before.end === token.start) {
    if (token.form === '.') return before.form.length === 1 ? at + 1 : at
    return tokens[at + 1]?.start === token.end ? at + 1 : at
  }
  return at
}

/** Whether a noun within reach of a name is what is said or whom it is said of, rather than the name's next word. */
function beginsObject(tokens: Token[], from: number, at: number, isPerson: boolean): boolean {
  const form = tokens[at]?.form ?? ''
  const before = tokens[at - 1]?.form ?? ''
  if (isAction(form)) return !isIdafaOfInstitution(tokens, at)
  if (/^(?:بلاده|بلادها|جميع|كل|كافه|نظيره|انصاره)$/.test(form) || /.{3}(?:ها|هم)$/.test(form))
    return true
  // أبلغت واشنطن تل أبيب
  if (at === from + 1 && COUNTRIES.has(before) && !form.startsWith('ال')) return true
  if (OCCASIONS.test(form) && !form.startsWith('ال')) return true
  const wasDefinite = /^و?(?:ال|لل)/.test(before)
  const isDefinite = form.startsWith('ال')
  if (isDefinite) {
    if (wasDefinite)
      return !ADJECTIVES.test(form) && !(isPerson && (TITLES.test(form) || TITLES.test(before)))
    // A chain of nouns ends with its first definite one; so do names: رامي عبد الرحمن.
    return COUNTRIES.has(before) && !ADJECTIVES.test(form)
  }
  if (/^[ول]/.test(form) && !COUNTRIES.has(form) && !SOURCE_HEADS.has(form)) return false
  if (COUNTRIES.has(form))
    return (
      wasDefinite ||
      COUNTRIES.has(before) ||
      (!SOURCE_HEADS.has(before) && at - from > 1 && !TITLES.test(before))
    )
  if (SOURCE_HEADS.has(form)) return wasDefinite || COUNTRIES.has(before)
  return wasDefinite && !isPerson
}

/** هيئة تحرير الشام, لجنة تنسيق: the noun of action belongs to an institution's name. */
export function isIdafaOfInstitution(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1]?.form.replace(/^[وف](?=.{3})/, '') ?? ''
  return !before.startsWith('ال') && SOURCE_HEADS.has(before) && !PERSON_HEAD.test(before)
}

const PERSON_HEAD =
  /^(?:ال)?(?:رئيس|وزير|وزيره|متحدث|متحدثه|ناطق|ناطقه|عقيد|عميد|لواء|مقدم|رائد|نقيب|ملازم|جنرال|فريق|شيخ|امير|ملك|دكتور|سيد|سيده|مهندس|محامي|نائب|نائبه|قائد|قيادي|مدير|مديره|امين|مبعوث|مستشار|مستشاره|باحث|باحثه|خبير|محلل|ناشط|ناشطه|سفير|محافظ|زعيم|بابا|بطريرك|مطران|مفتي|كاتب|صحافي|صحفي|استاذ|طبيب|عضو|مسؤول|مسؤوله|ضابط|مندوب|ممثل|مساعد|منسق|مفوض|مراسل|رئيسه|حاكم|معارض|لاجئ|نازح|مواطن|عمده|رجل|شاهد|سكرتير)$/

/** Names that are nobody's forename or family name: they begin a new noun after another name. */
export const COUNTRIES = new Set(
  `سوريا سوريه تركيا ايران روسيا اسرائيل لبنان مصر قطر فرنسا بريطانيا المانيا ايطاليا اسبانيا اميركا امريكا الصين اوكرانيا
  بولندا اليونان ليبيا تونس المغرب الجزائر السودان اليمن فلسطين موسكو كييف واشنطن طهران دمشق بغداد بيروت انقره القاهره
  الرياض الدوحه ابوظبي عمان باريس لندن برلين بروكسل بكين حماس حزب قسد داعش الناتو النظام`.split(
    /\s+/,
  ),
)

/** The words before a verb that name who says it: وزارة الدفاع أعلنت. Empty where the verb opens its clause. */
export function nameBefore(tokens: Token[], at: number, least: number): Range {
  let last = at
  while (
    last > least &&
    /^(?:و?قد|سبق|كان|كانت|سوف|ايضا|بدوره|بدورها)$/.test(tokens[last - 1]?.form ?? '')
  )
    last--
  const isAfterComma = /^[،,]$/.test(tokens[last - 1]?.form ?? '')
  const end = isAfterComma ? last - 1 : last
  let from = segmentStart(tokens, end, least)
  if (isAfterComma) {
    // رامي عبد الرحمن، مدير المرصد، قال
    const comma = tokens[from - 1]
    if (from >= end || !comma || !/^[،,]$/.test(comma.form)) return NOTHING
    const before = segmentStart(tokens, from - 1, least)
    if (before >= from - 1 || startsAside(tokens, before) || startsAside(tokens, from))
      return NOTHING
    from = before
  }
  if (from >= end || startsAside(tokens, from)) return NOTHING
  return { from, to: end }
}

function segmentStart(tokens: Token[], end: number, least: number): number {
  const within = tokens[end]?.quotation ?? -1
  let from = end
  while (from > least && end - from < LONGEST_NAME) {
    const token = tokens[from - 1]
    if (!token || token.kind === 'break') break
    if (token.kind === 'mark') {
      if (token.quotation !== within || /^[()[\]\-–]$/.test(token.form)) {
        from--
        continue
      }
      break
    }
    if (token.quotation === within) {
      if (CLAUSE_OPENERS.has(token.form) || isThat(token.form)) break
      const verb = verbOfSaying(token.form)
      if (verb && !verb.isAmbiguous) break
      if (isPlainVerb(token.form) && !SOURCE_HEADS.has(token.form)) break
    }
    from--
  }
  // What was walked into without an end is no name.
  return end - from >= LONGEST_NAME ? end : from
}

const ASIDE =
  /^[وف]?(?:في|من|علي|الي|عن|مع|بعد|قبل|خلال|عبر|عقب|اثر|منذ|حول|وسط|ضمن|لدي|امام|اليوم|امس|مساء|صباح|فجر|ظهر|ليل|يوم|بدوره|بدورها|بدورهم|كذلك|ايضا|هذا|ذلك|فيه|فيها|به|بها|السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|جهته|جهتها|هنا|هناك|ردا|تعليقا|لكنه|لكنها|انه|انها|هو|هي|هم)$/

function startsAside(tokens: Token[], at: number): boolean {
  const form = tokens[at]?.form ?? ''
  return ASIDE.test(form) || isThat(form)
}
