import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RelatableClaim, relateAll, relateClaims } from '@/lib/intake/relate'
import { type LikelyRelation, likelyRelation } from '@/lib/intake/schema'

type Said = Partial<RelatableClaim> & { proposition: string }

const claim = (said: Said): RelatableClaim => ({
  wording: null,
  claimant: '',
  language: 'en',
  said: null,
  place: null,
  ...said,
})

/** Pairs of claims, and how an editor would say that the first stands to the second; null: not at all. */
const pairs: [LikelyRelation['type'] | null, Said, Said][] = []

const MINISTRY = 'Syrian defence ministry'
const OBSERVATORY = 'Syrian Observatory for Human Rights'
const GHANI = 'Hassan Abdel Ghani'
const day = (date: string) => ({ said: { date: `2024-12-${date}` } })
const by = (claimant: string, proposition: string, more: Partial<RelatableClaim> = {}) => ({
  claimant,
  proposition,
  ...more,
})

const put = (type: LikelyRelation['type'] | null) => (one: Said, other: Said) => {
  pairs.push([type, one, other])
}
const counters = put('counters')
const supports = put('supports')
const repeats = put('repeats')
const refines = put('refines')
const none = put(null)

// ───────────── one count, told with other particulars
repeats(
  by(
    'Turki Al-Mahlawi',
    'Approximately 2,000 Syrian troops have crossed into Iraq, with some requiring care',
    day('07'),
  ),
  by(
    'Turki al-Mahlawi',
    'About 2,000 Syrian soldiers, some of them wounded, have crossed into Iraq at Al-Qaim',
    day('07'),
  ),
)
none(
  by('Turki al-Mahlawi', 'Some 300 families have crossed into Iraq seeking shelter', day('07')),
  by('Turki al-Mahlawi', 'Some 300 lorries wait at the border with Iraq', day('07')),
)

// ───────────── words chosen for what is denied, and what one says himself
supports(
  by(
    'Syrian government',
    'Its movements are redeploying and repositioning rather than retreats',
    day('07'),
  ),
  by(MINISTRY, 'There has been no withdrawal from strategic positions', day('07')),
)
supports(
  by('a military source', 'The army remains in all its positions'),
  by(MINISTRY, 'There is no truth to reports that the army has withdrawn'),
)
none(
  by(MINISTRY, 'الأنباء عن انسحاب القوات الموجودة في ريف دمشق غير صحيحة', day('07')),
  by(MINISTRY, 'There are forces present in the countryside of Damascus', day('07')),
)
counters(
  by(
    OBSERVATORY,
    'The army evacuated Quneitra, where Israel has increased its presence',
    day('07'),
  ),
  by(MINISTRY, 'Claims of troop withdrawals are untrue', day('07')),
)
supports(
  by(
    'a monitor',
    'The army withdrew from Daraa, leaving it under the control of opposition fighters',
  ),
  by(OBSERVATORY, 'Government forces have lost control of Daraa'),
)

// ───────────── denials
counters(
  by(MINISTRY, 'There is no truth to news claiming our armed forces have withdrawn'),
  by(OBSERVATORY, 'Government forces withdrew from towns south of Damascus'),
)
counters(
  by(MINISTRY, 'any withdrawal from strategic positions', { kind: 'denies' }),
  by('AFP', 'Government forces have pulled out of their positions'),
)
counters(
  by(MINISTRY, 'Reports that the army has left Homs are false'),
  by(OBSERVATORY, 'The army left Homs overnight'),
)
counters(
  by(
    'Syrian presidency',
    'Reports that Bashar al-Assad has left Damascus are untrue; he is working there',
  ),
  by('Reuters', 'President Assad has left Damascus'),
)
counters(
  by('the bank', 'The bank denied that it had frozen the accounts of charities'),
  by('a lawyer', 'The bank froze the accounts of three charities'),
)
counters(
  by('a spokesman', 'The claim that two hostages were killed is baseless'),
  by('Hamas', 'Two hostages were killed in the strike'),
)
counters(
  by(MINISTRY, 'لا صحة للأنباء التي تتحدث عن انسحاب قواتنا المسلحة'),
  by(OBSERVATORY, 'انسحبت قوات النظام من بلدات جنوب دمشق'),
)
counters(
  by('وزارة الصحة', 'نفت الوزارة تسجيل إصابات بالكوليرا في المخيم'),
  by('منظمة إغاثية', 'تسجيل إصابات بالكوليرا في المخيم'),
)
counters(
  by(MINISTRY, 'لا صحة للأنباء عن انسحاب قواتنا'),
  by(OBSERVATORY, 'Government forces have withdrawn from Daraa'),
)
counters(
  by(MINISTRY, 'There is no truth to reports of a withdrawal'),
  by(OBSERVATORY, 'انسحاب قوات النظام من درعا'),
)
counters(
  by('الحكومة', 'الأنباء عن استقالة رئيس الوزراء عارية عن الصحة'),
  by('صحيفة', 'استقال رئيس الوزراء'),
)
counters(
  by(MINISTRY, 'News of terrorists entering the city of Homs is unfounded'),
  by(GHANI, 'Our forces have begun advancing into the city of Homs'),
)

