import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameSource } from '@/lib/sources/same-source'

const SAME = [
  ["Syria's defence ministry", 'the Syrian Defense Ministry'],
  ["Syria's defence ministry", 'Syrian Ministry of Defence'],
  ['Syrian Ministry of Defence', 'وزارة الدفاع السورية'],
  ['Ministry of Interior of Iraq', 'وزارة الداخلية العراقية'],
  ['the Syrian Observatory for Human Rights', 'SOHR'],
  ['Syrian Observatory for Human Rights', 'المرصد السوري لحقوق الإنسان'],
  ['Agence France-Presse', 'AFP'],
  ['AFP', 'وكالة فرانس برس'],
  ['AFP', 'أ ف ب'],
  ['AFP', 'أ.ف.ب'],
  ['SANA', 'سانا'],
  ['SANA', 'Syrian Arab News Agency'],
  ['SANA', 'وكالة الأنباء السورية (سانا)'],
  ['Reuters', 'رويترز'],
  ['Reuters news agency', 'وكالة رويترز'],
  ['Rudaw', 'روداو'],
  ['Rudaw', 'شبكة روداو'],
  ['the Syrian army', 'الجيش السوري'],
  ['Syrian military', "Syria's armed forces"],
  ['Syrian presidency', 'رئاسة الجمهورية السورية'],
  ['the Syrian presidency', 'الرئاسة السورية'],
  ['Iraqi government', 'الحكومة العراقية'],
  ['Turkish foreign ministry', 'وزارة الخارجية التركية'],
  ['Foreign Ministry of Türkiye', "Turkey's Ministry of Foreign Affairs"],
  ['Hayat Tahrir al-Sham', 'HTS'],
  ["Hay'at Tahrir al-Sham", 'هيئة تحرير الشام'],
  ['Syrian Democratic Forces', 'قوات سوريا الديمقراطية'],
  ['SDF', 'قسد'],
  ['Islamic State', 'تنظيم الدولة الإسلامية'],
  ['ISIS', 'داعش'],
  ['White Helmets', 'الدفاع المدني السوري'],
  ['United Nations', 'الأمم المتحدة'],
  ['UN Security Council', 'مجلس الأمن'],
  ['Hezbollah', 'حزب الله'],
  ['Lebanese army', 'الجيش اللبناني'],
  ['SNHR', 'Syrian Network for Human Rights'],
  ['HPRC', 'Harbour Pilots Rescue Council'],
  ['Hassan Abdel Ghani', 'حسن عبد الغني'],
  ['Hassan Abdul-Ghany', 'العقيد حسن عبد الغني'],
  ['Colonel Hassan Abdel Ghani', 'Hasan Abd al-Ghani'],
  ['Interior Minister Mohammad al-Rahmoun', 'وزير الداخلية محمد الرحمون'],
  ['Rami Abdel Rahman', 'مدير المرصد رامي عبد الرحمن'],
  ['Rami Abdurrahman', 'Rami Abdul Rahman'],
  ['Ahmed al-Sharaa', 'أحمد الشرع'],
  ['Abu Mohammad al-Jolani', 'أبو محمد الجولاني'],
  ['Turki al-Mahlawi', 'تركي المحلاوي'],
  ['Bashar al-Assad', 'Bachar el-Assad'],
  ['Sergei Lavrov', 'وزير الخارجية الروسي سيرغي لافروف'],
  ['Mohammed al-Sudani', 'محمد السوداني'],
  ['Iraqi Prime Minister Mohammed Shia al-Sudani', 'رئيس الوزراء العراقي محمد شياع السوداني'],
  ['the state-run SANA news agency', 'سانا'],
  ['Britain-based Syrian Observatory for Human Rights', 'المرصد السوري'],
  ['rebel commander Hassan Abdel Ghani', 'القيادي حسن عبد الغني'],
  ['Israeli army', 'جيش الاحتلال الإسرائيلي'],
  ['Al-Watan newspaper of Syria', 'صحيفة الوطن السورية'],
  ['mayor of Al-Qaim', 'رئيس بلدية القائم'],
  ['US State Department', 'وزارة الخارجية الأميركية'],
  ['Southern Operations Room', 'غرفة عمليات الجنوب'],
  ['Syrian state media', 'الإعلام الرسمي السوري'],
  ['President Donald Trump', 'دونالد ترامب'],
] as const

const LIKELY = [
  ['the defence ministry', "Syria's defence ministry"],
  ['وزارة الدفاع', 'Syrian Ministry of Defence'],
  ['the army', 'الجيش السوري'],
  ['Abdel Ghani', 'Hassan Abdel Ghani'],
  ['عبد الغني', 'Hassan Abdel Ghani'],
  ['Sharaa', 'Ahmed al-Sharaa'],
  ['the interior minister', 'Interior Minister Mohammad al-Rahmoun'],
  ['Bashar Hafez al-Assad', 'Bashar al-Assad'],
  ['Antonio Guterres', 'أنطونيو غوتيريش'],
  ['National Army', 'الجيش الوطني السوري'],
  ['SNA', 'Syrian National Army'],
] as const

