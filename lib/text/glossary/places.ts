/** Places whose Arabic and English names can't be told from one another's letters, with their people. */
export const places = `
syria | syria, syrian | سوريا, سورية, سوري, سوريون, سوريين
damascus | damascus, damascene | دمشق, دمشقي
aleppo | aleppo | حلب
homs | homs | حمص
hama | hama | حماة
daraa | daraa, deraa, dara | درعا
sweida | sweida, suwayda, suweida, sweidaa | السويداء, سويداء
idlib | idlib | ادلب
latakia | latakia, lattakia | اللاذقية, لاذقية
tartus | tartus, tartous | طرطوس
quneitra | quneitra, qunaitra | القنيطرة, قنيطرة
deir-ezzor | deir ezzor, deir al-zor, deir ez-zor, deir al zour | دير الزور
raqqa | raqqa | الرقة
golan | golan | الجولان, جولان
qaim | qaim | القائم
palmyra | palmyra, tadmur | تدمر
manbij | manbij | منبج
douma | douma | دوما
ghouta | ghouta | الغوطة, غوطة
iraq | iraq, iraqi | العراق, عراق, عراقي, عراقيون, عراقيين
baghdad | baghdad | بغداد
mosul | mosul | الموصل, موصل
basra | basra | البصرة, بصرة
kirkuk | kirkuk | كركوك
anbar | anbar | الانبار, انبار
iran | iran, iranian | ايران, ايراني, ايرانيون, ايرانيين
tehran | tehran | طهران
israel | israel, israeli | اسرائيل, اسرائيلي, اسرائيليون, اسرائيليين
gaza | gaza | غزة
palestine | palestine, palestinian | فلسطين, فلسطيني, فلسطينيون, فلسطينيين
west-bank | west bank | الضفة الغربية, الضفة
jerusalem | jerusalem | القدس
rafah | rafah | رفح
tel-aviv | tel aviv | تل ابيب
lebanon | lebanon, lebanese | لبنان, لبناني, لبنانيون, لبنانيين
beirut | beirut | بيروت
tyre | tyre | صور
jordan | jordan, jordanian | الاردن, اردن, اردني, اردنيون, اردنيين
amman | amman | عمان
egypt | egypt, egyptian | مصر, مصري, مصريون, مصريين
cairo | cairo | القاهرة, قاهرة
alexandria | alexandria | الاسكندرية
aswan | aswan | اسوان
khan-younis | khan younis, khan yunis | خان يونس
deir-balah | deir al-balah, deir el-balah | دير البلح
nuseirat | nuseirat | النصيرات
jabalia | jabalia, jabaliya | جباليا
nablus | nablus | نابلس
hebron | hebron | الخليل
jenin | jenin | جنين
ramallah | ramallah | رام الله
haifa | haifa | حيفا
sidon | sidon | صيدا
baalbek | baalbek | بعلبك
taiz | taiz | تعز
fallujah | fallujah, falluja | الفلوجة
erbil | erbil, irbil | اربيل
fasher | el-fasher, al-fashir, fasher | الفاشر
omdurman | omdurman | ام درمان
port-sudan | port sudan | بورتسودان
misrata | misrata | مصراتة
isfahan | isfahan | اصفهان
kharkiv | kharkiv, kharkov | خاركيف
odesa | odesa, odessa | اوديسا
kherson | kherson | خيرسون
donetsk | donetsk | دونيتسك
luhansk | luhansk, lugansk | لوغانسك
crimea | crimea, crimean | القرم
mariupol | mariupol | ماريوبول
bakhmut | bakhmut | باخموت
sinai | sinai | سيناء
saudi | saudi, saudi arabia, saudis | السعودية, سعودية, سعودي, سعوديون, سعوديين
riyadh | riyadh | الرياض
mecca | mecca | مكة
jeddah | jeddah | جدة
yemen | yemen, yemeni | اليمن, يمن, يمني, يمنيون, يمنيين
sanaa | sanaa | صنعاء
aden | aden | عدن
hodeidah | hodeidah, hodeida | الحديدة
marib | marib | مارب
emirates | emirates, UAE, emirati | الامارات, امارات, اماراتي
dubai | dubai | دبي
abu-dhabi | abu dhabi | ابو ظبي, ابوظبي
qatar | qatar, qatari | قطر, قطري
doha | doha | الدوحة
kuwait | kuwait, kuwaiti | الكويت, كويت, كويتي
bahrain | bahrain, bahraini | البحرين, بحرين, بحريني
oman | oman, omani | سلطنة عمان, عماني
turkey | turkey, turkish, turk, turkiye | تركيا, تركي, اتراك
ankara | ankara | انقرة
istanbul | istanbul | اسطنبول
sudan | sudan, sudanese | السودان, سودان, سوداني, سودانيون, سودانيين
khartoum | khartoum | الخرطوم
darfur | darfur | دارفور
libya | libya, libyan | ليبيا, ليبي, ليبيون, ليبيين
tripoli | tripoli | طرابلس
benghazi | benghazi | بنغازي
tunisia | tunisia, tunisian | تونس, تونسي
algeria | algeria, algerian | الجزائر, جزائر, جزائري
morocco | morocco, moroccan | المغرب, مغرب, مغربي
mauritania | mauritania, mauritanian | موريتانيا, موريتاني
somalia | somalia, somali | الصومال, صومال, صومالي
ethiopia | ethiopia, ethiopian | اثيوبيا, اثيوبي
russia | russia, russian | روسيا, روسي, روس
moscow | moscow | موسكو
kremlin | kremlin | الكرملين
ukraine | ukraine, ukrainian | اوكرانيا, اوكراني
kyiv | kyiv, kiev | كييف
united-states | united states, US, USA, america, american, washington, U.S | الولايات المتحدة, اميركا, امريكا, اميركي, امريكي, اميركيون, امريكيون, واشنطن
white-house | white house | البيت الابيض
pentagon | pentagon | البنتاغون
china | china, chinese, beijing | الصين, صين, صيني, بكين
japan | japan, japanese, tokyo | اليابان, يابان, ياباني, طوكيو
north-korea | north korea, pyongyang | كوريا الشمالية, بيونغ يانغ
south-korea | south korea, seoul | كوريا الجنوبية, سيول
korea | korea, korean | كوريا, كوري
india | india, indian, delhi | الهند, هند, هندي, نيودلهي
pakistan | pakistan, pakistani | باكستان, باكستاني
afghanistan | afghanistan, afghan | افغانستان, افغاني, افغان
kabul | kabul | كابول
britain | britain, british, uk, united kingdom, U.K, england, english | بريطانيا, بريطاني, المملكة المتحدة, انجلترا, انكلترا, انجليزي
london | london | لندن
france | france, french | فرنسا, فرنسي
paris | paris | باريس
germany | germany, german | المانيا, الماني, المان
berlin | berlin | برلين
italy | italy, italian | ايطاليا, ايطالي
spain | spain, spanish | اسبانيا, اسباني
greece | greece, greek | اليونان, يونان, يوناني
cyprus | cyprus, cypriot | قبرص, قبرصي
hungary | hungary, hungarian | المجر, هنغاريا, مجري
austria | austria, austrian | النمسا, نمساوي
switzerland | switzerland, swiss | سويسرا, سويسري
geneva | geneva | جنيف
vienna | vienna | فيينا
sweden | sweden, swedish | السويد, سويدي
norway | norway, norwegian | النرويج, نرويجي
netherlands | netherlands, dutch | هولندا, هولندي
brussels | brussels | بروكسل
belgium | belgium, belgian | بلجيكا, بلجيكي
poland | poland, polish | بولندا, بولندي
europe | europe, european | اوروبا, اوروبي
asia | asia, asian | آسيا, اسيوي
africa | africa, african | افريقيا, افريقي
arab | arab, arabic, arabian | عربي, عرب, عربية
canada | canada, canadian | كندا, كندي
mexico | mexico, mexican | المكسيك, مكسيكي
brazil | brazil, brazilian | البرازيل, برازيلي
argentina | argentina, argentine | الارجنتين, ارجنتيني
venezuela | venezuela, venezuelan | فنزويلا, فنزويلي
australia | australia, australian | استراليا, استرالي
armenia | armenia, armenian | ارمينيا, ارميني, ارمن
azerbaijan | azerbaijan, azerbaijani, azeri | اذربيجان, اذربيجاني
indonesia | indonesia, indonesian | اندونيسيا, اندونيسي
red-sea | red sea | البحر الاحمر
mediterranean | mediterranean | المتوسط, البحر المتوسط
suez | suez canal, suez | قناة السويس, السويس
middle-east | middle east | الشرق الاوسط
islam | islam, islamic, muslim | الاسلام, اسلام, اسلامي, مسلم, مسلمون, مسلمين
christian | christian | مسيحي, مسيحيون, مسيحيين
`