// ───────────── the same, and not so
counters(
  by(MINISTRY, 'The army has not withdrawn from any part of the Damascus countryside'),
  by(OBSERVATORY, 'The army has withdrawn from parts of the Damascus countryside'),
)
counters(
  by('police', 'The protesters did not burn the town hall'),
  by('mayor', 'Protesters burned down the town hall'),
)
counters(
  by('the company', 'No workers were killed in the blast at the refinery'),
  by('union', 'Four workers were killed in the blast at the refinery'),
)
counters(by('rebels', 'The army failed to enter Marea'), by('army', 'The army entered Marea'))
counters(by('الجيش', 'لم تدخل الفصائل مدينة حماة'), by('الفصائل', 'دخلت الفصائل مدينة حماة'))
counters(by('القيادة', 'الجيش لم ينسحب من حمص'), by('المرصد', 'The army withdrew from Homs'))
counters(
  by('the minister', "The government won't raise fuel prices"),
  by('a lawmaker', 'The government will raise fuel prices in January'),
)
counters(by('الشركة', 'المطار لم يغلق'), by('ركاب', 'أغلقت السلطات المطار'))

// ───────────── opposites
counters(
  by('army', 'Troops have halted the rebel advance in Homs'),
  by('rebels', 'The rebel advance in Homs continues'),
)
counters(
  by('army', 'The army remains in Homs'),
  by(OBSERVATORY, 'The army has withdrawn from Homs'),
)
counters(
  by('ministry', 'The crossing with Jordan is open'),
  by('drivers', 'The crossing with Jordan has been closed'),
)
counters(by('the family', 'The journalist is alive'), by('the court', 'The journalist is dead'))
counters(
  by('the ministry', 'Bread prices have fallen by a third'),
  by('the traders', 'Bread prices have risen this month'),
)
counters(
  by('the ministry', 'The situation in Homs is safe and stable'),
  by('residents', 'Fighting and shelling have shaken Homs'),
)
counters(
  by('Moscow', 'Russia has agreed to the ceasefire'),
  by('Kyiv', 'Russia has refused the ceasefire'),
)
counters(by('مصدر', 'ارتفعت أسعار الخبز'), by('الوزارة', 'انخفضت أسعار الخبز'))
counters(by('الوزارة', 'أفرجت السلطات عن الصحفي'), by('العائلة', 'ما زالت السلطات تعتقل الصحفي'))
counters(by('الجيش', 'قواتنا باقية في حمص'), by('المرصد', 'انسحبت قوات النظام من حمص'))
counters(
  by('وزارة النقل', 'المعبر مفتوح أمام المسافرين'),
  by('سائقون', 'المعبر مغلق أمام المسافرين'),
)
counters(
  by('army', 'The army is in control of Hama'),
  by('rebels', 'Rebels have taken full control of Hama'),
)
counters(
  by('army command', 'Government forces hold the city of Homs'),
  by('the observatory', 'سيطرت فصائل المعارضة على مدينة حمص'),
)
counters(
  by(MINISTRY, 'Syrian forces in the south are redeploying and repositioning'),
  by(OBSERVATORY, 'Government forces are retreating in the south'),
)
counters(
  by('الجيش', 'قواتنا في الجنوب تنفذ إعادة انتشار وتموضع'),
  by('المرصد', 'انسحبت قوات النظام في الجنوب'),
)

// ───────────── figures
counters(
  by('mayor of Al-Qaim', 'About 2,000 Syrian soldiers crossed into Iraq at Al-Qaim', day('07')),
  by('an officer', 'More than 4,000 Syrian soldiers crossed into Iraq at Al-Qaim', day('07')),
)
counters(
  by('the ministry', 'At least 40 people were killed in the strike on the market', day('07')),
  by('the army', 'Three people were killed in the strike on the market', day('07')),
)
counters(
  by('the governor', 'Government forces still hold 90 % of Daraa province'),
  by('a monitor', 'Government forces still hold 30 per cent of Daraa province'),
)
counters(
  by('المحافظ', 'عبر نحو ألفي جندي سوري الحدود إلى العراق', day('07')),
  by('ضابط', 'More than 4,000 Syrian soldiers crossed the border into Iraq', day('07')),
)
counters(
  by('a monitor', 'Government forces have lost all of Daraa province', day('07')),
  by('another monitor', 'Government forces have lost 90 % of Daraa province', day('07')),
)
counters(
  by('army', 'The rebels are 40 km from Damascus', day('07')),
  by('rebels', 'The rebels are 12 miles from Damascus', day('07')),
)
counters(
  by('الوزارة', 'قتل 12 مدنيا في القصف على السوق'),
  by('ناشطون', 'قتل 45 مدنيا في القصف على السوق'),
)

