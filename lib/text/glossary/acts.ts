/** What is done, happens or holds: one concept a line, with its English and its Arabic words. */
export const acts = `
withdraw | withdraw, withdrawal, pull out, pullout, pull back, pullback, pull off, retreat, vacate, disengage, retire | انسحب, انسحاب, منسحب, منسحبون, سحب, تقهقر, تراجع, اخلى, انكفا, انكفاء
redeploy | redeploy, redeployment, reposition, repositioning, regroup, regrouping, tactical withdrawal, orderly withdrawal | اعادة الانتشار, اعادة انتشار, اعادة التموضع, اعادة تموضع, تموضع, تموضعت, اعادت انتشارها, اعادت تموضعها, تعيد انتشارها
flee | flee, escape, run away, desert, desertion, defect, defection, abandon | فر, فرار, فروا, هرب, هروب, هاربون, انشق, انشقاق, منشق, منشقون
leave | leave, depart, departure, exit, go out | غادر, مغادرة, رحل, رحيل, خرج, خروج, ترك, يترك
stay | stay, remain, still in, still present, still there, hold out, in place, present, presence, stationed | بقي, بقاء, يبقى, باق, باقية, باقون, ظل, لا يزال, لا تزال, لا يزالون, ما زال, ما زالت, ما زالوا, موجود, تواجد, متواجد, متمركز, منتشرة, استمر
deploy | deploy, deployment, send troops, mass, massing, station | نشر, انتشار, انتشر, حشد, حشود, تعزيز, حشدت
reinforce | reinforce, reinforcement, bolster, strengthen, fortify, beef up | عزز, تعزيز, تعزيزات, يعزز, حصن, تحصين, دعم دفاعاتها
advance | advance, advancing, push toward, push into, move forward, march, make gain, gain ground, approach, close in | تقدم, تقدمت, يتقدم, زحف, اقترب, اقتراب, توغل, تقترب
enter | enter, entry, go into, push into, move into, storm, penetrate, infiltrate, break into, break through, breakthrough | دخل, دخول, دخلت, يدخل, داخل الى, اقتحم, اقتحام, تسلل, اختراق, اخترق
take | take, capture, seize, seizure, take over, takeover, take control, overrun, conquer, secure, liberate, liberation, retake, recapture, gain control, fall to, wrest | سيطر, سيطرة, السيطرة, استولى, استيلاء, يسيطر, احتل, حرر, تحرير, تحررت, استعاد, استعادة, استرد, بسط سيطرته, انتزع, استيلاء على
hold | hold, in control, control, under control, maintain control, dominate, keep control, retain | تحت سيطرة, يسيطر على, تمسك, محتفظ, احتفظ
lose | lose control, lost control, lose, out of control, out of government hand, no longer control, no longer hold, loss of control | فقد السيطرة, فقدت السيطرة, فقدان السيطرة, خسر, خسارة, فقد, فقدان, فقدت, خسرت, خارج سيطرة, خرج عن سيطرة, خرجت عن سيطرة, خروج عن السيطرة
fall | fall, collapse, topple, overthrow, downfall, ouster, oust | سقط, سقوط, سقطت, يسقط, انهار, انهيار, اطاح, اطاحة, اسقاط, اسقط, منهار
encircle | encircle, encirclement, surround, siege, besiege, ring, blockade | طوق, تطويق, يطوق, حاصر, حصار, محاصر, محاصرة, احاط
halt | halt, stop, stall, cease, end, suspend, suspension, freeze, standstill, stoppage, interrupt, pause, discontinue | اوقف, وقف, توقف, يوقف, ايقاف, علق, تعليق, جمد, تجميد, انهى, انهاء, انتهى, انتهاء, عطل, انقطاع, قطع
continue | continue, go on, carry on, ongoing, keep on, persist, resume, resumption, pursue, proceed, restart | واصل, مواصلة, يواصل, تواصل, استمر, استمرار, مستمر, استانف, استئناف, تابع, متابعة, يتابع
begin | begin, start, launch, commence, outset, kick off, initiate, embark | بدا, بدء, بداية, بدات, يبدا, شرع, اطلق, انطلق, انطلاق, باشر, يباشر, اطلاق
delay | delay, postpone, postponement, defer, put off | اجل, تاجيل, يؤجل, ارجا, ارجاء, تاخير, تاخر
attack | attack, assault, raid, offensive, strike, onslaught, ambush, hit, incursion, invade, invasion | هاجم, هجوم, هجمات, يهاجم, اعتدى, اعتداء, اعتداءات, غارة, غارات, ضرب, ضربة, ضربات, استهدف, استهداف, كمين, عدوان, غزو, غزا, اغار, شن
bomb | bomb, bombard, bombing, bombardment, shell, shelling, airstrike, air strike, missile strike, drone strike, strafe | قصف, يقصف, غارة جوية, غارات جوية, ضربة جوية, قنبلة, قنابل
explode | explode, explosion, blast, detonate, detonation, blow up | انفجر, انفجار, انفجارات, فجر, تفجير, تفجيرات
shoot | shoot, open fire, gunfire, shooting, fire, launch | اطلق, اطلاق, اطلق النار, اطلاق النار, رصاص, اطلاق نار
intercept | intercept, shoot down, down, repel, repulse, thwart, foil, fend off, interception | اعترض, اعتراض, اسقط, صد, تصدى, تصدي, احبط, احباط, افشل
fight | fight, fighting, clash, battle, combat, skirmish, fighting | قاتل, قتال, يقاتل, اشتبك, اشتباك, اشتباكات, معركة, معارك, مواجهات
kill | kill, killing, slay, die, dead, death, murder, assassinate, assassination, lose life, perish, fatality, execute, massacre | قتل, مقتل, قتيل, قتلى, قتلت, يقتل, توفي, وفاة, وفيات, مات, موت, ميت, مصرع, لقي مصرعه, لقوا مصرعهم, استشهد, شهيد, شهداء, اغتيل, اغتيال, ضحايا, ضحية, مجزرة, مذبحة, اودى بحياة, متوفى, رحيل
survive | survive, survivor, alive, unharmed, unhurt, in good health, well and alive, safe and sound | نجا, نجاة, ناجون, حي يرزق, على قيد الحياة, بصحة جيدة, لم يصب باذى, ينجو, احياء
injure | injure, injury, wound, wounded, hurt, maim | اصاب, اصابة, اصيب, اصيبت, جرح, جريح, جرحى, مصاب, مصابون, اصابات
destroy | destroy, destruction, demolish, damage, wreck, devastate, ruin, level | دمر, تدمير, دمار, يدمر, هدم, اضرار, ضرر, خراب, الحق اضرار, تضرر
rebuild | rebuild, reconstruction, repair, restore, restoration | اعادة اعمار, اعادة الاعمار, اعادة بناء, ترميم, اصلاح, رمم, اعمار
arrest | arrest, detain, detention, custody, imprison, jail, round up, apprehend, prison sentence | اعتقل, اعتقال, اعتقالات, يعتقل, احتجز, احتجاز, سجن, حبس, يحبس, اوقف, توقيف, القبض, قبض, القى القبض, معتقل, محتجز, موقوف
release | release, free, set free, liberate prisoner, let go | افرج, افراج, الافراج, يفرج, اطلق سراح, اطلاق سراح, حرر الاسرى, اخلاء سبيل, اخلى سبيل
abduct | abduct, abduction, kidnap, kidnapping, hostage taking, take hostage | خطف, اختطف, اختطاف, يختطف, مخطوف, مختطف
surrender | surrender, lay down arms, capitulate, hand over, give up, renounce | تخلى, استسلم, استسلام, القى السلاح, سلم سلاحه, سلموا اسلحتهم
cross | cross, crossing into, cross over, pass through | عبر, عبور, يعبر, عبروا, اجتاز, اجتياز
displace | displace, displacement, refugee, seek refuge, refuge, take refuge, exodus | نزح, نزوح, نازح, نازحون, لجا, لجوء, لاجئ, لاجئون, لاجئين, هجر, تهجير, مهجر, شرد
return | return, come back, go back, homecoming, repatriate | عاد, عودة, يعود, رجع, رجوع
arrive | arrive, arrival, reach | وصل, وصول, يصل, بلغ مشارف
evacuate | evacuate, evacuation | اجلى, اجلاء, اخلاء, يجلي
rescue | rescue, save, pull from rubble | انقذ, انقاذ, ينقذ
protest | protest, demonstrate, demonstration, rally, unrest, riot, march, uprising, revolt | احتج, احتجاج, احتجاجات, تظاهر, مظاهرة, مظاهرات, تظاهرات, متظاهر, متظاهرون, انتفاضة, ثورة, اضطرابات, اضراب
calm | calm, quiet, stable, stability, safe, secure, lull, peaceful, normal, stabilise | هدوء, هادئ, هدا, استقر, استقرار, مستقر, امنة, آمن ومستقر, مطمئن, سلمي
tension | tense, tension, unstable, instability, unsafe, insecure, chaos, turmoil | توتر, متوتر, فوضى, اضطراب, غير مستقر, غير آمن, غير امن, انفلات
rise | rise, increase, grow, growth, go up, climb, surge, jump, soar, higher, gain, hike, raise, exceed, uptick, widen | ارتفع, ارتفاع, يرتفع, رفع, يرفع, زاد, زيادة, يزيد, تزايد, صعد, صعود, يصعد, قفز, قفزة, نما, نمو, مكاسب, كسب, تصاعد, يعلو, تعافى, تعافي, تحسن, انتعش, انتعاش, ازداد, ازدياد, متزايد
drop | drop, decline, decrease, shrink, plunge, slump, tumble, lower, slip, dwindle, reduction, reduce, cut, go down, slide, fall, cut back, narrow | انخفض, انخفاض, ينخفض, خفض, تخفيض, يخفض, هبط, هبوط, يهبط, تراجع, نزل, نزول, تدهور, هوى, يهوي, خسائر, قلص, تقليص, تقلص, انكمش, انكماش, تدني, ينزلق, انزلاق, تضاءل, تضاؤل
steady | steady, unchanged, flat, hold steady | ثبت, ثبات, ثابت, بدون تغيير, استقر
improve | improve, improvement, recover, recovery, better | تحسن, تحسين, يتحسن, تعافى, افضل
worsen | worsen, deteriorate, deterioration, aggravate, worse | تفاقم, تدهور, ساء, اسوا, يفاقم, تردي
agree | agree, agreement, accept, acceptance, consent, approve, approval, endorse, back, welcome, deal | وافق, موافقة, يوافق, قبول, يقبل, اتفق, اتفاق, اتفاقية, صادق, اقر, رحب, ترحيب, مصادقة, اتفاقا, ابرم
refuse | refuse, refusal, reject, rejection, turn down, decline to, oppose, object, rule out, veto, resist | رفض, يرفض, رافض, عارض, معارضته, يعارض, اعترض, استبعد, يستبعد, امتنع, فيتو
succeed | succeed, success, successful, achieve, accomplish, manage | نجح, نجاح, ينجح, ناجح, حقق, تحقيق هدف, تمكن, انجز, انجاز
fail | fail, failure, unable, unsuccessful, falter, founder, cannot | فشل, يفشل, فاشل, اخفق, اخفاق, عجز, تعثر, يتعثر
win | win, victory, winner, triumph, defeat, beat | فاز, فوز, يفوز, انتصر, انتصار, ربح, هزم, تفوق, نصر
lose-contest | lose election, be defeated, concede, defeat of | هزيمة, انهزم, خسر, خسارة, خاسر
open | open, reopen, opening, inaugurate, reopening | فتح, افتتح, افتتاح, يفتح, اعادة فتح, مفتوح
close | close, closure, shut, shut down, seal, lock down | اغلق, اغلاق, يغلق, مغلق, سد, اقفل
allow | allow, permit, let, authorise, permission, legalise, enable, green light | سمح, سماح, يسمح, اتاح, اتاحة, اجاز, اباح, رخص, ترخيص, مسموح
forbid | forbid, ban, prohibit, bar, block, prevent, outlaw, restrict, deny access, deny entry, prohibition | منع, يمنع, حظر, يحظر, محظور, حرم, ممنوع, عرقل, حجب
support | support, supporter, side with, assist, help, aid | دعم, يدعم, ساند, مساندة, ايد, تاييد, يؤيد, ساعد, مساعدة, داعم
criticise | criticise, criticism, condemn, condemnation, denounce, slam, blast, deplore | انتقد, انتقاد, انتقادات, ندد, تنديد, ادان, ادانة, شجب, استنكر, استنكار, هاجم
praise | praise, hail, laud, commend, applaud | اشاد, اشادة, يشيد, امتدح, مدح, ثناء, اثنى
accuse | accuse, accusation, blame, allege, charge, indict | اتهم, اتهام, يتهم, متهم, حمل مسؤولية, لام
admit | admit, acknowledge, concede, recognise, confess, own up | اعترف, اعتراف, يعترف, اقر, معترف
ignore | ignore, disregard, overlook, neglect | تجاهل, يتجاهل, اهمل, اهمال
demand | demand, call for, call on, urge, appeal, ask, request, insist | طالب, مطالبة, يطالب, مطالب, دعا, دعوة, يدعو, طلب, يطلب, حث, يحث, ناشد
warn | warn, warning, caution, alert | حذر, تحذير, يحذر, تحذيرات, نبه, انذر
threaten | threaten, threat | هدد, تهديد, يهدد, توعد
promise | promise, pledge, vow, commit, commitment | وعد, يعد, تعهد, يتعهد, التزم, التزام, التزامات
reassure | reassure | طمان, يطمئن, تطمينات
plan | plan, intend, intention, prepare, preparation, aim, about to | خطط, خطة, خطط, يعتزم, عزم, ينوي, نية, استعد, استعداد, يستعد, تحضير
decide | decide, decision, resolve, rule, ruling | قرر, قرار, قرارات, يقرر
order | order, instruct, command, decree | امر, يامر, اوامر, مرسوم
resign | resign, resignation, step down, quit post | استقال, استقالة, يستقيل, تنحى, تنحي
dismiss | dismiss, fire minister, sack, remove from office, sacking | اقال, اقالة, يقيل, عزل, طرد, اعفى من منصبه
appoint | appoint, appointment, name as, nominate, nomination, install | عين, تعيين, يعين, رشح, ترشيح, كلف, تكليف, نصب
elect | elect, election, vote, poll, ballot, referendum, voter, polling | انتخب, انتخاب, انتخابات, صوت, تصويت, اقتراع, استفتاء, ناخب, ناخبون, ناخبين
participate | participate, participation, take part, join, attend, attendance | شارك, مشاركة, يشارك, انضم, انضمام, ينضم, حضر, حضور
boycott | boycott, absence, stay away, abstain | قاطع, مقاطعة, غاب, غياب, امتناع
meet | meet, meeting, talk, hold talk, summit, conference, discuss, discussion | التقى, لقاء, اجتمع, اجتماع, محادثات, مباحثات, قمة, مؤتمر, بحث, يبحث, ناقش, مناقشة
negotiate | negotiate, negotiation, mediation, mediate, dialogue | تفاوض, مفاوضات, وساطة, حوار, وسيط
sign | sign, signing, ratify, signature | وقع اتفاق, توقيع, وقعت, صادق
violate | violate, violation, breach, break ceasefire | خرق, انتهك, انتهاك, انتهاكات, خروقات, خالف
respect | respect, comply, abide, adhere, compliance, observe | احترم, احترام, يحترم, التزم, تقيد, امتثل
ceasefire | ceasefire, cease-fire, truce, armistice, cessation of hostility | وقف اطلاق النار, وقف لاطلاق النار, وقف النار, هدنة
sanction | sanction, embargo | عقوبة, عقوبات, عاقب, يعاقب
impose | impose, imposition, levy | فرض, يفرض
lift | lift, ease, waive, exempt, exemption | رفع العقوبات, اعفى, اعفاء, تخفيف, خفف, الغى, الغاء, ازالة, ازال, نزع
cancel | cancel, cancellation, abolish, scrap, revoke, annul, repeal | الغى, الغاء, يلغي, ابطل, فسخ, سحب قرار
build | build, construction, construct, set up, establish, create, found | بنى, بناء, يبني, شيد, انشا, انشاء, اقام, اقامة, اسس, تاسيس, تشكيل, شكل
pay | pay, payment, fund, finance, salary | دفع, يدفع, راتب, رواتب, تمويل, مول
buy | buy, purchase, acquire, import | اشترى, شراء, يشتري, استورد, استيراد, استحوذ, اقتنى
sell | sell, sale, export | باع, بيع, يبيع, صدر, تصدير, صادرات
supply | supply, deliver, delivery, provide, arm, send, shipment | زود, تزويد, سلم, تسليم, امداد, امدادات, ارسل, ارسال, يرسل, قدم, شحنة, توريد
receive | receive, get | تلقى, استلم, حصل, استقبل
use | use, employ, deploy weapon | استخدم, استخدام, يستخدم, استعمل
find | find, discover, discovery, uncover, unearth, reveal | وجد, عثر, عثور, اكتشف, اكتشاف, كشف, يكشف
disappear | disappear, disappearance, missing, vanish | اختفى, اختفاء, مفقود, مفقودون, فقد اثره
investigate | investigate, investigation, probe, inquiry, inspect, inspection | حقق, تحقيق, تحقيقات, تفتيش, مفتش, مفتشون
convict | convict, sentence, conviction, guilty | دان, ادان, حكم على, حكم, مدان, قضت محكمة
acquit | acquit, acquittal, not guilty, innocent, exonerate | برا, براءة, بريء, تبرئة
infect | infect, infection, case of, spread, outbreak, contagion | عدوى, تفشى, تفشي, انتشر, اصابة بفيروس
treat | treat, treatment, medical attention, medical care, hospitalise | عالج, علاج, يعالج, رعاية طبية
visit | visit, trip, tour | زار, زيارة, يزور, جولة
travel | travel, fly, flight, journey | سافر, سفر, يسافر, رحلة, رحلات, طار
work | work, perform duty, in office | عمل, يعمل, مهامه, يمارس, مهام
cause | cause, lead to, result in, due to, because | سبب, تسبب, ادى الى, يؤدي, اسفر, يسفر, نتيجة, جراء, بسبب
threat-recede | subside, recede, diminish | انحسر, خمد
topple-statue | pull down, tear down, bring down, topple statue | حطم, تحطيم, اسقاط تمثال
burn | burn, fire, set fire, torch, ablaze, blaze, arson | حرق, احرق, احتراق, حريق, حرائق, اضرم النار, يحترق
mobilise | mobilise, mobilisation, conscript, draft, recruit | جند, تجنيد, تعبئة, نفير, استنفر
train | train, training, drill, exercise | درب, تدريب, تدريبات, مناورة, مناورات
smuggle | smuggle, smuggling, trafficking | هرب, تهريب, مهرب
loot | loot, looting, plunder, steal, theft, rob | نهب, سرق, سرقة, سلب
torture | torture, abuse, mistreat | عذب, تعذيب
starve | starve, famine, hunger, starvation | جاع, مجاعة, جوع, تجويع
flood | flood, flooding, inundate | فيضان, فيضانات, سيول, غرق
quake | earthquake, quake, tremor | زلزال, زلازل, هزة ارضية
await | await, wait | انتظر, ينتظر, انتظار, بانتظار
unite | unite, union, merge, merger, unification | اتحاد, وحد, وحدة, توحيد, اندماج, اندمج
divide | divide, split, division, rift, partition, dispute, disagreement | انقسم, انقسام, قسم, تقسيم, خلاف, نزاع, خلافات
reconcile | reconcile, reconciliation, settle, settlement | صالح, تصالح, مصالحة, تسوية
liberalise | normalise, normalisation | طبع, تطبيع
cooperate | cooperate, cooperation, coordinate, coordination, collaborate | تعاون, يتعاون, نسق, تنسيق, ينسق
repay | compensate, compensation | عوض, تعويض, تعويضات
escalate | escalate, escalation, intensify | صعد, تصعيد, تصاعد, اشتد, احتدم
deescalate | de-escalate, deescalation, ease tension, defuse | خفض التصعيد, تهدئة, نزع فتيل
prove | prove, confirm, verify, establish, proof | اثبت, اثبات, ثبت, برهن
defend | defend, protect, protection, guard | دافع, دفاع عن, يدافع, حمى, حماية, يحمي
occupy | occupy, occupation, occupier | احتل, احتلال, محتل
bury | bury, burial, funeral, lay to rest | دفن, يدفن, تشييع, جنازة, شيع
born | born, birth | ولد, ولادة, مولد
marry | marry, marriage, wedding | تزوج, زواج, زفاف
teach | teach, teaching, learn | علم, تعليم, تدريس
trade | trade, commerce, commercial | تجارة, تجاري, تبادل تجاري
produce | produce, production, output, manufacture | انتج, انتاج, ينتج, صنع, تصنيع
consume | consume, consumption | استهلك, استهلاك
replace | replace, replacement, swap, exchange | استبدل, استبدال, بدل, تبادل
complete | complete, finish, completion, finalise | اكمل, اكتمل, استكمل, انجز, اتم, استكمال
remove | remove, removal, take down, take away | ازال, ازالة, نزع, شال
hide | hide, conceal, cover up | اخفى, اخفاء, تستر
publish | publish, publication, broadcast, air | نشر, بث, يبث, اذاع
`
