/** Who acts: armies, institutions, offices, people. One concept a line. */
export const actors = `
forces | force, forces, troop, troops, army, military, soldier, serviceman, armed forces, unit, battalion, brigade, regiment, servicemen | قوات مسلحة, قوات, قوة, جيش, جيوش, جندي, جنود, عسكر, عسكري, عسكريون, عسكريين, وحدات, كتيبة, كتائب, لواء, الوية, فرقة, عناصر الجيش
rebels | rebel, opposition, insurgent, opposition fighter, mutineer, militant, jihadist, armed group, armed faction, terrorist, gunman, gunmen | متمرد, متمردون, متمردين, معارضة, ثوار, ثائر, فصائل, فصيل, مسلح, مسلحون, مسلحين, مقاتلي المعارضة, جهادي, جهاديون, ارهابي, ارهابيون, ارهابيين
fighters | fighter, combatant, warrior | مقاتل, مقاتلون, مقاتلين
government | government, regime, authority, cabinet, administration, state | حكومة, حكومي, حكومات, نظام, سلطات, سلطة, الدولة
president | president, presidency, head of state, presidential | رئيس, الرئيس, رئاسة, رئاسي, رؤساء
prime-minister | prime minister, premier | رئيس الوزراء, رئيس الحكومة, رئيس وزراء
minister | minister | وزير, وزراء
ministry | ministry | وزارة, وزارات
defense | defense | دفاع, الدفاع
interior | interior | داخلية, الداخلية
foreign | foreign | خارجية, الخارجية, اجنبي, اجانب
health | health | صحة, الصحة, صحي
parliament | parliament, lawmaker, congress, senate, legislature, MP, deputy, house of representatives | برلمان, مجلس النواب, نائب, نواب, برلماني, الكونغرس, مجلس الشعب, كونغرس
spokesman | spokesman, spokeswoman, spokesperson | متحدث, المتحدث باسم, ناطق, ناطق باسم
leader | leader, chief, head, commander, boss, leadership, command | قائد, قادة, زعيم, زعماء, قيادة, قيادي, قياديين
official | official, officer, source | مسؤول, مسؤولون, مسؤولين, ضابط, ضباط, مصدر, مصادر
mayor | mayor | رئيس بلدية, عمدة, قائممقام
governor | governor | محافظ, والي
king | king, monarch | ملك, عاهل
prince | prince, crown prince | امير, ولي العهد
ambassador | ambassador, envoy, diplomat, embassy, consulate, consul, diplomatic | سفير, سفراء, مبعوث, دبلوماسي, دبلوماسيون, سفارة, قنصلية, قنصل
court | court, judge, tribunal, prosecutor, prosecution, judiciary | محكمة, محاكم, قاض, قضاة, قضاء, نيابة, مدعي عام, قضائي
police | police, policeman, security service, security forces | شرطة, شرطي, امن, قوات الامن, اجهزة الامن, اجهزة امنية
militia | militia, paramilitary | ميليشيا, ميليشيات, مليشيا
navy | navy, naval, warship, vessel, frigate | بحرية, سفينة حربية, بارجة
air-force | air force, warplane, fighter jet, aircraft, jet, airplane, plane, helicopter | طيران, سلاح الجو, طائرة, طائرات, مقاتلة حربية, مروحية, مروحيات
civilian | civilian, resident, citizen, people, population, inhabitant, public, locals | مدني, مدنيون, مدنيين, سكان, مواطن, مواطنون, مواطنين, اهالي, اهل, شعب, ساكن
child | child, kid, minor, baby | طفل, اطفال, رضيع
woman | woman, female, girl | امراة, نساء, سيدة, سيدات, فتاة, نسوة
man | man, male | رجل, رجال
student | student, pupil | طالب, طلاب, تلميذ, تلاميذ, طلبة
teacher | teacher | معلم, معلمون, معلمين, مدرس
journalist | journalist, reporter, correspondent | صحافي, صحفي, صحفيون, صحافيون, صحفيين, مراسل
doctor | doctor, medic, physician, nurse, paramedic | طبيب, اطباء, مسعف, ممرض
worker | worker, employee, staff, labor | عامل, عمال, موظف, موظفون, موظفين
prisoner | prisoner, detainee, inmate, captive | سجين, سجناء, اسير, اسرى, معتقل, معتقلين, معتقلون
hostage | hostage | رهينة, رهائن
refugee | refugee, migrant, asylum seeker, displaced person | لاجئ, لاجئون, لاجئين, مهاجر, مهاجرون, مهاجرين, نازح, نازحين
witness | witness, eyewitness | شاهد, شهود
activist | activist, campaigner | ناشط, ناشطون, نشطاء, ناشطة
protester | protester, demonstrator | متظاهر, متظاهرون, متظاهرين, محتج, محتجون
observatory | observatory, monitor, war monitor, monitoring group | مرصد, المرصد
united-nations | united nations, UN, security council | الامم المتحدة, مجلس الامن, اممي, اممية
red-cross | red cross, red crescent | الصليب الاحمر, الهلال الاحمر
european-union | european union, EU | الاتحاد الاوروبي
nato | NATO, alliance, coalition | الناتو, حلف شمال الاطلسي, تحالف, حلف
hezbollah | hezbollah, hizbullah, hizbollah | حزب الله
hamas | hamas | حماس, حركة حماس
houthi | houthi, houthis, ansar allah | حوثي, الحوثيون, حوثيون, حوثيين, انصار الله
islamic-state | islamic state, ISIS, ISIL, daesh, IS group | داعش, تنظيم الدولة, الدولة الاسلامية
hts | hayat tahrir al-sham, HTS | هيئة تحرير الشام
sdf | syrian democratic forces, SDF | قوات سوريا الديمقراطية, قسد
kurds | kurd, kurdish, kurdistan | كرد, اكراد, كردي, كردستان
rsf | rapid support forces, RSF | قوات الدعم السريع, الدعم السريع
taliban | taliban | طالبان
party | party, movement, bloc, faction | حزب, احزاب, حركة, كتلة
candidate | candidate, nominee, contender | مرشح, مرشحون, مرشحين
company | company, firm, corporation, business | شركة, شركات, مؤسسة
bank | bank, central bank | بنك, بنوك, مصرف, مصارف
committee | committee, commission, council, board, body | لجنة, لجان, مجلس, هيئة, مفوضية
organisation | organization, agency, group, association | منظمة, منظمات, وكالة, جمعية, رابطة, جماعة
assad | assad, bashar al-assad, bashar | الاسد, بشار الاسد, بشار
security | security | امن, امني, امنية
victim | victim, casualty | ضحية, ضحايا
suspect | suspect, accused | مشتبه, مشتبه به, متهم
enemy | enemy, adversary, rival | عدو, اعداء, خصم, خصوم
ally | ally, partner | حليف, حلفاء, شريك, شركاء
family | family, relative | عائلة, اسرة, عوائل, ذوي
`