// ───────────── the same claimant again
repeats(
  by(GHANI, 'Our forces have begun the final phase of encircling the capital'),
  by('Hassan Abdul-Ghany', 'Our forces have begun the final phase of encircling the capital'),
)
repeats(
  by('حسن عبد الغني', 'قواتنا بدأت المرحلة الأخيرة من تطويق العاصمة'),
  by(GHANI, 'our forces have begun the final phase of encircling the capital'),
)
repeats(
  by(GHANI, 'Opposition forces are in the final phase of encircling the capital'),
  by(GHANI, 'Rebel forces have begun the final phase of encircling Damascus'),
)
repeats(
  by(GHANI, 'final phase of encircling the capital'),
  by(GHANI, 'our forces have begun the final phase of encircling the capital, Damascus'),
)
repeats(
  by(GHANI, 'بدأت قواتنا تنفيذ المرحلة الأخيرة بتطويق العاصمة دمشق'),
  by('حسن عبد الغني', 'قواتنا بدأت المرحلة الأخيرة من تطويق العاصمة'),
)
repeats(
  by(
    "Syria's defense ministry",
    'There is no truth to news claiming our armed forces have withdrawn',
  ),
  by(
    'Syrian Ministry of Defence',
    'There is no truth to news claiming our armed forces, present in all areas of the Damascus countryside, have withdrawn',
  ),
)
repeats(
  by('وزارة الدفاع السورية', 'لا صحة للأنباء عن انسحاب قواتنا المسلحة'),
  by(MINISTRY, 'There is no truth to news claiming our armed forces have withdrawn'),
)
repeats(
  by('Turki al-Mahlawi', 'Around 2,000 Syrian troops have crossed into Iraq seeking refuge'),
  by('Turki Al-Mahlawi', 'About 2,000 Syrian soldiers crossed into Iraq to seek refuge'),
)
repeats(
  by('SOHR', 'Government forces have lost control of all of Daraa province'),
  by(
    OBSERVATORY,
    'Government forces had lost control of all of Daraa province and parts of Sweida',
  ),
)
repeats(
  by('المرصد السوري لحقوق الإنسان', 'فقدت قوات النظام السيطرة على كامل محافظة درعا'),
  by(OBSERVATORY, 'Government forces have lost control of all of Daraa province'),
)
repeats(
  by('Rami Abdel Rahman', 'The army has withdrawn from towns 10 km from the capital'),
  by('رامي عبد الرحمن', 'انسحب الجيش من بلدات على بعد 10 كيلومترات من العاصمة'),
)
repeats(
  by('the governor', 'Schools in the province will stay closed until Sunday'),
  by('the governor', 'Schools will stay closed in the province until Sunday'),
)
repeats(
  by('a', 'The bridge over the river was destroyed by a drone strike', { claimant: 'Oleh Kiper' }),
  by('Oleh Kiper', 'A drone strike destroyed the bridge over the river'),
)

// ───────────── another claimant saying the same
supports(
  by('Basem Awadi', 'Nearly 2,000 Syrian soldiers crossed into Iraq at Al-Qaim'),
  by('Turki al-Mahlawi', 'About 2,000 Syrian soldiers have crossed into Iraq at Al-Qaim'),
)
supports(
  by('Reuters witnesses', 'Protesters toppled a statue of Hafez al-Assad in Jaramana'),
  by('activists', 'A statue of Hafez al-Assad was toppled by protesters in Jaramana'),
)
supports(
  by('ناشطون', 'أسقط محتجون تمثال حافظ الأسد في جرمانا'),
  by('witnesses', 'Protesters toppled a statue of Hafez al-Assad in Jaramana'),
)
supports(
  by('Iran', 'There is no truth to reports that Iranian troops are leaving Syria'),
  by('Hezbollah', 'Reports that Iranian troops are leaving Syria are false'),
)
supports(
  by('the union', 'Four workers died in the blast at the refinery'),
  by('the company', 'The blast at the refinery killed four workers'),
)
supports(
  by('وزارة الداخلية', 'اعتقلت الشرطة منفذ الهجوم على المسجد'),
  by('شهود', 'الشرطة اعتقلت منفذ الهجوم على المسجد'),
)

// ───────────── more exactly
refines(
  by('Turki al-Mahlawi', 'Some 2,000 Syrian soldiers have crossed into Iraq'),
  by('Turki al-Mahlawi', 'Syrian soldiers have crossed into Iraq'),
)
refines(
  by('Turki al-Mahlawi', '1,986 Syrian soldiers have crossed the border into Iraq'),
  by('Turki al-Mahlawi', 'Up to 2,000 Syrian soldiers crossed the border into Iraq'),
)
refines(
  by(OBSERVATORY, 'Government forces have withdrawn from their positions in Quneitra'),
  by(OBSERVATORY, 'Government forces are withdrawing from positions'),
)
refines(
  by('the mayor', '4,000 soldiers have crossed into Iraq', day('09')),
  by('the mayor', '2,000 soldiers have crossed into Iraq', day('07')),
)

