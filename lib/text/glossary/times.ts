/** Words of time; they tell when, never what. */
export const times = `
today | today | اليوم
yesterday | yesterday | امس
tomorrow | tomorrow | غدا, الغد
monday | monday | الاثنين, الاثنين
tuesday | tuesday | الثلاثاء
wednesday | wednesday | الاربعاء
thursday | thursday | الخميس
friday | friday | الجمعة
saturday | saturday | السبت
sunday | sunday | الاحد
january | january | يناير, كانون الثاني
february | february | فبراير, شباط
march-month | march | مارس, اذار
april | april | ابريل, نيسان
may-month | may | مايو, ايار
june | june | يونيو, حزيران
july | july | يوليو, تموز
august | august | اغسطس, آب
september | september | سبتمبر, ايلول
october | october | اكتوبر, تشرين الاول
november | november | نوفمبر, تشرين الثاني
december | december | ديسمبر, كانون الاول
day | day, daily | يوم, ايام, يومي
night | night, overnight | ليل, ليلة, ليلا
morning | morning, dawn | صباح, فجر
evening | evening | مساء
hour | hour | ساعة, ساعات
minute | minute | دقيقة, دقائق
week | week, weekly | اسبوع, اسابيع
month | month, monthly | شهر, اشهر, شهري
year | year, annual | سنة, سنوات, عام, اعوام, سنوي
now | now, currently, present | الآن, حاليا, راهن
soon | soon, shortly, imminent | قريبا, وشيك
already | already | بالفعل
temporary | temporary, temporarily, for now | مؤقت, مؤقتا
`
