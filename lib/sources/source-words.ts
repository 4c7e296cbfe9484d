import { plainArabic } from '@/lib/text/stems'

/**
 * What a word of a source's name is for.
 * `country`: whose it is. `word`: what it does, which tells it from others. `kind`: agency, movement: may be left out
 * beside a name of its own. `title`: of somebody, whose name follows.
 */
export type WordRole = 'country' | 'word' | 'kind' | 'title'
export type SourceWord = { role: WordRole; concept: string }

/** A concept a line, in its English and Arabic spellings as names have them, separated by commas. */
const COUNTRIES = `
  syria, syrian, syrians, سوريا, سوري, سوريون
  lebanon, lebanese, لبنان, لبناني
  iraq, iraqi, العراق, عراقي
  jordan, jordanian, الأردن, أردني
  israel, israeli, إسرائيل, إسرائيلي
  palestine, palestinian, فلسطين, فلسطيني
  egypt, egyptian, مصر, مصري
  turkey, turkiye, turkish, تركيا, تركي
  iran, iranian, إيران, إيراني
  russia, russian, روسيا, روسي
  ukraine, ukrainian, أوكرانيا, أوكراني
  united states, us, usa, u s, american, america, الولايات المتحدة, أمريكا, أميركا, أمريكي, أميركي
  united kingdom, uk, britain, british, بريطانيا, بريطاني, المملكة المتحدة
  france, french, فرنسا, فرنسي
  germany, german, ألمانيا, ألماني
  italy, italian, إيطاليا, إيطالي
  spain, spanish, إسبانيا, إسباني
  greece, greek, اليونان, يوناني
  china, chinese, الصين, صيني
  japan, japanese, اليابان, ياباني
  india, indian, الهند, هندي
  pakistan, pakistani, باكستان, باكستاني
  afghanistan, afghan, أفغانستان, أفغاني
  saudi arabia, saudi, السعودية, سعودي
  qatar, qatari, قطر, قطري
  kuwait, kuwaiti, الكويت, كويتي
  bahrain, bahraini, البحرين, بحريني
  united arab emirates, uae, emirati, emirates, الإمارات, إماراتي
  oman, omani, عمان, عماني
  yemen, yemeni, اليمن, يمني
  libya, libyan, ليبيا, ليبي
  tunisia, tunisian, تونس, تونسي
  algeria, algerian, الجزائر, جزائري
  morocco, moroccan, المغرب, مغربي
  sudan, sudanese, السودان, سوداني
  somalia, somali, الصومال, صومالي
  ethiopia, ethiopian, إثيوبيا, إثيوبي
  canada, canadian, كندا, كندي
  australia, australian, أستراليا, أسترالي
  netherlands, dutch, هولندا, هولندي
  sweden, swedish, السويد, سويدي
  norway, norwegian, النرويج, نرويجي
  poland, polish, بولندا, بولندي
  austria, austrian, النمسا, نمساوي
  belgium, belgian, بلجيكا, بلجيكي
  kurdistan, kurdish, كردستان, كردي
  europe, european, أوروبا, أوروبي
  aleppo, halab, حلب
  damascus, dimashq, دمشق
  homs, hims, حمص
  latakia, lattakia, اللاذقية
  cairo, القاهرة
  jerusalem, القدس`