// ───────────── nothing, however alike
none(
  by('rebels', 'Sanamayn has been secured, 20 km from the southern gate of Damascus', day('06')),
  by(OBSERVATORY, 'The army has left towns 10 km south-west of the capital', day('07')),
)
none(
  by('an official', 'More than 4,000 soldiers have crossed into Iraq in all', day('09')),
  by('Turki al-Mahlawi', 'About 2,000 soldiers have crossed into Iraq', day('07')),
)
none(
  by('army', 'The army has not withdrawn from Hama'),
  by(OBSERVATORY, 'The army has withdrawn from Homs'),
)
none(
  by('rebels', 'Rebels did not withdraw from Homs'),
  by(OBSERVATORY, 'Government forces withdrew from Homs'),
)
none(
  by(OBSERVATORY, 'Government forces are advancing in Latakia'),
  by(OBSERVATORY, 'Government forces halted an attack in Idlib'),
)
none(
  by('Jordan', 'Jordan urged its citizens to leave Syria', { kind: 'urges' }),
  by('Syrian presidency', 'The president has not left Damascus'),
)
none(
  by('witnesses', 'A poster of Bashar al-Assad was burned in Hama'),
  by('witnesses', 'A statue of Hafez al-Assad was toppled in Jaramana'),
)
none(
  by('Ahmed al-Sharaa', 'The goal of the revolution remains the overthrow of this regime'),
  by('Ahmed al-Sharaa', 'Damascus awaits you'),
)
none(
  by('SDF', 'Kurdish-led forces have entered Deir Ezzor'),
  by(OBSERVATORY, 'Troops were evacuated from Quneitra'),
)
none(
  by('Israel', 'Israel has increased its troop presence on the Golan Heights'),
  by('Russia', 'Russia has reduced its troop presence in Armenia'),
)
none(by('the ministry', 'Oil production rose in Libya'), by('traders', 'Oil prices fell on Monday'))
none(
  by('police', 'Two people were killed in a crash in Leeds'),
  by('police', 'Nine people were killed in a crash in Cardiff'),
)
none(
  by('the bank', 'Inflation in Egypt fell to 20 per cent'),
  by('the bank', 'Inflation in Turkey rose to 60 per cent'),
)
none(
  by('a general', 'Russian forces attacked Ukrainian positions'),
  by('a minister', 'Ukrainian forces attacked Russian positions'),
)
none(
  by('a', 'The minister denied access to inspectors', { claimant: 'the agency' }),
  by('the ministry', 'Inspectors said the site was clean'),
)
none(by('المرصد', 'انسحبت القوات من درعا'), by('الجيش', 'قواتنا لم تنسحب من حمص'))
none(
  by('الشرطة', 'اعتقلت الشرطة ثلاثة أشخاص في طرابلس'),
  by('الشرطة', 'أفرجت الشرطة عن عشرين معتقلا في بغداد'),
)
none(by('مصدر', 'ارتفعت أسعار النفط'), by('وزارة', 'انخفضت أسعار الخبز في الأسواق المحلية'))
none(
  by('المستشفى', 'قتل ثلاثة أشخاص في حادث سير'),
  by('الدفاع المدني', 'قتل عشرون شخصا في قصف على السوق'),
)
none(
  by('الأمم المتحدة', 'دعت الأمم المتحدة إلى وقف إطلاق النار في غزة'),
  by('الأمم المتحدة', 'حذرت الأمم المتحدة من المجاعة في السودان'),
)
none(by('Iraq', 'العراق أغلق حدوده مع سوريا'), by('Jordan', 'Jordan opened its border with Israel'))
none(
  by('the minister', 'The election will be held in May'),
  by('the opposition', 'The government stole the last election'),
)
none(
  by('rebels', 'Our forces are advancing towards Damascus'),
  by('the army', 'Our forces are advancing towards Idlib'),
)
none(
  by('rebels', 'Rebels are advancing in Homs'),
  by(OBSERVATORY, 'Government forces are retreating in Homs'),
)
none(
  by('a', '3,500 prisoners were freed from the military prison in Homs', { claimant: GHANI }),
  by('the army', '3,500 soldiers were sent to the military base in Hama'),
)
none(
  by('the coach', 'We did not play well'),
  by('a fan', 'The team played well for us on Saturday in Madrid'),
)
none(by('the mayor', 'The mayor has resigned'), by('the minister', 'The minister has not resigned'))
none(
  by('hospital', 'Ten children were treated for burns'),
  by('fire service', 'The fire burned ten houses'),
)
none(
  by('the company', 'Sales rose 12 per cent in the second quarter'),
  by('the company', 'Profits fell 12 per cent in the second quarter'),
)
none(
  by('Trump', 'Ukraine should agree to the deal'),
  by('Zelensky', 'Ukraine received 40 tanks from Poland'),
)
none(
  by('the president', 'The war will end soon'),
  by('the president', 'The budget will be signed soon'),
)
none(
  by('the army', 'Soldiers are treating the wounded'),
  by('the army', 'Soldiers are guarding the border'),
)
none(
  by('AFP', 'Residents of Nawa fled the fighting'),
  by('AFP', 'Residents of Inkhil did not flee the fighting'),
)
none(by('وزارة التربية', 'تبدأ الامتحانات الأحد'), by('وزارة الصحة', 'بدأت حملة التلقيح الاثنين'))
none(by('', ''), by('', ''))

