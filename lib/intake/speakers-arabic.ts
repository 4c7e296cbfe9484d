import { isAction } from './arabic/actions'
import { SAID_THINGS } from './arabic/cues'
import { foldArabic } from './arabic/tokens'
import { fold } from './places/fold'
import { placesCalled } from './places/gazetteer'
import type { Span, Speaker } from './schema'
import type { Mention, Reading } from './speakers-english'

const words = (list: string) => new Set(list.split(/\s+/).filter(Boolean).map(foldWord))

/** Posts, ranks and callings, which stand before a name. */
const ROLES = words(`
  رئيس رئيسة وزير وزيرة قائد قائدة قيادي قيادية متحدث متحدثة ناطق ناطقة مدير مديرة زعيم زعيمة أمين أمينة محافظ محافظة_ عمدة حاكم
  حاكمة مبعوث مبعوثة سفير سفيرة نائب نائبة عضو عضوة خبير خبيرة محلل محللة باحث باحثة طبيب طبيبة دكتور دكتورة عميد لواء_ عقيد رائد نقيب
  فريق ملازم مقدم شيخ أمير أميرة ملك ملكة سلطان بابا مطران بطريرك أسقف قاضي قاض قاضية مدعي مدعية محامي محام محامية صحفي صحفية صحافي
  صحافية مراسل مراسلة ناشط ناشطة منسق منسقة مستشار مستشارة مساعد مساعدة مسؤول مسؤولة مسئول شقيق شقيقة نجل نجلة والد والدة مواطن مواطنة
  سيد سيدة أستاذ أستاذة ممثل ممثلة مفوض مفوضة مقرر مقررة كبير كبيرة قنصل مرشح مرشحة كاتب كاتبة لاعب مدرب مشير مفتي إمام آية حجة
  متزعم قيادي_ مهندس مهندسة مزارع سائق معلم معلمة عالم عالمة منظم منظمة_ مؤسس مالك موظف موظفة مدعى رئيسا وكيل وكيلة
`)

/** Heads of institutions. */
const INSTITUTIONS = words(`
  وزارة حكومة جيش هيئة منظمة مؤسسة مجلس برلمان محكمة وكالة مرصد شرطة رئاسة خارجية داخلية دفاع قيادة مديرية إدارة حزب ائتلاف تحالف قوات
  كرملين بنتاغون بنتاجون أمم اتحاد جامعة بعثة سلطات سلطة نيابة لجنة شركة بنك مصرف صندوق مكتب نقابة هلال صليب غرفة مركز معهد بلدية دائرة
  سفارة قنصلية مستشفى ديوان محافظة جهاز جمعية أركان قصر البيت مفوضية عدل صحة طيران مطار سكك رابطة حملة فرقة حركة جبهة جماعة تنظيم
  شبكة تيار كتلة لجان نقابات فصائل سلاح بحرية حرس معارضة دول دولة كنيسة أزهر بورصة ناتو حلف
`)
const ARMED =
  /(?:^|\s)(?:فصائل|الفصائل|هيئة تحرير الشام|حزب الله|حماس|الحوثيون|الحوثيين|أنصار الله|قوات الدعم السريع|الدعم السريع|قوات سوريا الديمقراطية|قسد|داعش|تنظيم|طالبان|كتائب|سرايا|ألوية|مسلحون|المسلحون|ميليشيا|مليشيا|غرفة عمليات|إدارة العمليات العسكرية|الجيش الوطني السوري|الجيش السوري الحر|جبهة النصرة|حركة الشباب|الجهاد الإسلامي|المعارضة المسلحة|فيلق|لواء)(?=\s|$)/
const AGENCIES =
  /(?:^|\s)(?:وكالة|سانا|رويترز|فرانس برس|فرانس بريس|أ ?ف ?ب|أسوشيتد برس|اسوشيتد برس|أ ?ب|الأناضول|تاس|شينخوا|سبوتنيك|إرنا|تسنيم|وفا|بترا|كونا|نوفوستي|إنترفاكس|د ?ب ?أ|أ ?ش ?أ|بلومبرغ|بلومبيرغ|إيرنا)(?=\s|$)/
