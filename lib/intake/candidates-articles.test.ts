import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proposeCandidates } from './candidates'
import { candidate, type IntakeLanguage, type Particulars } from './schema'

/** Invented accounts, each with who must be found to say what, and by way of whom it came. */
type Article = {
  about: string
  language: IntakeLanguage
  publishedOn: string
  text: string
  says: [who: string, words: string, origin: string | null][]
}

const ARTICLES: Article[] = [
  {
    about: 'an agency on 7 December',
    language: 'en',
    publishedOn: '2024-12-07',
    text: `BEIRUT, Dec 7 (Reuters) - Syrian rebels said on Saturday they had entered the town of Sanamayn, about 20 km from the southern gate of Damascus, after government forces abandoned posts across the south.
"Our forces have begun the final phase of encircling the capital," rebel commander Hassan Abdel Ghani said in a statement on Telegram. "We will not stop before the palace," he added.
The Syrian defence ministry denied that the army had pulled back from the Damascus countryside, calling the reports "false news". "There is no truth to news claiming our armed forces, present in all areas of the Damascus countryside, have withdrawn," it said in a statement carried by state news agency SANA.
The Britain-based Syrian Observatory for Human Rights, a war monitor, said government troops had lost control of the whole of Daraa province. Its head, Rami Abdel Rahman, told Reuters that local fighters were in control of Sweida as well.
Three residents said power had been cut in Jaramana since dawn.
An Iraqi security source said about 2,000 Syrian soldiers had crossed the border at al-Qaim. Turki al-Mahlawi, the town's mayor, said some of them were wounded and being treated in hospital.
Turkish Foreign Minister Hakan Fidan told a news conference in Doha that Ankara was not involved in the offensive. His Iranian counterpart, Abbas Araghchi, said Tehran would keep supporting the Syrian government "to the end".
Jordan's interior ministry closed its only crossing with Syria on Friday. Jordan and Iraq have urged their citizens to leave.
(Reporting by Sam Roe in Beirut and Lina Haddad in Amman; Editing by Tom Lee)`,
    says: [
      ['Hassan Abdel Ghani', 'encircling the capital', 'Reuters'],
      ['Syrian defence ministry', 'had pulled back from the Damascus countryside', 'Reuters'],
      ['Syrian defence ministry', 'There is no truth to news', 'SANA'],
      ['Syrian Observatory for Human Rights', 'lost control of the whole of Daraa', 'Reuters'],
      ['Rami Abdel Rahman', 'in control of Sweida', 'Reuters'],
      ['Three residents', 'cut in Jaramana', 'Reuters'],
      ['Turki al-Mahlawi', 'some of them were wounded', 'Reuters'],
      ['Hakan Fidan', 'not involved in the offensive', 'Reuters'],
      ['Abbas Araghchi', 'to the end', 'Reuters'],
      ['Jordan and Iraq', 'leave', 'Reuters'],
    ],
  },
  {
    about: 'a flood',
    language: 'en',
    publishedOn: '2024-12-07',
    text: `At least 14 people have died after the river Orla burst its banks in southern Valdaria, officials say.
The flood, which struck before dawn on Tuesday, swept away two bridges and cut power to 30,000 homes in the city of Brno, according to the regional governor, Jana Novotna.
"I have never seen anything like it in 40 years," said Petr Svoboda, a retired teacher whose house was destroyed. "The water came up to the second floor in minutes."
Prime Minister Milan Dvorak, who visited the area on Wednesday, promised 200m euros in emergency aid and rejected claims that the dam upstream had been opened without warning.
"The gates were never opened," he told the BBC. But engineers who worked at the dam dispute that. One of them, who asked not to be named, said operators released water "for at least three hours" before midnight.
The operator, Hydra Power, has not commented. Its spokeswoman, Eva Mala, earlier told local radio the company was "cooperating fully" with the police.
Meteorologists expect more rain at the weekend.
The Environment Agency issued nine severe flood warnings. Rail services between Brno and Prague were suspended until Friday.
Is the government doing enough? Many here doubt it.`,
    says: [
      ['Jana Novotna', 'swept away two bridges', null],
      ['Petr Svoboda', 'never seen anything like it', null],
      ['Milan Dvorak', 'opened without warning', null],
      ['Milan Dvorak', 'gates were never opened', 'BBC'],
      ['Eva Mala', 'cooperating fully', 'local radio'],
    ],
  },
  {
    about: 'an election',
    language: 'en',
    publishedOn: '2024-12-09',
    text: `NAIROBI, Kenya (AP) — Kenya's electoral commission declared William Otieno the winner of the presidential election on Monday, saying he took 50.4% of the vote.
His rival, former Prime Minister Grace Wanjiru, rejected the result and said she would challenge it in court. "This was not an election. It was a robbery," Wanjiru said at a rally in Kisumu on Sunday.
Commission chairman Peter Mwangi denied any irregularities. He said the servers were never hacked.
The European Union's observer mission said that the vote was "largely peaceful and transparent," though it noted delays in 1,200 polling stations.
Police fired tear gas at protesters in Kisumu, and at least three people were killed, according to the Kenya Red Cross. A police spokesman said he was not aware of any deaths.
U.S. Secretary of State John Hale urged all sides to "show restraint."
Otieno, 57, a former trade minister, is expected to be sworn in next week.`,
    says: [
      ["Kenya's electoral commission", 'winner of the presidential election', 'AP'],
      ['Grace Wanjiru', 'It was a robbery', 'AP'],
      ['Peter Mwangi', 'irregularities', 'AP'],
      ['Peter Mwangi', 'servers were never hacked', 'AP'],
      ['Kenya Red Cross', 'three people were killed', 'AP'],
      ['John Hale', 'show restraint', 'AP'],
    ],
  },
  {
    about: 'an air strike',
    language: 'en',
    publishedOn: '2024-12-07',
    text: `Hamas-run health authorities in Gaza have said an Israeli air strike killed 22 people, including seven children, in Deir al-Balah overnight.
The Israel Defense Forces (IDF) said it had struck "a command centre used by Hamas operatives" and that it was looking into reports of civilian casualties. The IDF did not provide evidence.
Dr Khalil Nasser, the director of al-Aqsa hospital, told Al Jazeera: "We received 22 bodies and more than 60 wounded. Most of them are women and children."
Hamas denied that its fighters had been in the building. In a statement, the group called the strike "a massacre" and said negotiations would be suspended.
According to a report by the Haaretz newspaper, which cited an unnamed security official, the target was a senior commander. The army has not confirmed that.
The UN's humanitarian coordinator, Lise Berg, warned that hospitals would run out of fuel within two days. She also said that only 12 aid trucks had entered Gaza since Sunday.`,
    says: [
      ['Israel Defense Forces', 'command centre', null],
      ['Khalil Nasser', '22 bodies', 'Al Jazeera'],
      ['Hamas', 'had been in the building', null],
      ['Hamas', 'negotiations would be suspended', null],
      ['Lise Berg', 'run out of fuel', null],
      ['Lise Berg', '12 aid trucks', null],
    ],
  },
  {
    about: 'a court',
    language: 'en',
    publishedOn: '2024-12-05',
    text: `A former bank executive was jailed for nine years on Thursday after a jury in Manchester found him guilty of defrauding customers of £45m.
Judge Helen Marsh said Simon Cole, 52, had shown "not a flicker of remorse".
Cole had told the court that he acted on the orders of his superiors. The bank, Northbridge, denies this. "Mr Cole acted alone," its lawyer, Priya Nair, said outside the court. "Our client co-operated with investigators from the first day."
The Serious Fraud Office described the case as the largest of its kind since 2015.
Cole's wife said he would appeal.
Prosecutors allege that the money was moved through accounts in Cyprus and Malta. It has not been recovered.`,
    says: [
      ['Helen Marsh', 'flicker of remorse', null],
      ['Simon Cole', 'orders of his superiors', null],
      ['Priya Nair', 'acted alone', null],
      ['Serious Fraud Office', 'largest of its kind', null],
    ],
  },
  {
    about: 'a night of drones',
    language: 'en',
    publishedOn: '2024-11-16',
    text: `Russia launched 73 drones and six missiles at Ukraine overnight, the Ukrainian air force said on Telegram on Friday, adding that 58 drones were shot down.
In Kharkiv, mayor Ihor Terekhov said a residential block was hit and that rescuers were searching for four people under the rubble. The regional governor Oleh Syniehubov later put the death toll at five.
Moscow said it had targeted "military-industrial facilities". Russia denies targeting civilians.
President Volodymyr Zelensky said: "Russia must be forced into peace." Mr Zelensky also claimed that North Korean troops had been deployed near Pokrovsk, a claim the Kremlin dismissed as "fantasy". Kremlin spokesman Dmitry Peskov told reporters that such reports were "not worthy of comment".
The governor of Russia's Kursk region, Alexei Smirnov, reported that 11 villages had been evacuated.
Reuters could not independently verify the battlefield reports.
The International Atomic Energy Agency (IAEA) confirmed that the Zaporizhzhia plant had lost one of its two power lines. IAEA chief Rafael Grossi said the situation was "precarious". He will travel to Kyiv next week.`,
    says: [
      ['Ihor Terekhov', 'residential block was hit', null],
      ['Moscow', 'military-industrial facilities', null],
      ['Volodymyr Zelensky', 'forced into peace', null],
      ['Alexei Smirnov', '11 villages', null],
      ['International Atomic Energy Agency', 'two power lines', null],
      ['Rafael Grossi', 'precarious', null],
    ],
  },
  {
    about: 'فصائل تقترب من دمشق',
    language: 'ar',
    publishedOn: '2024-12-07',
    text: `دمشق (أ ف ب) - أعلنت فصائل المعارضة السورية المسلحة السبت أنها دخلت مدينة الصنمين في ريف درعا الشمالي، وباتت على مسافة نحو عشرين كيلومترا من المدخل الجنوبي للعاصمة دمشق.
وقال القيادي في الفصائل حسن عبد الغني في بيان "بدأت قواتنا تنفيذ المرحلة الأخيرة من تطويق العاصمة دمشق". وأضاف أن "التقدم مستمر من كل المحاور".
في المقابل، نفت وزارة الدفاع السورية صحة الأنباء عن انسحاب وحدات الجيش من محيط دمشق، مؤكدة أن القوات موجودة في كل مناطق ريف دمشق. وأوضحت الوزارة أن "لا صحة للخبر الذي يزعم انسحاب قواتنا المسلحة".
وأفاد المرصد السوري لحقوق الإنسان بأن القوات الحكومية فقدت السيطرة على محافظة درعا بالكامل وعلى أجزاء من السويداء. وقال مدير المرصد رامي عبد الرحمن لوكالة فرانس برس إن أكثر من 370 ألف شخص نزحوا منذ بدء الهجوم.
وذكر رئيس بلدية القائم العراقية تركي المحلاوي أن نحو ألفي جندي سوري عبروا الحدود إلى العراق، بينهم جرحى.
ودعت الأردن وروسيا والولايات المتحدة رعاياها إلى مغادرة سوريا.
من جهته، قال وزير الخارجية التركي هاكان فيدان إن بلاده لا تشارك في العمليات. وأضاف خلال مؤتمر صحفي في الدوحة أن الحوار بين الأطراف ضروري.
ونقلت وكالة سانا عن مصدر عسكري قوله إن الدفاعات الجوية تصدت لأهداف معادية في سماء حمص مساء الجمعة.`,
    says: [
      ['حسن عبد الغني', 'المرحلة الأخيرة من تطويق', 'أ ف ب'],
      ['وزارة الدفاع السورية', 'انسحاب وحدات الجيش', 'أ ف ب'],
      ['وزارة الدفاع السورية', 'لا صحة للخبر', 'أ ف ب'],
      ['المرصد السوري لحقوق الإنسان', 'محافظة درعا بالكامل', 'أ ف ب'],
      ['رامي عبد الرحمن', '370 ألف شخص', 'وكالة فرانس برس'],
      ['تركي المحلاوي', 'ألفي جندي', 'أ ف ب'],
      ['الأردن وروسيا والولايات المتحدة', 'مغادرة سوريا', 'أ ف ب'],
      ['هاكان فيدان', 'الحوار بين الأطراف', 'أ ف ب'],
    ],
  },
  {
    about: 'بيان من حمص',
    language: 'ar',
    publishedOn: '2024-12-06',
    text: `سانا - حمص، 6 كانون الأول 2024
أكد المتحدث باسم الجيش العميد سامر الحلبي أن وحدات الجيش نفذت عملية نوعية في ريف حمص الشمالي أسفرت عن مقتل 47 مسلحا. وقال الحلبي إن العملية استمرت حتى فجر اليوم.
وبحسب محافظ حماة معن صبحي، فإن المياه عادت إلى معظم أحياء المدينة. ونفى المحافظ وجود أي نقص في الخبز.
وأعلن مصدر في وزارة الكهرباء أمس أن محطة جندر خرجت عن الخدمة.`,
    says: [
      ['سامر الحلبي', 'عملية نوعية', null],
      ['معن صبحي', 'المياه عادت', null],
      ['معن صبحي', 'نقص في الخبز', null],
    ],
  },
  {
    about: 'حادث قطار',
    language: 'ar',
    publishedOn: '2024-12-09',
    text: `القاهرة - رويترز
لقي 12 شخصا حتفهم وأصيب 35 آخرون في حادث تصادم قطارين بالقرب من مدينة بنها في محافظة القليوبية صباح الاثنين، بحسب ما أعلنت وزارة الصحة المصرية.
وقالت وزيرة النقل المصرية نادية فوزي للصحفيين إن التحقيقات الأولية تشير إلى خطأ بشري. وتابعت: "سنحاسب كل من قصر في عمله".
وذكر شهود عيان أن سيارات الإسعاف تأخرت نحو ساعة. ونفت هيئة السكك الحديدية هذه الاتهامات، وقالت في بيان إن أول سيارة وصلت بعد تسع دقائق.
ومن المتوقع أن تستأنف الحركة على الخط يوم الثلاثاء، وفق الهيئة.`,
    says: [
      ['وزارة الصحة المصرية', 'لقي 12 شخصا', 'رويترز'],
      ['نادية فوزي', 'خطأ بشري', 'رويترز'],
      ['شهود عيان', 'سيارات الإسعاف', 'رويترز'],
      ['هيئة السكك الحديدية', 'هذه الاتهامات', 'رويترز'],
    ],
  },
  {
    about: 'قصف مستشفى',
    language: 'ar',
    publishedOn: '2024-12-06',
    text: `الخرطوم - اتهم الجيش السوداني الخميس قوات الدعم السريع بقصف مستشفى في مدينة الفاشر بولاية شمال دارفور، ما أدى إلى مقتل تسعة أشخاص. ونفت قوات الدعم السريع مسؤوليتها عن القصف.
وقالت منظمة أطباء بلا حدود على منصة إكس إن المستشفى كان يضم أكثر من مئة مريض. وطالبت المنظمة الطرفين بحماية المرافق الطبية.
وصرح منسق الشؤون الإنسانية في الأمم المتحدة، إبراهيم الأمين، لقناة الجزيرة بأن "الوضع يفوق الوصف". ولفت إلى أن القوافل متوقفة منذ الشهر الماضي.
وأشار مصدر طبي، طلب عدم الكشف عن هويته، إلى أن الحصيلة مرشحة للارتفاع.`,
    says: [
      ['الجيش السوداني', 'بقصف مستشفى', null],
      ['قوات الدعم السريع', 'مسؤوليتها عن القصف', null],
      ['منظمة أطباء بلا حدود', 'مئة مريض', null],
      ['منظمة أطباء بلا حدود', 'حماية المرافق الطبية', null],
      ['إبراهيم الأمين', 'يفوق الوصف', 'قناة الجزيرة'],
    ],
  },
  {
    about: 'انتخابات في ليبيا',
    language: 'ar',
    publishedOn: '2024-11-22',
    text: `القاهرة: «الشرق الأوسط»

كشفت مصادر ليبية مطلعة لـ«الشرق الأوسط» عن توافق مبدئي بين مجلسي النواب والدولة على تشكيل حكومة موحدة.
وقال عضو مجلس النواب الليبي عبد السلام بوخريص، لـ«الشرق الأوسط»، إن «الخلاف حول قانون الانتخابات ما زال قائماً»، لافتاً إلى أن نحو ألفَي مرشح سجّلوا أسماءهم حتى الآن.
في المقابل، اتهم المستشار رمزي الفيتوري، رئيس المفوضية العليا للانتخابات، أطرافاً لم يسمّها بـ«عرقلة العملية الانتخابية». وأضاف في مؤتمر صحافي في طرابلس، مساء الخميس، أن المفوضية جاهزة للاقتراع في 24 كانون الأول (ديسمبر) المقبل.
وقضت محكمة الاستئناف في سبها بإعادة المرشح إلى القائمة، وفق ما أعلنه محاميه خالد الزايدي.
ونفى رئيس الحكومة منصور الدرسي تقارير عن استقالته، واصفاً إياها بأنها «غير دقيقة».
ورأت المبعوثة الأممية كارين هولم أن إجراء الانتخابات في موعدها «ما زال ممكناً»، لكنها حذّرت من «العودة إلى الحرب».
وأدانت مصر وتونس والجزائر الهجوم على مقر المفوضية.`,
    says: [
      ['مصادر ليبية مطلعة', 'توافق مبدئي', 'الشرق الأوسط'],
      ['عبد السلام بوخريص', 'ألفَي مرشح', 'الشرق الأوسط'],
      ['رمزي الفيتوري', 'اتهم رمزي الفيتوري أطرافاً لم يسمّها بعرقلة العملية الانتخابية.', null],
      ['رمزي الفيتوري', 'جاهزة للاقتراع', null],
      ['خالد الزايدي', 'قضت محكمة الاستئناف', null],
      ['منصور الدرسي', 'تقارير عن استقالته غير صحيحة.', null],
      ['كارين هولم', 'حذرت كارين هولم من العودة إلى الحرب.', null],
      ['مصر وتونس والجزائر', 'الهجوم على مقر المفوضية', null],
    ],
  },
  {
    about: 'مسيرات فوق خاركيف',
    language: 'ar',
    publishedOn: '2024-12-04',
    text: `أعلن سلاح الجو الأوكراني، الثلاثاء، إسقاط 87 طائرة مسيرة من أصل 112 أطلقتها روسيا خلال الليل.
وفي موسكو، قالت وزارة الدفاع الروسية إن قواتها سيطرت على بلدة في منطقة دونيتسك، بينما نفى المتحدث باسم القيادة العسكرية الأوكرانية فيكتور شيفتشوك سقوط البلدة.
وأكد الكرملين على لسان المتحدث باسمه أندريه لوغوفوي أن روسيا "منفتحة على المفاوضات".
ونقلت وكالة رويترز عن المتحدثة باسم وزارة الطاقة الأوكرانية أولينا بوندار قولها إن نصف محطات المدينة خرج عن الخدمة.
ونقلت هيئة الإذاعة عن مسؤول أمني قوله إن مقاتلين محليين شاركوا في العملية.
من جانبه، قال حاكم المنطقة سيرغي ماركوف إن ثلاثة أشخاص أصيبوا جراء القصف، وإن أحدهم في حالة حرجة، دون أن يقدم تفاصيل عن الحادث.
ونفى الحاكم ما تداولته وسائل إعلام عن فرار جنود، مشددا على أنه لا أساس له من الصحة.
وحذرت المديرة العامة للوكالة الدولية للطاقة الذرية هيلين مورو من أن المحطة قد تتوقف عن العمل، داعية الطرفين إلى ضبط النفس.`,
    says: [
      ['سلاح الجو الأوكراني', '87 طائرة', null],
      ['وزارة الدفاع الروسية', 'سيطرت على بلدة', null],
      ['فيكتور شيفتشوك', 'لم يحدث سقوط البلدة.', null],
      ['أندريه لوغوفوي', 'روسيا منفتحة على المفاوضات.', null],
      ['أولينا بوندار', 'نصف محطات المدينة', 'وكالة رويترز'],
      ['مسؤول أمني', 'مقاتلون محليون شاركوا في العملية.', 'هيئة الإذاعة'],
      ['سيرغي ماركوف', 'أصيبوا جراء القصف، وأحدهم في حالة حرجة. ', null],
      ['سيرغي ماركوف', 'الأنباء عن فرار جنود غير صحيحة.', null],
      ['هيلين مورو', 'حذرت هيلين مورو من أن المحطة قد تتوقف', null],
      ['هيلين مورو', 'دعت هيلين مورو الطرفين إلى ضبط النفس.', null],
    ],
  },
]