// ───────────── as they come out of an article
const WHERE = {
  iraq: { name: 'Iraq', latitude: 33, longitude: 44 },
  qaim: { name: 'Al-Qaim', latitude: 34.37, longitude: 41.09 },
}
repeats(
  by(
    'commander Hassan Abdul Ghany of the rebel alliance',
    'Commander Hassan Abdul Ghany’s forces have begun the final phase of encircling the capital',
  ),
  by('Hassan Abdel Ghani', 'Opposition forces are in the final phase of encircling the capital'),
)
repeats(
  by('defence ministry in Damascus', 'It is not true that soldiers had pulled out'),
  by('Syria’s defense ministry', 'Claims of troop withdrawals are untrue', { kind: 'denies' }),
)
repeats(
  by('وزارة الدفاع السورية', 'لم يحدث انسحاب الجيش من ريف دمشق', { kind: 'denies' }),
  by(
    'Syria’s defense ministry',
    'There is no truth to news claiming our armed forces have withdrawn',
  ),
)
repeats(
  by(
    MINISTRY,
    'There is no truth to news claiming our armed forces, present in all areas of the Damascus countryside, have withdrawn',
  ),
  by(MINISTRY, 'There is no truth to news claiming our armed forces have withdrawn'),
)
none(
  by(
    MINISTRY,
    'There is no truth to news claiming our armed forces, present in all areas of the Damascus countryside, have left the army',
  ),
  by(MINISTRY, 'Our forces remain present across the Damascus countryside'),
)
supports(
  by(MINISTRY, 'Claims of troop withdrawals are untrue', { kind: 'denies' }),
  by('Syrian government', 'There has been no withdrawal from strategic positions', {
    kind: 'denies',
  }),
)
counters(
  by('an official', '4,000 Syrian soldiers had crossed the border at Al-Qaim', {
    ...day('07'),
    place: WHERE.qaim,
  }),
  by('Turki al-Mahlawi', 'Approximately 2,000 Syrian troops have crossed into Iraq', {
    ...day('07'),
    place: WHERE.iraq,
  }),
)
counters(
  by(
    'Syrian government',
    'The Syrian government’s movements are redeploying and repositioning rather than retreats',
  ),
  by(
    OBSERVATORY,
    'Government forces had lost control of all of Daraa province and parts of Sweida',
  ),
)
counters(
  by('Rami Abdel Rahman', 'Government troops had left towns 10 kilometres from the capital'),
  by(MINISTRY, 'Syria’s defence ministry’s forces remain present across the Damascus countryside'),
)
supports(
  by('the rebel command', 'Rebels now control Daraa'),
  by(OBSERVATORY, 'Government forces have lost Daraa'),
)
none(
  by('an official', '4,000 Syrian soldiers had crossed the border into Iraq'),
  by('Daily News', 'Government forces have managed to halt the rebel advance'),
)
none(
  by(GHANI, 'Our forces have begun the final phase of encircling the capital'),
  by(
    'Daily News',
    'Government forces have bolstered defences and managed to halt the rebel advance in Homs',
  ),
)
none(
  by('Mohammed al-Rahmoun', 'There is a very strong military cordon around Damascus'),
  by('the rebels', 'Rebels have begun to surround Damascus'),
)
none(
  by('Daily News', 'With the rebels 20 kilometres from Damascus, the conflict remains poised'),
  by(MINISTRY, 'Our forces remain across the Damascus countryside'),
)