const DIFFERENT = [
  ['Syrian Ministry of Defence', 'Syrian Ministry of Interior'],
  ['Syrian Ministry of Defence', 'وزارة الداخلية السورية'],
  ['Syrian Ministry of Defence', 'وزارة الدفاع الروسية'],
  ['Russian defence ministry', 'وزارة الدفاع السورية'],
  ['Syrian army', 'Lebanese army'],
  ['Syrian army', 'Syrian National Army'],
  ['Syrian army', 'Syrian government'],
  ['Syrian army', 'الشرطة السورية'],
  ['Iraqi government', 'Iraqi parliament'],
  ['the Syrian Observatory for Human Rights', 'Syrian Network for Human Rights'],
  ['SOHR', 'SNHR'],
  ['Reuters', 'Rudaw'],
  ['Reuters', 'AFP'],
  ['AFP', 'AP'],
  ['SANA', 'SNA'],
  ['SANA', 'وكالة رويترز'],
  ['BBC', 'CNN'],
  ['Al Jazeera', 'Al Arabiya'],
  ['الجزيرة', 'قناة العربية'],
  ['Hezbollah', 'Hamas'],
  ['Hayat Tahrir al-Sham', 'Syrian Democratic Forces'],
  ['Islamic State', 'Islamic Jihad'],
  ['United Nations', 'United States'],
  ['United Nations', 'European Union'],
  ['UN Security Council', 'UN General Assembly'],
  ['Syria', 'Syrian army'],
  ['Syria', 'Syrian television'],
  ['Germany', 'German news agency'],
  ['Turkish presidency', 'الرئاسة السورية'],
  ['White House', 'Kremlin'],
  ['Hassan Abdel Ghani', 'Hussein Abdel Ghani'],
  ['Hassan Abdel Ghani', 'Hassan Abdel Karim'],
  ['حسن عبد الغني', 'حسين عبد الغني'],
  ['Hassan', 'Hassan Abdel Ghani'],
  ['Mohammed Abbas', 'Mahmoud Abbas'],
  ['Mohammed Abbas', 'محمود عباس'],
  ['Rami Abdel Rahman', 'Sami Abdel Rahman'],
  ['Rami Abdel Rahman', 'رامي مخلوف'],
  ['Bashar al-Assad', 'Maher al-Assad'],
  ['Bashar al-Assad', 'حافظ الأسد'],
  ['Ahmed al-Sharaa', 'Farouk al-Sharaa'],
  ['Rafik Hariri', 'Rafik Hariri University'],
  ['Hassan Abdel Ghani', "Syria's defence ministry"],
  ['the defence minister', 'Interior Minister Mohammad al-Rahmoun'],
  ['the Iraqi interior minister', 'Syrian Interior Minister Mohammad al-Rahmoun'],
  ['Daraa governorate', 'Homs governorate'],
  ['محافظة درعا', 'Aleppo governorate'],
  ['mayor of Al-Qaim', 'رئيس بلدية الرطبة'],
  ['Damascus University', 'جامعة حلب'],
  ['Al-Watan newspaper', 'Al-Thawra newspaper'],
  ['', ''],
  ['the', 'of'],
  ['—', '!'],
  ['ABC', 'Bricks and Concrete'],
  ['Syrian state television', 'Syria TV'],
  ['Hassan Abdel Ghani', 'حسين عبد الغني'],
  ['Iraqi interior ministry spokesman', 'Iraqi interior ministry'],
  ['Omar Hadi', 'سامر هادي'],
  ['Israeli army', 'حزب الله'],
  ['محمد السوداني', 'محمد المصري'],
  ['صحيفة الوطن السورية', 'صحيفة الوطن العمانية'],
  ['Syrian Observatory', 'Iraqi Observatory for Human Rights'],
  ['rebel commander Hassan Abdel Ghani', 'rebel commander Hassan Abboud'],
  ['Iraqi Prime Minister Mohammed Shia al-Sudani', 'رئيس الوزراء اللبناني نواف سلام'],
  ['US State Department', 'وزارة الخارجية الروسية'],
  ['Southern Operations Room', 'غرفة عمليات الشمال'],
  ['Turkish defence ministry', 'وزارة الدفاع السورية'],
  ['Hakan Fidan', 'هاكان جليك'],
  ['Red Crescent', 'الصليب الأحمر'],
  ['Central Bank of Syria', 'مصرف لبنان المركزي'],
  ['SNA', 'Harbour Pilots Rescue Council'],
] as const

describe('sameSource', () => {
  it.each(SAME)('takes %s and %s for one', (one, other) => {
    expect(sameSource(one, other)).toBe('same')
    expect(sameSource(other, one)).toBe('same')
  })

  it.each(LIKELY)('takes %s and %s for one, likely', (one, other) => {
    expect(sameSource(one, other)).toBe('likely')
    expect(sameSource(other, one)).toBe('likely')
  })

  it.each(DIFFERENT)('does not take %s for %s', (one, other) => {
    expect(sameSource(one, other)).toBe('different')
    expect(sameSource(other, one)).toBe('different')
  })

  it('takes no longer for what is no name', () => {
    const started = process.cpuUsage()
    sameSource('ا '.repeat(500_000), 'x'.repeat(1_000_000))
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(200)
  })

  it('is the same asked either way round, and never throws', () => {
    const word = fc.constantFrom(
      ...'the Syrian army Ministry of Defence وزارة الدفاع السورية Hassan Abdel Ghani حسن عبد الغني minister SOHR AFP \ud800 —'.split(
        ' ',
      ),
    )
    const name = fc.oneof(
      fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(sameSource(one, other)).toBe(sameSource(other, one))
      }),
    )
  })
})