function proposed({ text, language, publishedOn }: Article) {
  const particulars: Particulars = {
    title: null,
    publisher: null,
    byline: null,
    publishedOn,
    language,
  }
  return proposeCandidates(text, particulars).map((each) => ({
    who: each.claimant.name,
    said: `${each.proposition} ${text.slice(...each.quote)}`,
    origin: each.origin?.name ?? null,
  }))
}

describe.each(ARTICLES)('$about', (article) => {
  const found = proposed(article)

  it.each(article.says)('%s says “%s”', (who, words, origin) => {
    const hit = found.find((each) => each.who === who && each.said.includes(words))
    expect(hit, JSON.stringify(found, null, 1)).toBeDefined()
    expect(hit?.origin ?? null).toBe(origin)
  })
})

describe('an Arabic account', () => {
  it('comes from the agency that a line of its own names before it', () => {
    const text = 'دمشق-سانا\n\nأكد مصدر عسكري أن وحدات من الجيش تصدت لهجوم قرب حمص.'
    const found = proposed({ about: '', language: 'ar', publishedOn: '2024-12-01', text, says: [] })
    expect(found.map(({ who, origin }) => [who, origin])).toEqual([['مصدر عسكري', 'سانا']])
  })

  const all = ARTICLES.filter(({ language }) => language === 'ar').flatMap(proposed)

  it('has no claim that only repeats a denial of the same sentence', () => {
    expect(all.filter(({ said }) => /^(?:لا أساس له|\S+ غير دقيقة\.)/.test(said))).toEqual([])
  })

  it('names nobody by a pronoun or by what they deny', () => {
    const names = all.map(({ who }) => who)
    expect(names.filter((who) => /^باسمه|تقارير|سقوط|^المصدر$/.test(who))).toEqual([])
  })
})