// ───────────── other news, by which the rules were tried and not made
const on = (date: string) => ({ said: { date } })
counters(
  by('Kyiv', 'Ukrainian forces still control the centre of Pokrovsk'),
  by('Russian defence ministry', 'Russian troops have captured Pokrovsk'),
)
counters(
  by(
    'Ukraine’s General Staff',
    'Reports of a Russian breakthrough near Kupiansk do not correspond to reality',
    { kind: 'denies' },
  ),
  by('a blogger', 'Russian forces broke through near Kupiansk'),
)
counters(
  by('Hamas', 'Hamas rejected the ceasefire proposal'),
  by('Israeli officials', 'Hamas accepted the ceasefire proposal'),
)
counters(
  by('Israeli military', 'The army did not strike the hospital in Rafah'),
  by('Gaza health ministry', 'An Israeli strike hit the hospital in Rafah'),
)
counters(
  by('Israeli military', 'denies that its forces fired on people waiting for aid', {
    kind: 'denies',
  }),
  by('witnesses', 'Israeli forces fired on people waiting for aid'),
)
counters(
  by('RSF', 'The Rapid Support Forces have taken control of the army headquarters in Khartoum'),
  by('Sudanese army', 'The army headquarters in Khartoum remains under army control'),
)
counters(
  by('الجيش السوداني', 'نفى الجيش سيطرة قوات الدعم السريع على القصر الرئاسي'),
  by('الدعم السريع', 'سيطرت قوات الدعم السريع على القصر الرئاسي'),
)
counters(
  by('the electoral commission', 'Turnout was 48 percent in the presidential election'),
  by('the opposition', 'Turnout was no more than 20 percent in the presidential election'),
)
counters(
  by('the mayor', 'Nobody was injured in the explosion at the plant'),
  by('firefighters', 'Seven people were injured in the explosion at the plant'),
)
counters(
  by('the airline', 'All flights from Beirut have resumed'),
  by('passengers', 'Flights from Beirut remain suspended'),
)
counters(
  by('the president', 'The president won the election'),
  by('his rival', 'The president lost the election'),
)
counters(
  by('Turkey', 'Turkey has closed its border crossing at Bab al-Hawa'),
  by('drivers', 'The border crossing at Bab al-Hawa is open'),
)
counters(
  by('وزارة الصحة في غزة', 'قتل 32 فلسطينيا في غارة على مدرسة في خان يونس'),
  by('الجيش الإسرائيلي', 'لم يقتل مدنيون في غارة على مدرسة في خان يونس'),
)
counters(
  by('Iran', 'Iran has not supplied Russia with ballistic missiles'),
  by('US officials', 'Iran sent ballistic missiles to Russia'),
)
counters(
  by('طهران', 'إيران لم تزود روسيا بصواريخ باليستية'),
  by('US officials', 'Iran supplied Russia with ballistic missiles'),
)
counters(
  by('the ministry', 'Schools reopened on Sunday in Aden'),
  by('teachers', 'Schools in Aden are still closed'),
)
counters(
  by('the hospital', 'The minister is in good health'),
  by('a channel', 'The minister died of his wounds'),
)
counters(
  by('the family', 'The detainee was tortured in prison'),
  by('police', 'The detainee was not mistreated in prison'),
)
counters(
  by('البنك المركزي', 'ارتفع احتياطي النقد الأجنبي'),
  by('محللون', 'تراجع احتياطي النقد الأجنبي'),
)
counters(
  by('Ethiopia', 'The filling of the dam has been completed'),
  by('Egypt', 'Ethiopia has halted the filling of the dam'),
)
counters(by('the company', 'The leak has been stopped'), by('fishermen', 'The leak continues'))
counters(
  by('Lebanese army', 'The army has deployed in all villages of the south'),
  by('residents', 'The army has not deployed in villages of the south'),
)
counters(
  by(
    'the police chief',
    'Between 3,000 and 5,000 people marched through Tbilisi',
    on('2024-11-30'),
  ),
  by('organisers', 'More than 100,000 people marched through Tbilisi', on('2024-11-30')),
)
counters(
  by('a minister', 'The death toll from the earthquake is 120', on('2023-09-09')),
  by('Red Cross', 'At least 2,000 people died in the earthquake', on('2023-09-09')),
)
counters(
  by('الشرطة', 'شارك نحو 5 آلاف شخص في المظاهرة'),
  by('المنظمون', 'شارك أكثر من 50 ألف شخص في المظاهرة'),
)
counters(
  by('Assad', 'I have not left the capital'),
  by('officers', 'Assad left the capital by plane'),
)
counters(
  by('الكرملين', 'الأنباء عن محادثات سرية مع أوكرانيا كاذبة'),
  by('صحيفة', 'روسيا تجري محادثات سرية مع أوكرانيا'),
)
counters(
  by('the bank', 'Rumours that the bank is insolvent are unfounded'),
  by('a trader', 'The bank is insolvent'),
)
supports(
  by('UNICEF', 'Children are dying of hunger in northern Gaza'),
  by('a doctor', 'Children in northern Gaza are dying from starvation'),
)
supports(
  by('Reuters', 'Rebels captured the airport of Goma'),
  by('residents', 'M23 rebels have seized Goma airport'),
)
supports(
  by('الأمم المتحدة', 'نزح مليون شخص من الخرطوم'),
  by('IOM', 'One million people have been displaced from Khartoum'),
)
supports(
  by('a', 'The dam collapsed after heavy rain', { claimant: 'governor' }),
  by('witnesses', 'After heavy rain the dam collapsed'),
)
supports(
  by('Pentagon', 'North Korea has sent 10,000 soldiers to Russia'),
  by('NATO', 'About 10,000 North Korean troops were sent to Russia'),
)
supports(
  by('الدفاع المدني', 'دمرت الغارة مستشفى في دير البلح'),
  by('شهود', 'غارة تدمر مستشفى في دير البلح'),
)
repeats(
  by('Volodymyr Zelensky', 'Ukraine will not give up its territory'),
  by('فولوديمير زيلينسكي', 'أوكرانيا لن تتخلى عن أراضيها'),
)
repeats(
  by('Antonio Guterres', 'The situation in Gaza is catastrophic and getting worse'),
  by('Guterres', 'The situation in Gaza is catastrophic'),
)
repeats(
  by('Israeli military', 'The army struck Hezbollah positions in southern Lebanon'),
  by('الجيش الإسرائيلي', 'الجيش قصف مواقع حزب الله في جنوب لبنان'),
)
repeats(
  by('the World Health Organization', 'Cholera has spread to all states of Sudan'),
  by('منظمة الصحة العالمية', 'انتشرت الكوليرا في جميع ولايات السودان'),
)
repeats(
  by('Mohammed bin Salman', 'Saudi Arabia will not recognise Israel without a Palestinian state'),
  by('محمد بن سلمان', 'السعودية لن تعترف بإسرائيل دون دولة فلسطينية'),
)
repeats(
  by('Hassan Nasrallah', 'Hezbollah fired 320 rockets at Israeli military bases'),
  by('حسن نصر الله', 'حزب الله أطلق 320 صاروخا على قواعد عسكرية إسرائيلية'),
)
repeats(
  by('Emmanuel Macron', 'France will recognise the state of Palestine in September'),
  by('President Emmanuel Macron', 'In September, France will recognise a Palestinian state'),
)
repeats(
  by('Rafael Grossi', 'Iran has increased its stockpile of enriched uranium'),
  by('رافاييل غروسي', 'إيران زادت مخزونها من اليورانيوم المخصب'),
)
none(
  by('Pentagon', 'North Korea has sent 10,000 soldiers to Russia'),
  by('Seoul', 'South Korea has sent 300 doctors to Turkey'),
)
none(
  by('Kyiv', 'Ukrainian forces control Kupiansk'),
  by('Moscow', 'Russian forces control Bakhmut'),
)
none(
  by('police', 'Three people died in a fire in Cairo'),
  by('police', 'Twelve people died in a fire in Alexandria'),
)
none(by('WHO', 'Cholera cases rose in Sudan'), by('WHO', 'Malaria cases fell in Kenya'))
none(
  by('Hamas', 'Hamas released three hostages'),
  by('Israel', 'Israel arrested twenty Palestinians in the West Bank'),
)
none(
  by('Netanyahu', 'The war will not end before the hostages are freed'),
  by('Netanyahu', 'The budget will not be changed before the vote'),
)
none(
  by('the president', 'Inflation fell to 5 percent'),
  by('the opposition', 'Unemployment rose to 12 percent'),
)
none(
  by('Putin', 'Russia does not want to fight NATO'),
  by('Zelensky', 'Ukraine wants to join NATO'),
)
none(
  by('a', 'The strike killed 12 people in Khan Younis on Monday', {
    ...on('2024-05-06'),
    claimant: 'ministry',
  }),
  by('ministry', 'A strike killed 30 people in Nuseirat on Saturday', on('2024-06-08')),
)
none(
  by('ministry', 'The death toll has risen to 37,000', on('2024-06-10')),
  by('the ministry of X', 'The death toll has reached 35,000', on('2024-05-10')),
)
none(by('الوزير', 'زار الوزير بغداد'), by('الرئيس', 'لم يزر الرئيس بغداد'))
none(by('وزارة الكهرباء', 'عادت الكهرباء إلى حلب'), by('وزارة المياه', 'انقطعت المياه عن حلب'))
none(by('روسيا', 'روسيا تدعو إلى وقف التصعيد في لبنان'), by('روسيا', 'روسيا تقصف مواقع في إدلب'))
none(
  by('the coach', 'United did not deserve to lose'),
  by('the captain', 'City deserved to win the cup'),
)
none(by('a farmer', 'Wheat prices have fallen'), by('a baker', 'Flour is not available in shops'))
none(by('the UN', 'Aid has not reached northern Gaza'), by('the UN', 'Aid has reached Port Sudan'))
none(by('Egypt', 'Egypt opened the Rafah crossing'), by('Jordan', 'Jordan closed its airspace'))
none(
  by('the army', 'The army killed a commander in Jenin'),
  by('his brother', 'The commander was born in Jenin'),
)
none(
  by('Biden', 'I will not withdraw from the race'),
  by('Austin', 'US troops will withdraw from Niger'),
)
none(
  by('the court', 'The court acquitted the former minister of corruption'),
  by('the court', 'The court convicted a journalist of defamation'),
)
none(
  by('هيئة الانتخابات', 'بلغت نسبة المشاركة 40 بالمئة في تونس'),
  by('هيئة الانتخابات', 'بلغت نسبة التضخم 10 بالمئة في تونس'),
)
none(
  by('Iran', 'Iran launched a satellite'),
  by('Israel', 'Israel will not allow Iran to obtain nuclear weapons'),
)