const WORDS = `
  ministry, وزارة
  defence, defense, دفاع
  interior, home affairs, داخلية
  foreign affairs, foreign, خارجية, شؤون خارجية
  health, صحة
  information, media ministry, إعلام
  justice, عدل
  finance, مالية
  economy, economic, اقتصاد
  oil, petroleum, نفط
  education, تعليم, تربية
  electricity, كهرباء
  transport, transportation, نقل
  agriculture, زراعة
  labour, labor, عمل
  social affairs, شؤون اجتماعية
  culture, ثقافة
  tourism, سياحة
  energy, طاقة
  environment, بيئة
  water, مياه
  trade, commerce, تجارة
  observatory, مرصد
  human rights, حقوق إنسان
  rights, حقوق
  army, military, armed forces, جيش, قوات مسلحة
  navy, naval, بحرية
  air force, قوات جوية, سلاح جو
  police, شرطة
  presidency, رئاسة, رئاسة جمهورية, presidency of republic, presidential office, president s office, office of president
  government, حكومة
  parliament, برلمان, مجلس نواب, مجلس شعب, people s assembly, people s council
  cabinet, council of ministers, مجلس وزراء, prime minister s office, رئاسة وزراء, رئاسة حكومة, رئاسة مجلس وزراء
  general command, high command, قيادة عامة
  general staff, هيئة أركان, هيئة أركان عامة, أركان
  central bank, مصرف مركزي, بنك مركزي
  intelligence, مخابرات, استخبارات
  general security, public security, أمن عام
  security, أمن
  civil defence, civil defense, دفاع مدني
  white helmets, syria civil defence, syrian civil defence, syria civil defense, syrian civil defense, دفاع مدني سوري, خوذ بيضاء, ذوو خوذ بيضاء
  red crescent, هلال أحمر
  red cross, صليب أحمر
  embassy, سفارة
  consulate, قنصلية
  municipality, بلدية
  governorate, province, محافظة
  council, مجلس
  security council, un security council, united nations security council, مجلس أمن, مجلس أمن دولي
  general assembly, جمعية عامة
  commission, مفوضية
  committee, لجنة
  court, محكمة
  supreme, عليا, أعلى
  criminal, جنائية
  justice court, محكمة عدل
  prosecution, public prosecutor s office, نيابة عامة, ادعاء عام
  university, جامعة
  hospital, مستشفى, مشفى
  centre, center, مركز
  institute, معهد
  forces, قوات
  democratic, ديمقراطية, ديموقراطية
  national, وطني
  free, حر
  guard, حرس
  republican, جمهوري
  revolutionary, ثوري
  coalition, ائتلاف, تحالف
  opposition, معارضة
  union, اتحاد
  nations, أمم
  autonomous administration, self administration, إدارة ذاتية
  military operations administration, military operations command, department of military operations, إدارة عمليات عسكرية
  administration, إدارة
  salvation, إنقاذ
  transitional, interim, انتقالية, مؤقتة
  international, دولي
  workers, عمال
  world, عالم, عالمي
  bank, بنك, مصرف
  fund, صندوق
  food programme, food program, برنامج أغذية, برنامج غذاء
  united nations, un, u n, أمم متحدة
  arab league, league of arab states, جامعة عربية, جامعة دول عربية
  security forces, قوات أمن
  room, غرفة
  operations, عمليات
  forum, منتدى
  south, southern, جنوب, جنوبي
  north, northern, شمال, شمالي
  east, eastern, شرق, شرقي
  west, western, غرب, غربي
  house, بيت
  white house, بيت أبيض
  kremlin, كرملين
  pentagon, بنتاغون, بنتاجون
  state department, department of state, us state department, us department of state, american state department, وزارة خارجية أمريكية, وزارة خارجية أميركية
  state media, official media, إعلام رسمي, إعلام حكومي, وسائل إعلام رسمية, وسائل إعلام حكومية
  islamic state, isis, isil, daesh, داعش, دولة إسلامية, تنظيم دولة, تنظيم دولة إسلامية
  hezbollah, hizbollah, hizbullah, hizballah, hezballah, حزب الله
  houthis, houthi, ansar allah, ansarallah, حوثي, حوثيون, حوثيين, أنصار الله
  nato, ناتو, حلف شمال أطلسي, حلف أطلسي
  unicef, يونيسف, يونيسيف
  amnesty international, amnesty, عفو دولية, منظمة عفو دولية
  human rights watch, hrw, هيومن رايتس ووتش
  doctors without borders, medecins sans frontieres, msf, أطباء بلا حدود
  reuters, رويترز
  agence france presse, afp, france presse, فرانس برس, فرانس بريس, ا ف ب
  associated press, ap, أسوشيتد برس, أسوشييتد برس, ا ب
  syrian arab news agency, syria s state news agency, syrian state news agency, sana, سانا, وكالة عربية سورية أنباء, وكالة أنباء سورية
  anadolu, أناضول
  dpa, deutsche presse agentur, وكالة أنباء ألمانية, د ب ا
  tass, itar tass, تاس
  irna, islamic republic news agency, إرنا, إيرنا
  bbc, british broadcasting corporation, بي بي سي, هيئة إذاعة بريطانية
  cnn, cable news network, سي إن إن
  sky news, سكاي نيوز
  al jazeera, jazeera, aljazeera, جزيرة
  al arabiya, arabiya, alarabiya, عربية قناة, قناة عربية
  new york times, نيويورك تايمز
  washington post, واشنطن بوست
  wall street journal, وول ستريت جورنال
  sohr, syrian observatory for human rights, syrian observatory, مرصد سوري, مرصد سوري حقوق إنسان
  snhr, syrian network for human rights, شبكة سورية حقوق إنسان
  sdf, syrian democratic forces, قوات سوريا ديمقراطية, قسد
  hts, hayat tahrir al sham, hay at tahrir al sham, tahrir al sham, هيئة تحرير شام, تحرير شام
  irgc, islamic revolutionary guard corps, revolutionary guards, revolutionary guard, iranian revolutionary guard, حرس ثوري, حرس ثوري إيراني
  idf, israel defense forces, israel defence forces, israeli defence forces, israeli defense forces, israeli army, israeli military, israeli occupation army, جيش إسرائيلي, جيش احتلال إسرائيلي, جيش احتلال
  eu, european union, اتحاد أوروبي
  who, world health organization, world health organisation, منظمة صحة عالمية
  unhcr, un refugee agency, مفوضية أمم متحدة لاجئين, مفوضية لاجئين
  imf, international monetary fund, صندوق نقد دولي`