const OUTLETS =
  /(?:^|\s)(?:قناة|تلفزيون|التلفزيون|صحيفة|جريدة|إذاعة|موقع|مجلة|قنوات|فضائية|الجزيرة|العربية|الحدث|بي بي سي|سي إن إن|سكاي نيوز|الميادين|المنار|نيويورك تايمز|واشنطن بوست|الغارديان|وسائل إعلام|الإعلام|إعلام|الشرق الأوسط)(?=\s|$)/
const MONITORS =
  /(?:^|\s)(?:المرصد|مرصد|العفو الدولية|هيومن رايتس ووتش|الشبكة السورية لحقوق الإنسان|نت بلوكس|بتسيلم)(?=\s|$)/
const WITNESSES =
  /^(?:شهود|شاهد|شاهدة|الشهود|سكان|السكان|أهالي|الأهالي|ناجون|ناجية|ناج|نازحون|قاطنون|مواطنون|عيان)(?=\s|$)/

/** Words that join the parts of a personal name. */
const JOINS = words('عبد بن ابن أبو أبي أبا آل بنت ولد أم دي فان فون دا إل')
/** Nouns that stand between a post and a name, beside those of institutions. */
const BETWEEN = words(`
  شؤون حقوق قسم فرع ملف عمليات مجال طب علوم كلية دعم إغاثة شمال جنوب شرق غرب وسط عام أول سابق حالي مدينة بلدة قرية منطقة إقليم ولاية ريف
  تحرير أنصار حماس فتح أطباء العفو لواء فيلق كتيبة غرفة فريق بنك خط قطاع عموم أمن تخطيط برامج مكافحة شعبة فصيل مجموعة ميليشيا أمناء وزراء نواب شيوخ
`)
const STOPS = words(`
  في من على إلى عن مع إن أن قد لقد لم لن لا ما هو هي هذا هذه ذلك تلك الذي التي الذين خلال بعد قبل عند لدى حول بين ضد منذ حتى كما وقد أنه
  أنها إنه إنها بأن بأنه فيما حيث بينما عبر تحت فوق نحو ضمن اليوم أمس السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة قال قالت
  أكد أكدت أعلن أعلنت أضاف أضافت نفى نفت ذكر ذكرت أفاد أفادت صرح أوضح أوضحت تابع تابعت كان كانت يكون أي كل بعض غير ليس بعدما عقب أثناء وهو
  وهي يوم مساء صباح قوله قولها مؤكدا مضيفا إثر جراء بسبب سوى ثم أو أم_ لكن بل إذ إذا عندما طلب قائلا قائلة باسم
`)

/** A word as it is compared: one form for each letter, and no article. */
export function foldWord(word: string): string {
  return word
    .replace(/[\u064b-\u0652\u0670\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىئ]/g, 'ي')
    .replace(/ؤ/g, 'و')
    .replace(/ة/g, 'ه')
    .replace(/^ال(?=.{2})/, '')
}

/** Adjectives of a post without a name: مسؤول أمني, قيادي بارز. */
const DESCRIBES =
  /^(?!(?:علي|مهدي|هادي|فوزي|رمزي|حمدي|صبري|لطفي|شوقي|فتحي|سامي|رامي|هاني|راضي|زكي|شكري|بدري|نوري|مجدي|يسري|رشدي|وصفي|حلمي|غازي|ناجي|فهمي|سعدي|عدي|لؤي|قصي|تقي|حسني|صدقي|وجدي|بكري|نادية|سامية|راضية|رقية|صفية|فوزية|نورية|سمية|آسية|علية|زكية|هادية)$)(?:\p{Script=Arabic}{2,}(?:ي|ية)|كبير|كبيرة|رفيع|رفيعة|بارز|بارزة|سابق|سابقة|مطلع|مطلعة|مقرب|مقربة|معارض|معارضة|متقاعد|متقاعدة|مستقل|مستقلة)$/u
/** A post with a pronoun: its head, spokesman, the man's lawyer. */
const OF_SOMEBODY =
  /^((?:رئيس|مدير|قائد|زعيم|أمين|وزير|متحدث|متحدثة|ناطق|نائب|محامي|نجل|شقيق|والد|مستشار|مساعد|ممثل|مبعوث|سفير|حاكم|رئيسة|مديرة)(?:ت)?)(ه|ها|هم)(?=\s|$)|^((?:ال)?(?:متحدث|متحدثة|ناطق|ناطقة)(?:\s(?:ال)?رسمي(?:ة)?)?\sباسم)(ه|ها|هم)(?=\s|$)/