describe('how two claims stand to each other', () => {
  it.each(pairs)('%s: %j – %j', (type, one, other) => {
    expect(relateClaims(claim(one), claim(other))?.type ?? null).toBe(type)
  })

  it.each(pairs.filter(([type]) => type !== null))(
    '%s, with words that stand in the claims: %j – %j',
    (_, one, other) => {
      const relation = relateClaims(claim(one), claim(other))
      const texts = [one, other].map(({ proposition, wording, quote }) =>
        [proposition, wording, quote].join('\n'),
      )
      expect(texts[0]).toContain(relation?.words[0])
      expect(texts[1]).toContain(relation?.words[1])
      expect(relation?.words.every((words) => words !== '')).toBe(true)
    },
  )
})

const anyClaim = fc
  .record({
    proposition: fc.oneof(
      fc.constantFrom(...pairs.flatMap(([, one, other]) => [one.proposition, other.proposition])),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom(
          'not ',
          'لا ',
          'denied ',
          'army ',
          'withdrew ',
          '20 ',
          '% ',
          '"',
          '\u202e',
          ', ',
          '. ',
          'الجيش ',
        ),
        maxLength: 60,
      }),
    ),
    wording: fc.option(fc.string({ unit: 'binary', maxLength: 50 })),
    claimant: fc.constantFrom('', MINISTRY, OBSERVATORY, 'وزارة الدفاع السورية'),
    kind: fc.constantFrom('asserts' as const, 'denies' as const, 'predicts' as const),
    said: fc.constantFrom(null, { date: '2024-12-07' }, { date: '2024' }, { date: 'nonsense' }),
    place: fc.option(
      fc.record({ name: fc.string(), latitude: fc.double(), longitude: fc.double() }),
    ),
  })
  .map(claim)

