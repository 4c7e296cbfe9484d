import { foldArabic } from '../arabic/tokens'
import { OWN_FIRST_LETTER } from '../arabic/words'
import { fold } from './fold'
import { placesCalled } from './gazetteer'
import type { PossibleName } from './possible-name'

const WORD = /[\p{Script=Arabic}\p{M}]+/gu

/** Nouns and prepositions after which a place is named. */
const LOCATIVE = new Set(
  'في من إلى الى على نحو صوب قرب شرق غرب شمال جنوب شرقي غربي شمالي جنوبي وسط داخل خارج حول عبر بين باتجاه مدينة مدينتي بلدة قرية محافظة محافظتي ريف منطقة ناحية قضاء العاصمة ضاحية حي مخيم معبر مطار مشارف أطراف ضواحي تخوم مداخل شوارع سماء ولاية إقليم بمدينة بلدتي بمحافظة بريف دخول مغادرة محور محوري جبهة قاعدة بلدات قرى ببلدة بقرية ببلدتي لمدينة لبلدة بمنطقة بمخيم ولاية'
    .split(' ')
    .map((word) => word),
)
const REGION = new Set('محافظة محافظتي بمحافظة ولاية إقليم لمحافظة ومحافظة مقاطعة'.split(' '))

/** Names of places that are ordinary words too: only after a word that announces a place. */
const DOUBTFUL = new Set(
  'باب مدينه جديده عين تل صور شرقيه نور سوق رجا سلام كبير صغير قصر حصن نهر خط راس دير بيت جبل واد بحر شمس قلعه جديد زهراء حمراء خضراء بيضاء مال ماء سد برج رحيل تنف نوي منصوره عامريه حسين محمد علي صالح عماد جميل حدث رابع ثوره كرامه اول ثاني وحده نصر فتح عمر خالد حسن منصور سعيد ناصر سالم جمال مشهد مركز قائم هدي صدر شيخ موسي عيسي يوسف ابراهيم داود سليمان نجاح امل حياه هلال قمر ورد زيد فرح رضا مالي قطر تشاد جنوب شمال غرب شرق لد نقب نجف حله كوت علم فرات جزيره مراد عزيز مصر ساحل حديثه بدر احد سيده كامل امل حافظ بشار باسم صادق عادل هاشم قاسم رشيد عثمان جعفر ياسين ادريس اسماعيل عباس طارق طاهر رفاعي حمد زهير مرسي بكر مجيد حامد راشد صابر نعيم سامي رامي هادي مهدي سلطان امير عبيد شريف كريم حكيم طيب امين فريد لطيف نبيل كمال رباط وسط متوسط حر حره تحرير صمود خير نيل بلد ميدان جامع سلم وادي مزرعه خارج ربيع خريف شتاء نجم فيصل'.split(
    ' ',
  ),
)

/** Words of grammar, and those that announce a place, which are never meant for one. */
const NEVER = new Set(
  `${[...LOCATIVE].join(' ')} فان فإن بان لان كان هذا هذه لها له به بها لا بلا ما اذا مصدر مصادر قال قالت انه انها هناك كما ان لم لن قد او بعد قبل خلال منذ حتى ضد كل بعض عن مع هو هي تم يتم غير لدى امس اليوم السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه سبت احد اثنين ثلاثاء اربعاء خميس جمعه رئيس وزير قائد قوات جيش بلاد ليل ابي ابو نهار ساعه حدود عاصمه شارع بيان طرف اطراف منطقه دوله مدن قري احياء غاره هجوم عمليه قصف بلدات اتجاه نظام شعب حكومه وزاره مجلس سلام`
    .split(' ')
    .map(fold),
)

