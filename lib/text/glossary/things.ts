/** What is acted on, and with what. One concept a line. */
export const things = `
cordon | cordon, security cordon | طوق امني, طوق عسكري
phase | phase, stage, step | مرحلة, مراحل, طور, خطوة
final | final, last, ultimate | اخير, الاخيرة, نهائي, نهائية, آخر
first | first | اول, اولى
position | position, site, post, outpost, base, barracks, checkpoint | موقع, مواقع, مركز, قاعدة, قواعد, ثكنة, ثكنات, حاجز, حواجز, نقطة تفتيش
front | front, frontline, front line | جبهة, جبهات, خط المواجهة, خطوط المواجهة, خط النار
suburb | suburb, outskirt, countryside, rural area, environs | ضاحية, ضواحي, ريف, تخوم, مشارف, اطراف
operation | operation, campaign, mission | عملية, عمليات, حملة, مهمة
war | war, conflict, hostility | حرب, حروب, صراع, نزاع
peace | peace | سلام, سلم
weapon | weapon, arm, arms, ammunition, munition, gun, rifle | سلاح, اسلحة, ذخيرة, ذخائر, بندقية
missile | missile, rocket | صاروخ, صواريخ, صاروخي, قذيفة, قذائف
drone | drone, unmanned aircraft, UAV | مسيرة, مسيرات, طائرة مسيرة, طائرة بدون طيار, درون
tank | tank, armored vehicle, armor | دبابة, دبابات, مدرعة, مدرعات, آلية, آليات
artillery | artillery, mortar, howitzer | مدفعية, مدفع, هاون
mine | mine, landmine | لغم, الغام
chemical | chemical, poison gas, chlorine, sarin, toxic | كيماوي, كيميائي, كيماوية, غاز سام, كلور, سارين
nuclear | nuclear, atomic, uranium, enrichment | نووي, نووية, ذري, يورانيوم, تخصيب
equipment | equipment, vehicle, gear, hardware | معدات, عتاد, تجهيزات, مركبة, مركبات
convoy | convoy, column | قافلة, قوافل, رتل, ارتال
aid | aid, relief, humanitarian, assistance | مساعدات, معونات, اغاثة, انساني, انسانية, اغاثي
food | food, bread, wheat, grain, flour | غذاء, طعام, خبز, قمح, حبوب, طحين, اغذية
water | water | ماء, مياه
fuel | fuel, petrol, gasoline, diesel | وقود, بنزين, ديزل, محروقات
oil | oil, crude, petroleum, brent | نفط, نفطي, خام, برنت, البترول, بترول
gas | gas | غاز
gold | gold | ذهب, الذهب
dollar | dollar | دولار, دولارات
currency | currency, pound, lira, rial, dinar, ruble | عملة, عملات, ليرة, جنيه, ريال, دينار, روبل, درهم
price | price, cost | سعر, اسعار, تكلفة, ثمن
money | money, cash, fund | مال, اموال, نقد, سيولة
budget | budget, deficit, debt | ميزانية, موازنة, عجز, دين, ديون
tax | tax, tariff, customs, duty, fee | ضريبة, ضرائب, رسوم, جمارك, ضريبي
economy | economy, economic, market, stock | اقتصاد, اقتصادي, اقتصادية, سوق, اسواق, بورصة, اسهم
inflation | inflation | تضخم
unemployment | unemployment, jobless | بطالة
job | job, employment | وظيفة, وظائف, توظيف, فرص عمل
electricity | electricity, power supply, electric, grid, power cut, blackout | كهرباء, كهربائي, تيار كهربائي
internet | internet, online, website | انترنت, الانترنت, موقع الكتروني
school | school, university, classroom | مدرسة, مدارس, جامعة, جامعات
hospital | hospital, clinic | مستشفى, مستشفيات, مشفى, مشافي, عيادة
mosque | mosque | مسجد, مساجد, جامع
church | church, cathedral | كنيسة, كنائس
house | house, home, building, residential | منزل, منازل, بيت, بيوت, مبنى, مباني, سكني
road | road, highway, street, route | طريق, طرق, شارع, شوارع, اوتوستراد
bridge | bridge | جسر, جسور
airport | airport, airfield, airbase, air base | مطار, مطارات, قاعدة جوية
port | port, harbor, seaport | ميناء, موانئ, مرفا
border | border, frontier, crossing, border crossing | حدود, حدودي, حدودية, معبر, معابر, منفذ
dam | dam | سد, سدود
prison | prison, jail | سجن, سجون
statue | statue, monument | تمثال, تماثيل, نصب
poster | poster, picture, portrait | صورة, صور, ملصق
flag | flag | علم, اعلام, راية
vehicle | car, truck, bus | سيارة, سيارات, شاحنة, شاحنات, حافلة
ship | ship, boat, tanker | سفينة, سفن, قارب, زورق, ناقلة
train-vehicle | train, railway, rail | قطار, قطارات, سكة حديد
gate | gate, entrance | بوابة, مدخل, مداخل, بوابات
wall | wall, fence | سور, اسوار, جدار
camp | camp | مخيم, مخيمات, معسكر
law | law, legislation, bill, constitution, act | قانون, قوانين, تشريع, دستور
treaty | treaty, pact, memorandum, accord | معاهدة, مذكرة تفاهم, ميثاق
right | right, rights | حق, حقوق
relation | relation, tie, relationship | علاقة, علاقات
crisis | crisis, emergency, disaster, catastrophe | ازمة, ازمات, طوارئ, كارثة, كوارث
problem | problem, issue, difficulty | مشكلة, مشاكل, قضية, قضايا, صعوبات
virus | virus, coronavirus, covid, cholera, epidemic, pandemic, disease | فيروس, كورونا, كوليرا, وباء, جائحة, مرض, امراض, كوفيد
vaccine | vaccine, vaccination, jab, inoculation | لقاح, لقاحات, تطعيم, تلقيح
weather | weather, storm, hurricane, cyclone, rain | طقس, عاصفة, عواصف, اعصار, امطار, مطر
heat | heat, heatwave, temperature | حر, حرارة, موجة حر
fire-wild | wildfire, forest fire | حرائق الغابات
accident | accident, crash, collision, derail | حادث, حوادث, تحطم, تصادم, اصطدام
crime | crime, offense | جريمة, جرائم
corruption | corruption, bribery, bribe, fraud | فساد, رشوة, احتيال, تزوير
turnout | turnout | اقبال, نسبة المشاركة
toll | toll, death toll, casualty figure | حصيلة, عدد القتلى, عدد الضحايا
result | result, outcome | نتيجة, نتائج
rubble | rubble, debris, wreckage | انقاض, ركام, حطام
body | body, corpse, human remains | جثة, جثث, جثمان, رفات
evidence | evidence | دليل, ادلة
news | news, report, reports, rumor, claim, allegation, story | خبر, اخبار, انباء, تقرير, تقارير, شائعة, شائعات, مزاعم, ادعاء
situation | situation, condition, state of affairs | وضع, اوضاع, ظروف, حالة
territory | territory, land, area, region, zone | ارض, اراضي, منطقة, مناطق
program | program, project | برنامج, برامج, مشروع, مشاريع
capital | capital | عاصمة, العاصمة
city | city | مدينة, مدن
town | town | بلدة, بلدات
village | village | قرية, قرى
province | province, governorate, state | محافظة, محافظات, اقليم, ولاية, ولايات
district | district, neighborhood, quarter | حي, احياء, مديرية, ناحية
north | north, northern | شمال, شمالي
south | south, southern | جنوب, جنوبي
east | east, eastern | شرق, شرقي
west | west, western | غرب, غربي
central | central, center | وسط, مركزي
sea | sea, coast, coastal, gulf | بحر, ساحل, ساحلي, خليج
river | river | نهر
mountain | mountain, hill, heights | جبل, جبال, تل, تلال, هضبة, مرتفعات
kilometer | kilometer, km, kilometre | كيلومتر, كيلومترات, كم, كلم
mile | mile | ميل, اميال
percent | percent, per cent, percentage | بالمئة, بالمائة, في المئة, في المائة
million | million | مليون, ملايين
billion | billion | مليار, مليارات
half | half | نصف
all | all, whole, entire, full, fully, completely, totally, entirely | كل, كامل, بالكامل, جميع, كافة, كليا
part | part, some, parts of, partly, partially | جزء, اجزاء, بعض, جزئيا
most | most, majority | معظم, اغلب, غالبية
none | none, nobody, no one, nothing | لا احد, لا شيء
high | high, highest | عالي, اعلى
low | low, lowest | منخفض, ادنى, اقل
big | big, large, huge, major, great, massive, heavy | كبير, ضخم, هائل, كبيرة, واسع
small | small, little, minor, slight, limited | صغير, طفيف, محدود, ضئيل
strong | strong, strength, powerful | قوي, قوية, قوه
weak | weak, weakness | ضعيف, ضعف, هش
new | new, fresh | جديد, جدد, جديدة
good | good, positive | جيد, ايجابي
bad | bad, negative, poor | سيء, سلبي, رديء
true | true, correct, accurate, truth | صحيح, صحة, دقيق, حقيقة
false | false, untrue, fake, fabricated, baseless, unfounded, wrong, lie, hoax | كاذب, كاذبة, زائف, مفبرك, عار عن الصحة, باطل, كذب
important | important, key, crucial, strategic, vital | مهم, هام, استراتيجي, حيوي, حاسم
military-adj | armed | مسلح, مسلحة
`