type Word = { from: number; to: number; text: string; key: string; isDefinite: boolean }

const WORD = /[\p{Script=Arabic}\p{M}]+|\p{Script=Latin}[\p{Script=Latin}.'-]*|\p{N}+/gu

function wordsOf(text: string, from: number, to: number): Word[] {
  return [...text.slice(from, to).matchAll(WORD)].map((match) => ({
    from: from + match.index,
    to: from + match.index + match[0].length,
    text: match[0],
    key: foldWord(match[0]),
    isDefinite: /^ال./.test(match[0]),
  }))
}

/** What kind of source goes by an Arabic name, as far as the words tell. */
export function arabicKindOf(name: string): Speaker['kind'] {
  if (WITNESSES.test(name)) return 'witness'
  if (MONITORS.test(name)) return 'monitor'
  const first = foldWord(/^\S+/.exec(name)?.[0] ?? '')
  if (
    AGENCIES.test(name) &&
    !/^وكالة (?:الأمم|الطاقة|الفضاء|الاستخبارات|المخابرات|الغوث|الأونروا)/.test(name)
  )
    return 'agency'
  if (OUTLETS.test(name)) return 'outlet'
  if (ARMED.test(name)) return 'armed_group'
  if (INSTITUTIONS.has(first)) return 'institution'
  return 'other'
}

/** Where a source stands, and where what it says begins, if that is behind it. */
export type SourceAt = { span: Span; until: number }

/** Everybody whom the Arabic text names with their post, and the `sources` of what is said, in order. */
export function arabicMentionsIn(text: string, sources: SourceAt[]): Mention[] {
  const found: Mention[] = []
  const all = wordsOf(text, 0, text.length)
  for (let i = 0; i < all.length; i++) {
    const word = all[i] as Word
    const isOfSomebody = OF_SOMEBODY.test(withoutJoint(word.text))
    if (
      (!ROLES.has(withoutAnd(word)) && !isOfSomebody) ||
      (i > 0 && isBeside(text, all[i - 1], word) && ROLES.has(withoutAnd(all[i - 1] as Word)))
    )
      continue
    let end = i + 1
    while (end < all.length && end - i < 12 && isBeside(text, all[end - 1], all[end])) end++
    const name = nameIn(all.slice(i, end))
    if (!name) continue
    const isJoined = isOfSomebody
      ? withoutJoint(word.text) !== word.text
      : word.key !== withoutAnd(word)
    const start = word.from + (isJoined ? 1 : 0)
    found.push(
      mention({
        name: text.slice(name.from, name.to),
        span: [name.from, name.to],
        description: ofWhom(text, text.slice(start, name.from).trim(), start, sources),
        kind: 'person',
        form: 'named',
        head: withoutAnd(word),
      }),
    )
  }
  for (const { span, until } of sources) {
    const reading = readArabicSource(text, span, until)
    // "the source" is one that was named before.
    const isAgain = reading.form === 'role' && /^ال\S+$/.test(reading.name)
    if (
      !isAgain &&
      (reading.form === 'named' || reading.form === 'institution' || reading.form === 'role')
    )
      found.push(mention(reading))
  }
  return found.sort((one, other) => one.reading.span[0] - other.reading.span[0])
}

function withoutJoint(word: string): string {
  return word.replace(/^[وف](?=(?:رئيس|مدير|قائد|زعيم|أمين|متحدث|ناطق|نائب|محامي|نجل|شقيق))/, '')
}

/** A description without the pronoun in it; null where nothing is left to say whose. */
function ofNobody(description: string): string | null {
  return OF_SOMEBODY.test(description) ? null : description
}

/** How far back an institution is still meant by "its head". */
const NEAR = 300

/** "its head" with whose it is: the institution that spoke last, where its gender agrees; null where that isn't sure. */
function ofWhom(text: string, description: string, at: number, sources: SourceAt[]): string | null {
  const found = OF_SOMEBODY.exec(description)
  if (!found) return description
  const post = found[1] ?? found[3] ?? ''
  const isHers = (found[2] ?? found[4]) === 'ها'
  let nearest: SourceAt | null = null
  for (const source of sources) {
    if (source.span[1] <= at && at - source.span[1] < NEAR) nearest = source
    if (source.span[0] >= at) break
  }
  const owner = nearest
    ? text.slice(...nearest.span).replace(/\s*[،,(].*$/s, '')
    : (/(\S+)\s+على لسان\s+$/.exec(text.slice(Math.max(0, at - 60), at))?.[1] ?? null)
  const beside = /(?:^|\s)(\S+)\s+على لسان\s+$/.exec(text.slice(Math.max(0, at - 60), at))?.[1]
  const whose = beside ?? owner
  if (!whose || /^(?:محام|نجل|شقيق|والد)/.test(post)) return null
  const kind = arabicKindOf(whose)
  const isFeminine =
    /(?:ة|ات)$/.test(whose.split(/\s+/)[0] ?? '') || /^(?:حماس|فتح|قسد)/.test(whose)
  if (kind === 'other' || kind === 'witness' || isFeminine !== isHers) return null
  return `${post} ${whose}${description.slice(found[0].length)}`
}

function mention(reading: Reading): Mention {
  const isShe = /ة$/.test(reading.description?.split(' ')[0] ?? '')
  return { reading, acronym: null, alias: null, gender: isShe ? 'she' : null }
}

/** The word's key, without "and" before it where that makes a post of it. */
function withoutAnd(word: Word): string {
  if (ROLES.has(word.key) || !/^[وفبل]/.test(word.text)) return word.key
  return foldWord(word.text.slice(1).replace(/^ل(?=ل)/, 'ا'))
}

function isBeside(text: string, one: Word | undefined, other: Word | undefined): boolean {
  return (
    one !== undefined && other !== undefined && /^[ \u00a0]+$/.test(text.slice(one.to, other.from))
  )
}

/** The personal name after a post: past what the post is of, up to the first word that is no name. */
function nameIn(all: Word[]): { from: number; to: number } | null {
  let at = 0
  const isPlainPost = all[0] !== undefined && !all[0].isDefinite && !OF_SOMEBODY.test(all[0].text)
  let described = isPlainPost ? 0 : -1
  while (at < all.length) {
    const word = all[at] as Word
    const isComplement =
      at === 0 ||
      word.isDefinite ||
      (isAction(foldArabic(word.text)) && all[at + 1]?.isDefinite === true) ||
      ROLES.has(word.key) ||
      INSTITUTIONS.has(word.key) ||
      BETWEEN.has(word.key) ||
      (/^(?:لل|بال|وال|لش|لم|لح|لا|بم|بش)/.test(word.text) &&
        !/^(?:لمى|لمياء|لارا|لانا|بشار|بشير|بشرى|بشارة)$/.test(word.text)) ||
      (at > 0 &&
        isPlaceName(word) &&
        (ROLES.has((all[at - 1] as Word).key) ||
          BETWEEN.has((all[at - 1] as Word).key) ||
          INSTITUTIONS.has((all[at - 1] as Word).key)))
    // المتحدث باسم الحكومة باسم العوادي: the second is his forename.
    if (word.text === 'باسم' && all.slice(0, at).some(({ text }) => text === 'باسم')) break
    if (/^باسم(?:ه|ها|هم)$/.test(word.text)) {
      at++
      continue
    }
    if (/^(?:في|من|لدى|عن|باسم|على|إلى)$/.test(word.text)) {
      at += 2
      continue
    }
    if (at > 0 && at === described + 1 && DESCRIBES.test(word.text)) {
      described = at
      at++
      continue
    }
    if (!isComplement) break
    at++
  }
  const first = all[at]
  // Geir Pedersen’s first name is also "other than".
  const isGeir = first?.text === 'غير' && /^بيدرس/.test(all[at + 1]?.text ?? '')
  if (isGeir && first) return { from: first.from, to: (all[at + 1] ?? first).to }
  if (
    !first ||
    at === 0 ||
    (STOPS.has(first.key) && first.text !== 'باسم') ||
    !/^\p{Script=Arabic}{2,}/u.test(first.text)
  )
    return null
  let end = at
  let parts = 0
  while (end < all.length && parts < 4) {
    const word = all[end] as Word
    if ((STOPS.has(word.key) && end > at) || /^\p{N}/u.test(word.text)) break
    // نفى رئيس الحكومة عزيز أخنوش تقارير: what is said, or what is told of him.
    if (
      end > at &&
      (SAID_THINGS.has(foldArabic(word.text).replace(/^ال/, '')) || isTold(word, parts > 1))
    )
      break
    const next = all[end + 1]
    if (JOINS.has(word.key) && next && !STOPS.has(next.key)) {
      end += 2
      parts++
      continue
    }
    if (
      end > at &&
      ((ROLES.has(word.key) && !isSurname(all, at, end)) ||
        INSTITUTIONS.has(word.key) ||
        /^(?:لل|لوكال|لوسائل|لوزار|لقنا|لقنوات|لصح[يف]|لتلفزيون|لرويترز|لراديو|لإذاع|لموقع|لشبك|لبرنامج|بأ|أنّ)/.test(
          word.text,
        ))
    )
      break
    if (end > at && word.isDefinite && !JOINS.has((all[end - 1] as Word).key)) {
      end++
      // حسين الحاج حسن أن
      if (parts < 3 && goesOnTo(all, end)) end++
      break
    }
    end++
    parts++
  }
  const last = all[end - 1]
  // After a post without an article a forename alone is no name: قائد ميداني, طبيب جراح.
  if (isPlainPost && at === 1 && end - at === 1) return null
  return last && end > at ? { from: first.from, to: last.to } : null
}

/** محمود السيد قال: a post with an article behind a forename, and no further name behind it. */
function isSurname(all: Word[], from: number, at: number): boolean {
  const [word, next] = [all[at], all[at + 1]]
  return at === from + 1 && word?.isDefinite === true && (!next || STOPS.has(next.key))
}

/** Whether a last part of a name stands at `at`, right before what is said. */
function goesOnTo(all: Word[], at: number): boolean {
  const [word, next] = [all[at], all[at + 1]]
  if (!word || !next || word.isDefinite || STOPS.has(word.key) || word.text.length < 3) return false
  return /^ب?[أإ]نّ?(?:ه|ها)?$/.test(next.text) && !/^[وبل]/.test(word.text)
}

/** A noun of action, where it is no name as well: سقوط, انسحاب, but not توفيق. */
function isTold(word: Word, hasTwoParts: boolean): boolean {
  const form = foldArabic(word.text)
  return TOLD.has(form) || (hasTwoParts && isAction(form) && !NAMES_TOO.test(form))
}

const NAMES_TOO =
  /^(?:..و.|توفيق|تحسين|تيسير|تركي|تامر|تميم|تمام|تقي|اسلام|احسان|اقبال|اكرام|انتصار|ابتسام|ايمان|امتياز|ازهار|معاويه)$/
const TOLD = new Set(
  'سقوط دخول خروج وصول هجوم وجود وقوع حصول حدوث صدور نزوح عبور هروب لجوء نشوب ظهور'.split(' '),
)

function isPlaceName(word: Word): boolean {
  return placesCalled(fold(word.text)).length > 0
}

/** Reads the noun phrase of an Arabic source. */
export function readArabicSource(text: string, span: Span, until = text.length): Reading {
  let [from, to] = span
  const lead = /^[\s،,:"“”«»()–-]+/.exec(text.slice(from, to))
  if (lead) from += lead[0].length
  const tail = /(?:[\s،,:.؛"“«()–-]|\s(?:هذه|هذا|ذلك|تلك|أي|كل)(?=\s*$))+$/.exec(
    text.slice(from, to),
  )
  if (tail) to -= tail[0].length
  const comma =
    /[،,(»"”]|\s(?:الذي|التي|الذين|التابعة?|المدعومة?|الموالية?|المعروفة?|المرتبطة?|المقربة?)\s/.exec(
      text.slice(from, to),
    )
  // موقع "سودان تربيون": the name stands in marks.
  const inMarks =
    /^(?:موقع|صحيفة|وكالة|قناة|شبكة|جريدة|مجلة|إذاعة|راديو)\s+["«“][^"»”\n]{2,30}["»”]/.exec(
      text.slice(from, Math.min(text.length, to + 1)),
    )
  if (inMarks)
    return {
      name: inMarks[0].replace(/["«“»”]/g, ''),
      span: [from, from + inMarks[0].length],
      description: null,
      kind: inMarks[0].startsWith('وكالة') ? 'agency' : 'outlet',
      form: 'institution',
      head: foldWord(inMarks[0].split(' ')[0] ?? ''),
    }
  const headTo = comma ? from + comma.index : to
  const all = wordsOf(text, from, headTo)
  const raw = text.slice(from, headTo).trim()
  const first = all[0]
  // "an eyewitness called Adam": by his name.
  const called = /^(\S.{2,40}?)\s+(?:يدعى|تدعى|اسمه|اسمها|يسمى|تسمى)\s+(\S.*)$/.exec(raw)
  const aside =
    /^\s*[،,]\s*و?(?:يدعى|تدعى|اسمه|اسمها)\s+((?:\p{Script=Arabic}+ ?){2,4}?)\s*[،,]/u.exec(
      text.slice(headTo, headTo + 60),
    )
  if (aside?.[1] && raw !== '') {
    const at = text.indexOf(aside[1], headTo)
    return {
      name: aside[1],
      span: [at, at + aside[1].length],
      description: raw,
      kind: /(?:^|\s)(?:سكان|أهالي|شهود|شاهد)/.test(raw) ? 'witness' : 'person',
      form: 'named',
      head: first?.key ?? '',
    }
  }
  if (called?.[1] && called[2]) {
    const at = from + raw.length - called[2].length
    return {
      name: called[2],
      span: [at, from + raw.length],
      description: called[1],
      kind: WITNESSES.test(called[1]) ? 'witness' : 'person',
      form: 'named',
      head: foldWord(called[1].split(' ')[0] ?? ''),
    }
  }
  const plain = (form: Reading['form'], kind: Speaker['kind']): Reading => ({
    name: raw,
    span: [from, from + raw.length],
    description: null,
    kind,
    form,
    head: first ? first.key : '',
  })
  if (!first) return { ...plain('pronoun', 'other'), name: '', head: 'هو' }
  if (/^(?:هو|هي|هم|ه|ها)$/.test(raw)) return { ...plain('pronoun', 'other'), name: '', head: raw }
  if (isListed(all)) return plain('listed', 'other')
  const kind = arabicKindOf(raw)

  const isRole =
    (ROLES.has(withoutAnd(first)) || OF_SOMEBODY.test(raw)) &&
    !(INSTITUTIONS.has(first.key) && kind !== 'other')
  if (isRole) {
    // The name may go on past what was taken for the source.
    const further = wordsOf(text, from, Math.max(headTo, Math.min(until, headTo + 60)))
    let end = all.length
    while (
      end < further.length &&
      end - all.length < 5 &&
      isBeside(text, further[end - 1], further[end])
    )
      end++
    const name = nameIn(further.slice(0, end))
    const gap = name ? text.slice(headTo, Math.max(headTo, name.from)) : ''
    const isInside = name !== null && name.from < headTo
    if (name && (isInside || /^\s*(?:(?:إلى|في|لدى|باسم)\s+\S+\s*){1,2}$/.test(gap))) {
      return {
        name: text.slice(name.from, name.to),
        span: [name.from, name.to],
        description: ofNobody(text.slice(from, name.from).trim()),
        kind: 'person',
        form: 'named',
        head: withoutAnd(first),
      }
    }
    // "the coordinator, Ibrahim al-Amin,": the name comes after a comma.
    const apposed = /^\s*[،,]\s*((?:\p{Script=Arabic}+ ?){2,4})\s*[،,]/u.exec(
      text.slice(from + raw.length, from + raw.length + 60),
    )
    const far = apposed
      ? null
      : /^[^،,.؛:\n"«“]{1,60}[،,]\s*((?:\p{Script=Arabic}+ ?){2,4})\s*[،,]/u.exec(
          text.slice(from + raw.length, from + raw.length + 120),
        )
    const name2 = (apposed ?? far)?.[1]?.trim()
    if (
      name2 &&
      !STOPS.has(foldWord(name2.split(' ')[0] ?? '')) &&
      !/^(?:طلب|رفض|فضل|وهو|وهي|الذي|التي)/.test(name2)
    ) {
      const at = text.indexOf(name2, from + raw.length)
      return {
        name: name2,
        span: [at, at + name2.length],
        description: text
          .slice(from, at)
          .replace(/[،,\s]+$/, '')
          .trim(),
        kind: 'person',
        form: 'named',
        head: withoutAnd(first),
      }
    }
    // A spokesman without a name speaks for whom he speaks for.
    const speaks =
      /^(?:ال)?(?:متحدث|متحدثة|ناطق|ناطقة)(?: (?:ال)?(?:رسمي|رسمية|عسكري|عسكرية|إعلامي))?\s+(?:باسم\s+|(?=لل)|(?=ل))(.+)$/.exec(
        raw,
      )
    if (speaks?.[1]) {
      const name3 = speaks[1].replace(/^لل/, 'ال').replace(/^ل(?!ل)/, '')
      const at = from + raw.length - speaks[1].length
      return {
        ...plain('institution', arabicKindOf(name3)),
        name: name3,
        span: [at, from + raw.length],
        head: foldWord(name3.split(' ')[0] ?? ''),
      }
    }
    return {
      ...plain('role', 'person'),
      head: withoutAnd(first),
    }
  }
  const ownerless =
    /^(?:بيان|تقرير|تصريح|منشور|تغريدة|رسالة)\s+(?:نشر|أصدر|بث|أورد|أذاع)ت?ها?\s+(\S.*)$/.exec(raw)
  if (ownerless?.[1])
    return readArabicSource(text, [from + raw.length - ownerless[1].length, from + raw.length])
  if (/^(?:ال)?(?:مصدر|مصادر)$/.test(first.text)) return plain('role', 'other')
  if (kind !== 'other') {
    // "a statement by the ministry": whose it is.
    return plain(kind === 'witness' ? 'role' : 'institution', kind)
  }
  const author =
    /^(?:بيان|تقرير|تصريح|منشور|تغريدة|رسالة)(?:\s+(?:صادر عن|صدر عن|من|ل))?\s+(\S.*)$/.exec(raw)
  if (author?.[1]) {
    const isLed = INSTITUTIONS.has(foldWord(/^ل(?!ل)(\S+)/.exec(author[1])?.[1] ?? ''))
    const at = from + raw.length - author[1].length + (isLed ? 1 : 0)
    return readArabicSource(text, [at, from + raw.length])
  }
  const looksLikeName =
    all.length <= 5 &&
    all.every((word) => !STOPS.has(word.key)) &&
    (JOINS.has(first.key) || !first.isDefinite || all.length === 1) &&
    !/^\S+(?:ين|ون|ات)(?:\s+\S+(?:ين|ون|ية|ات))?$/.test(all.length > 1 ? raw : '') &&
    !/^(?:مصدر(?:ان|ين)|مدان|متهم|تعليق|ال\p{Script=Arabic}+(?:ين|ون)$|مسؤولين|محللين|خبراء|مراقبين|ناشطين|مصادر|بيان|تقارير|تقرير|معلومات|أنباء|نتائج|بيانات|صور|دراسة|مسؤولون|محللون|خبراء|ناشطون|نشطاء|مراقبون|وثائق|إحصاءات|تحقيقات|التحقيقات|دبلوماسيون|عدد|بعض)/u.test(
      first.text,
    )
  const isCountry =
    all.length <= 3 &&
    placesCalled(fold(raw)).some((place) => place.kind === 'L' || place.kind === 'C')
  if (isCountry) return plain('institution', 'institution')
  return plain(looksLikeName ? 'named' : 'role', looksLikeName ? 'person' : 'other')
}

/** "Jordan and Russia and the United States": each after the first is joined by و. */
function isListed(all: Word[]): boolean {
  const isNamed = (text: string) =>
    placesCalled(fold(text)).some(({ kind }) => kind === 'L' || kind === 'C')
  const [first] = all
  const joined = all.filter(
    (word, at) =>
      at > 0 &&
      /^و(?=.{3})/.test(word.text) &&
      (isNamed(word.text.slice(1)) || isNamed(`${word.text.slice(1)} ${all[at + 1]?.text ?? ''}`)),
  )
  return (
    first !== undefined &&
    joined.length > 0 &&
    (isNamed(first.text) || isNamed(`${first.text} ${all[1]?.text ?? ''}`))
  )
}