/** Stretches of Arabic words that may name a place. */
export function arabicNamesIn(text: string): PossibleName[] {
  const all = [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }))
  const found: PossibleName[] = []
  for (let i = 0; i < all.length; i++) {
    const hit = longestAt(text, all, i)
    if (!hit) continue
    const { from, count, key, hasPreposition } = hit
    const end = all[i + count - 1]?.to ?? from
    const before = all[i - 1]
    const isBeside = before !== undefined && /^\s+$/.test(text.slice(before.to, all[i]?.from ?? 0))
    // الأراضي السورية is no name of the country, nor is anybody's forename after a post.
    const isAdjective = isBeside && /^(?:و|ب|ل)?ال.*سورية$/.test(all[i]?.text ?? '')
    if (isAdjective || (isBeside && DEFINITE_POST.test(before.text))) {
      i += count - 1
      continue
    }
    const announced = isBeside && LOCATIVE.has(before.text.replace(/^و(?=.{2})/, ''))
    const listed =
      isBeside &&
      hit.isJoined &&
      found.at(-1)?.span[1] === before.to &&
      (found.at(-1)?.isLocative ?? false)
    found.push({
      span: [from, end],
      key,
      isBeside: isBeside && /^(?:قرب|إلى|الى|نحو|صوب|من|حول)$/.test(before.text),
      isLocative: announced || hasPreposition || listed,
      isRegion: isBeside && REGION.has(before.text),
      isDoubtful: (DOUBTFUL.has(key) || isSmall(key)) && !(announced || hasPreposition || listed),
      isSubject:
        !announced &&
        !hasPreposition &&
        /^\s+["“«]?(?:[يت]\S{2,}|س[يت]\S+|ل[من]\s|لا\s|\S+ة\s)/.test(text.slice(end, end + 24)),
      within: null,
    })
    i += count - 1
  }
  return found
}

/** Towns that few have heard of have names that are ordinary words more often. */
function isSmall(key: string): boolean {
  return placesCalled(key).every(({ kind, population }) => kind === 'P' && population < 150_000)
}

/** After "President", "General" somebody is named. */
const DEFINITE_POST =
  /^[ول]?ال(?:رئيس|وزير|سيد|سيدة|شيخ|لواء|عميد|عقيد|رائد|قائد|دكتور|مهندس|أمير|ملك|مستشار|جنرال|نائب|قاضي|صحفي|صحافي|ناشط|مدعو|راحل)$/

/** Words that begin with a preposition's letter of their own, and are no place without it. */
const OWN_LETTER =
  /^(?:بشار|بشير|بشرى|باسم|باسل|بارد|بارز|بلال|بيان|بطل|بقيت|بركات|برهان|بكر|لينا|لؤي|لبنى|لميس|لقاء|لجان|ليال|وسام|وليد|وائل|وسيم|وداد|وفاء|وجدان|وصال|فارس|فادي|فؤاد|فواز|فوزي|فيصل|فاطمة|فريد|فهد|فداء|فلول)$/

function isNever(word: string): boolean {
  return NEVER.has(word) || NEVER.has(word.replace(/^[وفبلك]/, ''))
}

type Token = { text: string; from: number; to: number }

/** The longest name that begins with a word, as it stands or behind و, ف, ب, ل. */
function longestAt(text: string, all: Token[], i: number) {
  const word = all[i] as Token
  const starts: { skip: number; lead: string; hasPreposition: boolean; isJoined: boolean }[] = [
    { skip: 0, lead: '', hasPreposition: false, isJoined: false },
  ]
  if (
    word.text.length > 3 &&
    !OWN_LETTER.test(word.text) &&
    !OWN_FIRST_LETTER.has(foldArabic(word.text))
  ) {
    if (/^لل/.test(word.text))
      starts.push({ skip: 2, lead: 'ال', hasPreposition: true, isJoined: false })
    if (/^[بل]/.test(word.text))
      starts.push({ skip: 1, lead: '', hasPreposition: true, isJoined: false })
    if (/^[وف]/.test(word.text))
      starts.push({ skip: 1, lead: '', hasPreposition: false, isJoined: true })
    if (/^[وف][بل]/.test(word.text))
      starts.push({ skip: 2, lead: '', hasPreposition: true, isJoined: true })
  }
  for (const { skip, lead, hasPreposition, isJoined } of starts) {
    for (let count = Math.min(3, all.length - i); count > 0; count--) {
      const last = all[i + count - 1] as Token
      const name = text.slice(word.from + skip, last.to)
      if (count > 1 && /[^\p{Script=Arabic}\p{M} -]/u.test(name)) continue
      const key = fold(lead + name)
      if (key.length < 2 || isNever(key.split(' ')[0] ?? '')) continue
      const [largest] = placesCalled(key)
      if (!largest) continue
      // A letter before a word makes many a name of a village.
      if (skip > 0 && count === 1 && largest.kind === 'P' && largest.population < 150_000) continue
      return { from: word.from + skip, count, key, hasPreposition, isJoined }
    }
  }
  return null
}