const KINDS = `
  network, شبكة
  agency, news agency, وكالة, وكالة أنباء
  news, أنباء
  newspaper, daily, paper, صحيفة, جريدة
  channel, قناة
  television, tv, تلفزيون
  radio, إذاعة
  website, site, موقع
  magazine, مجلة
  movement, حركة
  group, جماعة
  organization, organisation, منظمة, تنظيم
  party, حزب
  authority, authorities, سلطة, سلطات
  militia, ميليشيا, مليشيا
  corporation, company, شركة
  organization body, هيئة
  state, state run, state owned, government run, official, semi official, رسمي, رسمية, حكومي, شبه رسمية
  arab, عربي`

const TITLES = `
  president, رئيس
  prime minister, premier, رئيس وزراء, رئيس حكومة
  minister, secretary, وزير, وزيرة
  secretary general, أمين عام
  secretary of state
  spokesman, spokesperson, spokeswoman, متحدث, متحدثة, ناطق, ناطقة, متحدث باسم, ناطق باسم
  director, head, chief, مدير, مديرة
  commander, leader, قائد, زعيم, قيادي
  mayor, رئيس بلدية, رئيس مجلس بلدي, عمدة
  governor, محافظ
  envoy, مبعوث, مبعوثة
  ambassador, سفير, سفيرة
  deputy, vice, نائب
  adviser, advisor, مستشار, مستشارة
  general, gen, جنرال
  major general, lt gen, lieutenant general, لواء
  brigadier, brigadier general, brig gen, عميد
  colonel, col, lt col, lieutenant colonel, عقيد, مقدم
  major, maj, رائد
  captain, capt, نقيب
  lieutenant, lt, ملازم
  sheikh, شيخ
  king, ملك
  prince, emir, أمير
  doctor, dr, دكتور, د
  mr, mrs, ms, sir, سيد, سيدة
  analyst, محلل
  activist, ناشط, ناشطة
  official, مسؤول, مسؤولة
  engineer, مهندس
  pope, بابا
  journalist, reporter, correspondent, صحفي, صحافي, مراسل, مراسلة
  researcher, باحث, باحثة
  expert, خبير`

/** Words that tell nothing of a source. */
const IDLE = new Set(
  'the of for and in at on to by s a an with its their de la du و في من على عن لدى باسم ب ل بـ لـ'
    .split(' ')
    .map((word) => plainArabic(word)),
)

/** Longer is no name, in characters. */
const LONGEST_NAME = 300