describe('whatever the text', () => {
  const pieces = [
    ...ARTICLES.flatMap(({ text }) => text.split(/(?<=[.،,“”" ])/).slice(0, 40)),
    '“',
    '”',
    '"',
    '«',
    '»',
    '\n',
    ' ',
    '. ',
    'He said ',
    'وقال ',
    '\u202e',
    '\ud83d',
    '\ude00',
    '(AFP) - ',
    ' told ',
    'the ministry ',
    '—',
  ]
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
  )

  it.each<IntakeLanguage>(['en', 'ar'])('proposes what its passages say, in %s', (language) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const particulars: Particulars = {
          title: null,
          publisher: null,
          byline: null,
          publishedOn: '2024-12-07',
          language,
        }
        let last = -1
        for (const each of proposeCandidates(text, particulars)) {
          candidate.parse(each)
          const [from, to] = each.quote
          expect(to).toBeLessThanOrEqual(text.length)
          expect(to - from).toBeGreaterThan(0)
          expect(to - from).toBeLessThanOrEqual(600)
          expect(each.proposition.length).toBeLessThanOrEqual(300)
          expect(each.proposition).toMatch(/[.!?…؟]$/)
          expect(each.claimant.name).not.toBe('')
          if (each.wording) {
            expect(each.wording[0]).toBeGreaterThanOrEqual(from)
            expect(each.wording[1]).toBeLessThanOrEqual(to)
          }
          const start = each.attribution?.content[0]?.[0] ?? from
          expect(start).toBeGreaterThanOrEqual(last)
          last = start
        }
      }),
      { numRuns: 150 },
    )
  })

  it('keeps pace with a long text', () => {
    const text = ARTICLES.filter(({ language }) => language === 'en')
      .map((article) => article.text)
      .join('\n\n')
    const particulars: Particulars = {
      title: null,
      publisher: null,
      byline: null,
      publishedOn: null,
      language: 'en',
    }
    const once = proposeCandidates(text, particulars).length
    const many = proposeCandidates(`${text}\n\n`.repeat(8), particulars).length
    expect(many).toBeGreaterThanOrEqual(once)
  })
})