describe('whatever is compared', () => {
  it('a contradiction holds from both ends, and nothing is ever thrown', () => {
    fc.assert(
      fc.property(anyClaim, anyClaim, (one, other) => {
        const [there, back] = [relateClaims(one, other), relateClaims(other, one)]
        expect(there?.type === 'counters').toBe(back?.type === 'counters')
        expect(there === null).toBe(back === null)
        if (there) likelyRelation.parse(there)
        expect(there === null || (there.strength > 0 && there.strength <= 1)).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('never more than one relation of two claims, and never with itself', () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 12 }), (claims) => {
        const related = relateAll(claims)
        const keys = related.map(({ from, to }) => [from, to].sort((a, b) => a - b).join('-'))
        expect(new Set(keys).size).toBe(keys.length)
        expect(related.every(({ from, to }) => from !== to && claims[from] && claims[to])).toBe(
          true,
        )
      }),
      { numRuns: 50 },
    )
  })

  it('a claim repeats itself as far as it says anything', () => {
    for (const [, one] of pairs.filter(([type]) => type !== null)) {
      const said = { ...claim(one), claimant: one.claimant || MINISTRY }
      expect(relateClaims(said, { ...said })?.type ?? 'repeats', one.proposition).not.toBe(
        'counters',
      )
    }
  })
})

describe('the claims of one document', () => {
  const [rebel, denial, monitor, figure] = [
    by(GHANI, 'Our forces have begun the final phase of encircling the capital'),
    by(MINISTRY, 'There is no truth to news claiming our armed forces have withdrawn'),
    by(OBSERVATORY, 'Government forces have withdrawn from all of Daraa province'),
    by('Turki al-Mahlawi', 'About 2,000 Syrian soldiers have crossed into Iraq'),
  ].map((said) => claim(said))

  it('have the denial counter what it denies, wherever it stands', () => {
    for (const claims of [
      [denial, monitor],
      [monitor, denial],
    ] as RelatableClaim[][]) {
      const [related] = relateAll(claims)
      expect(related).toMatchObject({
        from: claims.indexOf(denial as RelatableClaim),
        relation: { type: 'counters', reason: 'denial', words: ['no truth to', 'withdrawn'] },
      })
    }
  })

  it('are compared in time that grows with their number, however alike', () => {
    const many = Array.from({ length: 1000 }, (_, at) =>
      claim(by(`Source ${at % 7}`, `${monitor?.proposition} ${at}`)),
    )
    const started = performance.now()
    const related = relateAll(many)
    expect(performance.now() - started).toBeLessThan(5000)
    expect(related.length).toBeLessThan(1000 * 3)
  })

  it('are left alone where they have nothing to do with each other', () => {
    expect(relateAll([rebel, figure] as RelatableClaim[])).toEqual([])
  })
})