/** A name's words in one spelling: Latin without accents, Arabic without article and joined particles. */
export function plainWords(name: string): string[] {
  return (
    name
      .slice(0, LONGEST_NAME)
      .toWellFormed()
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFKC')
      .toLowerCase()
      // Where somebody is based is not whose they are.
      .replace(/\b\p{L}+-based\b/gu, '')
      .replace(/[’‘ʼ`´']s(?![\p{L}\p{M}])/gu, '')
      .replace(/[’‘ʼʻʿʾ`´']/g, '')
      .split(/[^\p{L}\p{M}\p{N}\u0640\p{Cf}]+/u)
      .map(plainWord)
      .filter((word) => word !== '' && !IDLE.has(word))
  )
}

function plainWord(word: string): string {
  if (!/\p{Script=Arabic}/u.test(word)) return word.replace(/\p{Cf}/gu, '')
  return plainArabic(word)
    .replace(/^و?(?:ال|لل|بال)(?=..)/, '')
    .replace(/^ل(?=(?:حقوق|شوون|منظمه|وزاره|اغاثه|انباء)$)/, '')
}

/** A known word, or a run of others. */
type Read = SourceWord | { role: 'name'; concept: string }

const LONGEST_PHRASE = 6

/** Words of names by their spelling; phrases have spaces. */
const DICTIONARY = new Map<string, SourceWord>()

for (const [role, lines] of [
  ['word', WORDS],
  ['kind', KINDS],
  ['title', TITLES],
  ['country', COUNTRIES],
] as const) {
  for (const line of lines.trim().split('\n')) {
    const spellings = line.split(',').map((spelling) => plainWords(spelling).join(' '))
    const concept = `${role}:${spellings[0]}`
    for (const spelling of spellings) {
      if (spelling !== '' && !DICTIONARY.has(spelling)) DICTIONARY.set(spelling, { role, concept })
    }
  }
}

/** The words of a name in their order: those that are known, and runs of others, which are names of their own. */
export function readSourceWords(name: string): Read[] {
  const words = plainWords(name).slice(0, MOST_WORDS)
  const read: Read[] = []
  for (let at = 0; at < words.length; ) {
    let taken = 0
    for (let size = Math.min(LONGEST_PHRASE, words.length - at); size > 0 && taken === 0; size--) {
      const known = lookUp(words.slice(at, at + size))
      if (!known || (size === 1 && isNamedForCountry(words, at, known, read))) continue
      read.push(known)
      taken = size
    }
    if (taken === 0) {
      const last = read.at(-1)
      const word = words[at] ?? ''
      if (last?.role === 'name') last.concept += ` ${word}`
      else read.push({ role: 'name', concept: word })
      taken = 1
    }
    at += taken
  }
  return read
}

/**
 * تركي المحلاوي, محمد السوداني: an Arabic adjective follows its noun, so one with nothing before it, or after nothing
 * but somebody's name, is a name.
 */
function isNamedForCountry(words: string[], at: number, known: SourceWord, read: Read[]): boolean {
  const [word = '', next] = words.slice(at)
  if (known.role !== 'country' || !/^\p{Script=Arabic}+ي$/u.test(word)) return false
  const before = read.at(-1)?.role
  if (next === undefined) {
    return before === 'name' && !isOfInstitution(read)
  }
  return (before === undefined || before === 'name') && lookUp([next]) === undefined
}

/** Of a newspaper or a hospital an adjective may be, whatever it is called; after a title words are of a post. */
function isOfInstitution(read: Read[]): boolean {
  const has = (role: Read['role']) => read.some((word) => word.role === role)
  return has('kind') || (has('word') && !has('title'))
}

/** Names of sources are shorter. */
const MOST_WORDS = 40

/** Arabic adjectives agree with what they stand by: سورية, سوريون, السوريين are سوري. */
function lookUp(words: string[]): SourceWord | undefined {
  const exact = DICTIONARY.get(words.join(' '))
  if (exact || !words.some((word) => /[هنت]$/.test(word))) return exact
  const bare = words.map((word) =>
    /\p{Script=Arabic}/u.test(word) ? word.replace(/(?<=..ي)(?:ه|ون|ين)$/, '') : word,
  )
  return DICTIONARY.get(bare.join(' '))
}
